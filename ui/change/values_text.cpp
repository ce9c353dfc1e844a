// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_text.h"

#include "core/base/redaction.h"
#include "core/diff/line_diff.h"
#include "core/diff/mask_scanner.h"
#include "core/diff/tree_mask.h"
#include "core/yaml/yaml_loader.h"

#include <QRegularExpression>
#include <QStringDecoder>

#include <array>
#include <utility>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kMark = "\xef\xbb\xbf";

// What QTextDocument would take for a line end or for its own marks stands in for itself as a private character.
constexpr std::array<std::pair<char16_t, char16_t>, 5> kStandIns = {{
    {u'\r', char16_t(0xf8f0)},
    {char16_t(0x2029), char16_t(0xf8f1)},
    {char16_t(0x2028), char16_t(0xf8f2)},
    {char16_t(0xfdd0), char16_t(0xf8f3)},
    {char16_t(0xfdd1), char16_t(0xf8f4)},
}};

const QRegularExpression& placeholderPattern() {
    static const QRegularExpression kPattern(QRegularExpression::escape(kMask) + u"[₀-₉]+"_s);
    return kPattern;
}

QString placeholder(qsizetype number) {
    QString text = kMask.toString();
    for (const QChar digit : QString::number(number)) {
        text += QChar(u'₀' + (digit.unicode() - u'0'));
    }
    return text;
}

/// Whether all lines end the same, with CR LF.
bool isAllCrlf(QByteArrayView text) {
    const qsizetype pairs = text.count("\r\n");
    return pairs > 0 && pairs == text.count('\n') && pairs == text.count('\r');
}

QByteArray prefixOf(QByteArrayView masked, QByteArrayView mask) {
    const qsizetype at = masked.indexOf(mask);
    return (at < 0 ? masked : masked.first(at)).toByteArray();
}

} // namespace

ValuesText::ValuesText(const QByteArray& bytes, const KnownSecrets* known)
    : m_bytes(bytes) {
    QByteArray text = bytes;
    if (text.startsWith(kMark)) {
        m_hasMark = true;
        text.remove(0, kMark.size());
    }
    m_hasCrlf = isAllCrlf(text);
    if (m_hasCrlf) {
        text.replace("\r\n", "\n");
    }
    hideValues(text, known);
    const Result<QByteArray> again = this->bytes(m_shown);
    if (!again || *again != bytes) {
        m_hidden.clear();
        m_hiding = Hiding::Whole;
        m_shown = decoded(text);
        m_hiding = encoded(m_shown) == bytes ? Hiding::Whole : Hiding::Refused;
    }
}

/// Lines the scanner left alone are the same in both texts; one it masked stands for one or more lines of the original.
void ValuesText::hideValues(const QByteArray& text, const KnownSecrets* known) {
    const QByteArray mask = kMask.toUtf8();
    const MaskedText masked = scanAndMask(text, known);
    const auto tree = loadYaml(masked.text, u"values"_s, {}, DuplicateKeys::KeepLast);
    const auto plain = loadYaml(text, u"values"_s, {}, DuplicateKeys::KeepLast);
    if (tree ? hasVisibleSecret(*tree, known) : plain.has_value() && hasVisibleSecret(*plain, known)) {
        m_hiding = Hiding::Whole;
    }
    const std::vector<QByteArrayView> from = textLines(text);
    const std::vector<QByteArrayView> to = textLines(masked.text);
    QByteArray shown;
    size_t at = 0;
    for (size_t i = 0; i < to.size(); ++i) {
        const qsizetype first = to[i].indexOf(mask);
        if (first < 0) {
            shown += at < from.size() ? from[at++] : QByteArrayView();
            continue;
        }
        QByteArray original = at < from.size() ? from[at++].toByteArray() : QByteArray();
        const QByteArray next = i + 1 < to.size() ? prefixOf(to[i + 1], mask) : QByteArray();
        while (at < from.size() && (i + 1 == to.size() || !from[at].startsWith(next))) {
            original += from[at++];
        }
        qsizetype tail = to[i].size() - to[i].lastIndexOf(mask) - mask.size();
        while (tail > 0 && !original.endsWith(to[i].last(tail))) {
            --tail;
        }
        const QByteArray name = placeholder(m_hidden.size() + 1).toUtf8();
        m_hidden.insert(QString::fromUtf8(name), original.sliced(first, original.size() - first - tail));
        shown += to[i].first(first);
        shown += name;
        shown += to[i].last(tail);
    }
    m_shown = decoded(shown);
}

