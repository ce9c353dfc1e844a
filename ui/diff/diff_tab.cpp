// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_tab.h"

#include "core/base/plain_text.h"
#include "ui/diff/diff_bar.h"
#include "ui/diff/diff_export.h"
#include "ui/diff/diff_view.h"
#include "ui/widgets/secret_shown.h"
#include "ui/diff/diff_words.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

DiffTab::DiffTab(CoreAccess& core, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_presenter(new DiffPresenter(core, this))
    , m_bar(new DiffBar(this))
    , m_progress(new ProgressLine(this))
    , m_problems(new Notice(this))
    , m_command(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_view(new DiffView(this))
    , m_empty(new EmptyState(this)) {
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_empty);
    m_problems->setDismissable(true);
    m_command->setDismissable(true);
    m_progress->setCancellable(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{m_bar, m_progress, m_command, m_problems}) {
        layout->addWidget(part);
    }
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_view);
    connect(m_presenter, &DiffPresenter::changed, this, &DiffTab::present);
    connect(m_presenter, &DiffPresenter::revealTick, this, &DiffTab::presentSecrets);
    connect(m_presenter, &DiffPresenter::revealed, m_view, &DiffView::reveal);
    connect(m_presenter, &DiffPresenter::revealed, this, [this](int number, const auto& diff) {
        if (const DiffEntry* entry = diff ? m_view->entry(number) : nullptr) {
            const ManifestKey& key = entry->diff->key;
            tellSecretShown(*this, u"diff: %1 %2/%3"_s.arg(key.kind, key.nameSpace, key.name));
        }
    });
    connect(m_progress, &ProgressLine::cancelled, m_presenter, &DiffPresenter::cancel);
    connect(m_empty, &EmptyState::actionTriggered, m_presenter, &DiffPresenter::retry);
    connectBar();
    connectView();
    connectExport();
    present();
}

DiffTab::~DiffTab() = default;

void DiffTab::connectBar() {
    const DiffBar::Actions& actions = m_bar->actions();
    connect(m_bar, &DiffBar::revisionsChosen, this, [this](Revision from, Revision to) {
        m_presenter->compare(ContextId(m_presenter->context()), ReleaseKey(m_presenter->release()), from, to);
        Q_EMIT revisionsChosen(to, from);
    });
    connect(actions.swap, &QAction::triggered, this,
        [this] { Q_EMIT m_bar->revisionsChosen(m_presenter->to(), m_presenter->from()); });
    connect(actions.labels, &QAction::toggled, m_view, &DiffView::setLabelsShown);
    connect(actions.secrets, &QAction::triggered, this, &DiffTab::toggleSecrets);
    connect(actions.sideBySide, &QAction::triggered, this, [this](bool isWanted) {
        m_view->canvas().setLayoutChoice(
            isWanted ? DiffCanvas::LayoutChoice::SideBySide : DiffCanvas::LayoutChoice::Unified);
    });
    connect(actions.normalise, &QAction::toggled, this,
        [this](bool isOn) { m_presenter->setNormalising(isOn ? Normalising::On : Normalising::Off); });
    connect(actions.find, &QAction::triggered, this, &DiffTab::openFind);
    connect(actions.nextChange, &QAction::triggered, this, [this] { m_view->canvas().goToNextChange(); });
    connect(actions.previousChange, &QAction::triggered, this, [this] { m_view->canvas().goToPreviousChange(); });
}

void DiffTab::connectView() {
    connect(m_view, &DiffView::labelsShownChanged, m_bar->actions().labels, &QAction::setChecked);
    connect(m_view, &DiffView::currentEntryChanged, this, &DiffTab::presentSecrets);
    connect(&m_view->canvas(), &DiffCanvas::layoutChanged, this,
        [this] { m_bar->actions().sideBySide->setChecked(m_view->canvas().isSideBySide()); });
}

void DiffTab::connectExport() {
    const DiffBar::Actions& actions = m_bar->actions();
    const auto copyAs = [this](QAction* action, DiffFormat format) {
        connect(action, &QAction::triggered, this, [this, format] {
            if (m_presenter->diff()) {
                QGuiApplication::clipboard()->setText(
                    QString::fromUtf8(exportDiff(*m_presenter->diff(), format, exportedLabels())));
            }
        });
    };
    const auto saveAs = [this](QAction* action, DiffFormat format) {
        connect(action, &QAction::triggered, this, [this, format] {
            if (m_presenter->diff()) {
                saveDiff(*this, *m_presenter->diff(), format, exportedLabels());
            }
        });
    };
    copyAs(actions.copyUnified, DiffFormat::Unified);
    copyAs(actions.copyMarkdown, DiffFormat::Markdown);
    saveAs(actions.saveUnified, DiffFormat::Unified);
    saveAs(actions.saveMarkdown, DiffFormat::Markdown);
    connect(actions.command, &QAction::triggered, this, &DiffTab::showCommand);
    connect(
        m_command, &Notice::actionTriggered, this, [this] { QGuiApplication::clipboard()->setText(m_commandText); });
}

LabelChanges DiffTab::exportedLabels() const {
    return m_view->areLabelsShown() ? LabelChanges::Shown : LabelChanges::Folded;
}

void DiffTab::showRevision(const ContextId& context, const ReleaseKey& release, Revision revision, Revision compareWith,
    const ReleaseRecordPtr& /*record*/) {
    m_presenter->compare(context, release, compareWith, revision);
}

