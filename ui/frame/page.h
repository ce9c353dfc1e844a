// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/crumb.h"
#include "ui/widgets/shortcut_help.h"

#include <QList>
#include <QWidget>

namespace pilothouse::ui {

/// One screen of the window. Made by its feature's factory when first shown, kept afterwards.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(QWidget* parent = nullptr)
        : QWidget(parent) { }
    ~Page() override = default;
    Q_DISABLE_COPY_MOVE(Page)

    /// Shows what @p place says; called on every move within the page too. Must keep selection and scroll where the
    /// place does not say otherwise.
    virtual void showPlace(const Place& place) = 0;
    /// The path after the context, for the top bar: namespace, release …; translated words where it is no name.
    [[nodiscard]] virtual Crumbs breadcrumbs() const = 0;
    /// What `?` lists for this view, above the keys of the window.
    [[nodiscard]] virtual QList<KeyGroup> keys() const = 0;
    /// `/`: puts the cursor into the page's filter, if it has one.
    virtual void focusFilter() { }
    /// Esc: closes what is open on the page (filter, detail) and says so; false: nothing was, the shell goes back.
    virtual bool escape() { return false; }
    /// True while what it shows is complete and at rest (the tour and --measure wait for this).
    [[nodiscard]] virtual bool isSettled() const { return true; }

Q_SIGNALS:
    void breadcrumbsChanged();
    void settledChanged();
};

} // namespace pilothouse::ui
