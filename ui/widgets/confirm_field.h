// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLineEdit>

namespace pilothouse::ui {

/// Where `context/release` or `context/namespace` is typed before a protected place is changed (PS11). It is typed,
/// letter by letter: nothing can be pasted, dropped or inserted with the middle button, and Enter does nothing.
class ConfirmField final : public QLineEdit {
    Q_OBJECT
public:
    explicit ConfirmField(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ConfirmField)

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
};

} // namespace pilothouse::ui
