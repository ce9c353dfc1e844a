// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_sheet.h"

#include "core/base/plain_text.h"
#include "core/helm/helm_arguments.h"
#include "ui/change/apply_bar.h"
#include "ui/change/chart_form.h"
#include "ui/change/chart_row.h"
#include "ui/change/check_list.h"
#include "ui/change/cockpit_view.h"
#include "ui/change/options_form.h"
#include "ui/change/plan_words.h"
#include "ui/change/rollback_form.h"
#include "ui/change/test_form.h"
#include "ui/change/uninstall_form.h"
#include "ui/change/values_table_tab.h"
#include "ui/diff/diff_view.h"
#include "ui/diff/headline_label.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/frame/repository_place.h"
#include "ui/frame/repository_words.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_control.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

ChangeForm* makeForm(ChangeKind kind, QWidget* parent) {
    switch (kind) {
    case ChangeKind::Rollback:
        return new RollbackForm(parent);
    case ChangeKind::Uninstall:
        return new UninstallForm(parent);
    case ChangeKind::Test:
        return new TestForm(parent);
    default:
        return new ChartForm(kind, parent);
    }
}

QString formTitle(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Rollback:
        return ChangeSheet::tr("Revision");
    case ChangeKind::Uninstall:
        return ChangeSheet::tr("Objects");
    case ChangeKind::Test:
        return ChangeSheet::tr("Tests");
    default:
        return ChangeSheet::tr("Values");
    }
}

} // namespace

ChangeSheet::ChangeSheet(
    ChangeSubject subject, ChangePresenter::Services services, Navigation& navigation, QWidget* parent)
    : QWidget(parent)
    , m_navigation(navigation)
    , m_presenter(new ChangePresenter(subject, services, this))
    , m_gateway(services.gateway)
    , m_offers(services.offers)
    , m_place(new Badge(this))
    , m_title(new ElidedLabel(QString(), TextStyle::Title, ColorToken::Text, this))
    , m_charts(new ElidedLabel(QString(), TextStyle::Mono, ColorToken::TextSecond, this))
    , m_command(new QPushButton(tr("Show the command"), this))
    , m_locked(new Notice(this))
    , m_overtaken(new Notice(this))
    , m_draft(new Notice(this))
    , m_problem(new Notice(this))
    , m_commandNotice(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_tabs(new QTabWidget(this))
    , m_form(makeForm(subject.kind, this))
    , m_options(new OptionsForm(subject.kind, this))
    , m_checks(new CheckList(this))
    , m_bases(new SegmentedControl(this))
    , m_headline(new HeadlineLabel(this))
    , m_counts(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_progress(new ProgressLine(this))
    , m_diffStack(new QStackedWidget(this))
    , m_diff(new DiffView(this))
    , m_noDiff(new EmptyState(this))
    , m_apply(new ApplyBar(*m_presenter, this))
    , m_cockpit(new CockpitView(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHeader());
    for (Notice* notice : {m_locked, m_overtaken, m_draft, m_problem, m_commandNotice}) {
        column->addWidget(notice);
    }
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(buildLeft());
    split->addWidget(buildRight());
    split->setChildrenCollapsible(false);
    split->setSizes({400, 640});
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 3);
    m_plan = split;
    m_stack->addWidget(m_plan);
    m_stack->addWidget(m_cockpit);
    column->addWidget(m_stack, 1);
    connectForm();
    connectPresenter();
    connectCockpit();
    refresh();
}

ChangeSheet::~ChangeSheet() {
    // The bar asks the presenter while it is taken apart.
    delete m_apply;
}

QWidget* ChangeSheet::buildHeader() {
    auto* bar = new QWidget(this);
    bar->setFixedHeight(Theme::of(this).scaled(45));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(10);
    m_command->setIcon(Theme::of(this).icon(u"copy"_s, ColorToken::Text));
    m_command->setAutoDefault(false);
    row->addWidget(m_place);
    row->addWidget(m_title);
    row->addWidget(m_charts, 1);
    row->addWidget(m_command);
    connect(m_command, &QPushButton::clicked, this, &ChangeSheet::showCommand);
    return bar;
}

QWidget* ChangeSheet::buildLeft() {
    auto* left = new QSplitter(Qt::Vertical, this);
    left->setHandleWidth(1);
    m_tabs->setObjectName(u"parts"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_form, formTitle(m_presenter->subject().kind));
    if (m_presenter->subject().kind == ChangeKind::Upgrade) {
        m_moved = new ValuesTableTab(this);
        m_tabs->addTab(m_moved, tr("What moved"));
    }
    m_tabs->addTab(m_options, tr("Options"));
    left->addWidget(m_tabs);
    left->addWidget(m_checks);
    left->setStretchFactor(0, 1);
    left->setStretchFactor(1, 0);
    left->setSizes({460, 150});
    left->setChildrenCollapsible(false);
    m_checks->setMinimumHeight(Theme::of(this).scaled(70));
    left->setMinimumWidth(Theme::of(this).scaled(300));
    return left;
}

QWidget* ChangeSheet::buildRight() {
    auto* right = new QWidget(this);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBases());
    column->addWidget(m_progress);
    m_diffStack->addWidget(m_noDiff);
    m_diffStack->addWidget(m_diff);
    m_diff->setOutlineWidth(Theme::of(this).scaled(200)); // the text beside it needs the room
    column->addWidget(m_diffStack, 1);
    column->addWidget(m_apply);
    return right;
}

