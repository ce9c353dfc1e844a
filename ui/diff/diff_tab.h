// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/diff_presenter.h"
#include "ui/frame/release_tab.h"

class QStackedWidget;

namespace pilothouse::ui {

class DiffBar;
class DiffView;
class EmptyState;
class Notice;
class ProgressLine;

/// The Diff tab of the release page: bar, diff, and what stands there while there is none.
class DiffTab final : public ReleaseTabWidget {
    Q_OBJECT
public:
    /// @p core outlives this.
    explicit DiffTab(CoreAccess& core, QWidget* parent = nullptr);
    ~DiffTab() override;
    Q_DISABLE_COPY_MOVE(DiffTab)

    void showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
        const ReleaseRecordPtr& record) override;
    void clear() override;
    [[nodiscard]] bool isSettled() const override;
    void openFind() override;

    [[nodiscard]] DiffView& view() const { return *m_view; }
    [[nodiscard]] DiffBar& bar() const { return *m_bar; }

private:
    void connectBar();
    void connectView();
    void connectExport();
    void present();
    void presentDiff();
    void presentEmpty();
    void presentSecrets();
    void tellProblems();
    void toggleSecrets();
    void showCommand();
    [[nodiscard]] LabelChanges exportedLabels() const;

    DiffPresenter* m_presenter;
    DiffBar* m_bar;
    ProgressLine* m_progress;
    Notice* m_problems;
    Notice* m_command;
    QStackedWidget* m_stack;
    DiffView* m_view;
    EmptyState* m_empty;
    QString m_commandText;
    bool m_areLabelsForced = false; ///< shown because there is nothing else
};

} // namespace pilothouse::ui
