// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/cell_roles.h"

#include <QtWidgets/QStyledItemDelegate>

namespace pilothouse::ui {

class Theme;

/// Paints @p value as a small bar (green ready, red failed, amber the rest) and "ready/all" beside it.
/// Nothing to be ready (total 0) is a dash.
void paintReadiness(QPainter& painter, const QRect& rect, const Theme& theme, const Readiness& value);

/// Paints the cells of every table and list: ground, icon, text, readiness bar, badges, from CellRole.
/// Text is plain, has its control characters escaped and is cut in the middle, the whole in the tooltip.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CellDelegate)

public:
    explicit CellDelegate(QObject* parent = nullptr);
    ~CellDelegate() override;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;
};

} // namespace pilothouse::ui
