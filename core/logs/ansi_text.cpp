// SPDX-License-Identifier: Apache-2.0
#include "core/logs/log_text.h"

#include "core/base/plain_text.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxRuns = 1000;
constexpr qsizetype kMaxParameters = 64; // bytes of one SGR sequence
/// Bytes looked at for each character wanted: a flood of colour changes has no text at all.
constexpr qsizetype kBytesACharacter = 16;
constexpr int kTrueColor = 0x1000000;

/// What a sequence of SGR makes of the text behind it.
struct Attributes {
    AnsiText::Run run; ///< start and length unused
    [[nodiscard]] bool isDefault() const {
        return run.foreground < 0 && run.background < 0 && !run.isBold && !run.isFaint && !run.isItalic
            && !run.isUnderlined && !run.isInverse;
    }
    [[nodiscard]] bool looksLike(const AnsiText::Run& other) const {
        return run.foreground == other.foreground && run.background == other.background && run.isBold == other.isBold
            && run.isFaint == other.isFaint && run.isItalic == other.isItalic && run.isUnderlined == other.isUnderlined
            && run.isInverse == other.isInverse;
    }
};

using Parameters = std::vector<int>;

Parameters readParameters(QByteArrayView text) {
    Parameters parameters(1, 0);
    for (const char c : text) {
        if (c == ';' || c == ':') {
            parameters.push_back(0);
        } else {
            parameters.back() = qMin(parameters.back() * 10 + (c - '0'), 1000);
        }
    }
    return parameters;
}

/// `38;5;n` and `38;2;r;g;b`, also with colons and the colour space that nobody fills in. Moves @p at behind it.
int extendedColor(const Parameters& parameters, size_t& at, bool hasColons) {
    const auto value = [&](size_t i) { return i < parameters.size() ? qBound(0, parameters[i], 255) : 0; };
    const int kind = value(at + 1);
    if (kind == 5) {
        at += 2;
        return value(at);
    }
    if (kind != 2) {
        return -1;
    }
    const size_t first = at + 2 + (hasColons && parameters.size() - at >= 6 ? 1 : 0);
    at = first + 2;
    return kTrueColor | (value(first) << 16) | (value(first + 1) << 8) | value(first + 2);
}

void applyOne(Attributes& now, int code) {
    AnsiText::Run& run = now.run;
    switch (code) {
    case 0:
        now = {};
        break;
    case 1:
        run.isBold = true;
        break;
    case 2:
        run.isFaint = true;
        break;
    case 3:
        run.isItalic = true;
        break;
    case 4:
        run.isUnderlined = true;
        break;
    case 7:
        run.isInverse = true;
        break;
    case 22:
        run.isBold = false;
        run.isFaint = false;
        break;
    case 23:
        run.isItalic = false;
        break;
    case 24:
        run.isUnderlined = false;
        break;
    case 27:
        run.isInverse = false;
        break;
    case 39:
        run.foreground = -1;
        break;
    case 49:
        run.background = -1;
        break;
    default:
        break;
    }
}

void applyColor(Attributes& now, int code) {
    if (code >= 30 && code <= 37) {
        now.run.foreground = code - 30;
    } else if (code >= 40 && code <= 47) {
        now.run.background = code - 40;
    } else if (code >= 90 && code <= 97) {
        now.run.foreground = code - 90 + 8;
    } else if (code >= 100 && code <= 107) {
        now.run.background = code - 100 + 8;
    } else {
        applyOne(now, code);
    }
}

void apply(Attributes& now, QByteArrayView text) {
    const Parameters parameters = readParameters(text);
    const bool hasColons = text.contains(':');
    for (size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i] == 38) {
            now.run.foreground = extendedColor(parameters, i, hasColons);
        } else if (parameters[i] == 48) {
            now.run.background = extendedColor(parameters, i, hasColons);
        } else if (parameters[i] == 4 && hasColons) {
            now.run.isUnderlined = i + 1 >= parameters.size() || parameters[i + 1] != 0; // 4:3, curly
            ++i;
        } else {
            applyColor(now, parameters[i]);
        }
    }
}

