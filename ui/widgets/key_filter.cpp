// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/key_filter.h"

#include <QtGui/QInputMethodEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractSpinBox>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextEdit>

namespace pilothouse::ui {

QChar halfWidth(QChar c) {
    switch (c.unicode()) {
    case u'：':
        return u':';
    case u'／':
        return u'/';
    case u'？':
        return u'?';
    case u'！':
        return u'!';
    default:
        return c;
    }
}

bool takesText(const QWidget* widget) {
    if (widget == nullptr)
        return false;
    if (widget->property("pilothouse.takesText").toBool())
        return true;
    const auto* combo = qobject_cast<const QComboBox*>(widget);
    return qobject_cast<const QLineEdit*>(widget) != nullptr || qobject_cast<const QTextEdit*>(widget) != nullptr
        || qobject_cast<const QPlainTextEdit*>(widget) != nullptr
        || qobject_cast<const QAbstractSpinBox*>(widget) != nullptr || (combo != nullptr && combo->isEditable());
}

KeyFilter::KeyFilter(QObject* parent)
    : QObject(parent) { }

bool KeyFilter::eventFilter(QObject* watched, QEvent* event) {
    QString text;
    if (event->type() == QEvent::KeyPress)
        text = static_cast<QKeyEvent*>(event)->text();
    else if (event->type() == QEvent::InputMethod)
        text = static_cast<QInputMethodEvent*>(event)->commitString();
    // A key press goes to the window first and to the widget after; only the widget's counts.
    if (text.size() != 1 || halfWidth(text.front()) == text.front() || !watched->isWidgetType()
        || takesText(QApplication::focusWidget()))
        return QObject::eventFilter(watched, event);
    Q_EMIT typed(halfWidth(text.front()));
    return true;
}

} // namespace pilothouse::ui
