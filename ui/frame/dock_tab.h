// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/shortcut_help.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <functional>

namespace pilothouse::ui {

/// A tab of the dock that has something to say to the frame: a title that changes, keys of its own, a question before
/// it is closed. Tabs that have nothing to say are plain widgets.
class DockTabWidget : public QWidget {
    Q_OBJECT
public:
    explicit DockTabWidget(QWidget* parent = nullptr)
        : QWidget(parent) { }
    ~DockTabWidget() override = default;
    Q_DISABLE_COPY_MOVE(DockTabWidget)

    /// Made by us, never by what is shown (TE8): what it is, of what, in which context.
    [[nodiscard]] virtual QString title() const = 0;
    /// What `?` lists while the tab has the keyboard.
    [[nodiscard]] virtual QList<KeyGroup> keys() const { return {}; }
    /// `/` while the tab has the keyboard.
    virtual void focusFilter() { }
    /// Esc: closes what is open in the tab and says so; false: nothing was.
    virtual bool escape() { return false; }
    /// False: something would be lost by closing; the tab asks, in itself, and emits closeRequested when told to.
    [[nodiscard]] virtual bool mayClose() { return true; }
    /// True while what it shows is complete and at rest (the tour waits for this).
    [[nodiscard]] virtual bool isSettled() const { return true; }

Q_SIGNALS:
    void titleChanged();
    /// Closes this tab, asking nobody.
    void closeRequested();
    /// Over the whole window, or back.
    void fullScreenRequested();
};

/// What app/ hands to the dock for each tab.
struct DockTab {
    QString title; ///< until the tab says its own
    QString icon;
    std::function<QWidget*(QWidget* parent)> make;
    bool isKept = true; ///< can be opened again by its id; false: forgotten when it is closed
};

} // namespace pilothouse::ui
