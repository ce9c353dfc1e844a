// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/confirm_field.h"

#include "ui/theme/theme.h"

#include <QDropEvent>
#include <QKeyEvent>
#include <QMouseEvent>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ConfirmField::ConfirmField(QWidget* parent)
    : QLineEdit(parent) {
    setObjectName(u"confirm"_s);
    setAcceptDrops(false);
    setContextMenuPolicy(Qt::NoContextMenu);
    setFont(Theme::of(this).font(TextStyle::Mono));
}

void ConfirmField::keyPressEvent(QKeyEvent* event) {
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Paste) || isEnter) {
        event->accept();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void ConfirmField::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::MiddleButton) {
        QLineEdit::mousePressEvent(event);
    }
}

void ConfirmField::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::MiddleButton) { // X11: inserts the selection
        QLineEdit::mouseReleaseEvent(event);
    }
}

void ConfirmField::dragEnterEvent(QDragEnterEvent* event) {
    event->ignore();
}

void ConfirmField::dropEvent(QDropEvent* event) {
    event->ignore();
}

} // namespace pilothouse::ui
