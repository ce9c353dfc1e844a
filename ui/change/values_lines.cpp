// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_lines.h"

#include "core/base/plain_text.h"
#include "core/base/redaction.h"
#include "core/yaml/yaml_places.h"

#include <QCoreApplication>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ValuesLines)
};

constexpr qsizetype kMaxDefault = 48;

struct Indent {
    int columns = 0;
    bool isBlank = true;
    bool isItem = false; ///< begins with "- "
    bool opensPart = false; ///< ends in a key without a value
};

Indent indentOf(const QString& line) {
    Indent indent;
    const auto first = std::ranges::find_if(line, [](QChar c) { return c != u' '; });
    indent.columns = static_cast<int>(first - line.begin());
    const QStringView rest = QStringView(line).mid(indent.columns).trimmed();
    indent.isBlank = rest.isEmpty();
    indent.isItem = rest == "-"_L1 || rest.startsWith("- "_L1);
    indent.opensPart = rest.endsWith(u':');
    return indent;
}

/// The last line of the part under @p head; head itself: there is none.
int endOfPart(const std::vector<Indent>& indents, size_t head) {
    const Indent& own = indents[head];
    size_t last = head;
    for (size_t i = head + 1; i < indents.size(); ++i) {
        const Indent& next = indents[i];
        if (next.isBlank) {
            continue;
        }
        // "ports:" may have its "- name: http" in its own column.
        const bool isListBelow = own.opensPart && !own.isItem && next.isItem && next.columns == own.columns;
        if (next.columns <= own.columns && !isListBelow) {
            break;
        }
        last = i;
    }
    return static_cast<int>(last);
}

QString shortText(const YamlValue& value) {
    if (value.isScalar()) {
        const QString text = value.isString() && value.text().isEmpty() ? u"\"\""_s : value.text().simplified();
        return escapeControls(elideMiddle(text, kMaxDefault));
    }
    if (value.isSequence() && value.items().empty()) {
        return u"[]"_s;
    }
    return value.isNull() ? u"null"_s : value.isMap() && value.entries().empty() ? u"{}"_s : QString();
}

} // namespace

std::vector<FoldRange> foldRanges(const QStringList& lines) {
    std::vector<Indent> indents;
    indents.reserve(static_cast<size_t>(lines.size()));
    for (const QString& line : lines) {
        indents.push_back(indentOf(line));
    }
    std::vector<FoldRange> ranges;
    for (size_t i = 0; i + 1 < indents.size(); ++i) {
        if (indents[i].isBlank) {
            continue;
        }
        const int last = endOfPart(indents, i);
        if (last > static_cast<int>(i)) {
            ranges.push_back({.head = static_cast<int>(i), .last = last});
        }
    }
    return ranges;
}

QHash<int, QString> defaultsBeside(const QByteArray& values, const ValuesReview& review) {
    QHash<int, QString> texts;
    const YamlPlaces places = YamlPlaces::of(values);
    for (const ValueRow& row : review.rows) {
        if (!row.mine || !row.newDefault || row.isSensitive || *row.mine == *row.newDefault) {
            continue;
        }
        const QString text = shortText(*row.newDefault);
        if (text.isEmpty() || isSensitiveValue(row.newDefault->text())) {
            continue;
        }
        QString pointer;
        for (const QString& key : row.keys) {
            pointer += u'/' + pointerStep(key);
        }
        if (const int line = places.lineOf(pointer); line > 0 && !texts.contains(line - 1)) {
            //: %1 is the value the chart gives where this file says nothing
            texts.insert(line - 1, Tr::tr("chart: %1").arg(text));
        }
    }
    return texts;
}

} // namespace pilothouse::ui
