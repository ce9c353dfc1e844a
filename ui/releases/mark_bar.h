// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace pilothouse::ui {

class ElidedLabel;

/// Below the toolbar while releases are marked: how many, how many of them the filter hides, and what can be done.
class MarkBar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(MarkBar)

public:
    explicit MarkBar(QWidget* parent = nullptr);

    /// Hides itself where nothing is marked.
    /// @param shown rows the filter shows
    void setCounts(int marked, int hidden, int shown);
    [[nodiscard]] QString words() const;

Q_SIGNALS:
    void upgradeWanted();
    void markShownWanted();
    void clearWanted();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    ElidedLabel* m_words;
    QPushButton* m_shown;
    QPushButton* m_clear;
    QPushButton* m_upgrade;
};

} // namespace pilothouse::ui