/// Length of the SGR sequence that @p text begins with; 0: it is something else.
qsizetype sgrLength(QByteArrayView text) {
    if (text.size() < 3 || text[1] != '[') {
        return 0;
    }
    for (qsizetype i = 2; i < text.size() && i < kMaxParameters; ++i) {
        const char c = text[i];
        if (c == 'm') {
            return i + 1;
        }
        if ((c < '0' || c > '9') && c != ';' && c != ':') {
            return 0;
        }
    }
    return 0;
}

constexpr bool isTail(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Length of the valid UTF-8 sequence that @p text begins with; 0: there is none. (RFC 3629: no overlong forms, no
/// surrogates, nothing above U+10FFFF.)
qsizetype utf8Length(QByteArrayView text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const qsizetype length = first >= 0xC2 && first < 0xE0 ? 2
        : first >= 0xE0 && first < 0xF0                    ? 3
        : first >= 0xF0 && first < 0xF5                    ? 4
                                                           : 0;
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (qsizetype i = 1; i < length; ++i) {
        if (!isTail(text[i])) {
            return 0;
        }
    }
    const auto second = static_cast<unsigned char>(text[1]);
    const bool isBad = (first == 0xE0 && second < 0xA0) || (first == 0xED && second >= 0xA0)
        || (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90);
    return isBad ? 0 : length;
}

/// Text up to the next escape, tab or byte that is no UTF-8, made safe.
QString plainPiece(QByteArrayView text, qsizetype& at, qsizetype most) {
    const qsizetype begin = at;
    while (at < text.size() && at - begin < most && text[at] != '\x1b' && text[at] != '\t') {
        const qsizetype length = utf8Length(text.sliced(at));
        if (length == 0) {
            break;
        }
        at += length;
    }
    return escapeControls(QString::fromUtf8(text.sliced(begin, at - begin)));
}

class Painter {
public:
    explicit Painter(qsizetype limit)
        : m_limit(limit) { }

    void paint(QByteArrayView line);
    AnsiText take() { return std::move(m_out); }

private:
    void add(const QString& piece);
    [[nodiscard]] qsizetype room() const { return m_limit - m_out.text.size(); }

    qsizetype m_limit;
    AnsiText m_out;
    Attributes m_now;
};

void Painter::add(const QString& piece) {
    const qsizetype start = m_out.text.size();
    qsizetype length = qMin(piece.size(), room());
    if (length < piece.size() && length > 0 && piece[length - 1].isHighSurrogate()) {
        --length;
    }
    m_out.isCut = m_out.isCut || length < piece.size();
    m_out.text += QStringView(piece).first(length);
    if (m_now.isDefault() || length == 0) {
        return;
    }
    if (!m_out.runs.empty()) {
        AnsiText::Run& last = m_out.runs.back();
        if (last.start + last.length == start && m_now.looksLike(last)) {
            last.length += length;
            return;
        }
    }
    if (m_out.runs.size() < kMaxRuns) {
        m_out.runs.push_back(m_now.run);
        m_out.runs.back().start = start;
        m_out.runs.back().length = length;
    }
}

void Painter::paint(QByteArrayView line) {
    const qsizetype reach = qMin(line.size(), (m_limit + 64) * kBytesACharacter);
    const QByteArrayView text = line.first(reach);
    m_out.isCut = reach < line.size();
    for (qsizetype at = 0; at < text.size();) {
        if (room() <= 0) {
            m_out.isCut = true;
            return;
        }
        if (text[at] == '\x1b') {
            const qsizetype length = sgrLength(text.sliced(at));
            if (length > 0) {
                apply(m_now, text.sliced(at + 2, length - 3));
            } else {
                add(u"␛"_s);
            }
            at += length > 0 ? length : 1;
        } else if (text[at] == '\t') {
            add(u"\t"_s);
            ++at;
        } else if (utf8Length(text.sliced(at)) == 0) {
            add(u"\\x%1"_s.arg(static_cast<unsigned char>(text[at]), 2, 16, QLatin1Char('0')));
            ++at;
        } else {
            add(plainPiece(text, at, room() * 4));
        }
    }
}

} // namespace

AnsiText ansiText(QByteArrayView line, qsizetype limit) {
    Painter painter(limit);
    painter.paint(line);
    return painter.take();
}

} // namespace pilothouse
