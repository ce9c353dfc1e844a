// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pilothouse::demo {

/// Standard base64 with padding, without line breaks.
std::string base64Encode(std::string_view bytes);
/// The reverse; nothing when @p text is not base64.
std::optional<std::string> base64Decode(std::string_view text);
/// gzip as helm writes it (best compression by default).
std::string gzip(std::string_view bytes, int level = 9);

} // namespace pilothouse::demo
