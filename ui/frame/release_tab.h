// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/helm/release_types.h"

#include <QString>
#include <QWidget>

#include <functional>

namespace pilothouse::ui {

/// A tab of the release page that another feature makes (Diff, Resources): the two meet here and never include each
/// other. Made when first shown, told only while it is the visible tab.
class ReleaseTabWidget : public QWidget {
    Q_OBJECT
public:
    explicit ReleaseTabWidget(QWidget* parent = nullptr)
        : QWidget(parent) { }
    ~ReleaseTabWidget() override = default;
    Q_DISABLE_COPY_MOVE(ReleaseTabWidget)

    /// Shows one revision. Called again with the same arguments when the record arrives or the tab is shown again: what
    /// is already on screen for them is kept.
    /// @param compareWith the other side chosen in the rail; None: nothing chosen, the tab takes the one before
    /// @param record null while it is being read; what it needs the tab may also load itself through CoreAccess
    virtual void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision,
        Revision compareWith, const ReleaseRecordPtr& record)
        = 0;
    /// Nothing is selected: cancel what is under way and forget it.
    virtual void clear() { }
    /// True while what it shows is complete and at rest.
    [[nodiscard]] virtual bool isSettled() const { return true; }
    /// Ctrl+F or `/` while the tab has the keyboard.
    virtual void openFind() { }

Q_SIGNALS:
    void settledChanged();
    /// The person chose other sides inside the tab; the rail and the place follow. None: as it is.
    void revisionsChosen(pilothouse::Revision revision, pilothouse::Revision compareWith);
};

/// What app/ hands to the releases page for each such tab.
struct ReleaseTab {
    QString id; ///< one of `tab::…` (place.h)
    QString title; ///< translated
    std::function<ReleaseTabWidget*(QWidget* parent)> make;
};

} // namespace pilothouse::ui
