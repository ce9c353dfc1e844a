// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// One simple command of a script, and when it runs.
struct ShellCommand {
    enum class When { Always, AfterSuccess, AfterFailure };
    enum class Output { Standard, Error, Nowhere, File };

    When when = When::Always;
    std::vector<std::string> words;
    Output output = Output::Standard;
    bool errorsNowhere = false; ///< 2>/dev/null
    std::string file;
};

/// The value of a variable: a name, "?" or "$".
using ShellVariables = std::function<std::string(const std::string&)>;

/// Reads a script as a small sh does: quotes, variables, `;`, newlines, `&&`, `||`, a few redirections. Variables are
/// put in when a command is split, so `a; echo $?` is split again before each command (see rest).
/// @param rest what comes after the first command
/// Errors: a sentence of sh's.
std::expected<ShellCommand, std::string> firstCommand(
    const std::string& script, const ShellVariables& variables, std::string& rest);

} // namespace pilothouse::demo
