// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <vector>

namespace pilothouse {

/// One document of a multi-document text, by position: nothing is copied or parsed.
struct DocumentSpan {
    qsizetype begin = 0; ///< first byte after the separator line
    qsizetype end = 0; ///< one past the last byte, the newline before the next separator included
    qsizetype firstLine = 0; ///< 0-based line of `begin` in the whole text
};

/// Splits at lines that are `---` (followed by space, newline or end): inside a block scalar such a line is indented,
/// so it is none (RP4). Documents of white space and comments only are left out. Never loads, so an empty document
/// hides nothing behind it. Thread: any.
[[nodiscard]] std::vector<DocumentSpan> splitDocuments(QByteArrayView text);

} // namespace pilothouse
