// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/page_host.h"

namespace pilothouse::ui {

namespace {
constexpr size_t kLongestWay = 100;
}

PageHost::PageHost(QStackedWidget& stack, QObject* parent)
    : Navigation(parent)
    , m_stack(stack) { }

void PageHost::registerPage(const QString& name, Factory factory) {
    m_factories[name] = std::move(factory);
}

Page* PageHost::currentPage() const {
    return qobject_cast<Page*>(m_stack.currentWidget());
}

Place PageHost::current() const {
    return m_index < 0 ? Place() : m_history[static_cast<size_t>(m_index)];
}

Page* PageHost::pageFor(const QString& name) {
    const qsizetype colon = name.indexOf(u':');
    const QString key = colon < 0 ? name : name.first(colon + 1);
    if (const auto made = m_pages.find(key); made != m_pages.end()) {
        return made->second;
    }
    const auto factory = m_factories.find(key);
    if (factory == m_factories.end()) {
        return nullptr;
    }
    Page* page = factory->second(&m_stack);
    connect(page, &Page::breadcrumbsChanged, this, &PageHost::pageChanged);
    connect(page, &Page::settledChanged, this, &PageHost::pageChanged);
    m_stack.addWidget(page);
    m_pages[key] = page;
    return page;
}

void PageHost::goTo(const Place& place) {
    if (m_index >= 0 && place == current()) {
        return;
    }
    m_history.resize(static_cast<size_t>(m_index + 1));
    m_history.push_back(place);
    if (m_history.size() > kLongestWay) {
        m_history.erase(m_history.begin());
    }
    m_index = static_cast<int>(m_history.size()) - 1;
    show();
}

void PageHost::replace(const Place& place) {
    if (m_index < 0) {
        goTo(place);
        return;
    }
    if (place == current()) {
        return;
    }
    m_history[static_cast<size_t>(m_index)] = place;
    show();
}

void PageHost::back() {
    if (canGoBack()) {
        --m_index;
        show();
    }
}

void PageHost::forward() {
    if (canGoForward()) {
        ++m_index;
        show();
    }
}

void PageHost::openDock(const QString& id) {
    Q_EMIT dockRequested(id);
}

void PageHost::openMode(const ContextId& context, const QString& nameSpace) {
    Q_EMIT modeRequested(context, nameSpace);
}

void PageHost::show() {
    const Place place = current();
    if (Page* page = pageFor(place.page)) {
        page->showPlace(place);
        m_stack.setCurrentWidget(page);
    }
    Q_EMIT currentChanged(place);
    Q_EMIT pageChanged();
}

} // namespace pilothouse::ui
