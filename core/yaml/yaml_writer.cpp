// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/scalar_rules.h"
#include "core/yaml/scalar_style.h"
#include "core/yaml/yaml_loader.h"

#include <QList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIndent = 2;
constexpr qsizetype kWidth = 80; ///< text goes on in the next line at the first single space after this column
constexpr qsizetype kSimpleKeyBytes = 128; ///< a longer key is written `? key`

/// Writes block YAML as libyaml's emitter does for go-yaml v2: lists stand at their parent's indent.
class YamlWriter {
public:
    explicit YamlWriter(KeyOrder order)
        : m_order(order) { }

    QByteArray write(const YamlValue& value) {
        node(value, -kIndent, Place::Root);
        if (m_column > 0) {
            newline();
        }
        return m_out.toUtf8();
    }

private:
    enum class Place { Root, MapValue, ListItem };
    enum class Breaks { Allowed, None };

    /// @param indent of the container this stands in
    void node(const YamlValue& value, int indent, Place place) {
        if (value.isMap() && !value.entries().empty()) {
            map(value.entries(), indent + kIndent);
        } else if (value.isSequence() && !value.items().empty()) {
            // Not deeper than the key it belongs to, unless that is `? key` or this stands in a list.
            list(value.items(), place == Place::MapValue && !m_afterIndicator ? indent : indent + kIndent);
        } else {
            space();
            scalar(value, indent + kIndent, Breaks::Allowed);
        }
    }

    void map(const YamlValue::Map& entries, int indent) {
        std::vector<const YamlValue::Map::value_type*> sorted;
        sorted.reserve(entries.size());
        for (const auto& entry : entries) {
            sorted.push_back(&entry);
        }
        if (m_order == KeyOrder::Sorted) {
            // Not std::sort: go-yaml's order is no strict one.
            std::ranges::stable_sort(
                sorted, [](const auto* a, const auto* b) { return goKeyLess(a->first, b->first); });
        }
        for (const auto* entry : sorted) {
            startLine(indent);
            key(entry->first, indent);
            node(entry->second, indent, Place::MapValue);
        }
    }

    void key(const QString& name, int indent) {
        const bool isSimple = !name.contains(u'\n') && !name.contains(u'\r') && name.toUtf8().size() <= kSimpleKeyBytes;
        m_afterIndicator = false;
        if (isSimple) {
            scalar(YamlValue::string(name), indent + kIndent, Breaks::None);
            put(u":");
            return;
        }
        put(u"? ");
        scalar(YamlValue::string(name), indent + kIndent, Breaks::Allowed);
        startLine(indent);
        put(u":");
        m_afterIndicator = true;
    }

    void list(const YamlValue::Sequence& items, int indent) {
        for (const YamlValue& item : items) {
            startLine(indent);
            put(u"-");
            m_afterIndicator = true;
            node(item, indent, Place::ListItem);
        }
    }

    void scalar(const YamlValue& value, int indent, Breaks breaks) {
        m_afterIndicator = false;
        if (value.isMap() || value.isSequence()) {
            put(value.isMap() ? u"{}" : u"[]");
        } else if (value.isNull()) {
            put(u"null");
        } else if (!value.isString()) {
            put(goNumber(value.text()));
        } else {
            string(value.text(), indent, breaks);
        }
    }

    void string(const QString& text, int indent, Breaks breaks) {
        const int foldIndent = breaks == Breaks::Allowed ? indent : -1;
        switch (styleOf(text)) {
        case ScalarStyle::Plain:
            folded(text, foldIndent, {});
            return;
        case ScalarStyle::SingleQuoted:
            folded(text, foldIndent, u"'");
            return;
        case ScalarStyle::DoubleQuoted:
            doubleQuoted(text, foldIndent);
            return;
        case ScalarStyle::Literal:
            literal(text, indent);
            return;
        }
    }

