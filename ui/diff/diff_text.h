// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/diff_rows.h"
#include "ui/widgets/code_document.h"

#include <QHash>
#include <QString>

namespace pilothouse::ui {

enum class DiffSide : unsigned char { From, To };

/// The lines of a diff as text: decoded, control characters escaped, coloured on demand. All entries of a side lie one
/// after the other in one CodeDocument, because each of those has a highlighter of its own. Thread: any one.
class DiffText {
public:
    DiffText();
    void setEntries(const std::vector<DiffEntry>& entries);

    /// The line as it is shown and copied.
    [[nodiscard]] QStringView line(const DiffRow& row, DiffSide side) const;
    [[nodiscard]] QList<CodeSpan> spans(const DiffRow& row, DiffSide side);
    /// Word marks of a row in columns of line().
    struct Mark {
        int begin = 0;
        int end = 0;
    };
    [[nodiscard]] QList<Mark> marks(const DiffRow& row, DiffSide side) const;
    [[nodiscard]] int longestLine() const;

private:
    struct Side {
        CodeDocument document;
        std::vector<int> firstLines; ///< by entry
        std::vector<std::vector<QByteArrayView>> lines; ///< by entry, cut when first asked for; into ObjectDiff's text
        QHash<int, QList<CodeSpan>> known;
    };
    [[nodiscard]] const Side& side(DiffSide which) const { return which == DiffSide::From ? m_from : m_to; }
    [[nodiscard]] int lineNumber(const DiffRow& row, DiffSide which) const;
    void load(Side& side, const std::vector<DiffEntry>& entries, QByteArray ObjectDiff::* text);

    Side m_from;
    Side m_to;
    std::vector<bool> m_plain; ///< by entry: notes are no YAML
};

} // namespace pilothouse::ui
