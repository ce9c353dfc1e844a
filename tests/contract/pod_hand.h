// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/contract/window_scene.h"

#include "ui/logs/logs_tab.h"
#include "ui/terminal/terminal_tab.h"

namespace pilothouse::contract {

/// What a person does with pods in the window: goes to one, opens its log, a shell or a forward, types, reads.
class PodHand {
public:
    /// @param scene outlives it
    explicit PodHand(const WindowScene& scene)
        : m_scene(scene) { }

    /// The table of that kind in a namespace (`pods`, `nodes`), with the row of that name chosen and the keyboard on
    /// it.
    [[nodiscard]] bool goTo(const QString& kind, const QString& nameSpace, const QString& name) const;
    /// A key on the chosen row, then the tab it opens.
    [[nodiscard]] ui::TerminalTab* openTerminal(int key) const;
    [[nodiscard]] ui::TerminalTab* openDebug() const;
    [[nodiscard]] ui::LogsTab* openLogs() const;
    /// `Shift+F`, the port, Enter. @return the local port; 0: it did not begin to listen
    [[nodiscard]] int openForward(const QString& remotePort) const;
    /// The one that is shown in the dock.
    [[nodiscard]] ui::TerminalTab* terminal() const;
    [[nodiscard]] ui::LogsTab* logs() const;
    void closeDock() const;

    [[nodiscard]] static bool isOpen(ui::TerminalTab& tab);
    [[nodiscard]] static bool waitForPhase(ui::TerminalTab& tab, ui::TerminalPhase phase);
    /// Key by key, into the screen.
    static void type(ui::TerminalTab& tab, const QString& text);
    /// Until a line of the screen reads so.
    [[nodiscard]] static bool waitForLine(ui::TerminalTab& tab, const QString& line);
    [[nodiscard]] static QString screenOf(ui::TerminalTab& tab);
    /// Whether the program in it knows the size of the view.
    [[nodiscard]] static bool hasWindowsSize(ui::TerminalTab& tab);

    /// The numbers `seq=N` of the lines held, in their order.
    [[nodiscard]] static std::vector<qint64> numbersOf(ui::LogsTab& tab);
    [[nodiscard]] static QList<LogNotice::Kind> noticesOf(ui::LogsTab& tab);
    /// In the words the window says them in.
    [[nodiscard]] static QStringList noticeTextsOf(ui::LogsTab& tab);

    /// GET through a local port. @return the body; empty: there was no whole answer
    [[nodiscard]] static QByteArray fetch(int port, const QByteArray& path);

private:
    const WindowScene& m_scene;
};

} // namespace pilothouse::contract
