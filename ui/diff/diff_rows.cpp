// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_rows.h"

#include <algorithm>

namespace pilothouse::ui {

namespace {

// Folding away so few would cost a row and save none worth having.
constexpr int kLeastCollapsed = 3;

const std::vector<WordSpan>* wordsOf(const DiffLine& line) {
    return line.words.empty() ? nullptr : &line.words;
}

} // namespace

void DiffRows::setEntries(std::vector<DiffEntry> entries) {
    m_entries = std::move(entries);
    m_expanded.clear();
    m_folded.clear();
    rebuild();
}

void DiffRows::replaceDiff(int entry, std::shared_ptr<const ObjectDiff> diff) {
    m_entries.at(static_cast<size_t>(entry)).diff = std::move(diff);
    std::erase_if(m_expanded, [entry](const Gap& gap) { return gap.first == entry; });
    rebuild();
}

void DiffRows::setLayout(Layout layout) {
    if (layout != m_layout) {
        m_layout = layout;
        rebuild();
    }
}

void DiffRows::setLabelsShown(bool shown) {
    if (shown != m_labelsShown) {
        m_labelsShown = shown;
        rebuild();
    }
}

void DiffRows::expand(int row) {
    if (row < 0 || row >= rowCount() || m_rows[static_cast<size_t>(row)].kind != DiffRow::Kind::Collapsed) {
        return;
    }
    const DiffRow clicked = m_rows[static_cast<size_t>(row)];
    const auto& hunks = m_entries[static_cast<size_t>(clicked.entry)].diff->lines.hunks;
    const auto below = std::ranges::find_if(
        hunks, [&clicked](const Hunk& hunk) { return hunk.toStart >= clicked.to + clicked.count; });
    m_expanded.insert({clicked.entry, static_cast<int>(std::distance(hunks.begin(), below))});
    rebuild();
}

void DiffRows::toggleFolded(int entry) {
    if (!m_folded.insert(entry).second) {
        m_folded.erase(entry);
    }
    std::erase_if(m_expanded, [entry](const Gap& gap) { return gap.first == entry; });
    rebuild();
}

void DiffRows::rebuild() {
    m_rows.clear();
    m_headers.assign(m_entries.size(), -1);
    for (int entry = 0; entry < static_cast<int>(m_entries.size()); ++entry) {
        if (m_labelsShown || m_entries[static_cast<size_t>(entry)].section != DiffSection::LabelsOnly) {
            addEntry(entry);
        }
    }
}

void DiffRows::addEntry(int entry) {
    const ObjectDiff& diff = *m_entries[static_cast<size_t>(entry)].diff;
    m_headers[static_cast<size_t>(entry)] = rowCount();
    m_rows.push_back({.kind = DiffRow::Kind::Header, .entry = entry});
    if (isFolded(entry)) {
        return;
    }
    int from = 0;
    int to = 0;
    int number = 0;
    for (const Hunk& hunk : diff.lines.hunks) {
        addGap({entry, number++}, from, to, hunk.toStart - to);
        addHunk(entry, hunk);
        from = hunk.fromStart + hunk.fromCount;
        to = hunk.toStart + hunk.toCount;
    }
    const auto lines = static_cast<int>(textLines(diff.toText).size());
    addGap({entry, number}, from, to, lines - to);
}

void DiffRows::addGap(const Gap& gap, int from, int to, int count) {
    if (count <= 0) {
        return;
    }
    if (count >= kLeastCollapsed && !m_expanded.contains(gap)) {
        m_rows.push_back(
            {.kind = DiffRow::Kind::Collapsed, .entry = gap.first, .from = from, .to = to, .count = count});
        return;
    }
    for (int i = 0; i < count; ++i) {
        m_rows.push_back({.kind = DiffRow::Kind::Context, .entry = gap.first, .from = from + i, .to = to + i});
    }
}

void DiffRows::addHunk(int entry, const Hunk& hunk) {
    std::vector<const DiffLine*> removed;
    std::vector<const DiffLine*> added;
    const auto flush = [&] {
        addRun(entry, removed, added);
        removed.clear();
        added.clear();
    };
    for (const DiffLine& line : hunk.lines) {
        switch (line.kind) {
        case DiffLine::Kind::Context:
            flush();
            m_rows.push_back(
                {.kind = DiffRow::Kind::Context, .entry = entry, .from = line.fromLine, .to = line.toLine});
            break;
        case DiffLine::Kind::Removed:
            if (!added.empty()) {
                flush();
            }
            removed.push_back(&line);
            break;
        case DiffLine::Kind::Added:
            added.push_back(&line);
            break;
        }
    }
    flush();
}

void DiffRows::addRun(
    int entry, const std::vector<const DiffLine*>& removed, const std::vector<const DiffLine*>& added) {
    const auto push = [this, entry](const DiffLine* from, const DiffLine* to) {
        DiffRow row{.kind = DiffRow::Kind::Change, .entry = entry};
        if (from) {
            row.from = from->fromLine;
            row.fromWords = wordsOf(*from);
        }
        if (to) {
            row.to = to->toLine;
            row.toWords = wordsOf(*to);
        }
        m_rows.push_back(row);
    };
    if (m_layout == Layout::SideBySide) {
        for (size_t i = 0; i < std::max(removed.size(), added.size()); ++i) {
            push(i < removed.size() ? removed[i] : nullptr, i < added.size() ? added[i] : nullptr);
        }
        return;
    }
    for (const DiffLine* line : removed) {
        push(line, nullptr);
    }
    for (const DiffLine* line : added) {
        push(nullptr, line);
    }
}

bool DiffRows::beginsChange(int row) const {
    const auto at = static_cast<size_t>(row);
    return m_rows[at].kind == DiffRow::Kind::Change && (row == 0 || m_rows[at - 1].kind != DiffRow::Kind::Change);
}

int DiffRows::nextChange(int row) const {
    for (int i = std::max(0, row + 1); i < rowCount(); ++i) {
        if (beginsChange(i)) {
            return i;
        }
    }
    return -1;
}

int DiffRows::previousChange(int row) const {
    for (int i = std::min(row, rowCount()) - 1; i >= 0; --i) {
        if (beginsChange(i)) {
            return i;
        }
    }
    return -1;
}

int DiffRows::headerRow(int entry) const {
    return entry >= 0 && static_cast<size_t>(entry) < m_headers.size() ? m_headers[static_cast<size_t>(entry)] : -1;
}

int DiffRows::entryAt(int row) const {
    return m_rows.empty() ? -1 : m_rows[static_cast<size_t>(std::clamp(row, 0, rowCount() - 1))].entry;
}

} // namespace pilothouse::ui