void DiffTab::clear() {
    m_presenter->clear();
}

bool DiffTab::isSettled() const {
    return m_presenter->state() != DiffPresenter::State::Loading
        && m_presenter->state() != DiffPresenter::State::Comparing;
}

void DiffTab::openFind() {
    if (m_stack->currentWidget() == m_view) {
        m_view->openFind();
    }
}

void DiffTab::present() {
    using enum DiffPresenter::State;
    const DiffPresenter::State state = m_presenter->state();
    m_bar->setRevisions(m_presenter->revisions(), m_presenter->from(), m_presenter->to());
    m_command->clear();
    const bool isBusy = state == Loading || state == Comparing;
    if (isBusy) {
        m_progress->start(state == Loading ? tr("Reading both revisions") : tr("Comparing"));
    } else {
        m_progress->finish();
    }
    if (m_presenter->diff() != m_view->diff()) {
        presentDiff();
    }
    if (state == Ready) {
        m_stack->setCurrentWidget(m_view);
    } else if (state != Comparing || !m_presenter->diff()) {
        presentEmpty();
    }
    Q_EMIT settledChanged();
}

void DiffTab::presentDiff() {
    const ReleaseDiffPtr& diff = m_presenter->diff();
    m_view->setDiff(diff);
    m_bar->setDiff(m_presenter->state() == DiffPresenter::State::Ready ? diff : nullptr);
    m_bar->setLabelsOnlyCount(m_view->labelsOnlyCount());
    // Where there is nothing else, folding would leave an empty page.
    const bool areAll = diff && m_view->labelsOnlyCount() > 0
        && m_view->labelsOnlyCount() == static_cast<int>(entriesOf(diff).size());
    if (areAll != m_areLabelsForced && areAll != m_view->areLabelsShown()) {
        m_view->setLabelsShown(areAll);
    }
    m_areLabelsForced = areAll;
    tellProblems();
    presentSecrets();
}

void DiffTab::tellProblems() {
    QStringList problems;
    if (m_presenter->diff()) {
        problems = m_presenter->diff()->manifest.problems + m_presenter->diff()->hooks.problems;
    }
    if (problems.isEmpty()) {
        return m_problems->clear();
    }
    constexpr qsizetype kShown = 3;
    const auto left = static_cast<int>(problems.size() - std::min(problems.size(), kShown));
    QString text = escapeControls(problems.first(std::min(problems.size(), kShown)).join(u" · "_s));
    if (left > 0) {
        text += u" · "_s + tr("%n more", nullptr, left);
    }
    m_problems->tell(ColorToken::Warning, text);
}

void DiffTab::presentEmpty() {
    using enum DiffPresenter::State;
    const int from = number(m_presenter->from());
    const int to = number(m_presenter->to());
    switch (m_presenter->state()) {
    case Idle:
        m_empty->display(EmptyState::Kind::Empty, tr("Choose a release to see what changed."));
        break;
    case Loading:
    case Comparing:
        m_empty->display(EmptyState::Kind::Loading, tr("Comparing revisions…"));
        break;
    case Same:
        m_empty->display(EmptyState::Kind::Empty,
            from == to ? tr("Revision %1 on both sides.").arg(to)
                       : tr("Revisions %1 and %2 have the same manifest.").arg(from).arg(to),
            tr("Values, hooks and notes are the same too."));
        break;
    case NoBefore:
        m_empty->display(EmptyState::Kind::Empty, tr("Revision %1 is the oldest one kept.").arg(to),
            tr("Choose another revision to compare it with."));
        break;
    case Cancelled:
        m_empty->display(EmptyState::Kind::Stale, tr("Comparing was cancelled."), QString(), tr("Compare"));
        break;
    case Failed:
        m_empty->showError(*m_presenter->error());
        break;
    case Ready:
        break;
    }
    m_stack->setCurrentWidget(m_empty);
}

void DiffTab::presentSecrets() {
    QAction* action = m_bar->actions().secrets;
    const int revealed = m_presenter->revealedEntry();
    if (revealed >= 0) {
        action->setText(tr("Shown for %1 s").arg(m_presenter->revealedFor().count()));
        action->setToolTip(tr("Hides the values again"));
        action->setEnabled(true);
        action->setChecked(true);
        return;
    }
    const DiffEntry* entry = m_view->entry(m_view->currentEntry());
    const bool canShow = entry && hidesValues(*entry->diff);
    action->setChecked(false);
    action->setText(tr("Secrets hidden"));
    action->setEnabled(canShow);
    action->setToolTip(
        canShow ? tr("Shows the hidden values of this object for 30 s") : tr("Nothing is hidden in this object"));
}

void DiffTab::toggleSecrets() {
    if (m_presenter->revealedEntry() >= 0) {
        return m_presenter->conceal();
    }
    const int number = m_view->currentEntry();
    m_bar->actions().secrets->setChecked(false); // until they are there
    if (const DiffEntry* entry = m_view->entry(number)) {
        m_presenter->reveal(number, entry->section, ManifestKey(entry->diff->key));
    }
}

void DiffTab::showCommand() {
    if (m_presenter->from() == Revision::None || m_presenter->to() == Revision::None) {
        return;
    }
    m_commandText = diffCommand(m_presenter->context(), m_presenter->release(), m_presenter->from(), m_presenter->to());
    m_command->tell(ColorToken::Accent, escapeControls(m_commandText), tr("Copy"));
}

} // namespace pilothouse::ui
