// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace pilothouse::ui {

/// One row of the diff as it is shown. Lines are 0-based numbers of textLines() of the entry's two texts.
struct DiffRow {
    enum class Kind : unsigned char {
        Header, ///< names the object
        Context, ///< the same on both sides
        Change, ///< unified: from or to; side by side: what stands beside each other, -1 where there is nothing
        Collapsed, ///< `count` unchanged lines that begin at from and to
    };
    Kind kind = Kind::Header;
    int entry = 0;
    int from = -1;
    int to = -1;
    int count = 0;
    const std::vector<WordSpan>* fromWords = nullptr; ///< never empty; in bytes of the line
    const std::vector<WordSpan>* toWords = nullptr;
};

/// What a diff looks like as rows: headers, hunks, collapsed parts; in two layouts. A plain model without widgets,
/// O(rows) to make. Thread: any one.
class DiffRows {
public:
    enum class Layout { Unified, SideBySide };

    void setEntries(std::vector<DiffEntry> entries);
    /// The same entry told differently (its values revealed, hidden again).
    void replaceDiff(int entry, std::shared_ptr<const ObjectDiff> diff);
    void setLayout(Layout layout);
    void setLabelsShown(bool shown);
    [[nodiscard]] Layout layout() const { return m_layout; }
    [[nodiscard]] bool areLabelsShown() const { return m_labelsShown; }

    [[nodiscard]] const std::vector<DiffEntry>& entries() const { return m_entries; }
    [[nodiscard]] const std::vector<DiffRow>& rows() const { return m_rows; }
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }

    /// Shows the unchanged lines that @p row stands for.
    void expand(int row);
    /// Folds the object of @p entry to its header, or unfolds it with its unchanged parts collapsed again.
    void toggleFolded(int entry);
    [[nodiscard]] bool isFolded(int entry) const { return m_folded.contains(entry); }

    /// First row of the next run of changed lines below @p row; of the one above. -1: none.
    [[nodiscard]] int nextChange(int row) const;
    [[nodiscard]] int previousChange(int row) const;
    /// Row of the entry's header; -1 while it is not shown.
    [[nodiscard]] int headerRow(int entry) const;
    /// The entry a row belongs to; -1 without rows.
    [[nodiscard]] int entryAt(int row) const;

private:
    using Gap = std::pair<int, int>; ///< entry and number of the hunk below
    void rebuild();
    void addEntry(int entry);
    void addGap(const Gap& gap, int from, int to, int count);
    void addHunk(int entry, const Hunk& hunk);
    void addRun(int entry, const std::vector<const DiffLine*>& removed, const std::vector<const DiffLine*>& added);
    [[nodiscard]] bool beginsChange(int row) const;

    std::vector<DiffEntry> m_entries;
    std::vector<DiffRow> m_rows;
    std::vector<int> m_headers; ///< by entry
    std::set<Gap> m_expanded;
    std::set<int> m_folded;
    Layout m_layout = Layout::Unified;
    bool m_labelsShown = false;
};

} // namespace pilothouse::ui
