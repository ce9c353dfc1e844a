// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_presenter.h"

#include "core/change/debug_pods.h"
#include "core/helm/helm_arguments.h"
#include "ui/terminal/terminal_words.h"

#include <QElapsedTimer>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Output is put on the surface for so long, then the window has its turn.
constexpr std::chrono::milliseconds kBudget{8};
constexpr std::chrono::milliseconds kPause{2};
/// Small enough that the worst of it (scrolling, repeating) is done within a frame.
constexpr qsizetype kSlice = 4 * 1024;
constexpr char kInterrupt = '\x03';

bool isRunning(const PodContainer& container) {
    return container.isRunning;
}

} // namespace

TerminalPresenter::TerminalPresenter(PodTools::Terminal target, Services services, QObject* parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_services(std::move(services))
    , m_surface(VtSurface::Options{
          .scrollbackBytes = m_services.scrollback.bytes, .keepsClipboard = m_services.offersClipboard})
    , m_container(m_target.container) {
    m_pump.setSingleShot(true);
    connect(&m_pump, &QTimer::timeout, this, &TerminalPresenter::pump);
}

TerminalPresenter::~TerminalPresenter() {
    m_link.reset();
    dropDebugPod();
}

void TerminalPresenter::dropDebugPod() {
    if (const auto place = std::exchange(m_debugPlace, {}); place && place->isOwnPod) {
        m_services.gateway.removeDebugPod(m_target.context, *place);
    }
}

void TerminalPresenter::setPhase(TerminalPhase phase) {
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void TerminalPresenter::failWith(const Error& error) {
    m_error = error;
    const bool isLocked = error.code == ErrorCode::Forbidden && error.httpStatus == 0
        && (error.reason == modeWord(Mode::ReadOnly) || error.reason == modeWord(Mode::Troubleshooting));
    setPhase(isLocked                      ? TerminalPhase::Locked
            : error.reason == "NoShell"_L1 ? TerminalPhase::NoShell
                                           : TerminalPhase::Failed);
}

bool TerminalPresenter::isAllowed() const {
    const PlaceMode place = mode();
    return !place.isKnown || place.mode >= m_neededMode;
}

void TerminalPresenter::start() {
    m_error.reset();
    m_end.reset();
    const bool isNode = m_target.kind == PodTools::Terminal::Kind::NodeShell;
    m_neededMode = isNode ? Mode::ChangesOpen : Mode::Troubleshooting;
    if (!isAllowed()) {
        setPhase(TerminalPhase::Locked);
        return;
    }
    if (isNode) {
        setPhase(TerminalPhase::AskingImage);
        return;
    }
    readPod();
}

void TerminalPresenter::reconnect() {
    if (m_phase != TerminalPhase::Ended && m_phase != TerminalPhase::Failed && m_phase != TerminalPhase::Locked) {
        return;
    }
    m_link.reset();
    m_queue.clear();
    m_queueAt = 0;
    m_lastWord.reset();
    if (m_hasWritten) {
        m_surface.beginAnew(reconnectDivider());
        Q_EMIT screenChanged();
    }
    const bool isBack = m_debugPlace && m_end && !m_end->exitCode;
    if (isBack) { // the connection was lost, what we made for it runs on
        connectTo(m_debugPlace->pod, m_debugPlace->container, {});
        return;
    }
    start();
}

void TerminalPresenter::readPod() {
    setPhase(TerminalPhase::Looking);
    m_call
        = m_services.gateway.readPod(m_target.context, m_target.nameSpace, m_target.pod, [this](Result<PodView> pod) {
              if (!pod) {
                  failWith(pod.error());
                  return;
              }
              m_pod = std::move(*pod);
              const auto running = std::ranges::count_if(m_pod.containers, isRunning);
              if (m_container.isEmpty() && running != 1) {
                  m_container = m_pod.preferred;
                  setPhase(TerminalPhase::Choosing);
                  return;
              }
              if (m_container.isEmpty()) {
                  m_container = std::ranges::find_if(m_pod.containers, isRunning)->name;
              }
              enter();
          });
}

void TerminalPresenter::chooseContainer(const QString& name) {
    if (m_phase == TerminalPhase::Open || m_phase == TerminalPhase::Connecting || m_container.isEmpty()) {
        return;
    }
    m_container = name;
    enter();
}

void TerminalPresenter::enter() {
    switch (m_target.kind) {
    case PodTools::Terminal::Kind::Attach:
        connectTo(m_target.pod, m_container, {});
        break;
    case PodTools::Terminal::Kind::Debug:
    case PodTools::Terminal::Kind::NodeShell:
        setPhase(TerminalPhase::AskingImage);
        break;
    case PodTools::Terminal::Kind::Shell:
        findShell();
        break;
    }
}

const PodContainer* TerminalPresenter::entered() const {
    const auto known = std::ranges::find(m_pod.containers, m_container, &PodContainer::name);
    return known == m_pod.containers.end() ? nullptr : &*known;
}

void TerminalPresenter::findShell() {
    setPhase(TerminalPhase::Looking);
    const PodContainer* const known = entered();
    m_shellImage = known ? known->imageId : QString();
    const TerminalGateway::ShellPlace place{
        .nameSpace = m_target.nameSpace, .pod = m_target.pod, .container = m_container, .imageId = m_shellImage};
    m_call = m_services.gateway.findShell(m_target.context, place, [this](Result<QStringList> shell) {
        if (!shell && shell.error().reason != "NeedsGet"_L1) {
            failWith(shell.error());
            return;
        }
        // Where looking takes kubectl, the shell that is there looks for the better one itself.
        m_shell
            = shell.value_or(QStringList{u"sh"_s, u"-c"_s, u"command -v bash >/dev/null 2>&1 && exec bash; exec sh"_s});
        connectTo(m_target.pod, m_container, m_shell);
    });
}

DebugRequest TerminalPresenter::debugRequest(TerminalGateway::DebugWay way, const QString& image) const {
    DebugRequest request{.nameSpace = m_target.nameSpace,
        .pod = m_target.pod,
        .node = {},
        .targetContainer = m_container,
        .image = image,
        .command = {}};
    if (way == TerminalGateway::DebugWay::NodeShell) {
        request.node = m_target.pod;
        request.pod.clear();
        request.nameSpace = m_target.nameSpace.isEmpty() ? u"default"_s : m_target.nameSpace;
    }
    return request;
}

QString TerminalPresenter::debugConfirmation(TerminalGateway::DebugWay way) const {
    const PlaceMode place = mode();
    if (way == TerminalGateway::DebugWay::Container || (place.isKnown && !place.isProtected)) {
        return {};
    }
    return pilothouse::debugConfirmation(debugUse(m_target.context, way, debugRequest(way, {}), {}));
}

void TerminalPresenter::startDebug(TerminalGateway::DebugWay way, const QString& image, const QString& typed) {
    m_neededMode = way == TerminalGateway::DebugWay::Container ? Mode::Troubleshooting : Mode::ChangesOpen;
    if (!isAllowed()) {
        setPhase(TerminalPhase::Locked);
        return;
    }
    dropDebugPod();
    setPhase(TerminalPhase::Preparing);
    m_call = m_services.gateway.startDebug(m_target.context,
        {.way = way, .request = debugRequest(way, image), .reason = mode().reason, .typed = typed},
        [this](Result<DebugPlace> place) {
            if (!place) {
                failWith(place.error());
                return;
            }
            m_debugPlace = std::move(*place);
            connectTo(m_debugPlace->pod, m_debugPlace->container, {});
        });
}

void TerminalPresenter::connectTo(const QString& pod, const QString& container, const QStringList& command) {
    m_end.reset();
    m_error.reset();
    ExecRequest request;
    request.nameSpace = m_debugPlace ? m_debugPlace->nameSpace : m_target.nameSpace;
    request.pod = pod;
    request.container = container;
    request.command = command;
    request.columns = m_size.width();
    request.rows = m_size.height();
    const PodContainer* const known = entered();
    if (command.isEmpty() && !m_debugPlace && known) {
        // A server refuses to attach with what the container was not made with.
        request.tty = known->hasTerminal;
        request.stdIn = known->takesInput;
    }
    m_hasTty = request.tty;
    setPhase(TerminalPhase::Connecting);
    m_link = m_services.gateway.open(m_target.context, request, mode().reason);
    connect(m_link.get(), &TerminalLink::opened, this, [this](bool throughKubectl) {
        m_isThroughKubectl = throughKubectl;
        setPhase(TerminalPhase::Open);
    });
    connect(m_link.get(), &TerminalLink::output, this, &TerminalPresenter::onOutput);
    connect(m_link.get(), &TerminalLink::ended, this, &TerminalPresenter::onEnded);
}

void TerminalPresenter::onOutput(const QByteArray& bytes) {
    m_queue += bytes;
    m_hasWritten = true;
    if (!m_pump.isActive()) {
        m_pump.start(std::chrono::milliseconds(0));
    }
}

void TerminalPresenter::feedSlice() {
    const qsizetype size = std::min(kSlice, m_queue.size() - m_queueAt);
    const QByteArrayView slice = QByteArrayView(m_queue).sliced(m_queueAt, size);
    if (m_hasTty) {
        m_surface.feed(slice);
    } else {
        m_surface.feed(slice.toByteArray().replace('\n', "\r\n"));
    }
    m_queueAt += size;
    if (m_queueAt == m_queue.size()) {
        m_queue.resize(0);
        m_queueAt = 0;
    }
    if (m_link) {
        m_link->taken(size);
    }
}

void TerminalPresenter::pump() {
    QElapsedTimer timer;
    timer.start();
    while (!m_queue.isEmpty() && timer.durationElapsed() < kBudget) {
        feedSlice();
    }
    if (const QByteArray answers = m_surface.takeAnswers(); !answers.isEmpty() && m_link) {
        m_link->write(answers);
    }
    if (const QByteArray wanted = m_surface.takeClipboard(); !wanted.isEmpty()) {
        Q_EMIT clipboardOffered(QString::fromUtf8(wanted));
    }
    if (m_surface.takeBell()) {
        Q_EMIT bell();
    }
    if (const bool isSwallowing = m_surface.isSwallowing(); isSwallowing != m_wasSwallowing) {
        m_wasSwallowing = isSwallowing;
        Q_EMIT swallowingChanged(isSwallowing);
    }
    Q_EMIT screenChanged();
    if (!m_queue.isEmpty()) {
        m_pump.start(kPause);
    } else if (m_lastWord) {
        finish();
    }
}

void TerminalPresenter::onEnded(const ExecEnd& end) {
    m_lastWord = end;
    if (m_queue.isEmpty()) {
        finish();
    }
}

void TerminalPresenter::finish() {
    m_end = std::exchange(m_lastWord, {});
    m_paste.clear();
    if (m_phase == TerminalPhase::Connecting && m_end->error) {
        m_services.gateway.forgetShell(m_target.context, m_shellImage);
        failWith(*m_end->error);
        return;
    }
    m_error = m_end->error;
    if (m_error && m_error->reason == "NoProgram"_L1 && m_target.kind == PodTools::Terminal::Kind::Shell) {
        m_services.gateway.forgetShell(m_target.context, m_shellImage);
        setPhase(TerminalPhase::NoShell);
        return;
    }
    setPhase(TerminalPhase::Ended);
}

void TerminalPresenter::send(const QByteArray& bytes) {
    if (!m_link || m_phase != TerminalPhase::Open) {
        return;
    }
    if (bytes.size() == 1 && bytes.front() == kInterrupt) {
        m_link->interrupt(bytes);
    } else {
        m_link->write(bytes);
    }
}

void TerminalPresenter::resize(const QSize& size) {
    if (size == m_size) {
        return;
    }
    m_size = size;
    m_surface.resize(size.width(), size.height());
    if (m_link) {
        m_link->resize(size.width(), size.height());
    }
    Q_EMIT screenChanged();
}

/// A protected place always asks, whatever was chosen (TE5).
bool TerminalPresenter::mustAskBefore(const PasteFacts& facts, const QString& text) const {
    const PasteRule rule = m_services.pasteRule ? m_services.pasteRule() : PasteRule::SeveralLines;
    const bool isPlain = facts.lines <= 1 && !text.contains(u'\n') && !text.contains(u'\r') && facts.removed == 0;
    return mode().isProtected || rule == PasteRule::Always || (rule == PasteRule::SeveralLines && !isPlain);
}

void TerminalPresenter::paste(const QString& text) {
    if (m_phase != TerminalPhase::Open) {
        return;
    }
    const PasteFacts facts = judgePaste(text);
    if (!mustAskBefore(facts, text)) {
        send(m_surface.pasted(text));
        return;
    }
    m_paste = text;
    Q_EMIT pasteAsked(facts);
}

void TerminalPresenter::answerPaste(bool isWanted) {
    const QString text = std::exchange(m_paste, {});
    if (isWanted && !text.isEmpty()) {
        send(m_surface.pasted(text));
    }
}

void TerminalPresenter::reset() {
    m_surface.reset();
    m_wasSwallowing = false;
    Q_EMIT swallowingChanged(false);
    Q_EMIT screenChanged();
}

void TerminalPresenter::clearAbove() {
    m_surface.clearScrollback();
    Q_EMIT screenChanged();
}

QString TerminalPresenter::command() const {
    QStringList line{u"kubectl"_s, u"--context"_s, m_target.context.value()};
    using Kind = PodTools::Terminal::Kind;
    if (m_target.kind == Kind::NodeShell) {
        return shellLine(line
            + QStringList{u"debug"_s, u"-it"_s, u"node/"_s + m_target.pod, u"--profile=sysadmin"_s,
                u"--image="_s + QLatin1StringView(kDefaultDebugImage), u"--"_s, u"chroot"_s, u"/host"_s});
    }
    line += {u"-n"_s, m_target.nameSpace};
    if (m_target.kind == Kind::Debug) {
        line += {u"debug"_s, u"-it"_s, m_target.pod, u"--image="_s + QLatin1StringView(kDefaultDebugImage)};
        return shellLine(m_container.isEmpty() ? line : line + QStringList{u"--target="_s + m_container});
    }
    line += {m_target.kind == Kind::Attach ? u"attach"_s : u"exec"_s, u"-it"_s, m_target.pod};
    if (!m_container.isEmpty()) {
        line += {u"-c"_s, m_container};
    }
    if (m_target.kind == Kind::Shell) {
        line += u"--"_s;
        line += m_shell.isEmpty() ? QStringList{u"sh"_s} : m_shell;
    }
    return shellLine(line);
}

} // namespace pilothouse::ui
