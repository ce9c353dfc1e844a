// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_sheet.h"

#include "ui/change/batch_bar.h"
#include "ui/change/batch_form.h"
#include "ui/change/batch_model.h"
#include "ui/change/check_list.h"
#include "ui/change/cockpit_view.h"
#include "ui/change/options_form.h"
#include "ui/diff/diff_outline.h"
#include "ui/diff/diff_view.h"
#include "ui/diff/headline_label.h"
#include "ui/frame/navigation.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

BatchSheet::BatchSheet(BatchPresenter& presenter, ChangeGateway& gateway, Navigation& navigation, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_gateway(gateway)
    , m_navigation(navigation)
    , m_model(new BatchModel(presenter, this))
    , m_place(new Badge(this))
    , m_title(new ElidedLabel(QString(), TextStyle::Title, ColorToken::Text, this))
    , m_counts(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_locked(new Notice(this))
    , m_overtaken(new Notice(this))
    , m_hidden(new Notice(this))
    , m_problem(new Notice(this))
    , m_list(new QTableView(this))
    , m_up(new QPushButton(this))
    , m_down(new QPushButton(this))
    , m_out(new QPushButton(tr("Take out"), this))
    , m_tabs(new QTabWidget(this))
    , m_form(new BatchForm(this))
    , m_options(new OptionsForm(ChangeKind::Upgrade, this))
    , m_commands(new CodeView(this))
    , m_checks(new CheckList(this))
    , m_bases(new SegmentedControl(this))
    , m_headline(new HeadlineLabel(this))
    , m_progress(new ProgressLine(this))
    , m_body(new QStackedWidget(this))
    , m_diffStack(new QStackedWidget(this))
    , m_diff(new DiffView(this))
    , m_noDiff(new EmptyState(this))
    , m_cockpit(new CockpitView(this))
    , m_noRun(new EmptyState(this))
    , m_bar(new BatchBar(presenter, this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    for (Notice* notice : {m_locked, m_overtaken, m_hidden, m_problem}) {
        column->addWidget(notice);
    }
    m_planSide = buildPlan();
    m_body->addWidget(m_planSide);
    m_body->addWidget(m_cockpit);
    m_body->addWidget(m_noRun);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setHandleWidth(1);
    split->addWidget(buildList());
    split->addWidget(m_body);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(1, 1);
    split->setSizes({Theme::of(this).scaled(205), 465});
    column->addWidget(split, 1);
    column->addWidget(m_bar);
    m_form->load(presenter.common());
    m_options->fill(presenter.common().options, presenter.common().reason);
    addKeys();
    connectParts();
    askHelm();
    refresh();
}

BatchSheet::~BatchSheet() {
    disconnect(m_list->selectionModel(), nullptr, this, nullptr); // its model goes before it
    delete m_bar; // it asks the presenter while it is taken apart
}

QWidget* BatchSheet::buildHeader() {
    auto* bar = new QWidget(this);
    bar->setFixedHeight(Theme::of(this).scaled(45));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(10);
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setElide(Qt::ElideRight);
    row->addWidget(m_place);
    row->addWidget(m_title);
    row->addWidget(m_counts, 1);
    return bar;
}

QWidget* BatchSheet::buildList() {
    auto* part = new QWidget(this);
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_list->setObjectName(u"planReleases"_s);
    m_list->setAccessibleName(tr("Releases in the order in which they are upgraded"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setTabKeyNavigation(false);
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDragDropOverwriteMode(false);
    m_list->setDropIndicatorShown(true);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_list->verticalHeader()->setDefaultSectionSize(Theme::of(this).rowHeight());
    QHeaderView& header = *m_list->horizontalHeader();
    header.setStretchLastSection(true);
    header.setHighlightSections(false);
    header.setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    constexpr int kWidths[] = {36, 190, 230, 260};
    for (int i = 0; i < static_cast<int>(std::size(kWidths)); ++i) {
        header.resizeSection(i, Theme::of(this).scaled(kWidths[i]));
    }
    column->addWidget(m_list, 1);
    column->addWidget(buildListBar());
    part->setMinimumHeight(Theme::of(this).scaled(120));
    return part;
}

QWidget* BatchSheet::buildListBar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 4, 14, 6);
    row->setSpacing(8);
    m_up->setObjectName(u"earlier"_s);
    m_up->setAccessibleName(tr("Upgrade it earlier"));
    m_up->setToolTip(tr("Upgrade it earlier (Alt+Up, or drag the row)"));
    m_up->setIcon(Theme::of(this).icon(u"arrow-up"_s, ColorToken::Text));
    m_down->setObjectName(u"later"_s);
    m_down->setAccessibleName(tr("Upgrade it later"));
    m_down->setToolTip(tr("Upgrade it later (Alt+Down, or drag the row)"));
    m_down->setIcon(Theme::of(this).icon(u"arrow-down"_s, ColorToken::Text));
    m_out->setObjectName(u"takeOut"_s);
    m_out->setToolTip(tr("Out of the plan, and not marked any more (Delete)"));
    for (QPushButton* button : {m_up, m_down, m_out}) {
        button->setAutoDefault(false);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(m_up, &QPushButton::clicked, this, [this] { moveChosen(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveChosen(1); });
    connect(m_out, &QPushButton::clicked, this, &BatchSheet::takeOutChosen);
    return bar;
}

QWidget* BatchSheet::buildPlan() {
    auto* left = new QSplitter(Qt::Vertical, this);
    left->setHandleWidth(1);
    m_tabs->setObjectName(u"parts"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_form, tr("For all"));
    m_tabs->addTab(m_options, tr("Options"));
    m_tabs->addTab(m_commands, tr("Commands"));
    m_commands->setAccessibleName(tr("The commands of helm, in order"));
    m_checks->setMinimumHeight(Theme::of(this).scaled(70));
    left->addWidget(m_tabs);
    left->addWidget(m_checks);
    left->setStretchFactor(0, 1);
    left->setChildrenCollapsible(false);
    left->setSizes({300, 130});
    left->setMinimumWidth(Theme::of(this).scaled(300));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(left);
    split->addWidget(buildRight());
    split->setChildrenCollapsible(false);
    split->setSizes({400, 640});
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    return split;
}

QWidget* BatchSheet::buildRight() {
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBases());
    column->addWidget(m_progress);
    m_diffStack->addWidget(m_noDiff);
    m_diffStack->addWidget(m_diff);
    m_diff->setOutlineWidth(Theme::of(this).scaled(220));
    column->addWidget(m_diffStack, 1);
    return right;
}

QWidget* BatchSheet::buildBases() {
    auto* bar = new QWidget(this);
    bar->setFixedHeight(Theme::of(this).scaled(40));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(10);
    row->addWidget(new ElidedLabel(tr("Against"), TextStyle::Small, ColorToken::TextSecond, bar));
    m_bases->addSegment(tr("Record"), tr("What was deployed last: what helm merges from"));
    m_bases->addSegment(tr("Live"), tr("What is really in the cluster now: shows edits made by hand"));
    m_bases->addSegment(tr("Predicted"), tr("What the API server says would come of it: a dry run of each object"));
    m_bases->setAccessibleName(tr("Compare against"));
    m_bases->setCurrent(static_cast<int>(m_presenter.base()));
    row->addWidget(m_bases);
    row->addWidget(m_headline, 1);
    connect(m_bases, &SegmentedControl::currentChanged, this,
        [this](int segment) { m_presenter.setBase(static_cast<DiffBase>(segment)); });
    return bar;
}

void BatchSheet::addKeys() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, m_list);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(QKeySequence(Qt::ALT | Qt::Key_Up), [this] { moveChosen(-1); });
    add(QKeySequence(Qt::ALT | Qt::Key_Down), [this] { moveChosen(1); });
    add(Qt::Key_Delete, [this] { takeOutChosen(); });
}

void BatchSheet::connectParts() {
    connect(m_form, &BatchForm::edited, this, &BatchSheet::collect);
    connect(m_options, &OptionsForm::edited, this, &BatchSheet::collect);
    connect(m_options, &OptionsForm::helmChosen, this, [this](const QString& path) {
        m_gateway.pinHelm(m_presenter.context(), path);
        askHelm();
        m_presenter.compareAgain();
    });
    connect(m_bar, &BatchBar::left, this, &BatchSheet::leaveRequested);
    connect(m_locked, &Notice::actionTriggered, this, &BatchSheet::unlock);
    connect(m_overtaken, &Notice::actionTriggered, &m_presenter, &BatchPresenter::compareAgain);
    connect(m_noDiff, &EmptyState::actionTriggered, this, [this] {
        if (m_presenter.items().empty()) {
            Q_EMIT leaveRequested();
        } else {
            m_presenter.compareAgain();
        }
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (!m_isRefreshing) {
            m_chosen = m_model->releaseAt(now.row());
            showChosen();
        }
    });
    connect(m_noRun, &EmptyState::actionTriggered, &m_presenter, &BatchPresenter::planAgain);
    connect(m_cockpit, &CockpitView::cancelRequested, &m_presenter, &BatchPresenter::cancelCurrent);
    connect(m_cockpit, &CockpitView::planAgainRequested, &m_presenter, &BatchPresenter::planAgain);
    connect(m_cockpit, &CockpitView::leaveRequested, this, [this] {
        Place place = placeOf(m_presenter.context(), page::kReleases);
        place.release = m_chosen;
        m_navigation.goTo(place);
    });
    connect(m_cockpit, &CockpitView::wayBackRequested, this, [this](Revision revision) {
        Place place = placeOf(m_presenter.context(), page::kRollback);
        place.release = m_chosen;
        place.revision = revision;
        m_navigation.goTo(place);
    });
    connect(&m_presenter, &BatchPresenter::changed, this, &BatchSheet::refresh);
}

void BatchSheet::collect() {
    BatchCommon common = m_presenter.common();
    common.options = m_options->options();
    common.reason = m_options->reason();
    if (const Result<void> written = m_form->write(common); !written) {
        m_problem->tellError(written.error());
        return;
    }
    m_presenter.setCommon(std::move(common));
}

void BatchSheet::askHelm() {
    m_helmCall = m_gateway.helmFor(m_presenter.context(), [this](const Result<HelmProgram>& helm) {
        if (!helm) {
            return;
        }
        m_options->setHelmMajor(helm->major);
        m_helmsCall = m_gateway.helmPrograms([this, path = helm->path](const Result<std::vector<HelmProgram>>& all) {
            if (all) {
                m_options->setHelms(*all, path);
            }
        });
    });
}

void BatchSheet::unlock() {
    if (!m_presenter.mode().lock) {
        m_navigation.openMode(m_presenter.context(), m_presenter.nameSpaceOfMode());
        return;
    }
    m_acceptCall = m_gateway.acceptIdentity(m_presenter.context(), [this](const Result<bool>& accepted) {
        if (!accepted) {
            m_problem->tellError(accepted.error());
        }
    });
}

void BatchSheet::moveChosen(int by) {
    const int from = m_list->currentIndex().row();
    const int to = from + by;
    if (from >= 0 && to >= 0 && to < m_model->rowCount()) {
        m_presenter.move(static_cast<size_t>(from), static_cast<size_t>(to));
    }
}

void BatchSheet::takeOutChosen() {
    const int row = m_list->currentIndex().row();
    if (row < 0) {
        return;
    }
    m_chosen = m_model->releaseAt(row + 1 < m_model->rowCount() ? row + 1 : row - 1);
    m_presenter.takeOut(static_cast<size_t>(row));
}

/// The one difference goes to where the chosen release begins; its own checks are listed.
void BatchSheet::showChosen() {
    if (m_chosen) {
        const QString name = m_chosen->nameSpace + u'/' + m_chosen->name;
        const auto& entries = m_diff->outline().outline().entries();
        const auto found = std::ranges::find(entries, name, &DiffEntry::release);
        if (found != entries.end()) {
            const auto entry = static_cast<int>(std::distance(entries.begin(), found));
            m_diff->canvas().goToEntry(entry);
            m_diff->outline().setCurrentEntry(entry);
        }
    }
    refreshChecks();
    refreshRun();
    refreshList();
}

void BatchSheet::focusFirst() {
    if (m_presenter.mode().isProtected && !m_presenter.isRunning() && !m_presenter.hasEnded()) {
        m_bar->focusCancel(); // PS11: a key that was still on its way does no harm
    } else {
        m_list->setFocus();
    }
}

void BatchSheet::openFind() {
    m_diff->openFind();
}

bool BatchSheet::isSettled() const {
    return m_presenter.isRunning() || m_presenter.hasEnded() || (!m_presenter.isReading() && !m_presenter.isPlanning());
}

void BatchSheet::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, theme.scaled(45) - 1, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
