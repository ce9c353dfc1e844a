// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/contract/window_scene.h"
#include "ui/frame/place.h"

#include <QTimer>

#include <functional>
#include <set>

class QAbstractButton;
class QAction;

namespace pilothouse::contract {

/// Presses whatever can be pressed on the screen, as a hand without a head would: every button, every action of every
/// menu, every shortcut, every key that may mean something. What opens by it is pressed too, and closed.
class Fingers {
public:
    explicit Fingers(const WindowScene& scene);
    Q_DISABLE_COPY_MOVE(Fingers)

    /// Goes there, waits until it is at rest and lets @p prepare fill it, then presses everything once.
    void pressEverythingAt(const ui::Place& place, const std::function<void()>& prepare = {});
    /// How many different things were pressed.
    [[nodiscard]] int pressed() const { return m_pressed; }
    [[nodiscard]] const std::set<QString>& names() const { return m_names; }

private:
    void come();
    void pressButtons();
    void pressShortcuts();
    void pressKeys();
    void pressMenu();
    void closeWhatOpened();
    [[nodiscard]] bool isMeant(const QAbstractButton& button) const;
    void note(const QString& what);

    const WindowScene& m_scene;
    ui::Place m_place;
    std::function<void()> m_prepare;
    QTimer m_menus; ///< menus that wait in a loop of their own
    int m_pressed = 0;
    std::set<QString> m_names;
};

} // namespace pilothouse::contract
