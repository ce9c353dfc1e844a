// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QtCore/QMetaType>
#include <QtWidgets/QWidget>

namespace pilothouse::ui {

class Theme;

/// One or two words on a tinted ground: "stuck for 2 h", "Flux". Plain text.
struct BadgeSpec {
    QString text;
    ColorToken tone = ColorToken::TextSecond;
    friend bool operator==(const BadgeSpec&, const BadgeSpec&) = default;
};

/// Width of @p badge when painted.
int badgeWidth(const Theme& theme, const BadgeSpec& badge);
/// Paints @p badge at the left of @p rect, vertically centred, cut with "…" where it does not fit.
/// @return the x after it
int paintBadge(QPainter& painter, const QRect& rect, const Theme& theme, const BadgeSpec& badge);

/// A badge as a widget. Hidden while its text is empty.
class Badge final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Badge)

public:
    explicit Badge(QWidget* parent = nullptr);
    explicit Badge(BadgeSpec spec, QWidget* parent = nullptr);

    void setSpec(const BadgeSpec& spec);
    /// Filled instead of tinted, with round ends: a count that asks for attention.
    void setFilled(bool filled);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    BadgeSpec m_spec;
    bool m_filled = false;
};

} // namespace pilothouse::ui

Q_DECLARE_METATYPE(pilothouse::ui::BadgeSpec)
