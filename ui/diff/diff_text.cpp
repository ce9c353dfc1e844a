// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_text.h"

#include "core/base/plain_text.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostKnown = 20000;
constexpr qsizetype kMarkedBytes = 16384; // beyond, a line is cut on screen anyway

int columnOf(QByteArrayView line, int byte) {
    return static_cast<int>(
        escapeControlsKeepLines(QString::fromUtf8(line.first(std::clamp<qsizetype>(byte, 0, line.size())))).size());
}

} // namespace

DiffText::DiffText() = default;

void DiffText::setEntries(const std::vector<DiffEntry>& entries) {
    m_plain.clear();
    for (const DiffEntry& entry : entries) {
        m_plain.push_back(entry.section == DiffSection::Notes);
    }
    load(m_from, entries, &ObjectDiff::fromText);
    load(m_to, entries, &ObjectDiff::toText);
}

void DiffText::load(Side& side, const std::vector<DiffEntry>& entries, QByteArray ObjectDiff::* text) {
    side.known.clear();
    side.firstLines.clear();
    side.lines.assign(entries.size(), {});
    QByteArray all;
    int line = 0;
    for (size_t i = 0; i < entries.size(); ++i) {
        const QByteArray& part = (*entries[i].diff).*text;
        side.firstLines.push_back(line);
        side.lines[i] = textLines(part);
        all += part;
        if (!all.isEmpty() && !all.endsWith('\n')) {
            all += '\n';
        }
        // The separator ends what the highlighter was in the middle of.
        all += "---\n";
        line += static_cast<int>(side.lines[i].size()) + 1;
    }
    all.replace("\r\n", "\n");
    side.document.setText(QString::fromUtf8(all), CodeKind::Yaml);
}

int DiffText::lineNumber(const DiffRow& row, DiffSide which) const {
    const int number = which == DiffSide::From ? row.from : row.to;
    return number < 0 ? -1 : side(which).firstLines[static_cast<size_t>(row.entry)] + number;
}

QStringView DiffText::line(const DiffRow& row, DiffSide which) const {
    const int number = lineNumber(row, which);
    return number < 0 ? QStringView() : side(which).document.line(number);
}

QList<CodeSpan> DiffText::spans(const DiffRow& row, DiffSide which) {
    Side& from = which == DiffSide::From ? m_from : m_to;
    const int number = lineNumber(row, which);
    if (number < 0 || m_plain[static_cast<size_t>(row.entry)]) {
        return {};
    }
    if (const auto known = from.known.constFind(number); known != from.known.constEnd()) {
        return *known;
    }
    if (from.known.size() > kMostKnown) {
        from.known.clear();
    }
    return *from.known.insert(number, from.document.spans(number));
}

QList<DiffText::Mark> DiffText::marks(const DiffRow& row, DiffSide which) const {
    const auto* words = which == DiffSide::From ? row.fromWords : row.toWords;
    const int number = which == DiffSide::From ? row.from : row.to;
    QList<Mark> result;
    if (!words || number < 0) {
        return result;
    }
    const auto& lines = side(which).lines[static_cast<size_t>(row.entry)];
    const QByteArrayView line
        = lines[static_cast<size_t>(number)].first(std::min(kMarkedBytes, lines[static_cast<size_t>(number)].size()));
    for (const WordSpan& word : *words) {
        result += {columnOf(line, word.begin), columnOf(line, word.end)};
    }
    return result;
}

int DiffText::longestLine() const {
    return std::max(m_from.document.longestLine(), m_to.document.longestLine());
}

} // namespace pilothouse::ui
