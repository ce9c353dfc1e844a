// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>
#include <QWidget>

namespace pilothouse::ui {

class Chip;

/// "Secrets hidden": a click shows sensitive values, and thirty seconds later they hide themselves again.
class SecretsChip final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(SecretsChip)

public:
    explicit SecretsChip(QWidget* parent = nullptr);
    [[nodiscard]] bool isRevealed() const { return m_left > 0; }
    void hideSecrets();

Q_SIGNALS:
    void revealedChanged(bool revealed);

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void restyle();

    Chip* m_chip;
    QTimer m_second;
    int m_left = 0; ///< seconds
};

} // namespace pilothouse::ui
