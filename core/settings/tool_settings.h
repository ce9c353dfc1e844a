// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/byte_size.h"

#include <QStringView>

namespace pilothouse {

class SettingsStore;

/// What a person chose for logs.
struct LogSettings {
    ByteSize memory = 64_MiB; ///< of one log; 16 MiB to 1 GiB
    ByteSize file = 8192_MiB; ///< of one log, beyond its memory; 64 MiB to 64 GiB
    bool wrap = false;
    bool timestamps = true;
    bool localTime = true; ///< else UTC
    friend bool operator==(const LogSettings&, const LogSettings&) = default;
};

/// When a paste into a terminal waits for a yes; in a protected place it always does (TE5).
enum class PasteRule {
    SeveralLines, ///< also what holds control characters
    Always,
    ProtectedOnly,
};

/// What a person chose for terminals.
struct TerminalSettings {
    ByteSize scrollback = 16_MiB; ///< of one terminal; 1 MiB to 256 MiB
    int zoom = 0; ///< pixels more than the text around it; -6 to 24
    PasteRule paste = PasteRule::SeveralLines;
    bool offersClipboard = false; ///< a program may ask to put text there; the person is asked (TE2)
    friend bool operator==(const TerminalSettings&, const TerminalSettings&) = default;
};

/// As the file says, within their bounds; what it does not say, as above.
[[nodiscard]] LogSettings logSettingsIn(const SettingsStore& store);
[[nodiscard]] TerminalSettings terminalSettingsIn(const SettingsStore& store);
/// Only what differs from what is there is written.
void keepSettings(SettingsStore& store, const LogSettings& settings);
void keepSettings(SettingsStore& store, const TerminalSettings& settings);

/// Whether the @p path of SettingsStore::changed() is one of theirs.
[[nodiscard]] bool isLogSetting(QStringView path);
[[nodiscard]] bool isTerminalSetting(QStringView path);

} // namespace pilothouse