    /// @param foldIndent where folded lines go on; negative: never folded
    void folded(const QString& text, int foldIndent, QStringView quote) {
        put(quote);
        for (qsizetype i = 0; i < text.size(); ++i) {
            const bool isInside = quote.isEmpty() || (i > 0 && i + 1 < text.size());
            if (foldsAt(text, i, foldIndent) && isInside && !(i + 1 < text.size() && text[i + 1] == u' ')) {
                breakLine(foldIndent);
                continue;
            }
            put(text[i] == u'\'' && !quote.isEmpty() ? QStringView(u"''") : QStringView(text).sliced(i, 1));
        }
        put(quote);
    }

    [[nodiscard]] bool foldsAt(const QString& text, qsizetype i, int foldIndent) const {
        return foldIndent >= 0 && text[i] == u' ' && m_column > kWidth && !(i > 0 && text[i - 1] == u' ');
    }

    void doubleQuoted(const QString& text, int foldIndent) {
        put(u"\"");
        // A quirk kept: a string that begins with a byte order mark is escaped to its end.
        const bool escapesAll = text.startsWith(QChar(0xfeff));
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
                put(escaped(QChar::surrogateToUcs4(c, text[i + 1])));
                ++i;
            } else if (escapesAll || !isPrintable(c) || c == u'"' || c == u'\\' || c == u'\u2028' || c == u'\u2029') {
                put(escaped(c.unicode()));
            } else if (foldsAt(text, i, foldIndent) && i > 0 && i + 1 < text.size()) {
                breakLine(foldIndent);
                put(text[i + 1] == u' ' ? u"\\" : u"");
            } else {
                put(QStringView(text).sliced(i, 1));
            }
        }
        put(u"\"");
    }

    static QString escaped(char32_t c) {
        static const QString kCodes = u"\0\a\b\t\n\v\f\r\x1b\"\\\u0085\u2028\u2029"_s;
        constexpr QStringView kNames = u"0abtnvfre\"\\NLP";
        const qsizetype known = c < 0x10000 ? kCodes.indexOf(QChar(static_cast<char16_t>(c))) : -1;
        if (known >= 0) {
            return u'\\' + QString(kNames[known]);
        }
        const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
        const QChar mark = digits == 2 ? u'x' : digits == 4 ? u'u' : u'U';
        return u'\\' + QString(mark) + QString::number(static_cast<uint>(c), 16).toUpper().rightJustified(digits, u'0');
    }

    void literal(const QString& text, int indent) {
        put(u"|");
        put(text.startsWith(u' ') || text.startsWith(u'\n') ? QString::number(kIndent) : QString());
        if (!text.endsWith(u'\n')) {
            put(u"-");
        } else if (text.size() == 1 || text.endsWith(u"\n\n"_s)) {
            put(u"+");
        }
        const QStringView body = text.endsWith(u'\n') ? QStringView(text).chopped(1) : QStringView(text);
        for (const QStringView line : body.split(u'\n')) {
            newline();
            if (!line.isEmpty()) {
                put(QString(indent, u' '));
                put(line);
            }
        }
        if (text.endsWith(u"\n\n"_s) || text.size() == 1) {
            newline();
        }
    }

    /// Begins an entry at @p indent; right after `- ` and `? ` it goes on in the same line.
    void startLine(int indent) {
        if (m_afterIndicator && m_column < indent) {
            put(QString(indent - static_cast<int>(m_column), u' '));
        } else if (m_column > 0) {
            breakLine(indent);
        } else {
            put(QString(indent, u' '));
        }
        m_afterIndicator = false;
    }
    void breakLine(int indent) {
        newline();
        put(QString(indent, u' '));
    }
    void space() { put(m_column > 0 ? u" " : u""); }
    void newline() {
        m_out += u'\n';
        m_column = 0;
    }
    void put(QStringView text) {
        m_out += text;
        m_column += text.size();
    }

    KeyOrder m_order;
    QString m_out;
    qsizetype m_column = 0;
    bool m_afterIndicator = false; ///< `-` or `:` of a `? key` stands last in the line
};

} // namespace

QByteArray toYaml(const YamlValue& value, KeyOrder order) {
    return YamlWriter(order).write(value);
}

} // namespace pilothouse
