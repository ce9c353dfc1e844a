// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QtCore/QRect>
#include <QtCore/QRectF>

class QPainter;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionViewItem;
class QWidget;

/// What PilothouseStyle draws, one function a thing. Private to ui/theme except for the three at the top, which
/// delegates and painted widgets use to look like the rest.
namespace pilothouse::ui {

class Theme;

/// A rounded rectangle with a crisp outline of one pixel inside @p rect. An invalid colour leaves that part out.
void paintRounded(QPainter& painter, const QRectF& rect, qreal radius, const QColor& fill, const QColor& outline);
/// The ring around what has the keyboard, just inside @p rect.
void paintFocusRing(QPainter& painter, const QRectF& rect, qreal radius, const Theme& theme);
/// A chevron ("chevron-down", …) or any icon in the middle of @p rect.
void paintIconCentred(
    QPainter& painter, const QRectF& rect, const Theme& theme, const char* name, const QColor& color, int size = 16);

namespace style {

void button(const Theme& theme, const QStyleOption& option, QPainter& painter, const QWidget* widget);
QColor buttonText(const Theme& theme, const QStyleOption& option, const QWidget* widget);
/// Icon and text, centred, with room between them.
void buttonLabel(const Theme& theme, const QStyleOptionButton& option, QPainter& painter, const QWidget* widget);
void toolButton(const Theme& theme, const QStyleOption& option, QPainter& painter, const QWidget* widget);
void field(const Theme& theme, const QStyleOption& option, QPainter& painter);
void checkBox(const Theme& theme, const QStyleOption& option, QPainter& painter, bool round);
void comboBox(const Theme& theme, const QStyleOptionComboBox& option, QPainter& painter);
void spinBox(const Theme& theme, const QStyleOptionSpinBox& option, QPainter& painter, const QWidget* widget);
void scrollBar(const Theme& theme, const QStyleOptionSlider& option, QPainter& painter, const QWidget* widget);
QRect scrollBarRect(const QStyleOptionSlider& option, int subControl);
void progress(const Theme& theme, const QStyleOptionProgressBar& option, QPainter& painter);
void tab(const Theme& theme, const QStyleOptionTab& option, QPainter& painter, const QWidget* widget);
void header(const Theme& theme, const QStyleOption& option, QPainter& painter);
/// Text and sort arrow of the section @p section; numbers stand right, and so does their title.
void headerLabel(const Theme& theme, const QStyleOptionHeader& option, const QRect& section, QPainter& painter);
void menuItem(const Theme& theme, const QStyleOptionMenuItem& option, QPainter& painter);
void itemGround(const Theme& theme, const QStyleOptionViewItem& option, QPainter& painter);
void branch(const Theme& theme, const QStyleOption& option, QPainter& painter);

} // namespace style
} // namespace pilothouse::ui
