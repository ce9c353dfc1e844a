// SPDX-License-Identifier: Apache-2.0
#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/terminal/ask_bar.h"
#include "ui/terminal/debug_panel.h"
#include "ui/terminal/terminal_tab.h"
#include "ui/terminal/terminal_view.h"
#include "ui/terminal/terminal_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_text.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QStackedWidget>

/// What of a terminal tab is shown in each phase.
namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString stateWords(TerminalPhase phase) {
    switch (phase) {
    case TerminalPhase::Looking:
        return TerminalTab::tr("Looking for a shell…");
    case TerminalPhase::Preparing:
        return TerminalTab::tr("Waiting for the debug container…");
    case TerminalPhase::Connecting:
        return TerminalTab::tr("Connecting…");
    case TerminalPhase::Open:
        return TerminalTab::tr("Connected");
    case TerminalPhase::Ended:
        return TerminalTab::tr("Ended");
    default:
        return {};
    }
}

bool isDenied(const Error& error) {
    return error.code == ErrorCode::Forbidden && error.httpStatus == 403;
}

} // namespace

void TerminalTab::refresh() {
    refreshStrip();
    const TerminalPhase phase = m_presenter.phase();
    m_view->setAlive(phase == TerminalPhase::Open);
    if (m_asked == Asked::Reconnect || m_asked == Asked::Close || phase != TerminalPhase::Open) {
        m_asked = Asked::Nothing;
        m_ask->hide();
    }
    switch (phase) {
    case TerminalPhase::Idle:
    case TerminalPhase::Looking:
    case TerminalPhase::Preparing:
    case TerminalPhase::Connecting:
        m_empty->display(EmptyState::Kind::Loading, stateWords(phase), {}, {});
        showPage(m_empty);
        break;
    case TerminalPhase::Open:
        showPage(m_view);
        break;
    case TerminalPhase::Ended:
        showEnded();
        break;
    case TerminalPhase::Choosing:
        showChoice();
        break;
    case TerminalPhase::NoShell:
    case TerminalPhase::AskingImage:
        showDebugOffer();
        break;
    case TerminalPhase::Locked:
    case TerminalPhase::Failed:
        showProblem();
        break;
    }
    update();
}

void TerminalTab::refreshStrip() {
    const TerminalPhase phase = m_presenter.phase();
    const bool isThrough = phase == TerminalPhase::Open && m_presenter.isThroughKubectl();
    m_state->setText(isThrough ? tr("Connected through kubectl") : stateWords(phase));
    m_state->setToolTip(
        isThrough ? tr("This account may create pods/exec but not get it, which a WebSocket needs.") : QString());
    const PodView& pod = m_presenter.pod();
    m_containers->clear();
    for (const PodContainer& container : pod.containers) {
        m_containers->addItem(escapeControls(container.name), container.name);
    }
    m_containers->setCurrentIndex(m_containers->findData(m_presenter.container()));
    m_containers->setVisible(!pod.containers.isEmpty());
    m_containers->setEnabled(phase == TerminalPhase::Ended || phase == TerminalPhase::NoShell
        || phase == TerminalPhase::Failed || phase == TerminalPhase::Choosing || phase == TerminalPhase::AskingImage);
}

/// The keyboard stays in the tab when the page that had it goes.
void TerminalTab::showPage(QWidget* page) {
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    m_stack->setCurrentWidget(page);
    setFocusProxy(page); // where the dock puts the keyboard
    if (hadFocus && isVisible()) {
        page->setFocus();
    }
}

void TerminalTab::showEnded() {
    showPage(m_view);
    const ExecEnd end = m_presenter.end().value_or(ExecEnd());
    const bool isGood = end.exitCode == 0;
    //: the sentence says how a terminal's program ended: "It ended with exit status 3 · press Enter to connect again"
    const QString sentence = tr("%1 · press Enter to connect again").arg(endSentence(end));
    ask(Asked::Reconnect, isGood ? ColorToken::Accent : ColorToken::Warning, sentence, tr("Connect again"), {});
}

void TerminalTab::showChoice() {
    m_choice->clear();
    for (const PodContainer& container : m_presenter.pod().containers) {
        auto* item = new QListWidgetItem(containerLine(container), m_choice);
        item->setData(Qt::UserRole, container.name);
        item->setSizeHint({0, Theme::of(this).rowHeight()});
        if (!container.isRunning) {
            item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
        }
        if (container.name == m_presenter.container()) {
            m_choice->setCurrentItem(item);
        }
    }
    m_state->setText(tr("Which container? Enter opens it."));
    showPage(m_choice);
}

void TerminalTab::showDebugOffer() {
    const PodTools::Terminal& target = m_presenter.target();
    DebugPanel::Offer offer;
    if (target.kind == PodTools::Terminal::Kind::NodeShell) {
        offer.isNodeShell = true;
        offer.confirmation = m_presenter.debugConfirmation(TerminalGateway::DebugWay::NodeShell);
        offer.headline = tr("A shell on node %1").arg(escapeControls(target.pod));
        offer.detail
            = tr("This makes a privileged pod on the node and enters the node's own system, above every namespace. It "
                 "is removed when the tab is closed.");
    } else if (m_presenter.phase() == TerminalPhase::NoShell) {
        offer.headline = tr("There is no shell in container %1").arg(escapeControls(m_presenter.container()));
        offer.detail
            = tr("A debug container sees its processes and network. Kubernetes can't remove it again: it stays "
                 "in the pod until the pod goes.");
    } else {
        offer.headline = tr("A debug container in pod %1").arg(escapeControls(target.pod));
        offer.detail = tr("It sees the processes of container %1, and the pod's network. Kubernetes can't remove it "
                          "again: it stays in the pod until the pod goes.")
                           .arg(escapeControls(m_presenter.container()));
    }
    if (!offer.isNodeShell) {
        offer.confirmation = m_presenter.debugConfirmation(TerminalGateway::DebugWay::Pod);
    }
    m_debug->offer(offer);
    showPage(m_debug);
}

void TerminalTab::showProblem() {
    showPage(m_empty);
    if (m_presenter.phase() == TerminalPhase::Locked) {
        m_empty->display(
            EmptyState::Kind::Empty, lockedSentence(m_presenter.mode(), m_presenter.neededMode()), {}, tr("Open it…"));
        m_empty->setIconName(u"lock"_s);
        return;
    }
    const Error error = m_presenter.error().value_or(Error());
    if (error.reason == "NoEphemeralContainers"_L1) {
        m_debug->offer({.headline = tr("This server has no ephemeral containers"),
            .detail = tr("A debug pod beside it, on the same node, can look at the network instead."),
            .offersContainer = false,
            .confirmation = m_presenter.debugConfirmation(TerminalGateway::DebugWay::Pod)});
        showPage(m_debug);
        return;
    }
    const ErrorWords words = errorWords(error);
    QStringList detail{words.why, words.remedy};
    if (isDenied(error)) {
        detail.append(
            tr("A terminal here needs the verbs get and create on pods/exec; kubectl also goes on with create "
               "alone. Its command is above, ready to copy."));
    }
    detail.removeAll(QString());
    m_empty->display(EmptyState::Kind::Failed, words.title, detail.join(u'\n'), tr("Try again"));
}

} // namespace pilothouse::ui
