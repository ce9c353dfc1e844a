// SPDX-License-Identifier: Apache-2.0
#include "core/diff/mask_scanner.h"

#include "core/base/redaction.h"
#include "core/diff/known_secrets.h"
#include "core/diff/line_diff.h"
#include "core/diff/sensitive_fields.h"

#include <algorithm>

namespace pilothouse {

namespace {

constexpr qsizetype kMaxSiblingDistance = 200; ///< lines between `name:` and `value:` of one list item

/// A line taken apart: `  - name: web  # x` has indent 2, column 4, key `name`.
struct Line {
    QByteArrayView text; ///< without its newline
    QByteArrayView newline;
    qsizetype indent = 0; ///< of the first dash, or of the text
    qsizetype column = 0; ///< where the text after the dashes begins
    QByteArrayView key;
    qsizetype value = -1; ///< where the value begins; -1: no key
    [[nodiscard]] bool isItem() const { return column > indent; }
    [[nodiscard]] bool isBlank() const { return column == text.size(); }
};

qsizetype skipSpaces(QByteArrayView text, qsizetype at) {
    while (at < text.size() && text[at] == ' ') {
        ++at;
    }
    return at;
}

void readKey(Line& line) {
    const QByteArrayView rest = line.text.sliced(line.column);
    if (rest.isEmpty() || rest.front() == '#' || rest.front() == '{' || rest.front() == '[') {
        return;
    }
    qsizetype colon = -1;
    if (rest.front() == '"' || rest.front() == '\'') {
        const qsizetype close = rest.indexOf(rest.front(), 1);
        colon = close > 0 ? skipSpaces(rest, close + 1) : -1;
        colon = colon > 0 && colon < rest.size() && rest[colon] == ':' ? colon : -1;
        line.key = colon > 0 ? rest.sliced(1, close - 1) : QByteArrayView();
    } else {
        colon = rest.indexOf(':');
        while (colon > 0 && colon + 1 < rest.size() && rest[colon + 1] != ' ' && rest[colon + 1] != '\t') {
            colon = rest.indexOf(':', colon + 1); // `a:b` is no key
        }
        line.key = colon > 0 ? rest.first(colon).trimmed() : QByteArrayView();
        if (line.key.contains('=') || line.key.contains(' ') || line.key.contains('"')) {
            colon = -1; // a sentence or an assignment
        }
    }
    if (colon > 0) {
        line.value = skipSpaces(line.text, line.column + colon + 1);
    } else {
        line.key = {};
    }
}

Line readLine(QByteArrayView raw) {
    Line line;
    qsizetype size = raw.size();
    while (size > 0 && (raw[size - 1] == '\n' || raw[size - 1] == '\r')) {
        --size;
    }
    line.text = raw.first(size);
    line.newline = raw.sliced(size);
    line.indent = line.column = skipSpaces(line.text, 0);
    while (line.column < size && line.text[line.column] == '-'
        && (line.column + 1 == size || line.text[line.column + 1] == ' ')) {
        line.column = skipSpaces(line.text, line.column + 1);
    }
    readKey(line);
    return line;
}

struct Level {
    qsizetype column = 0;
    QByteArrayView key;
    bool isHidden = false; ///< what stands under it, unless it has keys of its own
};

class MaskScanner {
public:
    MaskScanner(QByteArrayView text, const KnownSecrets* known)
        : m_known(known) {
        for (const QByteArrayView raw : textLines(text)) {
            m_lines.push_back(readLine(raw));
        }
    }
    MaskedText run();

private:
    void enter(const Line& line);
    void takeLine(const Line& line);
    bool takePrivateKey(const Line& line);
    void hideValue(const Line& line, qsizetype valueAt);
    void takeContinuation(QByteArrayView value, qsizetype column, QByteArray& hidden);
    void write(QByteArrayView text, const Line& line, const QByteArray& hidden);
    [[nodiscard]] bool isHidden(const Line& line) const;
    [[nodiscard]] bool isKnown(const Line& line, qsizetype valueAt) const;
    [[nodiscard]] QByteArrayView siblingName(const Line& line) const;
    [[nodiscard]] QByteArray identity() const;

