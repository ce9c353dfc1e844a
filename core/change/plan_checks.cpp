// SPDX-License-Identifier: Apache-2.0
#include "core/change/plan_checks.h"

#include "core/change/release_reading.h"

#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

/// The Kubernetes minor a helm was built against, less its own minor: 3.16 → 1.31, 3.19 → 1.34, 4.0 → 1.34 (helm.sh:
/// version skew). It is good for that minor and the three before.
constexpr int kHelm3Offset = 15;
constexpr int kHelm4Offset = 34;
constexpr int kHelm4 = 4;
constexpr int kSkew = 3;
constexpr qint64 kStorageLimit = 1024LL * 1024; // of a Secret's data (KK: MaxSecretSize)
constexpr qint64 kStorageWarning = kStorageLimit * 9 / 10;

QString revisionWord(Revision revision) {
    return u"revision %1"_s.arg(number(revision));
}

PlanCheck check(Level level, Topic topic, const QString& word, const QString& subject, const QString& detail) {
    return {.level = level, .topic = topic, .word = word, .subject = subject, .detail = detail};
}

bool makesRevision(ChangeKind kind) {
    return kind == ChangeKind::Install || kind == ChangeKind::Upgrade || kind == ChangeKind::Rollback;
}

void checkPending(const PlanFacts& facts, PlanChecks& checks) {
    const RecordMeta& newest = facts.revisions.front();
    const ChangeKind kind = facts.rendering->request.kind;
    if (!isPending(newest.status) && newest.status != ReleaseStatus::Uninstalling) {
        return;
    }
    const QString sign = u"%1; its last sign of life was at %2"_s.arg(
        newest.statusText, newest.modified.toUTC().toString(Qt::ISODate));
    const bool isRefused = kind == ChangeKind::Upgrade && isPending(newest.status);
    checks.push_back(check(isRefused ? Level::Blocker : Level::Warning, Topic::Pending,
        isRefused ? u"HelmRefuses"_s : u"StillPending"_s, revisionWord(newest.revision), sign));
}

void checkStale(const PlanFacts& facts, PlanChecks& checks) {
    const ReleaseRecordPtr& seen = facts.rendering->newest;
    const Revision newest = facts.revisions.empty() ? Revision::None : facts.revisions.front().revision;
    const Revision compared = seen ? seen->revision : Revision::None;
    if (newest != compared) {
        checks.push_back(check(Level::Blocker, Topic::Stale, newest == Revision::None ? u"Gone"_s : u"Newer"_s,
            revisionWord(newest), u"it was compared with %1"_s.arg(revisionWord(compared))));
    }
}

void checkExists(const PlanFacts& facts, PlanChecks& checks) {
    const ChangeKind kind = facts.rendering->request.kind;
    const QString release = facts.rendering->request.release.name;
    if (kind == ChangeKind::Install && !facts.revisions.empty()) {
        const RecordMeta& newest = facts.revisions.front();
        const bool isOldHistory = newest.status == ReleaseStatus::Uninstalled;
        checks.push_back(check(Level::Blocker, Topic::Exists, isOldHistory ? u"KeptHistory"_s : u"ReleaseExists"_s,
            release, u"%1 is %2"_s.arg(revisionWord(newest.revision), newest.statusText)));
    }
    if (kind == ChangeKind::Upgrade && !facts.rendering->base) {
        checks.push_back(check(Level::Blocker, Topic::Exists, u"NothingToUpgrade"_s, release,
            u"no revision of it is deployed, failed or superseded"_s));
    }
    const bool needsRelease = kind != ChangeKind::Install && kind != ChangeKind::Upgrade;
    if (needsRelease && facts.revisions.empty()) {
        checks.push_back(check(Level::Blocker, Topic::Exists, u"NoRelease"_s, release, u"it has no record"_s));
    }
}

int serverMinor(const QString& version) {
    static const QRegularExpression kVersion(u"^v?1\\.(\\d+)"_s);
    const auto match = kVersion.match(version);
    return match.hasMatch() ? match.captured(1).toInt() : 0;
}

} // namespace

QString objectWord(const ManifestKey& key) {
    return key.nameSpace.isEmpty() ? key.kind + u' ' + key.name : u"%1 %2/%3"_s.arg(key.kind, key.nameSpace, key.name);
}

PlanChecks recordChecks(const PlanFacts& facts) {
    PlanChecks checks;
    checkStale(facts, checks);
    checkExists(facts, checks);
    if (!facts.revisions.empty()) {
        checkPending(facts, checks);
    }
    return checks;
}

PlanChecks helmChecks(const PlanFacts& facts) {
    PlanChecks checks;
    const HelmProgram& helm = facts.rendering->helm;
    const int built = helm.minor + (helm.major >= kHelm4 ? kHelm4Offset : kHelm3Offset);
    const int server = serverMinor(facts.serverVersion);
    if (server > 0 && (server > built || server < built - kSkew)) {
        checks.push_back(check(Level::Warning, Topic::HelmVersion, u"Skew"_s, helm.version,
            u"it is made for Kubernetes 1.%1 to 1.%2, the server is %3"_s.arg(built - kSkew)
                .arg(built)
                .arg(facts.serverVersion)));
    }
    if (facts.rendering->newest) {
        const ReleaseRecord& record = *facts.rendering->newest;
        const int writer = record.applyMethod.isEmpty() && record.rollbackRevision == 0 ? kHelm4 - 1 : kHelm4;
        if (writer != helm.major) {
            checks.push_back(check(Level::Warning, Topic::HelmVersion, u"OtherMajor"_s, revisionWord(record.revision),
                u"helm %1 wrote it, %2 would write the next"_s.arg(writer).arg(helm.version)));
        }
    }
    for (const QString& warning : helm.warnings) {
        checks.push_back(check(
            Level::Warning, Topic::HelmVersion, warning.section(u':', 0, 0), helm.version, warning.section(u':', 1)));
    }
    return checks;
}

