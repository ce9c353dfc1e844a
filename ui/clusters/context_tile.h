// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/contexts.h"

#include <QAbstractButton>

namespace pilothouse::ui {

class Theme;

/// One context: its short word on its environment's colour, a lock where it is protected, a dot for its connection (its
/// shape differs too: state is never told by colour alone).
class ContextTile final : public QAbstractButton {
    Q_OBJECT
public:
    ContextTile(Theme& theme, const ContextItem& item, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ContextTile)

    void setItem(const ContextItem& item);
    /// A second line tells contexts of one word apart (`prd` of two clusters).
    void setSecondLine(const QString& text);
    [[nodiscard]] const ContextId& id() const { return m_item.id; }
    [[nodiscard]] QString word() const;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void nextCheckState() override { } // the rail decides which is current

private:
    void paintDot(QPainter& painter, const QRectF& tile) const;
    void paintLock(QPainter& painter, const QRectF& tile) const;
    [[nodiscard]] QString describe() const;

    Theme& m_theme;
    ContextItem m_item;
    QString m_secondLine;
};

/// `Connected`, `Stale`, `Not connected: …`: one translated sentence for tooltips and cards.
[[nodiscard]] QString connectionSentence(const ContextItem& item);

} // namespace pilothouse::ui
