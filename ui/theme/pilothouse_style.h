// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtWidgets/QProxyStyle>

namespace pilothouse::ui {

class Theme;

/// Fusion with our palette, and our own drawing of what Fusion draws dated: buttons, fields, tabs, scroll bars,
/// headers, menus, check boxes, progress bars, selections. Colours come from the theme while painting, so a change
/// of scheme needs no new style. All lengths are logical pixels; one-pixel lines stay crisp at 1x and 2x.
class PilothouseStyle final : public QProxyStyle {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PilothouseStyle)

public:
    /// @param theme outlives the style
    explicit PilothouseStyle(Theme& theme);
    ~PilothouseStyle() override;

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub,
        const QWidget* widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
        QStyleHintReturn* data = nullptr) const override;
    QPalette standardPalette() const override;
    void polish(QWidget* widget) override;
    void unpolish(QWidget* widget) override;
    using QProxyStyle::polish;
    using QProxyStyle::unpolish;

private:
    Theme& m_theme;
    mutable QRect m_headerSection; ///< of the section whose label is drawn next
};

} // namespace pilothouse::ui
