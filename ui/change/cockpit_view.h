// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_run.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QSplitter;
class QTabWidget;

namespace pilothouse::ui {

class CodeView;
class DataTable;
class ElidedLabel;
class Notice;
class RunObjectsModel;
class RunEventsModel;

/// An operation while it runs, and afterwards: phases and hooks, objects becoming ready, events, helm's own output, the
/// time left, Cancel; then the outcome, the new revision, its notes and the way back.
class CockpitView final : public QWidget {
    Q_OBJECT
public:
    explicit CockpitView(QWidget* parent = nullptr);
    ~CockpitView() override;
    Q_DISABLE_COPY_MOVE(CockpitView)

    void setRun(const RunStatusPtr& run);
    [[nodiscard]] const RunStatusPtr& run() const { return m_run; }
    void tellError(const Error& error);

Q_SIGNALS:
    void cancelRequested();
    /// To the release page.
    void leaveRequested();
    void wayBackRequested(pilothouse::Revision revision);
    /// Back to the plan, edits kept.
    void planAgainRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Steps;
    class Head;
    QWidget* buildButtons();
    QWidget* buildBody();
    void refreshButtons();
    void refreshTexts();
    void refreshHookLogs();
    void askCancel();
    void tick();

    RunStatusPtr m_run;
    Head* m_head;
    Notice* m_notice;
    Steps* m_steps;
    RunObjectsModel* m_objects;
    RunEventsModel* m_events;
    QTabWidget* m_texts;
    CodeView* m_output;
    CodeView* m_notes;
    CodeView* m_hookLogs;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_wayBack = nullptr;
    QPushButton* m_again = nullptr;
    QPushButton* m_leave = nullptr;
    QTimer m_second;
    QString m_shownLogs;
    bool m_isAsking = false; ///< the notice asks whether to cancel
};

} // namespace pilothouse::ui
