// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QRegularExpression>
#include <QString>

#include <vector>

namespace pilothouse {

/// `.helmignore`: which files of a chart's folder are none of its. Rules of helm pkg/ignore: one a line, `#` comments,
/// a `/` at the end means folders, a leading `/` the chart's own folder, `!` turns a rule round (what does not match is
/// left out, as helm has it). `**` is not supported there either.
class ChartIgnore {
public:
    explicit ChartIgnore(const QByteArray& text);
    /// @param name path inside the chart
    [[nodiscard]] bool ignores(const QString& name, bool isFolder) const;

private:
    struct Rule {
        QRegularExpression pattern;
        bool isNegated = false;
        bool foldersOnly = false;
        bool wholePath = false;
    };
    std::vector<Rule> m_rules;
};

} // namespace pilothouse
