// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/overview_words.h"

#include "ui/releases/release_words.h"
#include "ui/releases/revision_words.h"
#include "ui/widgets/health_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Overview)
};

QString serves(const ReleaseSummary& summary) {
    if (summary.deployedRevision == Revision::None || summary.deployedRevision == summary.newest.revision)
        return {};
    //: follows another sentence: the blank before it is part of it where the language wants one
    return Words::tr(" Revision %1 still serves.").arg(number(summary.deployedRevision));
}

QString readyWords(const ReleaseSummary& summary) {
    if (summary.workloadsTotal < 0)
        return Words::tr("Deployed. What is ready is not known yet.");
    if (summary.workloadsTotal == 0)
        return Words::tr("Deployed. It has no workloads.");
    if (summary.workloadsReady == summary.workloadsTotal)
        return Words::tr("Deployed. All %n workload(s) are ready.", nullptr, summary.workloadsTotal);
    QString words = Words::tr("Deployed, and %1 of %n workload(s) are not ready.", nullptr, summary.workloadsTotal)
                        .arg(summary.workloadsTotal - summary.workloadsReady);
    return words;
}

QString newestHeadline(const ReleaseSummary& summary, const QDateTime& now) {
    const QString status = statusText(summary.newest);
    if (summary.newest.status == ReleaseStatus::Failed)
        return Words::tr("Revision %1 failed.").arg(number(summary.newest.revision)) + serves(summary);
    if (isStuck(summary, now)) {
        const QDateTime& since = summary.newest.modified.isValid() ? summary.newest.modified : summary.updated;
        //: %1 a status such as pending-upgrade, %2 a duration such as 2 h
        return Words::tr("Stuck in %1 for %2.").arg(status, ageText(since, now)) + serves(summary);
    }
    if (isPending(summary.newest.status))
        return Words::tr("Under way: %1.").arg(status) + serves(summary);
    if (summary.newest.status == ReleaseStatus::Deployed)
        return readyWords(summary);
    return Words::tr("Its status is %1.").arg(status);
}

void addHeadline(
    OverviewWords& words, const ReleaseSummary* summary, const ReleaseRecord& record, const QDateTime& now) {
    if (summary && summary->newest.revision == record.revision) {
        const StatusLook look = statusLook(summary->newest.status);
        const bool isShaky = summary->newest.status == ReleaseStatus::Deployed && hasFault(*summary, now);
        words.icon = isShaky ? u"triangle-alert"_s : look.icon;
        words.tone = isShaky ? ColorToken::Warning : look.tone;
        words.headline = newestHeadline(*summary, now);
        words.detail = isShaky ? healthText(summary->worstMessage) : record.description;
        return;
    }
    const StatusLook look = statusLook(record.status);
    words.icon = look.icon;
    words.tone = look.tone;
    const QString status = record.statusText.isEmpty() ? releaseStatusWord(record.status) : record.statusText;
    words.headline = Words::tr("Revision %1 is %2.").arg(number(record.revision)).arg(status);
    if (summary)
        //: follows another sentence: the blank before it is part of it where the language wants one
        words.headline += Words::tr(" The newest is %1.").arg(number(summary->newest.revision));
    words.detail = record.description;
}

QString applyText(const ReleaseRecord& record) {
    if (record.applyMethod == "ssa"_L1)
        return Words::tr("server-side apply (ssa)");
    return Words::tr("client-side patch (%1)").arg(record.applyMethod.isEmpty() ? u"helm 3"_s : record.applyMethod);
}

void addFacts(OverviewWords& words, const ReleaseSummary* summary, const RevisionFacts* facts,
    const ReleaseRecord& record, const QDateTime& now) {
    const auto add = [&words](const QString& name, const QString& value, bool isMono = false) {
        if (!value.isEmpty())
            words.facts << OverviewWords::Fact{name, value, isMono};
    };
    add(Words::tr("Chart"), record.chart.label(), true);
    add(Words::tr("App version"), record.chart.appVersion, true);
    add(Words::tr("Status"), record.statusText.isEmpty() ? releaseStatusWord(record.status) : record.statusText);
    add(Words::tr("Updated"),
        Words::tr("%1 (%2 ago)").arg(exactTime(record.lastDeployed), ageText(record.lastDeployed, now)));
    add(Words::tr("First installed"), exactTime(record.firstDeployed));
    if (record.description != words.detail)
        add(Words::tr("Description"), record.description);
    if (summary)
        add(Words::tr("Deployed revision"),
            summary->deployedRevision == Revision::None ? Words::tr("none")
                                                        : QString::number(number(summary->deployedRevision)));
    add(Words::tr("Applied by"), applyText(record));
    add(Words::tr("Owner"), summary && !summary->owner.isEmpty() ? summary->owner : Words::tr("no controller known"));
    if (facts) {
        const bool isConfigMap = facts->meta.key.driver == StorageDriver::ConfigMap;
        add(Words::tr("Stored in"), (isConfigMap ? u"ConfigMap "_s : u"Secret "_s) + facts->meta.objectName, true);
        for (auto label = facts->meta.labels.cbegin(); label != facts->meta.labels.cend(); ++label)
            add(label.key(), label.value(), true);
    }
    if (record.chart.deprecated)
        add(Words::tr("Chart says"), Words::tr("it is deprecated"));
    if (!record.oddities.isEmpty())
        add(Words::tr("Record is odd"), record.oddities.join(u", "_s), true);
}

void addMoved(OverviewWords& words, const RevisionFacts* facts) {
    if (!facts || !facts->isRead)
        return;
    words.movedTitle = facts->before == Revision::None
        ? Words::tr("The first revision that is kept")
        : Words::tr("Changed against revision %1").arg(number(facts->before));
    if (facts->rollbackTo > 0)
        words.moved << Words::tr("rollback to %1").arg(facts->rollbackTo);
    words.moved += moveLines(facts->moves);
    if (facts->changedValues > 0)
        words.moved << Words::tr("%n value(s) changed", nullptr, facts->changedValues);
    if (words.moved.isEmpty() && facts->before != Revision::None)
        words.moved << Words::tr("no subchart, image or value");
}

/// An emergency's rollback must not be undone silently (U7b).
QString ownerWarning(const OwnerRules& owners) {
    QStringList lines;
    for (const OwnerRule& rule : owners) {
        const QString name = rule.name.isEmpty() ? Words::tr("a rule without a name") : rule.name;
        lines << (rule.kind == OwnerRule::Kind::Git
                ? Words::tr("Deployed from Git: %1. An upgrade or a rollback here is undone by the next sync, unless "
                            "Git changes too.")
                      .arg(name)
                : Words::tr("Deployed by a pipeline: %1. An upgrade or a rollback here is undone by its next run, "
                            "unless Git changes too.")
                      .arg(name));
    }
    return lines.join(u'\n');
}

} // namespace

OverviewWords overviewWords(const ReleaseSummary* summary, const RevisionFacts* facts, const ReleaseRecord& record,
    const OwnerRules& owners, const QDateTime& now) {
    OverviewWords words;
    addHeadline(words, summary, record, now);
    words.warning = ownerWarning(owners);
    addFacts(words, summary, facts, record, now);
    addMoved(words, facts);
    words.storedBytes = record.storedBytes;
    return words;
}

QString sizeText(qint64 bytes) {
    return QLocale().formattedDataSize(bytes, 0, QLocale::DataSizeSIFormat);
}

} // namespace pilothouse::ui
