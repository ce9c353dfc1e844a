// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_words.h"

#include "core/base/plain_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

// A chart's own version on all its objects would drown what moved.
constexpr int kMostLabelMoves = 3;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(pilothouse::ui::DiffWords)
};

BadgeSpec riskBadge(Risk risk) {
    switch (risk) {
    case Risk::ImmutableField:
        return {Words::tr("immutable"), ColorToken::Failed};
    case Risk::Replaced:
        return {Words::tr("replaced"), ColorToken::Failed};
    case Risk::Deleted:
        return {Words::tr("deleted"), ColorToken::Failed};
    case Risk::StorageTouched:
        return {Words::tr("storage"), ColorToken::Failed};
    case Risk::CrdTouched:
        return {Words::tr("CRD"), ColorToken::Warning};
    case Risk::Image:
        return {Words::tr("image"), ColorToken::Accent};
    case Risk::Replicas:
        return {Words::tr("replicas"), ColorToken::Warning};
    case Risk::RbacWidened:
        return {Words::tr("RBAC"), ColorToken::Failed};
    case Risk::ServiceExposure:
        return {Words::tr("port"), ColorToken::Warning};
    }
    return {};
}

QString riskSentence(Risk risk) {
    switch (risk) {
    case Risk::ImmutableField:
        return Words::tr("The server refuses to change one of these fields of an object that exists.");
    case Risk::Replaced:
        return Words::tr("The object is deleted and made anew.");
    case Risk::Deleted:
        return Words::tr("The object is deleted.");
    case Risk::StorageTouched:
        return Words::tr("Stored data may be touched.");
    case Risk::CrdTouched:
        return Words::tr("A kind of the cluster changes, for everybody who uses it.");
    case Risk::Image:
        return Words::tr("Another image runs.");
    case Risk::Replicas:
        return Words::tr("The number of pods changes.");
    case Risk::RbacWidened:
        return Words::tr("Somebody may do more than before.");
    case Risk::ServiceExposure:
        return Words::tr("Ports, or who can reach the service, change.");
    }
    return {};
}

QString keySentence(const ObjectDiff::SecretKey& key) {
    const QString name = escapeControls(key.key);
    switch (key.change) {
    case ObjectChange::Added:
        return Words::tr("Key %1 is new.").arg(name);
    case ObjectChange::Removed:
        return Words::tr("Key %1 is gone.").arg(name);
    default:
        return Words::tr("Key %1 has another value.").arg(name);
    }
}

QString commitOf(const QString& version) {
    static const QRegularExpression kCommit(u"-g?([0-9a-f]{5,40})$"_s);
    return kCommit.match(version).captured(1);
}

int countOf(const ManifestDiff& diff, ObjectChange change) {
    return static_cast<int>(std::ranges::count_if(
        diff.objects, [change](const ObjectDiff& object) { return object.change == change && !object.labelsOnly; }));
}

} // namespace

QString sectionTitle(DiffSection section) {
    switch (section) {
    case DiffSection::Changed:
        return Words::tr("Changed");
    case DiffSection::Replaced:
        return Words::tr("Replaced");
    case DiffSection::Added:
        return Words::tr("Added");
    case DiffSection::Removed:
        return Words::tr("Removed");
    case DiffSection::Values:
        return Words::tr("Values");
    case DiffSection::Hooks:
        return Words::tr("Hooks");
    case DiffSection::Notes:
        return Words::tr("Notes");
    case DiffSection::LabelsOnly:
        return Words::tr("Label changes only");
    }
    return {};
}

QString entryIcon(const DiffEntry& entry) {
    switch (entry.section) {
    case DiffSection::Values:
        return u"sliders-horizontal"_s;
    case DiffSection::Hooks:
        return u"webhook"_s;
    case DiffSection::Notes:
        return u"file-text"_s;
    case DiffSection::LabelsOnly:
        return u"tag"_s;
    case DiffSection::Replaced:
        return u"refresh-cw"_s;
    case DiffSection::Added:
        return u"file-plus"_s;
    case DiffSection::Removed:
        return u"file-minus"_s;
    case DiffSection::Changed:
        break;
    }
    return u"file-pen"_s;
}

ColorToken entryTone(const DiffEntry& entry) {
    switch (entry.diff->change) {
    case ObjectChange::Added:
        return ColorToken::Ok;
    case ObjectChange::Removed:
    case ObjectChange::Replaced:
        return ColorToken::Failed;
    case ObjectChange::Same:
    case ObjectChange::Changed:
        break;
    }
    return ColorToken::TextSecond;
}

QString entryKind(const DiffEntry& entry) {
    switch (entry.section) {
    case DiffSection::Values:
        return Words::tr("Values");
    case DiffSection::Notes:
        return Words::tr("Notes");
    default:
        break;
    }
    const QString kind = escapeControls(entry.diff->key.kind);
    return kind.isEmpty() ? Words::tr("Unreadable object") : kind;
}

