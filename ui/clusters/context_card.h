// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/contexts.h"

#include <QAbstractButton>

namespace pilothouse::ui {

class Theme;

/// A context to choose: name, environment, namespace, and what is known of its connection.
class ContextCard final : public QAbstractButton {
    Q_OBJECT
public:
    ContextCard(Theme& theme, const ContextItem& item, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ContextCard)

    void setItem(const ContextItem& item);
    [[nodiscard]] const ContextId& id() const { return m_item.id; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Theme& m_theme;
    ContextItem m_item;
};

} // namespace pilothouse::ui
