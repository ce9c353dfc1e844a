// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/candidate.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace pilothouse::ui {

/// What was typed after `:` (k9s' grammar): `:pods payments`, `:pods /web`, `:ctx prd-app`, `:ns shop`, `:rel payment`.
struct Command {
    enum class Verb { Kind, Context, Namespace, Release, Go, Change, Unknown } verb = Verb::Unknown;
    QString action; ///< with Change: `upgrade`, `rollback`, `uninstall`, `install`, `compare`
    int revision = 0; ///< with Change: the third word where it is a number
    QString word; ///< the kind, context, namespace, release or page that was named
    QString nameSpace; ///< second word of a kind
    QString filter; ///< after `/`
    friend bool operator==(const Command&, const Command&) = default;
};

/// Full-width colons and slashes from a Chinese input method count. A leading colon is optional.
[[nodiscard]] Command parseCommand(QStringView text);

/// The best @p most of @p candidates for what was typed: prefix of the title first, then prefix of a word, then a part,
/// then letters in order; within one rank as given.
[[nodiscard]] std::vector<Candidate> bestMatches(
    const std::vector<Candidate>& candidates, QStringView text, size_t most);

} // namespace pilothouse::ui
