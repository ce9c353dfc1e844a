// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/live_objects_tab.h"

#include "core/diff/manifest_diff.h"
#include "core/yaml/yaml_loader.h"
#include "ui/frame/core_access.h"
#include "ui/resources/live_objects_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/empty_state.h"

#include <QHeaderView>
#include <QJsonDocument>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QScrollBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Task<Result<QByteArray>> asYaml(WorkerPool* pool, QJsonObject object) {
    QJsonObject metadata = object[u"metadata"_s].toObject();
    metadata.remove(u"managedFields"_s);
    object[u"metadata"_s] = metadata;
    co_return co_await pool->run([object]() -> Result<QByteArray> {
        const auto tree = loadJson(QJsonDocument(object).toJson(QJsonDocument::Compact), u"object"_s);
        if (!tree) {
            return std::unexpected(tree.error());
        }
        return maskManifest(toYaml(*tree));
    });
}

} // namespace

LiveObjectsTab::LiveObjectsTab(Theme& theme, CoreAccess& core, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_theme(theme)
    , m_core(core)
    , m_model(new LiveObjectsModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_summary(new QLabel(this))
    , m_tree(new QTreeView(this))
    , m_yaml(new CodeView(this)) {
    buildTree();
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setContentsMargins(14, 8, 14, 8);
    m_summary->setForegroundRole(QPalette::PlaceholderText);
    auto* split = new QSplitter(Qt::Horizontal, content);
    split->addWidget(m_tree);
    split->addWidget(m_yaml);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    column->addWidget(m_summary);
    column->addWidget(split, 1);
    m_stack->addWidget(content);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_yaml->hide();
    m_refresh.setInterval(5s);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (m_record && !m_call.isActive()) {
            read();
        }
    });
    connect(m_empty, &EmptyState::actionTriggered, this, &LiveObjectsTab::read);
}

void LiveObjectsTab::buildTree() {
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new CellDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(false);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(tr("Objects of the release"));
    m_tree->header()->setStretchLastSection(true);
    const std::array<int, LiveObjectsModel::ColumnCount - 1> widths = {280, 130, 110, 180, 60};
    for (size_t i = 0; i < widths.size(); ++i) {
        m_tree->header()->resizeSection(static_cast<int>(i), widths[i]);
    }
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &LiveObjectsTab::showSelected);
}

void LiveObjectsTab::showRevision(
    const ContextId& context, const ReleaseKey&, Revision, Revision, const ReleaseRecordPtr& record) {
    if (m_context == context && m_record == record && record) {
        return;
    }
    m_context = context;
    m_record = record;
    m_call.cancel();
    m_empty->display(
        EmptyState::Kind::Loading, record ? tr("Reading the objects of the release…") : tr("Reading the revision…"));
    m_stack->setCurrentWidget(m_empty);
    settle(false);
    if (record) {
        read();
    }
}

void LiveObjectsTab::clear() {
    m_call.cancel();
    m_yamlCall.cancel();
    m_record.reset();
    m_model->setObjects({});
    settle(true);
}

void LiveObjectsTab::read() {
    if (!m_record) {
        return;
    }
    m_call = m_core.callSession<std::vector<LiveObject>>(
        m_context, [record = m_record](ClusterSession& session) { return session.liveObjects(record); },
        [this](Result<std::vector<LiveObject>> objects) {
            if (objects) {
                adopt(std::move(*objects));
            } else {
                m_empty->showError(objects.error());
                m_stack->setCurrentWidget(m_empty);
            }
            settle(true);
        });
}

/// A tree that is made anew keeps what is open and selected: by uid, and scroll by position.
void LiveObjectsTab::adopt(std::vector<LiveObject> objects) {
    const bool isFirst = m_stack->currentWidget() == m_empty;
    const QString selected = m_tree->currentIndex().data(UidRole).toString();
    const int scroll = m_tree->verticalScrollBar()->value();
    m_model->setObjects(std::move(objects));
    m_tree->expandAll();
    m_summary->setText(summary());
    m_stack->setCurrentIndex(0);
    if (m_model->objects().empty()) {
        m_empty->display(EmptyState::Kind::Empty, tr("This revision has no objects."));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    if (isFirst) {
        m_tree->scrollToTop();
        return;
    }
    const QModelIndexList found
        = m_model->match(m_model->index(0, 0), UidRole, selected, 1, Qt::MatchExactly | Qt::MatchRecursive);
    if (!selected.isEmpty() && !found.isEmpty()) {
        m_tree->setCurrentIndex(found.first());
    }
    m_tree->verticalScrollBar()->setValue(scroll);
}

QString LiveObjectsTab::summary() const {
    const auto count = [this](auto predicate) {
        return static_cast<int>(std::ranges::count_if(
            m_model->objects(), [&](const LiveObject& live) { return live.isInManifest && predicate(live); }));
    };
    const int all = count([](const LiveObject&) { return true; });
    const int ready
        = count([](const LiveObject& live) { return !live.error && live.health.state == HealthState::Current; });
    const int unread = count([](const LiveObject& live) { return live.error.has_value(); });
    QString text = tr("%1 of %n object(s) in order", nullptr, all).arg(ready);
    if (unread > 0) {
        text += u" · "_s + tr("%n can't be read", nullptr, unread);
    }
    return text;
}

void LiveObjectsTab::showSelected() {
    const LiveObject* live = m_model->object(m_tree->currentIndex());
    if (!live || live->object.isEmpty()) {
        m_yaml->hide();
        return;
    }
    m_yamlCall = m_core.call<QByteArray>(
        [object = live->object](Workspace& workspace) { return asYaml(&workspace.pool(), object); },
        [this](Result<QByteArray> yaml) {
            const int line = m_yaml->firstVisibleLine();
            m_yaml->setText(QString::fromUtf8(yaml.value_or(QByteArray())), CodeKind::Yaml);
            m_yaml->scrollToLine(line);
            m_yaml->show();
        });
}

void LiveObjectsTab::openFind() {
    if (m_yaml->isVisible()) {
        m_yaml->openFind();
    }
}

void LiveObjectsTab::settle(bool settled) {
    if (m_isSettled != settled) {
        m_isSettled = settled;
        Q_EMIT settledChanged();
    }
}

void LiveObjectsTab::showEvent(QShowEvent* event) {
    ReleaseTabWidget::showEvent(event);
    m_refresh.start();
}

void LiveObjectsTab::hideEvent(QHideEvent* event) {
    ReleaseTabWidget::hideEvent(event);
    m_refresh.stop();
}

} // namespace pilothouse::ui
