// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtWidgets/QPushButton>

namespace pilothouse::ui {

/// A round button in a bar that switches something on and off, or opens a menu (with a chevron then).
class Chip final : public QPushButton {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Chip)

public:
    enum class Kind { Toggle, Menu };
    explicit Chip(const QString& text, Kind kind = Kind::Toggle, QWidget* parent = nullptr);

    /// A Lucide icon before the text; follows the scheme.
    void setIconName(const QString& name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind;
    QString m_iconName;
};

} // namespace pilothouse::ui
