// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/environment_rules.h"
#include "core/session/cluster_session.h"
#include "ui/frame/place_mode.h"

#include <QTimer>
#include <QWidget>

namespace pilothouse::ui {

class Theme;

/// The bottom line: context · namespace · mode · how true the data is and how old · time zone. Repainted ten times a
/// second at most, and once a second when nothing happens, so that the age is never a lie.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(StatusLine)

    void setContext(const QString& context, const QString& nameSpace, const Environment& environment);
    void setMode(const PlaceMode& mode);
    /// Operations that run now, and plans that are open; pressing the words opens them.
    void setOperations(int running, int open);
    void setConnection(const ConnectionStatus& status, const FeedState& feed);
    /// Right end: what the program is doing.
    void setActivity(const QString& text);

Q_SIGNALS:
    /// The connection part was pressed: try again now.
    void reconnectRequested();
    void helpRequested();
    void operationsRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Part {
        QString text;
        int tone = 0; ///< ColorToken
        bool isStrong = false;
        bool hasDot = false;
    };
    [[nodiscard]] Part connectionPart() const;
    [[nodiscard]] Part modePart() const;
    [[nodiscard]] QString operationsText() const;
    void paintRight(QPainter& painter, int left);
    [[nodiscard]] QString ageText() const;
    [[nodiscard]] QString liveText(double seconds) const;
    int paintPart(QPainter& painter, int x, const Part& part);

    Theme& m_theme;
    QString m_context;
    QString m_namespace;
    Environment m_environment;
    ConnectionStatus m_status;
    FeedState m_feed;
    PlaceMode m_mode;
    int m_running = 0;
    int m_open = 0;
    QString m_activity;
    QRect m_connectionRect;
    QRect m_helpRect;
    QRect m_operationsRect;
    QTimer m_tick;
};

} // namespace pilothouse::ui