namespace {

void checkStorage(const PlanFacts& facts, PlanChecks& checks) {
    const ReleaseRecordPtr& newest = facts.rendering->newest;
    if (newest && newest->storedBytes > kStorageWarning) {
        checks.push_back(check(Level::Warning, Topic::Storage, u"NearLimit"_s, revisionWord(newest->revision),
            u"its record takes %1 of %2 bytes; helm fails beyond that"_s.arg(newest->storedBytes).arg(kStorageLimit)));
    }
}

/// Helm keeps `historyMax` revisions, the new one counted, and never prunes the last deployed one.
void checkPruning(const PlanFacts& facts, PlanChecks& checks) {
    const int limit = facts.rendering->request.options.historyMax;
    const int excess = static_cast<int>(facts.revisions.size()) + 1 - limit;
    if (limit <= 0 || excess <= 0) {
        return;
    }
    QStringList pruned;
    for (auto it = facts.revisions.rbegin(); it != facts.revisions.rend() && pruned.size() < excess; ++it) {
        if (it->status != ReleaseStatus::Deployed) {
            pruned += QString::number(number(it->revision));
        }
    }
    if (pruned.isEmpty()) {
        return;
    }
    constexpr qsizetype kNamed = 6;
    const bool isLong = pruned.size() > kNamed;
    const QString subject = facts.rendering->request.kind == ChangeKind::Rollback
            && pruned.contains(QString::number(number(facts.rendering->request.target)))
        ? revisionWord(facts.rendering->request.target)
        : u"%1 revisions"_s.arg(pruned.size());
    checks.push_back(check(Level::Fine, Topic::Storage, u"HistoryLimit"_s, subject,
        u"%1 are kept; pruned afterwards: %2"_s.arg(limit).arg(
            isLong ? pruned.first() + u" to "_s + pruned.last() : pruned.join(u", "_s))));
}

struct Unrestorable {
    bool hasClaims = false;
    bool hasSecretChange = false;
};

Unrestorable unrestorable(const PlanFacts& facts) {
    Unrestorable found;
    const ReleaseRecord* base = facts.rendering->base.get();
    const QByteArray& manifest = base ? base->manifest : facts.rendering->manifest;
    found.hasClaims = manifest.contains("kind: PersistentVolumeClaim") || manifest.contains("volumeClaimTemplates:");
    if (facts.againstRecord) {
        found.hasSecretChange = std::ranges::any_of(
            facts.againstRecord->diff.objects, [](const ObjectDiff& object) { return !object.secretKeys.empty(); });
    }
    return found;
}

void checkWhatStaysBehind(const PlanFacts& facts, PlanChecks& checks) {
    const Unrestorable found = unrestorable(facts);
    const auto add = [&checks](const QString& word, const QString& detail) {
        checks.push_back(check(Level::Fine, Topic::WayBack, word, {}, detail));
    };
    if (found.hasClaims) {
        add(u"DataStays"_s, u"data in volumes is not brought back by a rollback"_s);
    }
    if (!facts.rendering->crds.empty()) {
        add(u"CrdsStay"_s, u"custom resource definitions are only ever created, never changed or taken back"_s);
    }
    if (!facts.rendering->hooks.empty() && facts.rendering->request.options.runHooks) {
        add(u"HooksRun"_s, u"what the chart's %1 hooks do is not undone"_s.arg(facts.rendering->hooks.size()));
    }
    if (facts.rendering->request.kind == ChangeKind::Rollback && found.hasSecretChange) {
        checks.push_back(check(Level::Warning, Topic::WayBack, u"OldSecrets"_s,
            revisionWord(facts.rendering->request.target), u"Secrets go back to what they were then"_s));
    }
}

} // namespace

PlanChecks historyChecks(const PlanFacts& facts) {
    PlanChecks checks;
    const ChangeKind kind = facts.rendering->request.kind;
    if (makesRevision(kind)) {
        checkStorage(facts, checks);
        checkPruning(facts, checks);
        const Revision back = wayBackFrom(facts.revisions, Revision::None);
        const bool isFirst = facts.revisions.empty();
        checks.push_back(back != Revision::None
                ? check(Level::Fine, Topic::WayBack, u"CanGoBack"_s, revisionWord(back), u"it stays in the history"_s)
                : check(isFirst ? Level::Fine : Level::Warning, Topic::WayBack,
                      isFirst ? u"CanUninstall"_s : u"NoWayBack"_s, {},
                      u"no revision that went well is in the history"_s));
        checkWhatStaysBehind(facts, checks);
    }
    if (kind == ChangeKind::Uninstall) {
        const bool isKept = facts.rendering->request.options.keepHistory;
        checks.push_back(check(isKept ? Level::Fine : Level::Warning, Topic::WayBack,
            isKept ? u"HistoryStays"_s : u"HistoryGoes"_s, u"%1 revisions"_s.arg(facts.revisions.size()),
            isKept ? u"a rollback can bring the objects back, not their data"_s
                   : u"nothing is left to roll back to"_s));
    }
    return checks;
}

} // namespace pilothouse
