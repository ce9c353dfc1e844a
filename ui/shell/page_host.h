// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/navigation.h"
#include "ui/frame/page.h"

#include <QStackedWidget>

#include <functional>
#include <map>
#include <vector>

namespace pilothouse::ui {

/// The middle of the window: makes pages when they are first shown, keeps them, and remembers the way.
class PageHost final : public Navigation {
    Q_OBJECT
public:
    using Factory = std::function<Page*(QWidget* parent)>;

    explicit PageHost(QStackedWidget& stack, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(PageHost)

    /// Pages whose name is @p name, or begins with it where it ends in `:` (`kind:`), come from @p factory.
    void registerPage(const QString& name, Factory factory);
    [[nodiscard]] Page* currentPage() const;

    [[nodiscard]] Place current() const override;
    void goTo(const Place& place) override;
    void replace(const Place& place) override;
    void back() override;
    void forward() override;
    void openDock(const QString& id) override;
    void openMode(const ContextId& context, const QString& nameSpace) override;
    [[nodiscard]] bool canGoBack() const { return m_index > 0; }
    [[nodiscard]] bool canGoForward() const { return m_index + 1 < static_cast<int>(m_history.size()); }

Q_SIGNALS:
    void dockRequested(const QString& id);
    void modeRequested(const pilothouse::ContextId& context, const QString& nameSpace);
    /// The page shown, its breadcrumbs or its rest changed.
    void pageChanged();

private:
    Page* pageFor(const QString& name);
    void show();

    QStackedWidget& m_stack;
    std::map<QString, Factory> m_factories;
    std::map<QString, Page*> m_pages; ///< by registered name
    std::vector<Place> m_history;
    int m_index = -1;
};

} // namespace pilothouse::ui
