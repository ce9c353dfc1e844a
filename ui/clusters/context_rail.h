// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"

#include <QWidget>

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace pilothouse::ui {

class ContextTile;
class Contexts;
class Navigation;
class Theme;

/// The strip at the far left: one tile a context, with its environment's colour, lock and connection.
class ContextRail final : public QWidget {
    Q_OBJECT
public:
    ContextRail(Theme& theme, Contexts& contexts, Navigation& navigation, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ContextRail)

Q_SIGNALS:
    /// The user wants to be in this context.
    void chosen(const pilothouse::ContextId& id);
    /// The tile with the plus: kubeconfig files and the demo.
    void addRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void rebuild();
    void refresh(const ContextId& id);

    Theme& m_theme;
    Contexts& m_contexts;
    Navigation& m_navigation;
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::vector<ContextTile*> m_tiles;
};

} // namespace pilothouse::ui
