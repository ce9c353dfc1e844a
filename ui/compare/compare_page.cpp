// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/compare_page.h"

#include "core/base/plain_text.h"
#include "ui/compare/builds_model.h"
#include "ui/compare/compare_header.h"
#include "ui/compare/compare_words.h"
#include "ui/compare/value_rows_model.h"
#include "ui/diff/diff_view.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ComparePage::ComparePage(Services services, QWidget* parent)
    : Page(parent)
    , m_services(std::move(services))
    , m_presenter(new ComparePresenter(m_services.presenter, this))
    , m_header(new CompareHeader(this))
    , m_progress(new ProgressLine(this))
    , m_held(new Notice(this))
    , m_problem(new Notice(this))
    , m_sections(new SegmentedControl(this))
    , m_summary(new ElidedLabel(QString(), TextStyle::Body, ColorToken::TextSecond, this))
    , m_scope(new SegmentedControl(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(this))
    , m_builds(new BuildsModel(this))
    , m_buildsTable(new DataTable(this))
    , m_chart(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_all(new QPushButton(this))
    , m_values(new ValueRowsModel(this))
    , m_valuesTable(new DataTable(this))
    , m_diff(new DiffView(this)) {
    build();
    connectParts();
    addKeys();
    present();
}

ComparePage::~ComparePage() {
    m_buildsTable->setSource(nullptr);
    m_valuesTable->setSource(nullptr);
}

QWidget* ComparePage::buildBar() {
    auto* bar = new QWidget(this);
    bar->setFixedHeight(Theme::of(this).scaled(40));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(12);
    m_sections->addSegment(tr("Builds"), tr("What runs where, service by service (1)"));
    m_sections->addSegment(tr("Values"), tr("Values that differ (2)"));
    m_sections->addSegment(tr("Manifest"), tr("Objects that differ, their own names aside (3)"));
    m_scope->addSegment(tr("Set by hand"), tr("What was given to helm"));
    m_scope->addSegment(tr("Merged"), tr("With the chart's defaults; subcharts' own are in no record"));
    row->addWidget(m_sections);
    row->addWidget(m_summary, 1);
    row->addWidget(m_scope);
    return bar;
}

QWidget* ComparePage::buildBuilds() {
    auto* pane = new QWidget(this);
    auto* column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_buildsTable, 1);
    auto* foot = new QHBoxLayout();
    foot->setContentsMargins(14, 6, 14, 6);
    foot->setSpacing(10);
    m_chart->setElide(Qt::ElideRight);
    m_all->setAutoDefault(false);
    foot->addWidget(m_chart, 1);
    foot->addWidget(m_all);
    column->addLayout(foot);
    return pane;
}

void ComparePage::build() {
    m_buildsTable->setSource(m_builds);
    m_buildsTable->setAccessibleName(tr("Builds"));
    m_valuesTable->setSource(m_values);
    m_valuesTable->setAccessibleName(tr("Values that differ"));
    m_valuesTable->sortByColumn(ValueRowsModel::PathColumn, Qt::AscendingOrder);
    m_buildsPane = buildBuilds();
    for (QWidget* pane : std::initializer_list<QWidget*>{m_empty, m_buildsPane, m_valuesTable, m_diff}) {
        m_stack->addWidget(pane);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_progress);
    column->addWidget(m_held);
    column->addWidget(m_problem);
    column->addWidget(buildBar());
    column->addWidget(m_stack, 1);
}

void ComparePage::connectParts() {
    connect(m_presenter, &ComparePresenter::changed, this, &ComparePage::present);
    connect(m_presenter, &ComparePresenter::upgradeReady, this, &ComparePage::openUpgrade);
    connect(m_header, &CompareHeader::swapWanted, m_presenter, &ComparePresenter::swap);
    connect(m_header, &CompareHeader::othersWanted, this, &ComparePage::chooseOther);
    connect(m_header, &CompareHeader::upgradeWanted, m_presenter, &ComparePresenter::upgrade);
    connect(m_sections, &SegmentedControl::currentChanged, this, &ComparePage::presentState);
    connect(m_scope, &SegmentedControl::currentChanged, this, &ComparePage::showValues);
    connect(m_empty, &EmptyState::actionTriggered, m_presenter, &ComparePresenter::retry);
    connect(m_held, &Notice::actionTriggered, this, [this] { m_presenter->takeNeeded(true); });
    connect(m_all, &QPushButton::clicked, this, &ComparePage::toggleAll);
    connect(m_buildsTable, &DataTable::markToggled, this, [this](const QModelIndex& index) { toggle(index.row()); });
    connect(m_buildsTable, &DataTable::opened, this, [this](const QModelIndex& index) {
        if (index.column() != BuildsModel::TakeColumn) {
            toggle(index.row()); // there the clicks did it
        }
    });
    connect(m_buildsTable, &DataTable::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == BuildsModel::TakeColumn) {
            toggle(m_buildsTable->currentSourceRow());
        }
    });
}

