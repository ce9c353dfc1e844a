// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_types.h"

#include <QStringList>

namespace pilothouse {

/// Texts of `Warning: 299 - "text"` headers (RFC 7234, 5.5), as the API server sends them; several may share a line.
/// At most 32 an answer, 512 characters each (AP9). Unescaped as they came: plain text for whoever shows them.
[[nodiscard]] QStringList warningTexts(const HttpHeaders& headers);

} // namespace pilothouse
