// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/releases_page.h"

#include "core/settings/settings_store.h"
#include "ui/frame/batch_place.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"
#include "ui/frame/pod_tools.h"
#include "ui/releases/release_list.h"
#include "ui/releases/release_marking.h"
#include "ui/releases/release_store.h"
#include "ui/releases/release_view.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QScopedValueRollback>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView kSplit = u"releases.split";
} // namespace

ReleasesPage::ReleasesPage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(std::move(services))
    , m_detail(m_services.core, m_services.releases, m_services.reader)
    , m_list(new ReleaseList(
          {m_services.core, m_services.contexts, m_services.settings, m_services.releases, m_services.reader}, this))
    , m_view(new ReleaseView(
          m_detail, m_services.reader, m_services.settings, m_services.core.clock(), m_services.tabs, this))
    , m_split(new QSplitter(Qt::Vertical, this)) {
    build();
    connectParts();
    addKeys();
}

ReleasesPage::~ReleasesPage() {
    delete m_view; // before the detail it shows
    delete m_list;
}

void ReleasesPage::build() {
    m_split->setHandleWidth(1);
    m_split->addWidget(m_list);
    m_split->addWidget(m_view);
    m_split->setChildrenCollapsible(false);
    m_split->setStretchFactor(0, 1);
    m_split->setStretchFactor(1, 1);
    const QJsonArray sizes = m_services.settings.value(kSplit).toArray();
    m_split->setSizes(sizes.size() == 2 ? QList<int>{sizes[0].toInt(), sizes[1].toInt()} : QList<int>{360, 340});
    m_view->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split);
    setFocusProxy(m_list);
}

void ReleasesPage::connectParts() {
    connect(m_split, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_split->sizes();
        m_services.settings.setValue(kSplit, QJsonArray{sizes[0], sizes[1]});
    });
    connect(m_list, &ReleaseList::selected, this, [this](const ReleaseKey& key) {
        if ((m_place.release == key && !m_view->isHidden()) || m_isAwaiting)
            return;
        m_place.release = key;
        m_place.revision = m_place.compareWith = Revision::None;
        tellPlace();
    });
    connect(m_list, &ReleaseList::opened, this, [this](const ReleaseKey& key) {
        m_place.release = key;
        tellPlace();
        m_view->focusTab();
    });
    connect(m_list, &ReleaseList::namespaceChosen, this, [this](const QString& nameSpace) {
        m_place.nameSpace = nameSpace;
        tellPlace();
    });
    connect(m_view, &ReleaseView::tabChanged, this, [this](const QString& id) {
        m_place.tab = id;
        tellPlace();
    });
    connect(&m_detail, &ReleaseDetail::revisionChanged, this, [this] {
        m_place.revision = m_detail.revision();
        m_place.compareWith = m_detail.compareWith();
        tellPlace();
    });
    connect(m_list, &ReleaseList::installWanted, this, [this] {
        Place place = placeOf(m_place.context, page::kInstall);
        place.nameSpace = m_place.nameSpace;
        m_services.navigation.goTo(place);
    });
    connect(m_list, &ReleaseList::prepareWanted, this, [this](const QString& nameSpace) {
        Place place = placeOf(m_place.context, page::kPrepare);
        place.nameSpace = nameSpace;
        m_services.navigation.goTo(place);
    });
    connect(&m_list->marking(), &ReleaseMarking::upgradeMarkedWanted, this, &ReleasesPage::upgradeMarked);
    connect(&m_list->marking(), &ReleaseMarking::changeWanted, this, [this](const QString& page) { change(page); });
    connect(m_view, &ReleaseView::changeWanted, this, [this](const QString& page) {
        const bool isOlder = page == page::kRollback && m_detail.revisions().rowOf(m_detail.revision()) > 0;
        change(page, isOlder ? m_detail.revision() : Revision::None);
    });
    connect(m_view, &ReleaseView::logsWanted, this, [this] { openLogs(false); });
    connect(m_list, &ReleaseList::settledChanged, this, [this] {
        if (m_isAwaiting && m_list->isSettled()) {
            showRelease(m_place);
            m_isAwaiting = false; // it is not there: the person goes on by hand
        }
        Q_EMIT settledChanged();
    });
    connect(m_view, &ReleaseView::settledChanged, this, &Page::settledChanged);
    // A name typed into the palette may be known only once the list is here.
    connect(&m_services.core, &CoreAccess::releasesChanged, this, [this](const ContextId& id) {
        if (id == m_place.context && m_place.release && !m_detail.subject())
            showRelease(m_place);
    });
}

void ReleasesPage::addKeys() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(Qt::Key_D, [this] { openTab(tab::kOverview); });
    add(Qt::Key_Y, [this] { openTab(tab::kManifest); });
    add(Qt::Key_V, [this] { openTab(tab::kValues); });
    add(Qt::Key_R, [this] {
        if (m_view->isChoosingRevision()) {
            change(page::kRollback, m_detail.revision());
            return;
        }
        openTab(tab::kHistory);
        m_view->focusRail();
    });
    add(Qt::Key_U, [this] { change(page::kUpgrade); });
    add(Qt::Key_E, [this] { change(page::kUpgrade); });
    add(QKeySequence(Qt::CTRL | Qt::Key_D), [this] { change(page::kUninstall); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_D), [this] { openTab(tab::kDiff); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_C), [this] { change(page::kCompare); });
    add(Qt::Key_C, [this] { copyName(); });
    add(Qt::Key_L, [this] { openLogs(false); });
    add(Qt::Key_P, [this] { openLogs(true); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_A), [this] { m_list->marking().markShown(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Backslash), [this] { m_list->marking().clear(); });
    add(QKeySequence(Qt::SHIFT | Qt::Key_U), [this] { upgradeMarked(); });
    add(Qt::Key_X, [this] { m_list->toggleFaultsFirst(); });
}

