// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

class QWidget;

namespace pilothouse::ui {

/// `:` for `：`, `/` for `／`, `?` for `？`, `!` for `！`; any other character is given back as it is.
[[nodiscard]] QChar halfWidth(QChar c);

/// Whether typing goes into @p widget as text (a field, an editor, a terminal): single letters are no commands then.
/// A widget of its own making says so with the property "pilothouse.takesText".
[[nodiscard]] bool takesText(const QWidget* widget);

/// Watches the application for the full-width signs of a Chinese input method and reports their plain form, because
/// QShortcut only knows the sign that was typed. Signs typed into a text field are left alone.
/// Install with `qApp->installEventFilter(&filter)`. Thread: GUI.
class KeyFilter final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(KeyFilter)

public:
    explicit KeyFilter(QObject* parent = nullptr);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// @p sign is one of `:`, `/`, `?`, `!`.
    void typed(QChar sign);
};

} // namespace pilothouse::ui
