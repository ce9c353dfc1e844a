// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_text.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringBuilder>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxFields = 100;
constexpr qsizetype kMaxColumns = 8;

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

/// Reads one JSON object's fields in their order, which QJsonObject does not keep. No recursion: depth costs nothing.
class JsonFields {
public:
    explicit JsonFields(QByteArrayView text)
        : m_text(text) { }

    /// False: no whole object.
    bool read(std::vector<LogFields::Field>& fields) {
        skipBlanks();
        if (!take('{')) {
            return false;
        }
        skipBlanks();
        if (take('}')) {
            return isAtEnd();
        }
        while (true) {
            QByteArrayView name;
            QByteArrayView value;
            if (!readString(name) || !take(':') || !readValue(value)) {
                return false;
            }
            if (fields.size() < kMaxFields) {
                fields.push_back({textOf(name), textOf(value)});
            }
            if (take('}')) {
                return isAtEnd();
            }
            if (!take(',')) {
                return false;
            }
        }
    }

private:
    void skipBlanks() {
        while (m_at < m_text.size() && isBlank(m_text[m_at])) {
            ++m_at;
        }
    }
    bool take(char c) {
        skipBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != c) {
            return false;
        }
        ++m_at;
        return true;
    }
    bool isAtEnd() {
        skipBlanks();
        return m_at == m_text.size();
    }
    bool readString(QByteArrayView& out) {
        skipBlanks();
        const qsizetype begin = m_at;
        if (!take('"')) {
            return false;
        }
        for (; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\\') {
                ++m_at;
            } else if (m_text[m_at] == '"') {
                ++m_at;
                out = m_text.sliced(begin, m_at - begin);
                return true;
            }
        }
        return false;
    }
    bool readValue(QByteArrayView& out) {
        skipBlanks();
        const qsizetype begin = m_at;
        int depth = 0;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == '"') {
                if (QByteArrayView ignored; !readString(ignored)) {
                    return false;
                }
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}')) {
                break;
            }
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            ++m_at;
        }
        out = m_text.sliced(begin, m_at - begin).trimmed();
        return !out.isEmpty();
    }
    /// A string without its quotes and escapes, anything else as it stands.
    static QString textOf(QByteArrayView json) {
        if (json.front() != '"') {
            return QString::fromUtf8(json);
        }
        const QByteArrayView inner = json.sliced(1, json.size() - 2);
        if (!inner.contains('\\')) {
            return QString::fromUtf8(inner);
        }
        const QJsonDocument document = QJsonDocument::fromJson('[' + json.toByteArray() + ']');
        return document.isArray() ? document.array().at(0).toString() : QString::fromUtf8(inner);
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

bool isKeyByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'
        || c == '-' || c == '/' || c == '@';
}

/// `key=value key="quoted value" …`, from the first byte on; a word that is no pair makes the line plain.
bool readLogfmt(QByteArrayView text, std::vector<LogFields::Field>& fields) {
    constexpr size_t kFewest = 2;
    for (qsizetype at = 0; at < text.size();) {
        if (isBlank(text[at])) {
            ++at;
            continue;
        }
        const qsizetype key = at;
        while (at < text.size() && isKeyByte(text[at])) {
            ++at;
        }
        if (at == key || at >= text.size() || text[at] != '=') {
            return false;
        }
        const QString name = QString::fromUtf8(text.sliced(key, at - key));
        const qsizetype value = ++at;
        const bool isQuoted = at < text.size() && text[at] == '"';
        if (isQuoted) {
            for (++at; at < text.size() && text[at] != '"'; ++at) {
                at += text[at] == '\\' ? 1 : 0;
            }
            if (at >= text.size()) {
                return false;
            }
            ++at;
        }
        while (at < text.size() && !isBlank(text[at])) {
            ++at;
        }
        QString words = QString::fromUtf8(text.sliced(value, at - value));
        if (isQuoted && words.endsWith(u'"') && words.size() > 1) {
            words = words.sliced(1, words.size() - 2).replace(u"\\\""_s, u"\""_s);
        }
        if (fields.size() < kMaxFields) {
            fields.push_back({name, words});
        }
    }
    return fields.size() >= kFewest;
}

bool isIn(const QString& name, std::initializer_list<QLatin1StringView> names) {
    return std::ranges::any_of(
        names, [&](QLatin1StringView one) { return name.compare(one, Qt::CaseInsensitive) == 0; });
}

/// Level, message, then the others; the time is shown anyhow.
int rank(const QString& name) {
    if (isIn(name, {"level"_L1, "lvl"_L1, "severity"_L1, "log.level"_L1, "loglevel"_L1, "levelname"_L1})) {
        return 0;
    }
    if (isIn(name, {"message"_L1, "msg"_L1, "@message"_L1})) {
        return 1;
    }
    const bool isTime = isIn(name, {"time"_L1, "ts"_L1, "timestamp"_L1, "@timestamp"_L1, "t"_L1, "datetime"_L1});
    return isTime ? -1 : 2;
}

} // namespace

QString LogFields::value(QStringView name) const {
    const auto found = std::ranges::find(fields, name, [](const Field& field) { return QStringView(field.name); });
    return found == fields.end() ? QString() : found->value;
}

LogFields logFieldsOf(QByteArrayView line) {
    LogFields read;
    const QByteArrayView text = line.trimmed();
    if (text.startsWith('{') && JsonFields(text).read(read.fields)) {
        read.shape = LogFields::Shape::Json;
        return read;
    }
    read.fields.clear();
    if (text.contains('=') && readLogfmt(text, read.fields)) {
        read.shape = LogFields::Shape::Logfmt;
        return read;
    }
    read.fields.clear();
    return read;
}

QStringList suggestedColumns(const std::vector<LogFields>& sample) {
    QHash<QString, int> counts;
    QStringList order;
    int withFields = 0;
    for (const LogFields& line : sample) {
        withFields += line.fields.empty() ? 0 : 1;
        QSet<QString> seen;
        for (const LogFields::Field& field : line.fields) {
            if (rank(field.name) < 0 || seen.contains(field.name)) {
                continue;
            }
            seen.insert(field.name);
            if (counts[field.name]++ == 0) {
                order.append(field.name);
            }
        }
    }
    QStringList columns;
    for (const QString& name : std::as_const(order)) {
        if (counts.value(name) * 2 > withFields) {
            columns.append(name);
        }
    }
    std::ranges::stable_sort(columns, {}, rank);
    return columns.first(qMin(columns.size(), kMaxColumns));
}

} // namespace pilothouse