void ReleasesPage::showPlace(const Place& place) {
    const QScopedValueRollback guard(m_isShowing, true);
    const bool isOtherPath = m_place.release != place.release || m_place.nameSpace != place.nameSpace;
    m_place = place;
    m_list->show(place.context, place.nameSpace);
    if (!place.tab.isEmpty())
        m_view->setTab(place.tab);
    showRelease(place);
    if (isOtherPath)
        Q_EMIT breadcrumbsChanged();
}

void ReleasesPage::showRelease(const Place& place) {
    const auto key = place.release ? m_services.releases.model(place.context).resolve(*place.release) : std::nullopt;
    m_isAwaiting = place.release && !key && !m_list->isSettled();
    if (!key) {
        m_view->hide();
        m_detail.clear();
        if (!place.release)
            m_list->select(std::nullopt);
        return;
    }
    const bool isSaidInPart = m_place.release != key;
    m_place.release = key;
    m_list->select(key);
    m_view->show();
    m_detail.show({place.context, *key}, place.revision, place.compareWith);
    if (isSaidInPart)
        Q_EMIT breadcrumbsChanged();
}

void ReleasesPage::tellPlace() {
    const Place now = m_services.navigation.current();
    // An answer that comes when somebody has gone elsewhere must not call them back.
    const bool isElsewhere = now.page != m_place.page || now.context != m_place.context;
    if (!m_isShowing && !isElsewhere)
        m_services.navigation.replace(m_place);
}

Crumbs ReleasesPage::breadcrumbs() const {
    if (m_place.release)
        return crumbsOf(m_place.context, *m_place.release);
    return {m_place.nameSpace.isEmpty() ? tr("Releases") : m_place.nameSpace};
}

QList<KeyGroup> ReleasesPage::keys() const {
    return {{tr("Releases"),
                {{u"Enter"_s, tr("into the release")}, {u"d"_s, tr("overview")}, {u"v"_s, tr("values")},
                    {u"y"_s, tr("manifest")}, {u"r"_s, tr("history")}, {u"Shift+D"_s, tr("diff")},
                    {u"Shift+C"_s, tr("compare with another environment")}, {u"u e"_s, tr("upgrade")},
                    {u"Ctrl+D"_s, tr("uninstall")}, {u"l"_s, tr("logs of all its pods")},
                    {u"p"_s, tr("logs of the run before")}, {u"c"_s, tr("copy the name")}, {u"x"_s, tr("faults first")},
                    {u"j k g G"_s, tr("down, up, first, last")}}},
        {tr("Several releases"),
            {{u"Space"_s, tr("mark; of several selected rows: all of them")}, {u"Shift+A"_s, tr("mark all shown")},
                {u"Ctrl+\\"_s, tr("clear marks")}, {u"Shift+U"_s, tr("upgrade the marked ones in one plan")}}},
        {tr("Revisions"),
            {{u"Enter"_s, tr("into the tab")}, {u"r"_s, tr("roll back to this one")},
                {u"Space"_s, tr("compare with this one")}, {u"Ctrl+Click"_s, tr("compare with this one")}}}};
}

void ReleasesPage::focusFilter() {
    m_list->focusFilter();
}

bool ReleasesPage::escape() {
    const bool isInDetail = !m_view->isHidden() && m_view->isAncestorOf(QApplication::focusWidget());
    if (isInDetail) {
        m_list->setFocus();
        return true;
    }
    if (m_list->clearFilter())
        return true;
    if (m_view->isHidden())
        return false;
    closeDetail();
    return true;
}

void ReleasesPage::closeDetail() {
    m_place.release.reset();
    m_place.revision = m_place.compareWith = Revision::None;
    tellPlace();
}

void ReleasesPage::openTab(QStringView id) {
    if (const auto key = m_list->current(); key && !m_place.release)
        m_place.release = key;
    if (!m_place.release)
        return;
    m_place.tab = id.toString();
    tellPlace();
}

/// Of the release that is on screen: one the filter hides is never meant (PS3).
void ReleasesPage::change(QStringView page, Revision revision) {
    const auto key = m_place.release ? m_place.release : m_list->current();
    if (!key)
        return;
    Place place = placeOf(m_place.context, page);
    place.release = key;
    place.revision = revision;
    m_services.navigation.goTo(place);
}

void ReleasesPage::upgradeMarked() {
    m_services.navigation.goTo(placeOf(m_place.context, page::kUpgradeMarked));
}

void ReleasesPage::openLogs(bool previous) {
    const auto key = m_place.release ? m_place.release : m_list->current();
    if (!key)
        return;
    m_services.pods.openLogs({.context = m_place.context,
        .scope = {.nameSpace = key->nameSpace, .what = PodScope::Release{key->name}},
        .container = {},
        .previous = previous});
}

void ReleasesPage::copyName() {
    if (m_place.release)
        QGuiApplication::clipboard()->setText(m_place.release->name);
}

bool ReleasesPage::isSettled() const {
    return m_list->isSettled() && (m_view->isHidden() || m_view->isSettled());
}

} // namespace pilothouse::ui
