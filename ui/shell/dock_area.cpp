// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/dock_area.h"

#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kIdProperty = "dockId";
constexpr qsizetype kLongestTitle = 48;

/// In the middle: the ends tell pods apart.
QString elided(const QString& title) {
    return title.size() <= kLongestTitle
        ? title
        : QString(title.first(kLongestTitle / 2) + u'…' + title.last(kLongestTitle / 2 - 1));
}

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
            const auto known = m_known.find(m_tabs->widget(i)->property(kIdProperty).toString());
            if (known != m_known.end()) {
                m_tabs->setTabIcon(i, m_theme.icon(known->second.icon));
            }
        }
    });
}

void DockArea::registerTab(const QString& id, DockTab tab) {
    m_known[id] = std::move(tab);
}

QWidget* DockArea::contentOf(const QString& id) const {
    const auto found = std::ranges::find_if(m_contents,
        [&](const QPointer<QWidget>& content) { return content && content->property(kIdProperty).toString() == id; });
    return found == m_contents.end() ? nullptr : found->data();
}

QString DockArea::titleOf(const QWidget& content) const {
    if (const auto* tab = qobject_cast<const DockTabWidget*>(&content)) {
        return tab->title();
    }
    const auto known = m_known.find(content.property(kIdProperty).toString());
    return known == m_known.end() ? QString() : known->second.title;
}

void DockArea::openTemporary(const QString& id, DockTab tab) {
    if (contentOf(id) == nullptr) {
        tab.isKept = false;
        registerTab(id, std::move(tab));
    }
    open(id);
}

void DockArea::open(const QString& id) {
    const auto known = m_known.find(id);
    if (known == m_known.end()) {
        return;
    }
    QWidget* content = contentOf(id);
    if (!content) {
        content = known->second.make(m_tabs);
        content->setProperty(kIdProperty, id);
        m_contents.removeAll(nullptr);
        m_contents.append(content);
        m_tabs->addTab(content, m_theme.icon(known->second.icon), elided(titleOf(*content)));
        if (auto* tab = qobject_cast<DockTabWidget*>(content)) {
            listen(*tab);
        }
    }
    raise(content);
    Q_EMIT opened();
}

void DockArea::raise(QWidget* content) {
    if (const int index = m_tabs->indexOf(content); index >= 0) {
        m_tabs->setTabToolTip(index, titleOf(*content));
        m_tabs->setCurrentIndex(index);
    } else {
        content->window()->raise();
        content->window()->activateWindow();
    }
    content->setFocus();
}

void DockArea::listen(DockTabWidget& tab) {
    connect(&tab, &DockTabWidget::titleChanged, this, [this, &tab] {
        if (const int index = m_tabs->indexOf(&tab); index >= 0) {
            m_tabs->setTabText(index, elided(tab.title()));
            m_tabs->setTabToolTip(index, tab.title());
        } else {
            tab.window()->setWindowTitle(tab.title());
        }
    });
    connect(&tab, &DockTabWidget::closeRequested, this, [this, &tab] { closeContent(&tab); });
    connect(&tab, &DockTabWidget::fullScreenRequested, this, &DockArea::fullScreenRequested);
}

void DockArea::close(int index) {
    QWidget* content = m_tabs->widget(index);
    if (auto* tab = qobject_cast<DockTabWidget*>(content); tab && !tab->mayClose()) {
        m_tabs->setCurrentIndex(index);
        return;
    }
    closeContent(content);
}

void DockArea::closeContent(QWidget* content) {
    if (const auto known = m_known.find(content->property(kIdProperty).toString());
        known != m_known.end() && !known->second.isKept) {
        m_known.erase(known);
    }
    m_contents.removeAll(content);
    if (const int index = m_tabs->indexOf(content); index >= 0) {
        m_tabs->removeTab(index);
        content->deleteLater();
    } else {
        content->window()->deleteLater();
    }
    if (isEmpty()) {
        Q_EMIT emptied();
    }
}

void DockArea::closeCurrent() {
    if (!isEmpty()) {
        close(m_tabs->currentIndex());
    }
}

void DockArea::closeAll() {
    while (!isEmpty()) {
        closeContent(m_tabs->currentWidget());
    }
}

DockTabWidget* DockArea::focusedTab() const {
    const QWidget* focus = QApplication::focusWidget();
    for (const QPointer<QWidget>& content : m_contents) {
        if (content && focus && (content == focus || content->isAncestorOf(focus))) {
            return qobject_cast<DockTabWidget*>(content.data());
        }
    }
    return nullptr;
}

QWidget* DockArea::currentTab() const {
    return m_tabs->currentWidget();
}

void DockArea::focusCurrent() {
    if (QWidget* content = m_tabs->currentWidget()) {
        content->setFocus();
    }
}

void DockArea::tearOff(int index) {
    if (index < 0) {
        return;
    }
    QWidget* content = m_tabs->widget(index);
    const QString title = titleOf(*content);
    m_tabs->removeTab(index);
    const QPointer<DockArea> dock(this);
    auto* window = new TornWindow(content, title, [dock, title](QWidget* back) {
        if (!dock) {
            back->deleteLater();
            return;
        }
        const auto known = dock->m_known.find(back->property(kIdProperty).toString());
        const QIcon icon = known == dock->m_known.end() ? QIcon() : dock->m_theme.icon(known->second.icon);
        dock->m_tabs->addTab(back, icon, elided(dock->titleOf(*back)));
        dock->raise(back);
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
