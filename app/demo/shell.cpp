// SPDX-License-Identifier: Apache-2.0
#include "app/demo/shell.h"

#include "app/demo/programs.h"

#include <algorithm>
#include <utility>

namespace pilothouse::demo {

namespace {

constexpr std::size_t kInputLimit = std::size_t{256} * 1024;
constexpr std::size_t kTypedAhead = 4095; // as a terminal keeps
constexpr std::size_t kLargestFile = std::size_t{16} * 1024 * 1024;
constexpr int kNotFound = 127;

bool isShell(const ShellPlace& place, const std::string& name) {
    return name == "sh" || name == "ash" || (name == "bash" && hasBash(place.image));
}

} // namespace

Shell::Shell(PlacePtr place, const std::vector<std::string>& argv)
    : m_place(std::move(place)) {
    for (std::size_t i = 1; i < argv.size(); ++i)
        if (argv[i].starts_with('-') && argv[i].contains('c') && i + 1 < argv.size()) {
            m_script = argv[i + 1];
            return;
        }
    m_reading = true;
    m_fromInput = true;
    m_interactive = m_place->tty;
}

std::string Shell::variable(const std::string& name) const {
    if (name == "?")
        return std::to_string(m_lastCode);
    if (name == "$")
        return "14";
    if (name == "PWD")
        return m_place->folder;
    if (name == "COLUMNS" || name == "LINES")
        return std::to_string(name == "LINES" ? m_place->rows : m_place->columns);
    const auto found = m_place->environment.find(name);
    return found == m_place->environment.end() ? std::string() : found->second;
}

void Shell::say(std::string_view text, Channel channel) {
    m_channel = channel;
    m_output += text;
}

Process::Next Shell::next(Piece& out) {
    m_hiding = false;
    for (;;) {
        if (!m_output.empty()) {
            out = {m_channel, std::exchange(m_output, {})};
            m_channel = Channel::Output;
            return Next::Output;
        }
        if (m_child) {
            const Next next = m_child->next(out);
            if (next == Next::Wait)
                return Next::Wait;
            if (next == Next::Exited) {
                childEnded();
                continue;
            }
            m_hiding = !redirect(out);
            return m_hiding ? Next::Wait : Next::Output;
        }
        if (m_exiting) {
            m_exitCode = m_lastCode;
            return Next::Exited;
        }
        const std::size_t before = m_script.size();
        advance();
        if (m_output.empty() && !m_child && !m_exiting && m_script.size() == before)
            return Next::Wait;
    }
}

bool Shell::redirect(Piece& piece) {
    using Output = ShellCommand::Output;
    if (piece.channel == Channel::Error)
        return !m_command.errorsNowhere;
    if (m_command.output == Output::Error)
        piece.channel = Channel::Error;
    if (m_command.output == Output::File) {
        std::string& file = m_place->files[m_place->resolve(m_command.file)];
        if (file.size() < kLargestFile)
            file += piece.bytes;
    }
    return m_command.output == Output::Standard || m_command.output == Output::Error;
}

void Shell::advance() {
    m_script.erase(0, std::min(m_script.find_first_not_of(" \t\r\n;"), m_script.size()));
    if (m_reading && !m_interactive && !m_script.contains('\n'))
        return; // the line isn't whole yet
    if (m_script.find_first_not_of(" \t\r\n;") != std::string::npos)
        return runOne();
    m_script.clear();
    if (!m_reading) {
        m_exiting = true;
        return;
    }
    if (!m_interactive)
        return;
    if (!m_prompted) {
        m_editor.setPrompt(m_place->pod + ':' + m_place->folder + "# ");
        say(m_editor.begin());
        m_prompted = true;
    }
    if (!m_typedAhead.empty())
        input(std::exchange(m_typedAhead, {}));
}

void Shell::runOne() {
    std::string rest;
    const auto command = firstCommand(m_script, [this](const std::string& name) { return variable(name); }, rest);
    m_script = command ? rest : std::string();
    if (!command) {
        say("sh: " + command.error() + '\n', Channel::Error);
        m_lastCode = 2;
        return;
    }
    using When = ShellCommand::When;
    const bool skipped = (command->when == When::AfterSuccess && m_lastCode != 0)
        || (command->when == When::AfterFailure && m_lastCode == 0);
    if (skipped || command->words.empty() || runBuiltin(command->words))
        return;
    start(*command);
}

bool Shell::runBuiltin(const std::vector<std::string>& words) {
    const std::string& name = words.front();
    const std::string first = words.size() > 1 ? words[1] : std::string();
    const auto equals = name.find('=');
    if (name == "exit") {
        m_lastCode = first.empty() ? m_lastCode : static_cast<int>(std::strtol(first.c_str(), nullptr, 10) & 0xff);
        m_exiting = true;
        m_script.clear();
    } else if (name == "cd") {
        const std::string target = m_place->resolve(first.empty() ? "/root" : first);
        m_lastCode = m_place->isFolder(target) ? 0 : 1;
        if (m_lastCode == 0)
            m_place->folder = target;
        else
            say("sh: cd: can't cd to " + first + ": No such file or directory\n", Channel::Error);
    } else if (name == "export" || (equals != std::string::npos && equals > 0 && words.size() == 1)) {
        const std::string assignment = name == "export" ? first : name;
        if (const auto at = assignment.find('='); at != std::string::npos)
            m_place->environment[assignment.substr(0, at)] = assignment.substr(at + 1);
        m_lastCode = 0;
    } else if (name == ":" || name == "set" || name == "unset") {
        m_lastCode = 0;
    } else {
        return false;
    }
    return true;
}

void Shell::start(const ShellCommand& command) {
    std::vector<std::string> words = command.words;
    const bool replaces = words.front() == "exec" && words.size() > 1;
    const bool asks = words.front() == "command" && words.size() > 2 && words[1] == "-v";
    if (replaces)
        words.erase(words.begin());
    if (asks)
        words = {"which", words[2]};
    m_command = command;
    if (command.output == ShellCommand::Output::File)
        m_place->files[m_place->resolve(command.file)].clear();
    m_child = startCommand(m_place, words);
    if (!m_child) {
        if (!command.errorsNowhere)
            say("sh: " + words.front() + ": not found\n", Channel::Error);
        m_lastCode = kNotFound;
    }
    m_exiting = m_exiting || replaces;
    if (!m_child || m_interactive || !m_child->readsInput())
        return;
    m_child->input(std::exchange(m_fromInput ? m_script : m_unread, {})); // it has the same standard input
    if (m_inputOver)
        m_child->inputClosed();
}

void Shell::childEnded() {
    m_lastCode = m_child->exitCode();
    m_child.reset();
    m_command = {};
    m_prompted = false;
    if (m_interrupted)
        m_script.clear();
    m_interrupted = false;
}

void Shell::input(std::string_view bytes) {
    if (m_child && m_child->readsInput()) {
        m_child->input(bytes);
        return;
    }
    if (!m_interactive) {
        (m_reading ? m_script : m_unread).append(bytes);
        return;
    }
    if (m_child || !m_prompted || !m_script.empty()) {
        m_typedAhead.append(bytes.substr(0, kTypedAhead - std::min(kTypedAhead, m_typedAhead.size())));
        return;
    }
    const LineEditor::Result result = m_editor.take(bytes, m_output);
    m_typedAhead.append(bytes);
    if (result.what == LineEditor::Result::What::EndOfFile) {
        say("exit\n");
        m_exiting = true;
    } else if (result.what == LineEditor::Result::What::Line) {
        m_script = result.line;
        m_prompted = false;
    }
}

void Shell::inputClosed() {
    m_inputOver = true;
    if (m_child)
        m_child->inputClosed();
    m_reading = false; // what was read is still run
}

bool Shell::wantsInput() const {
    return (m_interactive || m_script.size() + m_unread.size() < kInputLimit) && (!m_child || m_child->wantsInput());
}

void Shell::resized(int columns, int rows) {
    m_place->columns = columns;
    m_place->rows = rows;
    if (m_child)
        m_child->resized(columns, rows);
}

void Shell::interrupt() {
    if (!m_child) {
        m_script.clear();
        return;
    }
    m_interrupted = true;
    m_child->interrupt();
}

ProcessPtr startCommand(const PlacePtr& place, const std::vector<std::string>& argv) {
    if (argv.empty() || !hasPrograms(place->image))
        return nullptr;
    if (baseName(argv.front()) == "nsenter") { // into the node: here it looks as in the pod
        const auto rest = std::ranges::find(argv, "--");
        return rest == argv.end() ? nullptr : startCommand(place, {rest + 1, argv.end()});
    }
    if (isShell(*place, baseName(argv.front())))
        return std::make_unique<Shell>(place, argv);
    return startProgram(place, argv);
}

} // namespace pilothouse::demo
