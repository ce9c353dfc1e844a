// SPDX-License-Identifier: Apache-2.0
#include "core/kube/warning_header.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxTexts = 32;
constexpr qsizetype kMaxLength = 512;

/// Reads a quoted string from @p from (behind the opening quote) on; leaves it behind the closing one.
QByteArray readQuoted(const QByteArray& value, qsizetype& from) {
    QByteArray text;
    for (; from < value.size(); ++from) {
        if (value[from] == '"') {
            ++from;
            break;
        }
        if (value[from] == '\\' && from + 1 < value.size()) {
            ++from;
        }
        text.append(value[from]);
    }
    return text;
}

void readWarnings(const QByteArray& value, QStringList& texts) {
    qsizetype position = 0;
    while (texts.size() < kMaxTexts && position < value.size()) {
        const qsizetype quote = value.indexOf('"', position);
        if (quote < 0) {
            return;
        }
        const QByteArrayView before = QByteArrayView(value).sliced(position, quote - position).trimmed();
        position = quote + 1;
        const QByteArray text = readQuoted(value, position);
        const bool isWarning = before.startsWith("299 ") || before.contains(", 299 ") || before.contains(",299 ");
        if (isWarning && !text.isEmpty()) {
            texts.append(QString::fromUtf8(text).left(kMaxLength)); // a date, quoted too, has no code before it
        }
    }
}

} // namespace

QStringList warningTexts(const HttpHeaders& headers) {
    QStringList texts;
    for (const HttpHeader& header : headers) {
        if (header.name.compare("Warning", Qt::CaseInsensitive) == 0) {
            readWarnings(header.value, texts);
        }
    }
    texts.removeDuplicates();
    return texts;
}

} // namespace pilothouse