void ComparePage::addKeys() {
    const auto add = [this](const QKeySequence& key, std::function<void()> action) {
        auto* shortcut = new QShortcut(key, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, std::move(action));
    };
    add(Qt::Key_1, [this] { setSection(BuildsSection); });
    add(Qt::Key_2, [this] { setSection(ValuesSection); });
    add(Qt::Key_3, [this] { setSection(ManifestSection); });
    add(Qt::Key_S, [this] {
        if (m_presenter->comparison()) {
            m_presenter->swap();
        }
    });
    add(Qt::Key_O, [this] { chooseOther(m_header->mapToGlobal(m_header->rect().bottomRight())); });
    add(Qt::Key_U, [this] { m_presenter->upgrade(); });
}

void ComparePage::setSection(int section) {
    m_sections->setCurrent(section);
}

void ComparePage::showPlace(const Place& place) {
    if (!place.release) {
        return;
    }
    std::optional<ReleasePlace> with;
    if (!place.otherContext.isEmpty()) {
        with = ReleasePlace{place.otherContext, place.otherRelease.value_or(*place.release)};
    }
    m_presenter->show({place.context, *place.release}, with);
    Q_EMIT breadcrumbsChanged();
}

void ComparePage::releasesMoved() {
    if (isVisible()) {
        m_presenter->lookAgain();
    }
}

void ComparePage::present() {
    const ReleaseComparisonPtr& comparison = m_presenter->comparison();
    const Environment from = m_presenter->environmentOf(m_presenter->from());
    const Environment to = m_presenter->environmentOf(m_presenter->to());
    const QString fromName = sideName(m_presenter->from(), m_presenter->to(), from);
    const QString toName = sideName(m_presenter->to(), m_presenter->from(), to);
    m_header->present(*m_presenter);
    m_builds->setSides(fromName, toName);
    m_values->setSides(fromName, toName);
    m_builds->setBuilds(
        comparison, m_presenter->buildValues(), [this](const QString& path) { return m_presenter->isTaken(path); });
    if (m_diff->diff() != m_presenter->diff()) {
        m_diff->setDiff(m_presenter->diff());
        showValues();
    }
    m_chart->setText(comparison ? chartText(m_presenter->chart(), *comparison) : QString());
    const bool canTake = std::ranges::any_of(m_presenter->buildValues(), &BuildValue::isNeeded);
    const bool doesNoticeOffer = m_presenter->heldCount() > 0 && m_presenter->takenCount() == 0
        && m_presenter->chart().by != ProposedChart::By::Unchanged;
    m_all->setVisible(canTake && !doesNoticeOffer);
    m_all->setText(m_presenter->takenCount() > 0 ? tr("Take none along") : tr("Take all new builds along"));
    if (isSettled()) {
        m_progress->finish();
    } else {
        m_progress->start(tr("Reading both sides"));
    }
    presentNotices();
    presentState();
    Q_EMIT settledChanged();
}

void ComparePage::presentNotices() {
    const ReleaseComparisonPtr& comparison = m_presenter->comparison();
    const bool doesChartMove = comparison && m_presenter->chart().by != ProposedChart::By::Unchanged;
    const int held = m_presenter->heldCount();
    if (comparison && doesChartMove && held > 0) {
        m_held->tell(ColorToken::Warning,
            tr("%n services would keep the image they have: their tag is set by hand. Tick them to take the new image "
               "along.",
                nullptr, held),
            tr("Tick all"));
    } else {
        m_held->clear();
    }
    if (m_presenter->prepareError()) {
        m_problem->tellError(*m_presenter->prepareError());
    } else {
        m_problem->clear();
    }
}

