// SPDX-License-Identifier: Apache-2.0
#include "core/diff/sensitive_fields.h"

#include "core/base/redaction.h"

#include <QString>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Words that turn a sensitive key into a name or a place of the secret: `secretName`, `passwordFile`, `token_ttl`.
constexpr std::array kReferenceWords = {"name"_L1, "names"_L1, "ref"_L1, "refs"_L1, "path"_L1, "file"_L1, "mount"_L1,
    "enabled"_L1, "type"_L1, "seconds"_L1, "ttl"_L1, "namespace"_L1, "provider"_L1, "class"_L1, "store"_L1, "length"_L1,
    "dir"_L1, "audience"_L1};

bool isReferenceKey(QStringView key) {
    if (key == u"automountServiceAccountToken" || key == u"existingSecret" || key == u"imagePullSecrets") {
        return true;
    }
    return std::ranges::any_of(kReferenceWords, [key](QLatin1StringView word) {
        if (key.size() <= word.size() || !key.endsWith(word, Qt::CaseInsensitive)) {
            return false;
        }
        const QChar first = key[key.size() - word.size()];
        const QChar before = key[key.size() - word.size() - 1];
        return !before.isLetterOrNumber() || (first.isUpper() && !before.isUpper());
    });
}

bool isKeyByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.';
}

bool isQuote(char c) {
    return c == '"' || c == '\'';
}

/// Works along one line, copying what may be seen.
class InlineMasker {
public:
    explicit InlineMasker(QByteArrayView line)
        : m_line(line) { }
    MaskedLine run();

private:
    bool takeAssignment();
    bool takeUserInfo();
    bool takeToken();
    void hide(qsizetype begin, qsizetype end);
    [[nodiscard]] QByteArrayView keyBefore(qsizetype at) const;
    [[nodiscard]] QByteArrayView nameBeside(QByteArrayView value) const;
    [[nodiscard]] qsizetype valueEnd(qsizetype begin, bool toEndOfLine) const;

    QByteArrayView m_line;
    qsizetype m_at = 0;
    qsizetype m_copied = 0; ///< up to here the line is in the result
    MaskedLine m_result;
};

MaskedLine InlineMasker::run() {
    while (m_at < m_line.size()) {
        const char c = m_line[m_at];
        const bool taken = (c == ':' && takeUserInfo()) || ((c == ':' || c == '=') && takeAssignment()) || takeToken();
        if (!taken) {
            ++m_at;
        }
    }
    m_result.text += m_line.sliced(m_copied);
    return std::move(m_result);
}

void InlineMasker::hide(qsizetype begin, qsizetype end) {
    m_result.text += m_line.sliced(m_copied, begin - m_copied);
    m_result.text += kMask.toUtf8();
    m_result.hidden += m_line.sliced(begin, end - begin);
    m_result.hidden += '\0';
    m_copied = m_at = end;
}

QByteArrayView InlineMasker::keyBefore(qsizetype at) const {
    qsizetype end = at;
    while (end > m_copied && (m_line[end - 1] == ' ' || m_line[end - 1] == '\\' || isQuote(m_line[end - 1]))) {
        --end;
    }
    qsizetype begin = end;
    while (begin > m_copied && isKeyByte(m_line[begin - 1])) {
        --begin;
    }
    return m_line.sliced(begin, end - begin);
}

/// `{name: DB_PASSWORD, value: x}`, in either order: the name within the same braces.
QByteArrayView InlineMasker::nameBeside(QByteArrayView value) const {
    const qsizetype at = value.data() - m_line.data();
    const qsizetype open = m_line.lastIndexOf('{', at);
    const qsizetype close = m_line.indexOf('}', at);
    const qsizetype begin = open < 0 ? 0 : open + 1;
    const QByteArrayView map = m_line.sliced(begin, (close < 0 ? m_line.size() : close) - begin);
    const qsizetype name = map.indexOf("name");
    const qsizetype colon = name < 0 ? -1 : map.indexOf(':', name);
    if (open < 0 || colon < 0) {
        return {};
    }
    qsizetype first = colon + 1;
    while (first < map.size() && !isKeyByte(map[first])) {
        ++first;
    }
    qsizetype last = first;
    while (last < map.size() && isKeyByte(map[last])) {
        ++last;
    }
    return map.sliced(first, last - first);
}

/// Up to the closing quote, or up to what ends an unquoted value.
qsizetype InlineMasker::valueEnd(qsizetype begin, bool toEndOfLine) const {
    const char quote = begin > 0 && isQuote(m_line[begin - 1]) ? m_line[begin - 1] : '\0';
    const bool isEscapedQuote = quote != '\0' && begin > 1 && m_line[begin - 2] == '\\';
    qsizetype end = begin;
    for (; end < m_line.size(); ++end) {
        const char c = m_line[end];
        if (quote != '\0') {
            if (c == '\\' && !isEscapedQuote) {
                ++end; // the next one is no end
            } else if (c == quote
                || (isEscapedQuote && c == '\\' && end + 1 < m_line.size() && m_line[end + 1] == quote)) {
                break;
            }
        } else if (!toEndOfLine && QByteArrayView(" \t,;&}])\"'").contains(c)) {
            break;
        }
    }
    end = std::min(end, m_line.size());
    while (quote == '\0' && end > begin && (m_line[end - 1] == ' ' || m_line[end - 1] == '\r')) {
        --end;
    }
    return end;
}

