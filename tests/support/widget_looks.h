// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QLabel>
#include <QTest>

namespace pilothouse::ui {

/// The words of all labels in it, one a line.
[[nodiscard]] inline QString labelText(const QWidget& widget) {
    QStringList words;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        words += label->text();
    }
    return words.join(u'\n');
}

/// Leaves pictures of the widget for a person to look at, dark and light, in the folder that PILOTHOUSE_PICTURES names;
/// without it nothing happens.
inline void savePictures(QWidget& widget, const QString& name) {
    const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
    if (folder.isEmpty()) {
        return;
    }
    Theme& theme = Theme::of(&widget);
    for (const bool isDark : {true, false}) {
        theme.setChoice(isDark ? Theme::Choice::Dark : Theme::Choice::Light);
        QTest::qWait(60); // it reaches every child by events
        const QString scheme = isDark ? QStringLiteral("dark") : QStringLiteral("light");
        widget.grab().save(QStringLiteral("%1/%2-%3.png").arg(folder, name, scheme));
    }
}

} // namespace pilothouse::ui
