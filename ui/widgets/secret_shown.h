// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QEvent>
#include <QString>

class QWidget;

namespace pilothouse::ui {

/// Sent to the window when a person has hidden values shown (RP5): whoever keeps the audit waits for it there, and the
/// views need not know who that is.
class SecretShownEvent final : public QEvent {
public:
    explicit SecretShownEvent(QString what);
    [[nodiscard]] static Type kind();
    /// What was shown, in words for the audit; never the value: `values`, `Secret shop/login`, `values:
    /// database.password`.
    [[nodiscard]] const QString& what() const { return m_what; }

private:
    QString m_what;
};

/// Sends it to the window @p view is in.
void tellSecretShown(QWidget& view, const QString& what);

} // namespace pilothouse::ui
