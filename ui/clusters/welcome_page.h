// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"

class QVBoxLayout;

namespace pilothouse::ui {

class Contexts;
class EmptyState;
class Theme;

/// Where one begins: the contexts to choose from, or, on a machine without a kubeconfig, where it was looked for and
/// the demo clusters.
class WelcomePage final : public Page {
    Q_OBJECT
public:
    WelcomePage(Theme& theme, Contexts& contexts, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(WelcomePage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;

Q_SIGNALS:
    void contextChosen(const pilothouse::ContextId& id);
    void demoRequested();
    void fileChosen(const QString& file);

private:
    void rebuild();
    void buildEmpty();
    void buildList();
    void addProblems();
    void addActions(bool demoFirst);
    void addLabel(const QString& text, int style, int tone);

    Theme& m_theme;
    Contexts& m_contexts;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
};

} // namespace pilothouse::ui
