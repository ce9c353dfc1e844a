// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/line_editor.h"
#include "app/demo/process.h"
#include "app/demo/shell_place.h"
#include "app/demo/shell_words.h"

namespace pilothouse::demo {

/// A small sh: runs a script (`sh -c`), what it reads (no terminal), or what is typed after its prompt.
class Shell final : public Process {
public:
    /// @p argv as given: "sh", "-c", "script", or "sh" alone.
    Shell(PlacePtr place, const std::vector<std::string>& argv);

    Next next(Piece& out) override;
    Time deadline() const override { return m_hiding ? now() : m_child ? m_child->deadline() : Time::max(); }
    void input(std::string_view bytes) override;
    void inputClosed() override;
    bool wantsInput() const override;
    bool readsInput() const override { return true; }
    void resized(int columns, int rows) override;
    void interrupt() override;
    bool isRaw() const override { return m_child ? m_child->isRaw() : m_interactive; }

private:
    /// Runs commands until one takes time, has something to say or none is left.
    void advance();
    void runOne();
    bool runBuiltin(const std::vector<std::string>& words);
    void start(const ShellCommand& command);
    /// What a program wrote goes where its command sends it. @return whether it is seen
    bool redirect(Piece& piece);
    void childEnded();
    void say(std::string_view text, Channel channel = Channel::Output);
    std::string variable(const std::string& name) const;

    PlacePtr m_place;
    LineEditor m_editor;
    std::string m_script; ///< to run, or read and not yet run
    std::string m_unread; ///< of the input, by a script that doesn't come from there
    std::string m_typedAhead; ///< while a program runs that doesn't read
    ProcessPtr m_child;
    ShellCommand m_command; ///< the child's
    std::string m_output;
    Channel m_channel = Channel::Output;
    int m_lastCode = 0;
    bool m_interactive = false;
    bool m_reading = false; ///< commands come from the input
    bool m_fromInput = false; ///< they did from the start
    bool m_inputOver = false;
    bool m_prompted = false;
    bool m_exiting = false;
    bool m_hiding = false; ///< the last piece of output went elsewhere
};

/// Starts what exec asks for: a shell or a program; null when the image has no such thing.
ProcessPtr startCommand(const PlacePtr& place, const std::vector<std::string>& argv);

} // namespace pilothouse::demo
