// SPDX-License-Identifier: Apache-2.0
// The rows a person marked for a plan of several.
#include "ui/releases/release_columns.h"
#include "ui/releases/release_table_model.h"

namespace pilothouse::ui {

void ReleaseTableModel::setMarked(const std::vector<ReleaseKey>& releases, bool marked) {
    constexpr int kName = static_cast<int>(ReleaseColumn::Name);
    bool isOther = false;
    for (const ReleaseKey& release : releases) {
        const int row = m_index.value(release, -1);
        if (row < 0 || m_marked.contains(release) == marked)
            continue;
        if (marked)
            m_marked.insert(release);
        else
            m_marked.remove(release);
        isOther = true;
        Q_EMIT dataChanged(index(row, kName), index(row, kName));
    }
    if (isOther)
        Q_EMIT markedChanged();
}

void ReleaseTableModel::dropMarks(const QList<ReleaseKey>& releases) {
    bool isOther = false;
    for (const ReleaseKey& release : releases) {
        if (!m_index.contains(release)) // not one that came back in the same delta
            isOther |= m_marked.remove(release);
    }
    if (isOther)
        Q_EMIT markedChanged();
}

} // namespace pilothouse::ui