void ComparePage::presentState() {
    using State = ComparePresenter::State;
    const ReleaseComparisonPtr& comparison = m_presenter->comparison();
    const int section = m_sections->current();
    const bool isShown = comparison && m_presenter->state() != State::Failed;
    m_scope->setVisible(isShown && section == ValuesSection);
    QString summary;
    if (isShown && section == BuildsSection) {
        summary = summaryText(*comparison);
    } else if (isShown && section == ValuesSection) {
        summary = tr("%n values differ", nullptr, m_values->rowCount());
    } else if (isShown) {
        const ReleasePlace& from = m_presenter->from();
        const ReleasePlace& to = m_presenter->to();
        summary = u"%1 → %2 · "_s.arg(
            sideName(from, to, m_presenter->environmentOf(from)), sideName(to, from, m_presenter->environmentOf(to)));
        summary += tr("%n objects differ", nullptr,
            static_cast<int>(comparison->manifest.objects.size()) - comparison->manifest.labelsOnlyCount);
        if (comparison->renamedPlaces > 0) {
            summary += u" · "_s
                + tr("names of the environment read as the same in %n places", nullptr, comparison->renamedPlaces);
        }
    }
    m_summary->setText(summary);
    if (m_presenter->state() == State::Failed) {
        m_empty->showError(*m_presenter->error());
    } else if (m_presenter->state() == State::NoCounterpart) {
        m_empty->display(EmptyState::Kind::Empty, tr("No open context has this release a second time."),
            tr("Open the other context on the left: a release of the same name is found by itself, also in a namespace "
               "that differs only by stg and prd."),
            tr("Look again"));
    } else if (!comparison) {
        m_empty->display(EmptyState::Kind::Loading, tr("Reading both sides…"));
    } else if (section == ValuesSection && m_values->rowCount() == 0) {
        m_empty->display(EmptyState::Kind::Empty, tr("All values are the same."));
    } else if (section == ManifestSection && entriesOf(m_presenter->diff()).empty()) {
        m_empty->display(EmptyState::Kind::Empty, tr("All objects are the same, their own names aside."));
    } else {
        const std::array<QWidget*, 3> panes{m_buildsPane, m_valuesTable, m_diff};
        m_stack->setCurrentWidget(panes.at(static_cast<size_t>(std::clamp(section, 0, 2))));
        return;
    }
    m_stack->setCurrentWidget(m_empty);
}

void ComparePage::showValues() {
    const ReleaseComparisonPtr& comparison = m_presenter->comparison();
    m_values->setRows(!comparison     ? std::vector<ValueDifference>()
            : m_scope->current() == 0 ? comparison->values
                                      : comparison->merged);
    presentState();
}

void ComparePage::toggle(int row) {
    const bool isTaken = m_builds->isTaken(row);
    for (const QString& path : m_builds->pathsOf(row)) {
        m_presenter->setTaken(path, !isTaken);
    }
}

void ComparePage::toggleAll() {
    m_presenter->takeNeeded(m_presenter->takenCount() == 0);
}

void ComparePage::chooseOther(const QPoint& globalPosition) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Counterpart& counterpart : m_presenter->candidates()) {
        const ReleasePlace place = counterpart.place;
        QString text
            = escapeControls(u"%1 · %2 · %3"_s.arg(place.context.value(), place.release.nameSpace, place.release.name));
        QAction* action = menu->addAction(text.replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(place == m_presenter->to() || place == m_presenter->from());
        connect(action, &QAction::triggered, this, [this, place] {
            Place here = m_services.navigation.current();
            here.otherContext = place.context;
            here.otherRelease = place.release;
            m_services.navigation.goTo(here);
        });
    }
    if (menu->isEmpty()) {
        menu->deleteLater();
        return;
    }
    menu->popup(globalPosition);
}

void ComparePage::openUpgrade(const std::shared_ptr<const ChangeRequest>& request) {
    Place place = placeOf(request->context, page::kUpgrade);
    place.release = request->release;
    place.proposal = request;
    m_services.navigation.goTo(place);
}

Crumbs ComparePage::breadcrumbs() const {
    const ReleasePlace& of = m_presenter->of();
    return crumbsOf(of.context, of.release) << tr("Compare");
}

QList<KeyGroup> ComparePage::keys() const {
    return {{tr("Compare"),
        {{u"1 2 3"_s, tr("builds, values, manifest")}, {u"Space"_s, tr("take this build along")},
            {u"s"_s, tr("change sides")}, {u"o"_s, tr("another context or namespace")},
            {u"u"_s, tr("upgrade the second to this build")}}}};
}

bool ComparePage::isSettled() const {
    return m_presenter->state() != ComparePresenter::State::Loading && !m_presenter->isPreparing();
}

} // namespace pilothouse::ui
