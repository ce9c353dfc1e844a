// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

namespace {

/// Escapes as little as JSON asks for; Go's encoding/json would write `<`, `>` and `&` as \u003c, \u003e and \u0026
/// too.
void writeString(QByteArray& out, const QString& text) {
    constexpr char kHex[] = "0123456789abcdef";
    out += '"';
    for (const char c : text.toUtf8()) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (byte < 0x20) {
                out += "\\u00";
                out += kHex[byte >> 4];
                out += kHex[byte & 0xf];
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

class JsonWriter {
public:
    explicit JsonWriter(JsonLayout layout)
        : m_isIndented(layout == JsonLayout::Indented) { }

    void write(const YamlValue& value) {
        if (value.isMap()) {
            writeMap(value.entries());
        } else if (value.isSequence()) {
            writeSequence(value.items());
        } else if (value.isNull()) {
            m_out += "null";
        } else if (value.isString() || value.text().contains(QStringView(u"inf"), Qt::CaseInsensitive)
            || value.text().contains(QStringView(u"nan"), Qt::CaseInsensitive)) {
            writeString(m_out, value.text());
        } else {
            m_out += value.text().toUtf8();
        }
    }
    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    void newline() {
        if (m_isIndented) {
            m_out += '\n';
            m_out += QByteArray(m_depth * 2, ' ');
        }
    }
    void writeMap(const YamlValue::Map& map) {
        m_out += '{';
        ++m_depth;
        bool isFirst = true;
        for (const auto& [key, value] : map) {
            m_out += isFirst ? "" : ",";
            isFirst = false;
            newline();
            writeString(m_out, key);
            m_out += m_isIndented ? ": " : ":";
            write(value);
        }
        close(map.empty(), '}');
    }
    void writeSequence(const YamlValue::Sequence& sequence) {
        m_out += '[';
        ++m_depth;
        bool isFirst = true;
        for (const YamlValue& value : sequence) {
            m_out += isFirst ? "" : ",";
            isFirst = false;
            newline();
            write(value);
        }
        close(sequence.empty(), ']');
    }
    void close(bool isEmpty, char bracket) {
        --m_depth;
        if (!isEmpty) {
            newline();
        }
        m_out += bracket;
    }

    bool m_isIndented;
    int m_depth = 0;
    QByteArray m_out;
};

} // namespace

QByteArray toJson(const YamlValue& value, JsonLayout layout) {
    JsonWriter writer(layout);
    writer.write(value);
    return writer.take();
}

} // namespace pilothouse
