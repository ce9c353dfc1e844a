// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/text_input.h"

#include <QStringDecoder>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isRefused(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

QByteArray withNewlines(QByteArray text) {
    if (!text.contains('\r')) {
        return text;
    }
    text.replace("\r\n", "\n");
    text.replace('\r', '\n');
    return text;
}

QString positionOf(const QString& name, QByteArrayView text, qsizetype at) {
    const QByteArrayView before = text.first(at);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return u"%1:%2:%3"_s.arg(name).arg(std::ranges::count(before, '\n') + 1).arg(at - lineStart + 1);
}

} // namespace

Result<QByteArray> textInput(const QByteArray& text, const QString& name, const YamlLimits& limits) {
    if (text.size() > limits.bytes.bytes) {
        return fail(ErrorCode::Invalid, name, u"larger than %1 bytes"_s.arg(limits.bytes.bytes), u"TooComplex"_s);
    }
    const auto encoding = QStringConverter::encodingForData(text);
    QByteArray utf8 = text;
    if (encoding && *encoding != QStringConverter::Utf8) {
        QStringDecoder decoder(*encoding);
        const QString decoded = decoder(text);
        if (decoder.hasError()) {
            return fail(ErrorCode::Parse, name, u"not valid Unicode"_s);
        }
        utf8 = decoded.toUtf8();
    } else if (!QUtf8StringView(text).isValidUtf8()) {
        return fail(ErrorCode::Parse, name, u"not valid UTF-8"_s);
    }
    if (utf8.startsWith("\xef\xbb\xbf")) {
        utf8.remove(0, 3);
    }
    utf8 = withNewlines(std::move(utf8));
    const auto refused = std::ranges::find_if(utf8, isRefused);
    if (refused != utf8.end()) {
        const QString code = QString::number(static_cast<unsigned char>(*refused), 16).rightJustified(2, u'0');
        return fail(
            ErrorCode::Parse, positionOf(name, utf8, refused - utf8.begin()), u"control character 0x%1"_s.arg(code));
    }
    utf8.detach();
    return utf8;
}

QString scalarText(QByteArrayView utf8) {
    const QString text = QString::fromUtf8(utf8);
    return utf8.startsWith("\xef\xbb\xbf") && !text.startsWith(QChar(0xfeff)) ? QChar(0xfeff) + text : text;
}

} // namespace pilothouse