QString entryHeader(const DiffEntry& entry) {
    const ObjectDiff& diff = *entry.diff;
    const QString name = escapeControls(
        diff.key.nameSpace.isEmpty() ? diff.key.name : QString(diff.key.nameSpace + u'/' + diff.key.name));
    if (entry.section == DiffSection::Values) {
        return Words::tr("%1 · values you supplied").arg(name);
    }
    if (entry.section == DiffSection::Notes) {
        return Words::tr("%1 · notes").arg(name);
    }
    QString version = escapeControls(diff.apiVersionTo.isEmpty() ? diff.apiVersionFrom : diff.apiVersionTo);
    if (!diff.apiVersionFrom.isEmpty() && !diff.apiVersionTo.isEmpty() && diff.apiVersionFrom != diff.apiVersionTo) {
        version = escapeControls(diff.apiVersionFrom) + u" → "_s + version;
    }
    QStringList parts{name, entryKind(entry), version};
    if (entry.section == DiffSection::Hooks) {
        parts += Words::tr("hook");
    }
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QList<BadgeSpec> riskBadges(const ObjectDiff& diff) {
    QList<BadgeSpec> badges;
    if (!diff.secretKeys.empty()) {
        badges += BadgeSpec{
            Words::tr("%n key(s)", nullptr, static_cast<int>(diff.secretKeys.size())), ColorToken::Warning};
    }
    for (const Risk risk : diff.risks) {
        // Added and removed objects stand under a heading that says so.
        if (risk == Risk::Deleted && diff.change == ObjectChange::Removed && diff.risks.size() > 1) {
            continue;
        }
        badges += riskBadge(risk);
    }
    // What can't be undone first; the rest as core ranks it.
    std::ranges::stable_partition(badges, [](const BadgeSpec& badge) { return badge.tone == ColorToken::Failed; });
    return badges;
}

QString riskSentences(const ObjectDiff& diff) {
    QStringList lines;
    for (const Risk risk : diff.risks) {
        lines += riskSentence(risk);
    }
    constexpr size_t kMostKeys = 20;
    for (size_t i = 0; i < std::min(diff.secretKeys.size(), kMostKeys); ++i) {
        lines += keySentence(diff.secretKeys[i]);
    }
    return lines.join(u'\n');
}

std::pair<QString, QString> shortVersions(const QString& from, const QString& to) {
    const QString before = commitOf(from);
    const QString after = commitOf(to);
    if (before.isEmpty() || after.isEmpty() || before == after) {
        return {escapeControls(from), escapeControls(to)};
    }
    return {before, after};
}

QList<HeadlinePart> headlineParts(const ReleaseDiff& diff) {
    QList<HeadlinePart> parts;
    const auto& moves = diff.manifest.headline;
    const auto labelMoves = std::ranges::count(moves, true, &HeadlineMove::labelsOnly);
    int told = 0;
    for (const HeadlineMove& move : moves) {
        if (move.labelsOnly && labelMoves > kMostLabelMoves && ++told >= kMostLabelMoves) {
            continue;
        }
        const auto [from, to] = shortVersions(move.from, move.to);
        QString text = u"%1 → %2"_s.arg(from, to);
        if (move.labelsOnly) {
            //: of a service in the headline of a diff, after its versions: nothing but labels changed
            text += Words::tr(", labels only");
        }
        parts += {escapeControls(move.service), text};
    }
    if (labelMoves > kMostLabelMoves) {
        const auto left = static_cast<int>(labelMoves) - kMostLabelMoves + 1;
        parts += {QString(), Words::tr("%n more with labels only", nullptr, left)};
    }
    if (parts.isEmpty()) {
        parts += {QString(), countWords(diff)};
    }
    return parts;
}

QString headlineDetail(const ReleaseDiff& diff) {
    QStringList lines;
    for (const HeadlineMove& move : diff.manifest.headline) {
        QString line
            = u"%1: %2 → %3"_s.arg(escapeControls(move.service), escapeControls(move.from), escapeControls(move.to));
        if (move.labelsOnly) {
            line += Words::tr(", labels only");
        }
        lines += line;
    }
    lines += countWords(diff);
    return lines.join(u'\n');
}

QString countWords(const ReleaseDiff& diff) {
    QStringList parts;
    const auto add = [&parts](int count, const QString& words) {
        if (count > 0) {
            parts += words;
        }
    };
    const int changed = countOf(diff.manifest, ObjectChange::Changed);
    const int replaced = countOf(diff.manifest, ObjectChange::Replaced);
    const int added = countOf(diff.manifest, ObjectChange::Added);
    const int removed = countOf(diff.manifest, ObjectChange::Removed);
    const auto hooks = static_cast<int>(diff.hooks.objects.size()) - diff.hooks.labelsOnlyCount;
    const int labels = diff.manifest.labelsOnlyCount + diff.hooks.labelsOnlyCount;
    add(changed, Words::tr("%n changed", nullptr, changed));
    add(replaced, Words::tr("%n replaced", nullptr, replaced));
    add(added, Words::tr("%n added", nullptr, added));
    add(removed, Words::tr("%n removed", nullptr, removed));
    add(hooks, Words::tr("%n hook(s)", nullptr, hooks));
    add(diff.values ? 1 : 0, Words::tr("values"));
    add(diff.notes ? 1 : 0, Words::tr("notes"));
    add(labels, Words::tr("%n labels only", nullptr, labels));
    return parts.join(u" · "_s);
}

QString ageWords(const QDateTime& then, const QDateTime& now) {
    if (!then.isValid()) {
        return {};
    }
    const qint64 seconds = std::max<qint64>(0, then.secsTo(now));
    if (seconds < 60) {
        return Words::tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return Words::tr("%1 min").arg(seconds / 60);
    }
    if (seconds < 2 * 86400) {
        return Words::tr("%1 h").arg(seconds / 3600);
    }
    return Words::tr("%1 d").arg(seconds / 86400);
}

} // namespace pilothouse::ui
