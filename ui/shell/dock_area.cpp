// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/dock_area.h"

#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kIdProperty = "dockId";

/// A torn-off tab: closing the window gives the content back.
class TornWindow final : public QWidget {
public:
    TornWindow(QWidget* content, const QString& title, std::function<void(QWidget*)> giveBack)
        : m_content(content)
        , m_giveBack(std::move(giveBack)) {
        setAttribute(Qt::WA_DeleteOnClose);
        setWindowTitle(title);
        resize(900, 500);
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(content);
        content->show();
    }

protected:
    void closeEvent(QCloseEvent* event) override {
        QWidget::closeEvent(event);
        m_content->setParent(nullptr);
        m_giveBack(m_content);
    }

private:
    QWidget* m_content;
    std::function<void(QWidget*)> m_giveBack;
};

} // namespace

DockArea::DockArea(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new QTabWidget(this)) {
    setObjectName(u"dock"_s);
    setAccessibleName(tr("Dock"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    m_tabs->setDocumentMode(true);
    m_tabs->setTabsClosable(true);
    m_tabs->setMovable(true);
    setDockTabs(*m_tabs->tabBar());
    m_tabs->tabBar()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tabs, &QTabWidget::tabCloseRequested, this, &DockArea::close);
    connect(m_tabs->tabBar(), &QTabBar::tabBarDoubleClicked, this, &DockArea::tearOff);
    connect(m_tabs->tabBar(), &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        const int index = m_tabs->tabBar()->tabAt(at);
        if (index < 0) {
            return;
        }
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Open in a window of its own"), this, [this, index] { tearOff(index); });
        menu->addAction(tr("Close"), this, [this, index] { close(index); });
        menu->popup(m_tabs->tabBar()->mapToGlobal(at));
    });
    connect(&theme, &Theme::changed, this, [this] {
        for (int i = 0; i < m_tabs->count(); ++i) {
            m_tabs->setTabIcon(i, m_theme.icon(m_known[m_tabs->widget(i)->property(kIdProperty).toString()].icon));
        }
    });
}

void DockArea::registerTab(const QString& id, Tab tab) {
    m_known[id] = std::move(tab);
}

int DockArea::indexOf(const QString& id) const {
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->widget(i)->property(kIdProperty).toString() == id) {
            return i;
        }
    }
    return -1;
}

void DockArea::open(const QString& id) {
    const auto known = m_known.find(id);
    if (known == m_known.end()) {
        return;
    }
    int index = indexOf(id);
    if (index < 0) {
        QWidget* content = known->second.make(m_tabs);
        content->setProperty(kIdProperty, id);
        index = m_tabs->addTab(content, m_theme.icon(known->second.icon), known->second.title);
    }
    m_tabs->setCurrentIndex(index);
    Q_EMIT opened();
}

void DockArea::close(int index) {
    QWidget* content = m_tabs->widget(index);
    m_tabs->removeTab(index);
    content->deleteLater();
    if (isEmpty()) {
        Q_EMIT emptied();
    }
}

void DockArea::closeCurrent() {
    if (!isEmpty()) {
        close(m_tabs->currentIndex());
    }
}

void DockArea::tearOff(int index) {
    if (index < 0) {
        return;
    }
    QWidget* content = m_tabs->widget(index);
    const QString title = m_tabs->tabText(index);
    m_tabs->removeTab(index);
    const QPointer<DockArea> dock(this);
    auto* window = new TornWindow(content, title, [dock, title](QWidget* back) {
        if (!dock) {
            back->deleteLater();
            return;
        }
        const QString id = back->property(kIdProperty).toString();
        dock->m_tabs->setCurrentIndex(dock->m_tabs->addTab(back, dock->m_theme.icon(dock->m_known[id].icon), title));
        Q_EMIT dock->opened();
    });
    window->show();
    if (isEmpty()) {
        Q_EMIT emptied();
    }
}

bool DockArea::isEmpty() const {
    return m_tabs->count() == 0;
}

} // namespace pilothouse::ui
