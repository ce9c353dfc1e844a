// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QtWidgets/QWidget>

namespace pilothouse::ui {

/// A sign and, beside it, its words in the same colour: state is never told by colour alone.
class StatusGlyph final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(StatusGlyph)

public:
    explicit StatusGlyph(QWidget* parent = nullptr);
    /// @param icon Lucide name; @param text plain text, may be empty (then give an accessible name)
    void setStatus(const QString& icon, const QString& text, ColorToken tone);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon;
    QString m_text;
    ColorToken m_tone = ColorToken::TextSecond;
};

} // namespace pilothouse::ui