bool InlineMasker::takeAssignment() {
    // `name:1` is an image, a port, a time: a colon assigns when a space or a quote follows.
    if (m_line[m_at] == ':' && m_at + 1 < m_line.size() && !QByteArrayView(" \t\\\"'").contains(m_line[m_at + 1])) {
        return false;
    }
    const QByteArrayView written = keyBefore(m_at);
    const QByteArrayView key = written == "value" ? nameBeside(written) : written;
    if (key.isEmpty() || key.size() > 256 || !isHiddenKey(QString::fromUtf8(key))) {
        return false;
    }
    qsizetype begin = m_at + 1;
    while (begin < m_line.size()
        && (m_line[begin] == ' ' || m_line[begin] == '\t' || m_line[begin] == '>' || m_line[begin] == '=')) {
        ++begin; // `=`, `=>`, `==`, `: `
    }
    while (begin < m_line.size() && (m_line[begin] == '\\' || isQuote(m_line[begin]))) {
        ++begin;
    }
    if (begin >= m_line.size() || m_line[begin] == '{' || m_line[begin] == '[') {
        return false; // something with fields of its own
    }
    // `Authorization: Bearer x` and `password = two words` go on to the end; `--password=x --user=y` does not.
    const QByteArrayView head = m_line.first(written.data() - m_line.data()).trimmed();
    const bool isWholeLine
        = head.isEmpty() || head == "#" || head == "-" || head == "export" || head == "//" || head == ";";
    const bool isHeader = m_line[m_at] == ':' && !head.contains('{') && !head.contains(',');
    const qsizetype end = valueEnd(begin, isWholeLine || isHeader);
    if (!canBeSecret(QString::fromUtf8(m_line.sliced(begin, end - begin)))) {
        return false;
    }
    hide(begin, end);
    return true;
}

/// `scheme://user:password@host`
bool InlineMasker::takeUserInfo() {
    if (!m_line.sliced(m_at).startsWith("://")) {
        return false;
    }
    qsizetype colon = -1;
    for (qsizetype i = m_at + 3; i < m_line.size() && !QByteArrayView("/ \t\"'<>?#").contains(m_line[i]); ++i) {
        if (m_line[i] == ':' && colon < 0) {
            colon = i;
        }
        if (m_line[i] == '@' && colon > 0 && i > colon + 1) {
            hide(colon + 1, i);
            return true;
        }
    }
    return false;
}

/// Values that are secrets whatever stands before them: JSON web tokens, private keys on one line, plain or in base64.
bool InlineMasker::takeToken() {
    const QByteArrayView rest = m_line.sliced(m_at);
    if (rest.startsWith("-----BEGIN ")
        && rest.first(std::min<qsizetype>(rest.size(), 64)).contains("PRIVATE KEY-----")) {
        hide(m_at, m_line.size());
        return true;
    }
    static constexpr std::array<QByteArrayView, 5> kKeysInBase64
        = {"LS0tLS1CRUdJTiBQUklWQVRFIEtF", "LS0tLS1CRUdJTiBSU0EgUFJJVkFU", "LS0tLS1CRUdJTiBFQyBQUklWQVRF",
            "LS0tLS1CRUdJTiBPUEVOU1NIIFBS", "LS0tLS1CRUdJTiBFTkNSWVBURUQg"};
    const bool mayBeJwt = rest.startsWith("eyJ");
    const bool isKey
        = std::ranges::any_of(kKeysInBase64, [rest](QByteArrayView prefix) { return rest.startsWith(prefix); });
    if (!isKey && !mayBeJwt) {
        return false;
    }
    qsizetype end = m_at;
    while (end < m_line.size()
        && (isKeyByte(m_line[end]) || m_line[end] == '+' || m_line[end] == '/' || (isKey && m_line[end] == '='))) {
        ++end;
    }
    if (!isKey && !isSensitiveValue(QString::fromLatin1(m_line.sliced(m_at, end - m_at)))) {
        m_at = end;
        return true; // looked at once: what follows within it is no start of another
    }
    hide(m_at, end);
    return true;
}

} // namespace

bool isHiddenKey(QStringView key) {
    const bool isSensitive = isSensitiveKey(key) || (key.endsWith(u's') && isSensitiveKey(key.chopped(1))); // `tokens`
    return (isSensitive && !isReferenceKey(key)) || key.endsWith(u"kubectl.kubernetes.io/last-applied-configuration");
}

bool canBeSecret(QStringView value) {
    static constexpr std::array kNever
        = {""_L1, "true"_L1, "false"_L1, "null"_L1, "~"_L1, "yes"_L1, "no"_L1, "{}"_L1, "[]"_L1};
    const QStringView text = value.trimmed();
    const bool isReference = text.startsWith(u"$(") && text.endsWith(u')') && text.count(u'(') == 1;
    return !isReference && text != kMask && std::ranges::none_of(kNever, [text](QLatin1StringView word) {
        return text.compare(word, Qt::CaseInsensitive) == 0;
    });
}

MaskedLine maskInline(QByteArrayView line) {
    return InlineMasker(line).run();
}

} // namespace pilothouse