QWidget* ChangeSheet::buildBases() {
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
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_counts->setElide(Qt::ElideRight);
    m_counts->setMaximumWidth(Theme::of(this).scaled(170));
    row->addWidget(m_bases);
    row->addWidget(m_headline, 1);
    row->addWidget(m_counts);
    connect(m_bases, &SegmentedControl::currentChanged, this,
        [this](int segment) { m_presenter->setBase(static_cast<DiffBase>(segment)); });
    return bar;
}

void ChangeSheet::connectForm() {
    connect(m_form, &ChangeForm::edited, this, &ChangeSheet::collect);
    connect(m_options, &OptionsForm::edited, this, &ChangeSheet::collect);
    connect(m_form, &ChangeForm::failed, this, [this](const Error& error) { m_problem->tellError(error); });
    connect(m_form, &ChangeForm::encryptedFileGiven, this, &ChangeSheet::decrypt);
    connect(m_options, &OptionsForm::helmChosen, this, [this](const QString& path) {
        m_gateway.pinHelm(m_presenter->subject().context, path);
        askHelm();
        m_presenter->retry();
    });
    connect(m_apply, &ApplyBar::cancelled, this, &ChangeSheet::leaveRequested);
    m_draft->setDismissable(true);
    m_commandNotice->setDismissable(true);
    connect(m_locked, &Notice::actionTriggered, this, &ChangeSheet::unlock);
    connect(m_overtaken, &Notice::actionTriggered, m_presenter, &ChangePresenter::compareAgain);
    connect(m_draft, &Notice::actionTriggered, m_presenter, &ChangePresenter::discardEdits);
    connect(m_noDiff, &EmptyState::actionTriggered, this, &ChangeSheet::answerProblem);
    connect(m_problem, &Notice::actionTriggered, this, &ChangeSheet::answerProblem);
    if (auto* form = qobject_cast<ChartForm*>(m_form)) {
        form->setOffers(m_offers);
        connect(&form->chart(), &ChartRow::setUpRequested, this, &ChangeSheet::setUpRepository);
    }
}

/// What the button under a failed rendering does.
void ChangeSheet::answerProblem() {
    const auto& error = m_presenter->renderError();
    if (error && error->reason == "HelmfileNotTrusted"_L1) {
        m_trustCall = m_gateway.trustHelmfile(m_presenter->request().chart, [this](const Result<bool>& trusted) {
            if (trusted) {
                m_presenter->retry();
            } else {
                m_problem->tellError(trusted.error());
            }
        });
    } else if (error && isRepositoryProblem(*error)) {
        setUpRepository();
    } else {
        m_presenter->retry();
    }
}

/// To the page on which the way to the chart's repository, and its login, are set up.
void ChangeSheet::setUpRepository() {
    const ChartSource& chart = m_presenter->request().chart;
    m_navigation.goTo(repositoryPlace(
        m_presenter->subject().context, chart.kind == ChartSource::Kind::Oci ? chart.location : chart.repositoryUrl));
}

/// By the user's own helm-secrets, with the user's own keys; what comes back is hidden in the editor like any secret.
void ChangeSheet::decrypt(const QString& path) {
    m_decryptCall = m_gateway.decryptValues(
        m_presenter->subject().context, path, [this, path](const Result<QByteArray>& values) {
            if (values) {
                m_form->takeDecrypted(path, *values);
            } else if (values.error().reason == "NoSecretsPlugin"_L1) {
                m_problem->tell(ColorToken::Failed,
                    tr("%1 is encrypted by sops, and helm has no plugin here that opens it. Install helm-secrets, then "
                       "open the file again.")
                        .arg(escapeControls(path)));
            } else {
                m_problem->tellError(values.error());
            }
        });
}

void ChangeSheet::connectPresenter() {
    connect(m_presenter, &ChangePresenter::requestLoaded, this, [this] {
        m_isLoading = true;
        m_form->load(*m_presenter);
        m_options->fill(m_presenter->request().options, m_presenter->request().reason);
        m_isLoading = false;
        if (m_presenter->restoredFrom()) {
            const QString time = QLocale().toString(m_presenter->restoredFrom()->toLocalTime(), QLocale::ShortFormat);
            m_draft->tell(ColorToken::Accent, tr("Your edits of %1 are back: they were not applied.").arg(time),
                tr("Discard them"));
        } else {
            m_draft->clear();
        }
        askHelm();
    });
    connect(m_presenter, &ChangePresenter::changed, this, &ChangeSheet::refresh);
}