    const KnownSecrets* m_known;
    std::vector<Line> m_lines;
    size_t m_next = 0; ///< the line after the one in hand
    std::vector<Level> m_levels;
    QByteArrayView m_itemName; ///< of the env variable in hand
    MaskedText m_result;
};

MaskedText MaskScanner::run() {
    while (m_next < m_lines.size()) {
        const Line& line = m_lines[m_next++];
        if (line.isBlank()) {
            write(line.text, line, {});
            continue;
        }
        enter(line);
        if (!takePrivateKey(line)) {
            takeLine(line);
        }
    }
    return std::move(m_result);
}

/// Leaves the keys this line is not under. A list may stand at its key's own column, so a dash leaves only deeper ones.
void MaskScanner::enter(const Line& line) {
    const auto isLeft = [&line](const Level& level) {
        return line.isItem() ? level.column > line.indent : level.column >= line.column;
    };
    while (!m_levels.empty() && isLeft(m_levels.back())) {
        m_levels.pop_back();
    }
}

QByteArray MaskScanner::identity() const {
    QByteArray path;
    for (const Level& level : m_levels) {
        path += level.key;
        path += '/';
    }
    return path + m_itemName;
}

void MaskScanner::write(QByteArrayView text, const Line& line, const QByteArray& hidden) {
    m_result.text += text;
    if (!hidden.isEmpty()) {
        m_result.hidden.push_back({identity(), hidden, m_result.text.size()});
    }
    m_result.text += line.newline;
}

/// `- name: DB_PASSWORD` / `value: x`, in either order.
QByteArrayView MaskScanner::siblingName(const Line& line) const {
    const auto isName = [&line](const Line& other) {
        return other.column == line.column && (other.key == "name" || other.key == "key");
    };
    const auto nameOf = [](const Line& other) {
        QByteArrayView name = other.text.sliced(other.value).trimmed();
        return name.size() > 1 && (name.startsWith('"') || name.startsWith('\'')) ? name.sliced(1, name.size() - 2)
                                                                                  : name;
    };
    const qsizetype here = &line - m_lines.data();
    const qsizetype size = static_cast<qsizetype>(m_lines.size());
    for (qsizetype i = here; i >= 0 && here - i < kMaxSiblingDistance; --i) {
        const Line& other = m_lines[static_cast<size_t>(i)];
        if (isName(other)) {
            return nameOf(other);
        }
        if (!other.isBlank() && (other.column < line.column || (other.isItem() && other.column == line.column))) {
            break;
        }
    }
    for (qsizetype i = here + 1; i < size && i - here < kMaxSiblingDistance; ++i) {
        const Line& other = m_lines[static_cast<size_t>(i)];
        if (!other.isBlank() && other.indent < line.column) {
            break;
        }
        if (isName(other)) {
            return nameOf(other);
        }
    }
    return {};
}

bool MaskScanner::isHidden(const Line& line) const {
    const QString key = QString::fromUtf8(line.key);
    if (line.key == "value") {
        return !m_itemName.isEmpty() && isHiddenKey(QString::fromUtf8(m_itemName));
    }
    return isHiddenKey(key);
}

/// A value, plain, quoted or as a literal block, that is a known secret. What is written in other ways is found in the
/// tree (hasVisibleSecret).
bool MaskScanner::isKnown(const Line& line, qsizetype valueAt) const {
    if (!m_known || valueAt >= line.text.size()) {
        return false;
    }
    QByteArrayView value = line.text.sliced(valueAt).trimmed();
    if (value.startsWith('|')) {
        QByteArray block;
        for (size_t i = m_next; i < m_lines.size() && (m_lines[i].isBlank() || m_lines[i].indent > line.column); ++i) {
            const Line& next = m_lines[i];
            const qsizetype indent = m_lines[m_next].indent;
            block += next.text.sliced(std::min(indent, next.text.size()));
            block += '\n';
        }
        return m_known->contains(QString::fromUtf8(block));
    }
    const char quote = value.front();
    if (quote == '"' || quote == '\'') {
        const qsizetype close = value.indexOf(quote, 1);
        return close > 0 && m_known->contains(QString::fromUtf8(value.sliced(1, close - 1)));
    }
    if (const qsizetype comment = value.indexOf(" #"); comment > 0) {
        value = value.first(comment);
    }
    return m_known->contains(QString::fromUtf8(value));
}

/// The further lines of a value that begins with @p value under a key at @p column go with it.
void MaskScanner::takeContinuation(QByteArrayView value, qsizetype column, QByteArray& hidden) {
    const char quote = value.startsWith('"') || value.startsWith('\'') ? value.front() : '\0';
    bool isOpen = quote != '\0';
    qsizetype from = 1;
    QByteArrayView piece = value;
    while (true) {
        for (qsizetype i = from; isOpen && i < piece.size(); ++i) {
            if (piece[i] == '\\' && quote == '"') {
                ++i;
            } else if (piece[i] == quote) {
                const bool isDoubled = quote == '\'' && i + 1 < piece.size() && piece[i + 1] == '\'';
                i += isDoubled ? 1 : 0;
                isOpen = isDoubled;
            }
        }
        if (m_next >= m_lines.size()) {
            return;
        }
        const Line& line = m_lines[m_next];
        const bool goesOn = isOpen || line.isBlank() || line.indent > column;
        if (!goesOn) {
            return;
        }
        hidden += '\n';
        hidden += line.text.trimmed();
        piece = line.text;
        from = 0;
        ++m_next;
    }
}

void MaskScanner::hideValue(const Line& line, qsizetype valueAt) {
    const QByteArrayView value = line.text.sliced(valueAt);
    QByteArray hidden = value.trimmed().toByteArray();
    takeContinuation(value, line.column, hidden);
    write(QByteArray(line.text.first(valueAt) + kMask.toUtf8()), line, hidden);
}

/// `-----BEGIN … PRIVATE KEY-----` to its end, wherever it stands.
bool MaskScanner::takePrivateKey(const Line& line) {
    const qsizetype begin = line.text.indexOf("-----BEGIN ");
    if (begin < 0 || !line.text.contains("PRIVATE KEY-----") || line.text.contains("-----END ")) {
        return false;
    }
    QByteArray hidden = line.text.sliced(begin).toByteArray();
    while (m_next < m_lines.size()) {
        const Line& next = m_lines[m_next];
        const bool isEnd = next.text.contains("-----END ");
        if (!isEnd && !next.isBlank() && next.indent < line.indent) {
            break; // cut short: the block scalar it stood in is over
        }
        hidden += next.text.trimmed();
        ++m_next;
        if (isEnd) {
            break;
        }
    }
    write(QByteArray(line.text.first(begin) + kMask.toUtf8()), line, hidden);
    return true;
}

void MaskScanner::takeLine(const Line& line) {
    m_itemName = line.key == "value" ? siblingName(line) : QByteArrayView();
    if (line.value < 0) {
        // An item of `passwords:`, or a value that begins on the line after its key.
        const QByteArrayView value = line.text.sliced(line.column);
        const bool isUnderHidden = !m_levels.empty() && m_levels.back().isHidden;
        const bool isSecret = (isUnderHidden && canBeSecret(QString::fromUtf8(value))) || isKnown(line, line.column);
        if (isSecret && !value.startsWith('{') && !value.startsWith('#')) {
            hideValue(line, line.column);
            return;
        }
        const MaskedLine masked = maskInline(line.text);
        write(masked.text, line, masked.hidden);
        return;
    }
    m_levels.push_back({line.column, line.key, isHidden(line)});
    const QByteArrayView value = line.text.sliced(std::min(line.value, line.text.size()));
    const bool isScalar
        = !value.isEmpty() && !value.startsWith('{') && !value.startsWith('#') && canBeSecret(QString::fromUtf8(value));
    if (isScalar && (m_levels.back().isHidden || isKnown(line, line.value))) {
        hideValue(line, line.value);
        return;
    }
    // The key was judged above; only what is in the value counts now, or `secretName: x` would be judged again.
    const MaskedLine masked = maskInline(value);
    write(QByteArray(line.text.first(line.text.size() - value.size()) + masked.text), line, masked.hidden);
}

} // namespace

MaskedText scanAndMask(QByteArrayView text, const KnownSecrets* known) {
    return MaskScanner(text, known).run();
}

} // namespace pilothouse
