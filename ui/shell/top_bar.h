// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/crumb.h"
#include "ui/frame/place_mode.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace pilothouse::ui {

class CommandBox;
class Theme;

/// The bar above everything: where one is (context ▸ namespace ▸ release), in the environment's colour, the command
/// box, and the mode.
class TopBar final : public QWidget {
    Q_OBJECT
public:
    explicit TopBar(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TopBar)

    /// @param path shown as plain text; a part with a place can be pressed
    void setPath(const Crumbs& path);
    void setEnvironment(const Environment& environment);
    /// What may be done here; the chip counts down by itself.
    void setMode(const PlaceMode& mode);
    [[nodiscard]] QPushButton& modeChip() const { return *m_modeChip; }
    [[nodiscard]] CommandBox& commandBox() const { return *m_commandBox; }

Q_SIGNALS:
    /// The part of the path that leads there was pressed.
    void placePressed(const pilothouse::ui::Place& place);
    void modePressed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void paintPath(QPainter& painter);
    [[nodiscard]] const Place* placeAt(int part) const;
    [[nodiscard]] int partAt(const QPoint& position) const;
    void applyTheme();
    void refreshChip();

    Theme& m_theme;
    CommandBox* m_commandBox;
    QPushButton* m_modeChip;
    Crumbs m_path;
    QList<QRect> m_parts; ///< as last painted
    int m_hovered = -1;
    Environment m_environment;
    PlaceMode m_mode;
    QTimer m_second;
};

} // namespace pilothouse::ui
