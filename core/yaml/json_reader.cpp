// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/text_input.h"
#include "core/yaml/tree_builder.h"
#include "core/yaml/yaml_loader.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// A strict reader of RFC 8259 text that keeps the order of keys and the digits of numbers, which Qt's does not. It
/// keeps its own stack of open brackets, so that no text can overflow the real one.
class JsonReader {
public:
    JsonReader(QByteArrayView text, TreeBuilder& builder)
        : m_text(text)
        , m_builder(builder) { }

    void read() {
        skipSpace();
        do {
            value();
            closeAndSeparate();
        } while (!m_open.isEmpty());
        if (m_at != m_text.size()) {
            refuse(u"something follows the value"_s);
        }
    }
    [[nodiscard]] qsizetype position() const { return m_at; }

private:
    [[noreturn]] static void refuse(const QString& why) { throw TreeRefusal{ErrorCode::Parse, why, {}}; }

    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    void skipSpace() {
        while (m_at < m_text.size() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) {
            ++m_at;
        }
    }
    bool accept(char c) {
        if (m_at < m_text.size() && peek() == c) {
            ++m_at;
            skipSpace();
            return true;
        }
        return false;
    }

    /// One scalar, or the opening brackets down to the first scalar or empty container.
    void value() {
        while (peek() == '{' || peek() == '[') {
            const bool isMap = peek() == '{';
            isMap ? m_builder.beginMap(0) : m_builder.beginSequence(0);
            m_open.append(isMap ? '}' : ']');
            ++m_at;
            skipSpace();
            if (peek() == m_open.back()) {
                return;
            }
            if (isMap) {
                key();
            }
        }
        scalar();
    }

    void key() {
        if (peek() != '"') {
            refuse(u"a key in quotes is missing"_s);
        }
        m_builder.key(string());
        skipSpace();
        if (!accept(':')) {
            refuse(u"\":\" is missing"_s);
        }
    }

    /// What may follow a value: closing brackets, then a comma and the next key.
    void closeAndSeparate() {
        skipSpace();
        while (!m_open.isEmpty() && accept(m_open.back())) {
            m_open.chop(1);
            m_builder.end();
        }
        if (m_open.isEmpty()) {
            return;
        }
        if (!accept(',')) {
            refuse(m_at >= m_text.size() ? u"the text ends too early"_s
                                         : u"\",\" or \"%1\" is missing"_s.arg(QLatin1Char(m_open.back())));
        }
        if (m_open.back() == '}') {
            key();
        } else if (peek() == ']') {
            refuse(u"a value is missing"_s);
        }
    }

    void scalar() {
        if (peek() == '"') {
            m_builder.scalar(YamlValue::string(string()), 0);
        } else if (peek() == '-' || isDigit(peek())) {
            m_builder.scalar(YamlValue(YamlValue::Scalar{number(), false}), 0);
        } else if (word("true")) {
            m_builder.scalar(YamlValue(YamlValue::Scalar{u"true"_s, false}), 0);
        } else if (word("false")) {
            m_builder.scalar(YamlValue(YamlValue::Scalar{u"false"_s, false}), 0);
        } else if (word("null")) {
            m_builder.scalar(YamlValue(), 0);
        } else {
            refuse(m_at >= m_text.size() ? u"the text ends too early"_s : u"a value is missing"_s);
        }
    }

    bool word(QByteArrayView name) {
        if (!m_text.sliced(m_at).startsWith(name)) {
            return false;
        }
        m_at += name.size();
        return true;
    }

    void digits() {
        if (!isDigit(peek())) {
            refuse(u"not a number"_s);
        }
        while (isDigit(peek())) {
            ++m_at;
        }
    }
    QString number() {
        const qsizetype begin = m_at;
        m_at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            ++m_at;
        } else {
            digits();
        }
        if (peek() == '.') {
            ++m_at;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            ++m_at;
            m_at += peek() == '+' || peek() == '-' ? 1 : 0;
            digits();
        }
        return QString::fromLatin1(m_text.sliced(begin, m_at - begin));
    }

    QString string() {
        QString out;
        ++m_at;
        while (true) {
            const qsizetype begin = m_at;
            while (
                m_at < m_text.size() && peek() != '"' && peek() != '\\' && static_cast<unsigned char>(peek()) >= 0x20) {
                ++m_at;
            }
            out += scalarText(m_text.sliced(begin, m_at - begin));
            if (m_at >= m_text.size()) {
                refuse(u"a string has no end"_s);
            }
            if (peek() == '"') {
                ++m_at;
                return withoutLoneSurrogates(std::move(out));
            }
            if (peek() != '\\') {
                refuse(u"a control character in a string"_s);
            }
            ++m_at;
            out += escape();
        }
    }
    QChar escape() {
        constexpr QByteArrayView kNames = "\"\\/bfnrt";
        constexpr QByteArrayView kValues = "\"\\/\b\f\n\r\t";
        const char name = peek();
        ++m_at;
        if (name == 'u') {
            const QByteArray hex = m_text.sliced(qMin(m_at, m_text.size())).left(4).toByteArray();
            bool isHex = false;
            const ushort unit = hex.toUShort(&isHex, 16);
            if (hex.size() != 4 || !isHex || hex.startsWith('+') || hex.startsWith(' ')) {
                refuse(u"four hex digits are missing after \\u"_s);
            }
            m_at += 4;
            return QChar(unit);
        }
        const qsizetype known = name == '\0' ? -1 : kNames.indexOf(name);
        if (known < 0) {
            refuse(u"unknown escape"_s);
        }
        return QLatin1Char(kValues[known]);
    }
    /// As Go's encoding/json: half a pair becomes U+FFFD.
    static QString withoutLoneSurrogates(QString text) {
        return text.isValidUtf16() ? text : QString::fromUtf8(text.toUtf8());
    }

    QByteArrayView m_text;
    TreeBuilder& m_builder;
    QByteArray m_open; ///< the closing brackets due
    qsizetype m_at = 0;
};

QString positionIn(const QString& name, QByteArrayView text, qsizetype at) {
    const QByteArrayView before = text.first(qMin(at, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return u"%1:%2:%3"_s.arg(name)
        .arg(before.count('\n') + 1)
        .arg(QString::fromUtf8(before.sliced(lineStart)).size() + 1);
}

} // namespace

Result<YamlValue> loadJson(const QByteArray& text, const QString& name, const YamlLimits& limits) {
    if (text.size() > limits.bytes.bytes) {
        return fail(ErrorCode::Invalid, name, u"larger than %1 bytes"_s.arg(limits.bytes.bytes), u"TooComplex"_s);
    }
    TreeBuilder builder(limits, DuplicateKeys::KeepLast);
    JsonReader reader(text, builder);
    try {
        reader.read();
    } catch (const TreeRefusal& refusal) {
        return fail(refusal.code, positionIn(name, text, reader.position()), refusal.detail, refusal.reason);
    }
    return builder.takeRoot();
}

} // namespace pilothouse
