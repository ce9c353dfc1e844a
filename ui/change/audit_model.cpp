// SPDX-License-Identifier: Apache-2.0
#include "ui/change/audit_model.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/table_column.h"

#include <QJsonDocument>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Sign {
    QString icon;
    ColorToken tone;
};

Sign signOf(const AuditEntry& entry) {
    switch (entry.step) {
    case AuditEntry::Step::Intent:
        return {u"rocket"_s, ColorToken::Accent};
    case AuditEntry::Step::Outcome:
        return entry.outcome == "Succeeded"_L1 ? Sign{u"circle-check"_s, ColorToken::Ok}
                                               : Sign{u"circle-x"_s, ColorToken::Failed};
    case AuditEntry::Step::Refused:
        return {u"shield"_s, ColorToken::Warning};
    case AuditEntry::Step::Shown:
        return {u"eye"_s, ColorToken::Warning};
    case AuditEntry::Step::Mode:
        break;
    }
    return {u"lock-open"_s, ColorToken::TextSecond};
}

QString stepWord(AuditEntry::Step step) {
    switch (step) {
    case AuditEntry::Step::Intent:
        return AuditModel::tr("begun");
    case AuditEntry::Step::Outcome:
        return AuditModel::tr("ended");
    case AuditEntry::Step::Refused:
        return AuditModel::tr("refused");
    case AuditEntry::Step::Shown:
        return AuditModel::tr("shown");
    case AuditEntry::Step::Mode:
        break;
    }
    return AuditModel::tr("mode");
}

} // namespace

void AuditModel::setEntries(std::vector<AuditEntry> entries) {
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

void AuditModel::prepend(const AuditEntry& entry) {
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), entry);
    endInsertRows();
}

const AuditEntry* AuditModel::entry(int row) const {
    return row >= 0 && row < rowCount() ? &m_entries[static_cast<size_t>(row)] : nullptr;
}

int AuditModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int AuditModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString AuditModel::text(const AuditEntry& entry, int column) {
    switch (column) {
    case TimeColumn:
        return entry.time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss");
    case StepColumn:
        return stepWord(entry.step);
    case VerbColumn:
        return entry.verb;
    case WhereColumn:
        return shortContextName(entry.context) + (entry.nameSpace.isEmpty() ? QString() : u" ▸ "_s + entry.nameSpace);
    case ReleaseColumn:
        return entry.release;
    case RevisionColumn:
        return entry.to > 0  ? u"%1 → %2"_s.arg(entry.from).arg(entry.to)
            : entry.from > 0 ? QString::number(entry.from)
                             : QString();
    case OutcomeColumn:
        return entry.outcome;
    case PersonColumn:
        return entry.person;
    case ReasonColumn:
        return entry.reason;
    default:
        return {};
    }
}

QVariant AuditModel::data(const QModelIndex& index, int role) const {
    const AuditEntry& entry = m_entries[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case UidRole:
        return QString(entry.operation + u'/' + QString::number(static_cast<int>(entry.step)) + u'/'
            + entry.time.toString(Qt::ISODateWithMs));
    case SortRole:
        return index.column() == TimeColumn ? QVariant(entry.time) : QVariant(text(entry, index.column()));
    case IconNameRole:
        return index.column() == StepColumn ? QVariant(signOf(entry).icon) : QVariant();
    case ToneRole:
        return index.column() == StepColumn || index.column() == OutcomeColumn
            ? QVariant(static_cast<int>(signOf(entry).tone))
            : QVariant();
    default:
        return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell({{tr("Time"), 165}, {tr("Step"), 90}, {tr("What"), 110}, {tr("Where"), 170}, {tr("Release"), 130},
                          {tr("Revision"), 110}, {tr("Outcome"), 110}, {tr("Who"), 150}, {tr("Reason"), 220}},
        section, orientation, role);
}

QString auditDetails(const AuditEntry& entry) {
    QStringList lines;
    const auto add = [&lines](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            lines += u"%1: %2"_s.arg(name, value);
        }
    };
    add(u"time"_s, entry.time.toString(Qt::ISODateWithMs));
    add(u"operation"_s, entry.operation);
    add(u"person"_s, entry.person);
    add(u"context"_s, entry.context);
    add(u"clusterUser"_s, entry.clusterUser);
    add(u"clusterUid"_s, entry.clusterUid);
    add(u"verb"_s, entry.verb);
    add(u"namespace"_s, entry.nameSpace);
    add(u"release"_s, entry.release);
    add(u"from"_s, entry.from > 0 ? QString::number(entry.from) : QString());
    add(u"to"_s, entry.to > 0 ? QString::number(entry.to) : QString());
    add(u"outcome"_s, entry.outcome);
    add(u"reason"_s, entry.reason);
    if (!entry.more.isEmpty()) {
        lines += QString::fromUtf8(QJsonDocument(entry.more).toJson(QJsonDocument::Indented));
    }
    return escapeControlsKeepLines(lines.join(u'\n'));
}

} // namespace pilothouse::ui
