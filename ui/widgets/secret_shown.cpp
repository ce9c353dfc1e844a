// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/secret_shown.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QWidget>

namespace pilothouse::ui {

SecretShownEvent::SecretShownEvent(QString what)
    : QEvent(kind())
    , m_what(std::move(what)) { }

QEvent::Type SecretShownEvent::kind() {
    static const auto kKind = static_cast<Type>(registerEventType());
    return kKind;
}

void tellSecretShown(QWidget& view, const QString& what) {
    SecretShownEvent event(what);
    QCoreApplication::sendEvent(view.window(), &event);
}

} // namespace pilothouse::ui
