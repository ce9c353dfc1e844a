// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_gateway.h"

#include <QObject>
#include <QPointer>

class QSystemTrayIcon;

namespace pilothouse::ui {

class Navigation;

/// Counts what runs, opens it, and tells the desktop when an operation ends while nobody looks. Thread: GUI.
class ChangeActivity final : public QObject {
    Q_OBJECT
public:
    /// @param gateway outlives this object
    ChangeActivity(ChangeGateway& gateway, Navigation& navigation, QObject* parent = nullptr);
    ~ChangeActivity() override;
    Q_DISABLE_COPY_MOVE(ChangeActivity)

    [[nodiscard]] int running() const;
    /// Goes to the one that runs; a menu where there are several (ended ones below).
    void open(QWidget* window, const QPoint& globalPosition);
    /// Notices are shown only while @p window is hidden, minimised or not in front.
    void watch(QWidget* window) { m_window = window; }

Q_SIGNALS:
    void runningChanged(int running);
    /// One ended: a line for the status line.
    void ended(const QString& sentence);

private:
    void onRun(const RunStatusPtr& run);
    void notify(const RunStatus& run);

    ChangeGateway& m_gateway;
    Navigation& m_navigation;
    QPointer<QWidget> m_window;
    QSystemTrayIcon* m_tray = nullptr;
    QSet<QString> m_seenRunning;
    int m_running = 0;
};

} // namespace pilothouse::ui
