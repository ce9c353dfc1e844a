// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QWidget>

class QPushButton;

namespace pilothouse::ui {

class Badge;
class ComparePresenter;
class ElidedLabel;

/// The top of the page: the release, its two sides with the colour of their environments, and the way from one to the
/// other.
class CompareHeader final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareHeader)

public:
    explicit CompareHeader(QWidget* parent = nullptr);
    void present(const ComparePresenter& presenter);
    [[nodiscard]] QPushButton& upgradeButton() const { return *m_upgrade; }

Q_SIGNALS:
    void swapWanted();
    void othersWanted(const QPoint& globalPosition);
    void upgradeWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void restyle();

    ElidedLabel* m_title;
    Badge* m_fromBadge;
    ElidedLabel* m_from;
    QPushButton* m_swap;
    Badge* m_toBadge;
    ElidedLabel* m_to;
    QPushButton* m_others;
    QPushButton* m_upgrade;
};

} // namespace pilothouse::ui
