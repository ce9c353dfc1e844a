// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/document_splitter.h"

namespace pilothouse {

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

QByteArrayView trimmedLeft(QByteArrayView line) {
    while (!line.isEmpty() && isBlank(line.front())) {
        line = line.sliced(1);
    }
    return line;
}

bool isEmptyOrComment(QByteArrayView line) {
    const QByteArrayView rest = trimmedLeft(line);
    return rest.isEmpty() || rest.front() == '#';
}

bool isSeparator(QByteArrayView line) {
    return line.startsWith("---") && (line.size() == 3 || isBlank(line[3]));
}

} // namespace

std::vector<DocumentSpan> splitDocuments(QByteArrayView text) {
    std::vector<DocumentSpan> documents;
    DocumentSpan current;
    bool hasContent = false;
    const auto finish = [&](qsizetype end) {
        current.end = end;
        if (hasContent) {
            documents.push_back(current);
        }
        hasContent = false;
    };
    qsizetype lineNumber = 0;
    qsizetype begin = text.startsWith("\xef\xbb\xbf") ? 3 : 0;
    current.begin = begin;
    while (begin < text.size()) {
        const qsizetype newline = text.indexOf('\n', begin);
        const qsizetype next = newline < 0 ? text.size() : newline + 1;
        const QByteArrayView line = text.sliced(begin, (newline < 0 ? text.size() : newline) - begin);
        if (isSeparator(line)) {
            finish(begin);
            // `--- {a: b}`: the document begins on the separator's own line.
            hasContent = !isEmptyOrComment(line.sliced(3));
            current = {.begin = hasContent ? begin + 3 : next,
                .end = next,
                .firstLine = hasContent ? lineNumber : lineNumber + 1};
        } else {
            hasContent = hasContent || !(isEmptyOrComment(line) || line.startsWith('%'));
        }
        begin = next;
        ++lineNumber;
    }
    finish(text.size());
    return documents;
}

} // namespace pilothouse
