// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/terminal/paste_text.h"
#include "ui/frame/place_mode.h"
#include "ui/frame/pod_tools.h"
#include "ui/terminal/terminal_gateway.h"

namespace pilothouse::ui {

/// `web-1 · prd-app`: from us, never from the stream (TE8).
[[nodiscard]] QString terminalTitle(const PodTools::Terminal& target);
/// `Shell in web-1, namespace shop, context eks_prd-app`, for screen readers.
[[nodiscard]] QString terminalName(const PodTools::Terminal& target);
/// What a terminal is for, as the tab's first words: `Shell`, `Attached`, `Debug container`, `Node shell`.
[[nodiscard]] QString kindName(PodTools::Terminal::Kind kind);
/// `The shell ended with exit status 3`.
[[nodiscard]] QString endSentence(const ExecEnd& end);
[[nodiscard]] QString reconnectDivider();
/// `Paste 3 lines, 120 characters? It begins: rm -rf …`
[[nodiscard]] QString pasteQuestion(const PasteFacts& facts, bool isProtected, const QString& environment);
/// `The program wants to put 5 characters into the clipboard: hello`
[[nodiscard]] QString clipboardQuestion(const QString& text);
/// `app · nginx:1.27 · running`.
[[nodiscard]] QString containerLine(const PodContainer& container);
/// Why a terminal may not be opened here now, and what opens it.
[[nodiscard]] QString lockedSentence(const PlaceMode& place, Mode needed);

/// A debug pod or node shell could not be removed.
[[nodiscard]] QString leftBehindSentence(const ContextId& context, const DebugPlace& place, const Error& error);

} // namespace pilothouse::ui
