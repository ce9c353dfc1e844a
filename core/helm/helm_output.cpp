// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_output.h"

#include "core/base/byte_size.h"
#include "core/base/plain_text.h"
#include "core/base/redaction.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kTail = 64_KiB;
constexpr ByteSize kLongestLine = 16_KiB; // binary output has no lines: it is cut there
constexpr qsizetype kErrorLength = 2048; // as much as an Error's detail may have

QString withoutEscapes(QString text) {
    // ECMA-48: CSI with its final byte, OSC up to BEL or ST, and the two-byte rest.
    static const QRegularExpression kEscape(
        u"\\x1b\\[[0-?]*[ -/]*[@-~]|\\x1b\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\)|\\x1b[ -/]*[0-~]"_s);
    text.remove(kEscape);
    text.replace(u"\r\n"_s, u"\n"_s);
    text.replace(u'\r', u'\n');
    return text;
}

/// Whatever the caller knows, these are never to be seen.
QString withoutObviousSecrets(QString text) {
    static const QRegularExpression kPem(u"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|$)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kBearer(
        u"\\b(Bearer|Basic)\\s+[A-Za-z0-9+/=._~-]{8,}"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kToken(u"\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*"_s);
    text.replace(kPem, kMask.toString());
    text.replace(kBearer, u"\\1 "_s + kMask.toString());
    text.replace(kToken, kMask.toString());
    return text;
}

/// Drops from the front until it fits, by whole lines.
void keepTail(QByteArray& bytes) {
    if (bytes.size() <= kTail.bytes) {
        return;
    }
    const qsizetype lineEnd = bytes.indexOf('\n', bytes.size() - kTail.bytes - 1);
    bytes = bytes.sliced(lineEnd + 1);
}

} // namespace

QString shownHelmOutput(QByteArrayView bytes, const SecretMask& mask) {
    QString text = withoutEscapes(QString::fromUtf8(bytes));
    if (mask) {
        text = mask(text);
    }
    return escapeControlsKeepLines(withoutObviousSecrets(std::move(text)));
}

QString helmErrorText(QByteArrayView errors, const SecretMask& mask) {
    constexpr QLatin1StringView kWord("Error:");
    const QString text = shownHelmOutput(errors, mask).trimmed();
    qsizetype from = text.lastIndexOf(u"\nError:"_s);
    if (from >= 0) {
        from += 1;
    } else if (text.startsWith(kWord)) {
        from = 0;
    } else {
        return text.sliced(text.lastIndexOf(u'\n') + 1).left(kErrorLength);
    }
    return text.sliced(from + kWord.size()).trimmed().left(kErrorLength);
}

void HelmTail::add(Stream stream, QByteArrayView bytes) {
    Half& rest = half(stream);
    if (rest.isSkipping) {
        const qsizetype lineEnd = bytes.indexOf('\n');
        bytes = lineEnd < 0 ? QByteArrayView() : bytes.sliced(lineEnd + 1);
        rest.isSkipping = lineEnd < 0;
    }
    const qsizetype lastEnd = bytes.lastIndexOf('\n');
    if (lastEnd < 0) {
        rest.line += bytes;
    } else {
        const QByteArray lines = rest.line + bytes.first(lastEnd + 1);
        rest.line = bytes.sliced(lastEnd + 1).toByteArray();
        addLines(stream, lines);
    }
    if (rest.line.size() > kLongestLine.bytes) {
        rest.line += '\n';
        addLines(stream, std::exchange(rest.line, {}));
    }
}

void HelmTail::skip(Stream stream) {
    half(stream) = {.line = {}, .isSkipping = true};
}

void HelmTail::finish() {
    for (const Stream stream : {Stream::Output, Stream::Errors}) {
        if (QByteArray line = std::exchange(half(stream).line, {}); !line.isEmpty()) {
            addLines(stream, line += '\n');
        }
    }
}

void HelmTail::addLines(Stream stream, QByteArrayView lines) {
    m_both += lines;
    keepTail(m_both);
    if (stream == Stream::Errors) {
        m_errors += lines;
        keepTail(m_errors);
    }
}

} // namespace pilothouse
