// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place.h"

#include <QObject>

namespace pilothouse::ui {

/// How a feature asks to be somewhere else. Implemented by the shell; features only call it.
class Navigation : public QObject {
    Q_OBJECT
public:
    explicit Navigation(QObject* parent = nullptr)
        : QObject(parent) { }
    ~Navigation() override = default;
    Q_DISABLE_COPY_MOVE(Navigation)

    [[nodiscard]] virtual Place current() const = 0;
    /// Shows the place and remembers the one left.
    virtual void goTo(const Place& place) = 0;
    /// Shows it without a new entry in the history (a tab, a row that was selected).
    virtual void replace(const Place& place) = 0;
    virtual void back() = 0;
    virtual void forward() = 0;
    /// Opens or raises a tab of the dock: `trace`.
    virtual void openDock(const QString& id) = 0;
    /// Opens the panel in which the mode of a place is changed.
    virtual void openMode(const ContextId& /*context*/, const QString& /*nameSpace*/) { }

Q_SIGNALS:
    void currentChanged(const pilothouse::ui::Place& place);
};

} // namespace pilothouse::ui
