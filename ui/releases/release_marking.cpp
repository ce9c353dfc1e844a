// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_marking.h"

#include "core/base/plain_text.h"
#include "ui/frame/place.h"
#include "ui/releases/mark_bar.h"
#include "ui/releases/release_store.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QItemSelectionModel>
#include <QMenu>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLabels = 12; ///< of a menu

ReleaseKey keyOf(const QModelIndex& index) {
    return index.data(ReleaseTableModel::KeyRole).value<ReleaseKey>();
}

} // namespace

ReleaseMarking::ReleaseMarking(DataTable& table, MarkBar& bar, ReleaseStore& releases, QObject* parent)
    : QObject(parent)
    , m_table(table)
    , m_bar(bar)
    , m_releases(releases) {
    connect(&table, &DataTable::markToggled, this, &ReleaseMarking::toggle);
    connect(&table, &DataTable::contextMenuWanted, this, [this](const QModelIndex&, const QPoint& at) {
        QMenu* menu = makeMenu(&m_table);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->popup(at);
    });
    connect(&bar, &MarkBar::markShownWanted, this, &ReleaseMarking::markShown);
    connect(&bar, &MarkBar::clearWanted, this, &ReleaseMarking::clear);
    connect(&bar, &MarkBar::upgradeWanted, this, &ReleaseMarking::upgradeMarkedWanted);
    releases.setShownRows(
        [this](const ContextId& context) { return context == m_context ? std::optional(shown()) : std::nullopt; });
}

ReleaseMarking::~ReleaseMarking() {
    m_releases.setShownRows({});
}

void ReleaseMarking::show(const ContextId& context) {
    if (m_model)
        disconnect(m_model, &ReleaseTableModel::markedChanged, this, nullptr);
    m_context = context;
    m_model = &m_releases.model(context);
    connect(m_model, &ReleaseTableModel::markedChanged, this, &ReleaseMarking::refresh);
    refresh();
}

void ReleaseMarking::refresh() {
    if (!m_model)
        return;
    const auto marked = static_cast<int>(m_model->marked().size());
    int hidden = 0;
    if (marked > 0) {
        const auto all = m_releases.marked(m_context);
        hidden = static_cast<int>(std::ranges::count(all, true, &MarkedRelease::isHidden));
    }
    m_bar.setCounts(marked, hidden, m_table.shownRows());
}

std::vector<ReleaseKey> ReleaseMarking::shown() const {
    std::vector<ReleaseKey> keys;
    const QAbstractItemModel* rows = m_table.model();
    for (int row = 0; row < rows->rowCount(); ++row)
        keys.push_back(keyOf(rows->index(row, 0)));
    return keys;
}

std::vector<ReleaseKey> ReleaseMarking::selected() const {
    std::vector<ReleaseKey> keys;
    for (const QModelIndex& row : m_table.selectionModel()->selectedRows())
        keys.push_back(keyOf(row));
    return keys;
}

std::optional<ReleaseKey> ReleaseMarking::current() const {
    const QModelIndex index = m_table.currentIndex();
    return index.isValid() ? std::optional(keyOf(index)) : std::nullopt;
}

/// The rows that are selected where there are several, else the current one.
void ReleaseMarking::toggle() {
    const auto now = current();
    if (!m_model || !now)
        return;
    std::vector<ReleaseKey> rows = selected();
    if (rows.size() < 2)
        rows = {*now};
    const bool areAllMarked
        = std::ranges::all_of(rows, [this](const ReleaseKey& key) { return m_model->isMarked(key); });
    m_model->setMarked(rows, !areAllMarked);
}

void ReleaseMarking::markShown() {
    if (m_model)
        m_model->setMarked(shown(), true);
}

void ReleaseMarking::clear() {
    if (m_model)
        m_model->setMarked(std::vector<ReleaseKey>(m_model->marked().begin(), m_model->marked().end()), false);
}

/// Of those the filter shows: what it hides is never marked unseen (PS3).
void ReleaseMarking::addSame(QMenu& menu, const ReleaseKey& release) {
    const ReleaseSummary* row = m_model->find(release);
    if (!row)
        return;
    const auto add = [&](const QString& words, auto isSame) {
        std::vector<ReleaseKey> same;
        for (const ReleaseKey& key : shown()) {
            const ReleaseSummary* other = m_model->find(key);
            if (other && isSame(*other))
                same.push_back(key);
        }
        //: %1: what rows have in common, as "chart web"; %2: how many
        menu.addAction(tr("%1 (%2)").arg(escapeControls(elideMiddle(words, 60))).arg(same.size()), this,
            [this, same] { m_model->setMarked(same, true); });
    };
    if (!row->chartName.isEmpty())
        add(tr("chart %1").arg(row->chartName),
            [name = row->chartName](const ReleaseSummary& other) { return other.chartName == name; });
    add(tr("namespace %1").arg(release.nameSpace),
        [name = release.nameSpace](const ReleaseSummary& other) { return other.newest.key.nameSpace == name; });
    qsizetype labels = 0;
    for (const auto& [label, value] : row->newest.labels.asKeyValueRange()) {
        if (++labels > kMostLabels)
            break;
        add(tr("label %1").arg(label + u'=' + value), [label, value](const ReleaseSummary& other) {
            const auto found = other.newest.labels.constFind(label);
            return found != other.newest.labels.cend() && *found == value;
        });
    }
}

QMenu* ReleaseMarking::makeMenu(QWidget* parent) {
    auto* menu = new QMenu(parent);
    const auto now = current();
    if (!m_model || !now)
        return menu;
    const Theme& theme = Theme::of(parent);
    const auto marked = static_cast<int>(m_model->marked().size());
    menu->addAction(
        theme.icon(u"rocket"_s), tr("Upgrade …"), this, [this] { Q_EMIT changeWanted(page::kUpgrade.toString()); });
    menu->addAction(
        theme.icon(u"undo-2"_s), tr("Roll back …"), this, [this] { Q_EMIT changeWanted(page::kRollback.toString()); });
    menu->addAction(theme.icon(u"trash-2"_s), tr("Uninstall …"), this,
        [this] { Q_EMIT changeWanted(page::kUninstall.toString()); });
    menu->addSeparator();
    const bool isMarked = m_model->isMarked(*now) && selected().size() < 2;
    menu->addAction(theme.icon(isMarked ? u"square"_s : u"square-check"_s),
        isMarked ? tr("Take the mark away") : tr("Mark"), this, &ReleaseMarking::toggle);
    menu->addAction(tr("Mark all %n shown", nullptr, m_table.shownRows()), this, &ReleaseMarking::markShown);
    addSame(*menu->addMenu(tr("Mark all shown with the same")), *now);
    QAction* clearing = menu->addAction(tr("Clear marks"), this, &ReleaseMarking::clear);
    clearing->setEnabled(marked > 0);
    QAction* upgrading = menu->addAction(theme.icon(u"layers"_s), tr("Upgrade the %n marked …", nullptr, marked), this,
        &ReleaseMarking::upgradeMarkedWanted);
    upgrading->setEnabled(marked > 0);
    return menu;
}

} // namespace pilothouse::ui
