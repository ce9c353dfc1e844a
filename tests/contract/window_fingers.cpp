// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/window_fingers.h"

#include "ui/frame/mode_panel.h"
#include "ui/shell/page_host.h"
#include "ui/widgets/shortcut_help.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QPointer>
#include <QShortcut>
#include <QTest>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kRest = 4; ///< ms between two presses: what is asked of core is asked at once, the answers may come later
constexpr auto kSettles = std::chrono::seconds(8);

const QList<int>& plainKeys() {
    static const QList<int> keys = [] {
        QList<int> made;
        for (int key = Qt::Key_A; key <= Qt::Key_Z; ++key) {
            made += key;
        }
        for (int key = Qt::Key_0; key <= Qt::Key_9; ++key) {
            made += key;
        }
        return made
            + QList<int>{Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Plus,
                Qt::Key_Minus, Qt::Key_Asterisk, Qt::Key_F2, Qt::Key_F5, Qt::Key_Menu};
    }();
    return keys;
}

} // namespace

Fingers::Fingers(const WindowScene& scene)
    : m_scene(scene) {
    m_menus.setInterval(15);
    QObject::connect(&m_menus, &QTimer::timeout, &m_menus, [this] { pressMenu(); });
    m_menus.start();
}

void Fingers::note(const QString& what) {
    ++m_pressed;
    m_names.insert(what);
}

void Fingers::pressEverythingAt(const ui::Place& place, const std::function<void()>& prepare) {
    m_place = place;
    m_prepare = prepare;
    come();
    pressButtons();
    come();
    pressShortcuts();
    come();
    pressKeys();
}

/// Back to where everything is pressed, as it was.
void Fingers::come() {
    closeWhatOpened();
    ui::PageHost& host = m_scene.window().host();
    if (host.current() != m_place) {
        host.goTo(m_place);
    }
    (void)WindowScene::waitFor([&] { return host.currentPage() && host.currentPage()->isSettled(); }, kSettles);
    if (m_prepare) {
        m_prepare();
    }
}

bool Fingers::isMeant(const QAbstractButton& button) const {
    return button.isVisible() && button.isEnabled();
}

void Fingers::pressButtons() {
    QList<QPointer<QAbstractButton>> buttons;
    for (QAbstractButton* button : m_scene.window().findChildren<QAbstractButton*>()) {
        buttons += button;
    }
    for (const QPointer<QAbstractButton>& button : buttons) {
        if (!button || !isMeant(*button)) {
            continue;
        }
        note(u"button "_s + (button->objectName().isEmpty() ? button->text() : button->objectName()));
        QTest::mouseClick(button, Qt::LeftButton);
        QTest::qWait(kRest);
        closeWhatOpened();
        if (m_scene.window().host().current() != m_place) {
            come();
        }
    }
}

/// Actions and shortcuts act where the focus lets them; here they act without.
void Fingers::pressShortcuts() {
    QList<QPointer<QObject>> all;
    for (QAction* action : m_scene.window().findChildren<QAction*>()) {
        all += action;
    }
    for (QShortcut* shortcut : m_scene.window().findChildren<QShortcut*>()) {
        all += shortcut;
    }
    for (const QPointer<QObject>& one : all) {
        auto* shortcut = qobject_cast<QShortcut*>(one);
        auto* action = qobject_cast<QAction*>(one);
        const auto* at = qobject_cast<QWidget*>(one ? one->parent() : nullptr);
        if ((!shortcut && !action) || (at && !at->isVisible())
            || (shortcut && shortcut->key() == QKeySequence(QKeySequence::Quit))) {
            continue;
        }
        if (shortcut && shortcut->isEnabled()) {
            note(u"shortcut "_s + shortcut->key().toString());
            QMetaObject::invokeMethod(shortcut, "activated");
        } else if (action && action->isEnabled() && !action->menu()) {
            note(u"action "_s + action->text());
            action->trigger();
        }
        QTest::qWait(kRest);
        closeWhatOpened();
        if (m_scene.window().host().current() != m_place) {
            come();
        }
    }
}

void Fingers::pressKeys() {
    const auto press = [this](int key, Qt::KeyboardModifiers modifiers) {
        QWidget* page = m_scene.window().host().currentPage();
        if (page && (!QApplication::focusWidget() || !page->isAncestorOf(QApplication::focusWidget()))) {
            page->setFocus();
        }
        note(u"key "_s + QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(key))).toString());
        m_scene.key(key, modifiers);
        QTest::qWait(1);
        closeWhatOpened();
        if (m_scene.window().host().current() != m_place) {
            come();
        }
    };
    for (const int key : plainKeys()) {
        press(key, {});
        press(key, Qt::ShiftModifier);
        if (key != Qt::Key_Q) { // Ctrl+Q ends the program
            press(key, Qt::ControlModifier);
        }
    }
}

/// Every action of the menu that is open; those that open another menu are pressed there.
void Fingers::pressMenu() {
    QPointer<QMenu> menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    if (!menu) {
        return;
    }
    QList<QPointer<QAction>> actions;
    for (QAction* action : menu->actions()) {
        actions += action;
    }
    menu->close();
    for (const QPointer<QAction>& action : actions) {
        if (action && action->isEnabled() && !action->menu()) {
            note(u"menu "_s + action->text());
            action->trigger();
        }
    }
}

void Fingers::closeWhatOpened() {
    pressMenu();
    while (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
    }
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top != &m_scene.window() && top->isVisible()) {
            top->close();
        }
    }
    for (auto* panel : m_scene.window().findChildren<ui::ModePanel*>()) {
        panel->close();
    }
    for (auto* help : m_scene.window().findChildren<ui::ShortcutHelp*>()) {
        help->close();
    }
}

} // namespace pilothouse::contract