void ChangeSheet::connectCockpit() {
    connect(m_cockpit, &CockpitView::cancelRequested, m_presenter, &ChangePresenter::cancelRun);
    connect(m_cockpit, &CockpitView::planAgainRequested, m_presenter, &ChangePresenter::planAgain);
    connect(m_cockpit, &CockpitView::leaveRequested, this, [this] {
        Place place = placeOf(m_presenter->subject().context, page::kReleases);
        if (m_presenter->run() && m_presenter->run()->kind != ChangeKind::Uninstall) {
            place.release = m_presenter->subject().release;
        }
        m_navigation.goTo(place);
    });
    connect(m_cockpit, &CockpitView::wayBackRequested, this, [this](Revision revision) {
        Place place = placeOf(m_presenter->subject().context, page::kRollback);
        place.release = m_presenter->subject().release;
        place.revision = revision;
        m_navigation.goTo(place);
    });
}

void ChangeSheet::start(Revision target) {
    m_presenter->start(target);
}

void ChangeSheet::chooseTarget(Revision target) {
    if (auto* rollback = qobject_cast<RollbackForm*>(m_form); rollback && target != Revision::None) {
        rollback->choose(target);
    }
}

void ChangeSheet::collect() {
    if (m_isLoading) {
        return;
    }
    ChangeRequest request = m_presenter->request();
    request.options = m_options->options();
    request.reason = m_options->reason();
    const Result<void> written = m_form->write(request);
    m_presenter->setValuesError(written ? std::nullopt : std::optional<Error>(written.error()));
    m_presenter->setRequest(std::move(request));
}

bool ChangeSheet::showsCockpit() const {
    return m_stack->currentWidget() == m_cockpit;
}

void ChangeSheet::refresh() {
    refreshHeader();
    refreshNotices();
    const RunStatusPtr& run = m_presenter->run();
    if (run) {
        m_cockpit->setRun(run);
        if (m_presenter->cancelError()) {
            m_cockpit->tellError(*m_presenter->cancelError());
        }
    }
    m_stack->setCurrentWidget(run ? static_cast<QWidget*>(m_cockpit) : m_plan);
    if (!run) {
        m_form->refresh(*m_presenter);
        if (m_moved) {
            m_moved->setReview(m_presenter->review());
            m_tabs->setTabText(
                1, m_moved->notable() > 0 ? tr("What moved (%1)").arg(m_moved->notable()) : tr("What moved"));
        }
        refreshDiff();
        refreshChecks();
        m_plan->setEnabled(!m_presenter->isBeginning());
    }
    m_apply->refresh();
    Q_EMIT changed();
}

void ChangeSheet::askHelm() {
    const ContextId context = m_presenter->subject().context;
    m_helmCall = m_gateway.helmFor(context, [this](const Result<HelmProgram>& helm) {
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

void ChangeSheet::unlock() {
    const ChangeSubject& subject = m_presenter->subject();
    if (!m_presenter->mode().lock) {
        m_navigation.openMode(subject.context, subject.release.nameSpace);
        return;
    }
    m_acceptCall = m_gateway.acceptIdentity(subject.context, [this](const Result<bool>& accepted) {
        if (!accepted) {
            m_problem->tellError(accepted.error());
        }
    });
}

void ChangeSheet::showCommand() {
    const ChangePlanPtr& plan = m_presenter->plan();
    if (!plan) {
        return;
    }
    const QString command = shellLine(plan->command);
    m_commandNotice->tell(ColorToken::Accent, command, tr("Copy"));
    disconnect(m_commandNotice, &Notice::actionTriggered, this, nullptr);
    connect(
        m_commandNotice, &Notice::actionTriggered, this, [command] { QGuiApplication::clipboard()->setText(command); });
}

void ChangeSheet::openFind() {
    if (m_plan->isVisible() && m_diff->isAncestorOf(focusWidget())) {
        m_diff->openFind();
    } else {
        m_form->openFind();
    }
}

void ChangeSheet::focusFirst() {
    if (m_presenter->mode().isProtected && !showsCockpit()) {
        m_apply->focusCancel(); // PS11: a key that was still on its way does no harm
    } else if (!showsCockpit()) {
        m_form->focusFirst();
    } else {
        m_cockpit->setFocus();
    }
}

bool ChangeSheet::isSettled() const {
    const Hindrance hindrance = m_presenter->hindrance(m_apply->typed());
    if (showsCockpit()) {
        return true;
    }
    return hindrance != Hindrance::Working && !(hindrance == Hindrance::NotLoaded && !m_presenter->loadError())
        && !m_presenter->isRendering() && !m_presenter->comparison().isUnderWay;
}

void ChangeSheet::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, theme.scaled(45) - 1, width(), 1), theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
