// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_outline.h"

#include "core/base/plain_text.h"
#include "ui/diff/diff_words.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString seenKey(const DiffEntry& entry) {
    const ManifestKey& key = entry.diff->key;
    // With its size: the same object of other revisions has not been seen.
    return QStringList{QString::number(static_cast<int>(entry.section)), entry.release, key.group, key.kind,
        key.nameSpace, key.name, QString::number(qHashMulti(0, entry.diff->fromText, entry.diff->toText))}
        .join(u'\n');
}

} // namespace

DiffOutlineModel::DiffOutlineModel(QObject* parent)
    : QAbstractListModel(parent) { }

void DiffOutlineModel::setEntries(std::vector<DiffEntry> entries) {
    m_entries = std::move(entries);
    rebuild();
}

void DiffOutlineModel::setLabelsShown(bool shown) {
    if (shown != m_labelsShown) {
        m_labelsShown = shown;
        rebuild();
    }
}

void DiffOutlineModel::rebuild() {
    beginResetModel();
    m_lines.clear();
    size_t heading = 0;
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        const DiffEntry& entry = m_entries[static_cast<size_t>(i)];
        if (m_lines.empty() || m_lines.back().section != entry.section || m_lines.back().release != entry.release) {
            heading = m_lines.size();
            m_lines.push_back({entry.section, -1, entry.release});
        }
        ++m_lines[heading].size;
        if (entry.section != DiffSection::LabelsOnly || m_labelsShown) {
            m_lines.push_back({entry.section, i, entry.release});
        }
    }
    endResetModel();
}

int DiffOutlineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant DiffOutlineModel::data(const QModelIndex& index, int role) const {
    const Line& line = m_lines.at(static_cast<size_t>(index.row()));
    const bool isText = role == Qt::DisplayRole || role == Qt::AccessibleTextRole;
    if (line.entry < 0) {
        return isText ? QVariant(headingAt(index.row()) + u' ' + QString::number(line.size)) : QVariant();
    }
    const DiffEntry& entry = m_entries[static_cast<size_t>(line.entry)];
    if (isText) {
        QStringList words{entryHeader(entry),
            tr("%1 lines added, %2 removed").arg(entry.diff->addedLines).arg(entry.diff->removedLines)};
        const QList<BadgeSpec> badges = riskBadges(*entry.diff);
        for (const BadgeSpec& badge : badges) {
            words += badge.text;
        }
        if (isSeen(line.entry)) {
            words += tr("seen");
        }
        return words.join(u", "_s);
    }
    if (role == Qt::ToolTipRole) {
        return QStringList{entryHeader(entry), riskSentences(*entry.diff)}.join(u'\n').trimmed();
    }
    return role == Qt::CheckStateRole ? QVariant(isSeen(line.entry) ? Qt::Checked : Qt::Unchecked) : QVariant();
}

Qt::ItemFlags DiffOutlineModel::flags(const QModelIndex& index) const {
    return entryAt(index.row()) < 0 ? Qt::ItemIsEnabled
                                    : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

int DiffOutlineModel::entryAt(int row) const {
    return row >= 0 && static_cast<size_t>(row) < m_lines.size() ? m_lines[static_cast<size_t>(row)].entry : -1;
}

int DiffOutlineModel::rowOf(int entry) const {
    const auto found = std::ranges::find(m_lines, entry, &Line::entry);
    return entry < 0 || found == m_lines.end() ? -1 : static_cast<int>(std::distance(m_lines.begin(), found));
}

DiffSection DiffOutlineModel::sectionAt(int row) const {
    return m_lines.at(static_cast<size_t>(row)).section;
}

QString DiffOutlineModel::headingAt(int row) const {
    const Line& line = m_lines.at(static_cast<size_t>(row));
    return line.release.isEmpty() ? sectionTitle(line.section)
                                  : escapeControls(line.release) + u" · "_s + sectionTitle(line.section);
}

int DiffOutlineModel::headingSize(int row) const {
    return m_lines.at(static_cast<size_t>(row)).size;
}

int DiffOutlineModel::sectionSize(DiffSection section) const {
    return static_cast<int>(std::ranges::count(m_entries, section, &DiffEntry::section));
}

bool DiffOutlineModel::isSeen(int entry) const {
    return !m_seen.isEmpty() && m_seen.contains(seenKey(m_entries.at(static_cast<size_t>(entry))));
}

void DiffOutlineModel::toggleSeen(int entry) {
    const int row = rowOf(entry);
    if (row < 0) {
        return;
    }
    const QString key = seenKey(m_entries.at(static_cast<size_t>(entry)));
    if (!m_seen.remove(key)) {
        m_seen.insert(key);
    }
    Q_EMIT dataChanged(index(row), index(row));
}

int DiffOutlineModel::seenCount() const {
    int count = 0;
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        count += isSeen(i) ? 1 : 0;
    }
    return count;
}

} // namespace pilothouse::ui
