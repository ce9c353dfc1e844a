// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/button_look.h"

#include <QtCore/QVariant>
#include <QtWidgets/QAbstractButton>

namespace pilothouse::ui {

namespace {
constexpr const char* kLook = "pilothouse.look";
constexpr const char* kTone = "pilothouse.tone";
constexpr const char* kDock = "pilothouse.dock";
} // namespace

void setButtonLook(QAbstractButton& button, ButtonLook look, ColorToken tone) {
    button.setProperty(kLook, static_cast<int>(look));
    button.setProperty(kTone, static_cast<int>(tone));
    button.update();
}

ButtonLook buttonLook(const QWidget* widget) {
    const QVariant value = widget != nullptr ? widget->property(kLook) : QVariant();
    return value.isValid() ? static_cast<ButtonLook>(value.toInt()) : ButtonLook::Normal;
}

ColorToken buttonTone(const QWidget* widget) {
    const QVariant value = widget != nullptr ? widget->property(kTone) : QVariant();
    return value.isValid() ? static_cast<ColorToken>(value.toInt()) : ColorToken::Accent;
}

void setDockTabs(QWidget& tabBar, ColorToken edge) {
    tabBar.setProperty(kDock, true);
    tabBar.setProperty(kTone, static_cast<int>(edge));
    tabBar.update();
}

bool isDockTabs(const QWidget* widget) {
    return widget != nullptr && widget->property(kDock).toBool();
}

} // namespace pilothouse::ui