QString ValuesText::decoded(const QByteArray& text) {
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    QString out = decoder(text);
    if (decoder.hasError()) {
        m_hiding = Hiding::Refused;
        return {};
    }
    for (const auto& [special, standIn] : kStandIns) {
        if (out.contains(QChar(standIn)) || out.contains(QChar(u'\0'))) {
            m_hiding = Hiding::Refused;
            return {};
        }
        out.replace(QChar(special), QChar(standIn));
    }
    return out;
}

QByteArray ValuesText::encoded(const QString& text) const {
    QString out = text;
    if (m_hasCrlf) {
        out.replace(u'\n', u"\r\n"_s);
    }
    for (const auto& [special, standIn] : kStandIns) {
        out.replace(QChar(standIn), QChar(special));
    }
    return (m_hasMark ? kMark.toByteArray() : QByteArray()) + out.toUtf8();
}

Result<QByteArray> ValuesText::bytes(const QString& shown) const {
    if (m_hiding == Hiding::Refused) {
        return m_bytes;
    }
    QByteArray out = encoded(shown);
    QRegularExpressionMatchIterator matches = placeholderPattern().globalMatch(shown);
    while (matches.hasNext()) {
        const QString name = matches.next().captured();
        const auto hidden = m_hidden.constFind(name);
        if (hidden == m_hidden.constEnd()) {
            return fail(ErrorCode::Invalid, name, u"stands for no value of this text"_s, u"UnknownPlaceholder"_s);
        }
        QByteArray value = *hidden;
        if (m_hasCrlf) {
            value.replace("\n", "\r\n");
        }
        const QByteArray bytesOfName = name.toUtf8();
        // Longer numbers begin like shorter ones: only this placeholder, not the first letters of another.
        for (qsizetype at = out.indexOf(bytesOfName); at >= 0; at = out.indexOf(bytesOfName, at)) {
            const QString after = QString::fromUtf8(out.sliced(at + bytesOfName.size())
                    .first(std::min<qsizetype>(3, out.size() - at - bytesOfName.size())));
            if (!after.isEmpty() && after.front() >= u'₀' && after.front() <= u'₉') {
                at += bytesOfName.size();
                continue;
            }
            out.replace(at, bytesOfName.size(), value);
            at += value.size();
        }
    }
    return out;
}

QString ValuesText::revealed(const QString& placeholder) const {
    const auto hidden = m_hidden.constFind(placeholder);
    return hidden == m_hidden.constEnd() ? QString() : QString::fromUtf8(*hidden);
}

QString ValuesText::placeholderIn(const QString& line, int column) {
    QString best;
    qsizetype distance = 0;
    QRegularExpressionMatchIterator matches = placeholderPattern().globalMatch(line);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype away = column < match.capturedStart() ? match.capturedStart() - column
            : column > match.capturedEnd()                    ? column - match.capturedEnd()
                                                              : 0;
        if (best.isEmpty() || away < distance) {
            best = match.captured();
            distance = away;
        }
    }
    return best;
}

int ValuesText::shownLine(const QString& shown, int line) const {
    int plain = 0;
    int number = 0;
    for (const QString& text : shown.split(u'\n')) {
        int lines = 1;
        QRegularExpressionMatchIterator matches = placeholderPattern().globalMatch(text);
        while (matches.hasNext()) {
            lines += static_cast<int>(m_hidden.value(matches.next().captured()).count('\n'));
        }
        if (line < plain + lines) {
            return number;
        }
        plain += lines;
        ++number;
    }
    return std::max(0, number - 1);
}

void ValuesText::showAll() {
    if (const Result<QByteArray> all = bytes(m_shown); all && m_hiding != Hiding::Refused) {
        QByteArray text = *all;
        if (m_hasMark) {
            text.remove(0, kMark.size());
        }
        if (m_hasCrlf) {
            text.replace("\r\n", "\n");
        }
        m_hidden.clear();
        m_hiding = Hiding::Placeholders;
        m_shown = decoded(text);
    }
}

} // namespace pilothouse::ui
