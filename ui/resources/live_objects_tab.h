// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/session/live_objects.h"
#include "ui/frame/release_tab.h"

#include <QTimer>

class QLabel;
class QSplitter;
class QStackedWidget;
class QTreeView;

namespace pilothouse::ui {

class CodeView;
class CoreAccess;
class EmptyState;
class LiveObjectsModel;
class Theme;

/// The Resources tab of a release: every object of its manifest as it is in the cluster now, with health, and what
/// hangs on it. Read again every 5 s while it is looked at.
class LiveObjectsTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    LiveObjectsTab(Theme& theme, CoreAccess& core, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LiveObjectsTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    [[nodiscard]] bool isSettled() const override { return m_isSettled; }
    void openFind() override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildTree();
    void read();
    void adopt(std::vector<LiveObject> objects);
    void showSelected();
    void settle(bool settled);
    [[nodiscard]] QString summary() const;

    Theme& m_theme;
    CoreAccess& m_core;
    LiveObjectsModel* m_model;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QLabel* m_summary;
    QTreeView* m_tree;
    CodeView* m_yaml;
    ContextId m_context;
    ReleaseRecordPtr m_record;
    CallHandle m_call;
    CallHandle m_yamlCall;
    QTimer m_refresh;
    bool m_isSettled = true;
};

} // namespace pilothouse::ui
