// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>

namespace pilothouse::ui {

class Chip;

/// "Secrets hidden": a click offers what is hidden, one by one (RP5); what is chosen is shown, the window is told for
/// the audit, and thirty seconds later it hides itself again.
class SecretsChip final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretsChip)

public:
    /// @param where the secrets stand, for the audit: `values`
    explicit SecretsChip(QString where, QWidget* parent = nullptr);
    /// Names of what is hidden, also of what is shown now; none: there is nothing to show.
    void setItems(const QStringList& items);
    /// The one that is shown; empty: none.
    [[nodiscard]] const QString& shown() const { return m_shown; }
    [[nodiscard]] bool isRevealed() const { return !m_shown.isEmpty(); }
    void hideSecrets();

Q_SIGNALS:
    void revealedChanged(bool revealed);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void offer();
    void show(const QString& item);
    void restyle();

    QString m_where;
    Chip* m_chip;
    QTimer m_second;
    QStringList m_items;
    QString m_shown;
    int m_left = 0; ///< seconds
};

} // namespace pilothouse::ui
