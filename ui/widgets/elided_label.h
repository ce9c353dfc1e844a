// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace pilothouse::ui {

/// @p text as a tooltip that shows it literally: Qt guesses from the text whether it is markup, and a cluster's names
/// must not decide that.
[[nodiscard]] QString plainToolTip(const QString& text);

/// One line of untrusted text: control characters shown as escapes, never markup, cut in the middle where it does not
/// fit, whole in the tooltip then.
class ElidedLabel final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ElidedLabel)

public:
    explicit ElidedLabel(QWidget* parent = nullptr);
    explicit ElidedLabel(const QString& text, TextStyle style = TextStyle::Body, ColorToken tone = ColorToken::Text,
        QWidget* parent = nullptr);

    void setText(const QString& text);
    [[nodiscard]] QString text() const { return m_text; }
    void setLook(TextStyle style, ColorToken tone);
    void setElide(Qt::TextElideMode mode);
    /// Right for numbers and ages; left is the default.
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString m_text;
    TextStyle m_style = TextStyle::Body;
    ColorToken m_tone = ColorToken::Text;
    Qt::TextElideMode m_elide = Qt::ElideMiddle;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

} // namespace pilothouse::ui
