// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/terminal_gateway.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace pilothouse::ui {

class ConfirmField;

/// Where a debug container is asked for: why, with which image, and as a container of the pod or a pod beside it.
class DebugPanel final : public QWidget {
    Q_OBJECT
public:
    explicit DebugPanel(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DebugPanel)

    struct Offer {
        QString headline;
        QString detail;
        bool offersContainer = true;
        bool offersPod = true;
        bool isNodeShell = false;
        QString confirmation = {}; ///< to be typed before a pod is made; empty: nothing
    };
    void offer(const Offer& offer);
    [[nodiscard]] QString image() const;

Q_SIGNALS:
    void chosen(pilothouse::ui::TerminalGateway::DebugWay way, const QString& image, const QString& typed);

private:
    QWidget* makeConfirm();
    void choose(TerminalGateway::DebugWay way);
    void refresh();

    QLabel* m_headline;
    QLabel* m_detail;
    QComboBox* m_image;
    QPushButton* m_container;
    QPushButton* m_pod;
    QLabel* m_confirmText = nullptr;
    ConfirmField* m_confirm = nullptr;
    QWidget* m_confirmRow; ///< after what is in it: making it sets them
    QString m_confirmation;
    bool m_isNodeShell = false;
};

} // namespace pilothouse::ui
