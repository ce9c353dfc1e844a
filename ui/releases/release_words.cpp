// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_words.h"

#include "ui/widgets/error_text.h"
#include "ui/widgets/health_text.h"

#include <QCoreApplication>
#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 60 * kMinute;
constexpr qint64 kDay = 24 * kHour;
constexpr qint64 kYear = 365 * kDay;
/// Hooks and waits of helm write nothing for minutes; its default timeout is five.
constexpr qint64 kSilence = 10 * kMinute;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Release)
};

bool isPullReason(const QString& reason) {
    return reason == "ImagePullBackOff"_L1 || reason == "ErrImagePull"_L1 || reason == "InvalidImageName"_L1
        || reason == "ErrImageNeverPull"_L1 || reason == "ImageInspectError"_L1 || reason == "RegistryUnavailable"_L1;
}

/// A reason such as `0/3 ready` or kstatus' `LessReady` only says that something is under way; other words name a
/// failure.
bool namesFailure(const QString& reason) {
    static constexpr QLatin1StringView kWaiting[] = {"Less"_L1, "Extra"_L1, "No"_L1, "Partition"_L1, "Rolling"_L1,
        "Progressing"_L1, "Pod"_L1, "ReplicaSetNotAvailable"_L1, "DeploymentNotAvailable"_L1, "ContainerCreating"_L1};
    if (reason == "NotFound"_L1 || reason == "PodFailed"_L1)
        return true;
    return !reason.isEmpty() && !reason.front().isDigit()
        && std::ranges::none_of(kWaiting, [&reason](QLatin1StringView word) { return reason.startsWith(word); });
}

bool isNotReady(const ReleaseSummary& release) {
    return release.workloadsTotal > 0 && release.workloadsReady < release.workloadsTotal;
}

BadgeSpec readinessMark(const ReleaseSummary& release) {
    const QString& reason = release.worstReason;
    if (isPullReason(reason))
        return {Words::tr("image can’t be pulled"), ColorToken::Failed};
    if (reason == "NotFound"_L1)
        return {Words::tr("workload missing"), ColorToken::Failed};
    if (namesFailure(reason))
        return {reason, ColorToken::Failed};
    if (reason == "0/0 ready"_L1) // a change that has not been taken up yet
        return {Words::tr("not up to date"), ColorToken::Warning};
    if (!reason.isEmpty() && reason.front().isDigit())
        return {healthText(reason), ColorToken::Warning};
    //: %1 ready workloads of %2
    return {Words::tr("%1/%2 ready").arg(release.workloadsReady).arg(release.workloadsTotal), ColorToken::Warning};
}

} // namespace

StatusLook statusLook(ReleaseStatus status) {
    switch (status) {
    case ReleaseStatus::Deployed:
        return {u"circle-check"_s, ColorToken::Ok};
    case ReleaseStatus::Failed:
        return {u"circle-x"_s, ColorToken::Failed};
    case ReleaseStatus::PendingInstall:
    case ReleaseStatus::PendingUpgrade:
    case ReleaseStatus::PendingRollback:
    case ReleaseStatus::Uninstalling:
        return {u"hourglass"_s, ColorToken::Pending};
    case ReleaseStatus::Superseded:
    case ReleaseStatus::Uninstalled:
        return {u"circle-minus"_s, ColorToken::TextSecond};
    case ReleaseStatus::Unknown:
        break;
    }
    return {u"circle-question-mark"_s, ColorToken::Warning};
}

QString statusText(const RecordMeta& meta) {
    if (meta.status == ReleaseStatus::Unknown && !meta.statusText.isEmpty())
        return meta.statusText;
    return releaseStatusWord(meta.status);
}

QString ageText(const QDateTime& then, const QDateTime& now) {
    if (!then.isValid())
        return {};
    const qint64 seconds = qMax<qint64>(0, then.secsTo(now));
    if (seconds < kMinute)
        return Words::tr("%1 s").arg(seconds);
    if (seconds < kHour)
        return Words::tr("%1 min").arg(seconds / kMinute);
    if (seconds < kDay)
        return Words::tr("%1 h").arg(seconds / kHour);
    if (seconds < 2 * kYear)
        return Words::tr("%1 d").arg(seconds / kDay);
    //: years
    return Words::tr("%1 y").arg(seconds / kYear);
}

QString exactTime(const QDateTime& time) {
    if (!time.isValid())
        return {};
    const QDateTime local = time.toLocalTime();
    const int minutes = local.offsetFromUtc() / 60;
    QString zone = u"UTC"_s;
    if (minutes != 0) {
        zone += (minutes < 0 ? u"−"_s : u"+"_s) + QString::number(qAbs(minutes) / 60);
        if (minutes % 60 != 0)
            zone += u':' + QString::number(qAbs(minutes) % 60);
    }
    return local.toString(u"yyyy-MM-dd HH:mm:ss "_s) + zone;
}

bool isStuck(const ReleaseSummary& release, const QDateTime& now) {
    const bool isUnderWay = isPending(release.newest.status) || release.newest.status == ReleaseStatus::Uninstalling;
    const QDateTime& sign = release.newest.modified.isValid() ? release.newest.modified : release.updated;
    return isUnderWay && sign.isValid() && sign.secsTo(now) > kSilence;
}

bool hasFault(const ReleaseSummary& release, const QDateTime& now) {
    // What helm is doing right now is not ready yet, and that is no fault.
    const bool isUnderWay = isPending(release.newest.status) && !isStuck(release, now);
    return release.newest.status == ReleaseStatus::Failed || isStuck(release, now)
        || release.bodyState == ReleaseSummary::BodyState::Failed || (isNotReady(release) && !isUnderWay);
}

QList<BadgeSpec> releaseMarks(const ReleaseSummary& release, const QDateTime& now) {
    QList<BadgeSpec> marks;
    if (release.bodyState == ReleaseSummary::BodyState::Failed)
        marks << BadgeSpec{Words::tr("record can’t be read"), ColorToken::Failed};
    if (isStuck(release, now)) {
        const QDateTime& sign = release.newest.modified.isValid() ? release.newest.modified : release.updated;
        //: %1 is a duration such as 2 h
        marks << BadgeSpec{Words::tr("stuck for %1").arg(ageText(sign, now)), ColorToken::Warning};
    }
    if (isNotReady(release))
        marks << readinessMark(release);
    if (release.newest.status == ReleaseStatus::Failed && release.deployedRevision != Revision::None)
        marks << BadgeSpec{Words::tr("%1 serves").arg(number(release.deployedRevision)), ColorToken::TextSecond};
    if (!release.owner.isEmpty())
        marks << BadgeSpec{release.owner, ColorToken::TextSecond};
    if (release.newest.key.driver == StorageDriver::ConfigMap)
        marks << BadgeSpec{u"ConfigMap"_s, ColorToken::TextSecond};
    return marks;
}

QList<BadgeSpec> ownerMarks(const OwnerRules& owners) {
    QList<BadgeSpec> marks;
    for (const OwnerRule& rule : owners) {
        const BadgeSpec mark{
            rule.kind == OwnerRule::Kind::Git ? u"Git"_s : Words::tr("pipeline"), ColorToken::TextSecond};
        if (!marks.contains(mark))
            marks << mark;
    }
    return marks;
}

Readiness readinessOf(const ReleaseSummary& release) {
    if (release.workloadsTotal <= 0)
        return {};
    const int waiting = release.workloadsTotal - release.workloadsReady;
    return {release.workloadsReady, release.workloadsTotal, waiting > 0 && namesFailure(release.worstReason) ? 1 : 0};
}

} // namespace pilothouse::ui
