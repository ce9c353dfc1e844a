// SPDX-License-Identifier: Apache-2.0
// A terminal whose program writes without end, from the wire to the screen:
// terminal_flood KUBECONFIG CONTEXT NAMESPACE POD CONTAINER COMMAND [PRESSES]
// Types COMMAND into a shell, lets it write for two seconds, presses Ctrl+C, waits until all is quiet, and again.
// Prints as JSON when it pressed (CLOCK_MONOTONIC, ns: another program watches the wire), how many bytes waited at
// most, and the longest time the GUI thread's loop did not turn.
#include "tests/bench/bench_core.h"

#include "ui/terminal/terminal_tab.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QJsonArray>
#include <QTextStream>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What passes through the links of one gateway.
struct Tally {
    qint64 came = 0;
    qint64 taken = 0;
    qint64 most = 0; ///< came and not taken
    QElapsedTimer last; ///< output
};

class CountingLink final : public TerminalLink {
public:
    CountingLink(std::unique_ptr<TerminalLink> real, Tally& tally)
        : m_real(std::move(real))
        , m_tally(tally) {
        connect(m_real.get(), &TerminalLink::opened, this, &TerminalLink::opened);
        connect(m_real.get(), &TerminalLink::ended, this, &TerminalLink::ended);
        connect(m_real.get(), &TerminalLink::output, this, [this](const QByteArray& bytes) {
            m_tally.came += bytes.size();
            m_tally.most = qMax(m_tally.most, m_tally.came - m_tally.taken);
            m_tally.last.start();
            Q_EMIT output(bytes);
        });
    }
    void write(const QByteArray& bytes) override { m_real->write(bytes); }
    void interrupt(const QByteArray& bytes) override { m_real->interrupt(bytes); }
    void resize(int columns, int rows) override { m_real->resize(columns, rows); }
    void taken(qsizetype bytes) override {
        m_tally.taken += bytes;
        m_real->taken(bytes);
    }

private:
    std::unique_ptr<TerminalLink> m_real;
    Tally& m_tally;
};

/// The real one, with its links counted.
class CountingGateway final : public TerminalGateway {
public:
    CountingGateway(CoreAccess& core, const QString& stateFolder)
        : m_real(coreTerminalGateway(core, {.stateFolder = stateFolder, .variables = {}})) { }
    CallHandle readPod(
        const ContextId& context, const QString& nameSpace, const QString& pod, Answer<PodView> answer) override {
        return m_real->readPod(context, nameSpace, pod, std::move(answer));
    }
    CallHandle findShell(const ContextId& context, const ShellPlace& place, Answer<QStringList> answer) override {
        return m_real->findShell(context, place, std::move(answer));
    }
    void forgetShell(const ContextId& context, const QString& imageId) override {
        m_real->forgetShell(context, imageId);
    }
    CallHandle startDebug(const ContextId& context, const DebugWish& wish, Answer<DebugPlace> answer) override {
        return m_real->startDebug(context, wish, std::move(answer));
    }
    void removeDebugPod(const ContextId& context, const DebugPlace& place) override {
        m_real->removeDebugPod(context, place);
    }
    std::unique_ptr<TerminalLink> open(
        const ContextId& context, const ExecRequest& request, const QString& reason) override {
        return std::make_unique<CountingLink>(m_real->open(context, request, reason), tally);
    }
    Tally tally;

private:
    std::unique_ptr<TerminalGateway> m_real;
};

qint64 monotonicNow() {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// @return whether it came true within a quarter of a minute
bool waitUntil(const std::function<bool()>& isSo) {
    QElapsedTimer timer;
    timer.start();
    while (!isSo() && timer.durationElapsed() < 15s) {
        spin(5ms);
    }
    return isSo();
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList place = QApplication::arguments();
    if (place.size() < 7) {
        QTextStream(stderr) << "terminal_flood KUBECONFIG CONTEXT NAMESPACE POD CONTAINER COMMAND [PRESSES]\n";
        return 2;
    }
    const int presses = place.size() > 7 ? place[7].toInt() : 5;
    const ContextId context(place[2]);
    const Theme theme(app);
    BenchCore core(place[1]);
    core.access.postSession(context, [](ClusterSession& session) {
        (void)session.modes().choose({}, Mode::Troubleshooting, u"bench"_s, std::chrono::minutes(10));
    });
    NoNavigation navigation;
    CountingGateway gateway(core.access, core.folder.path());
    PlaceMode mode;
    mode.mode = Mode::Troubleshooting;
    mode.isProtected = false;
    mode.isKnown = true;
    mode.reason = u"bench"_s;
    TerminalTab tab({.context = context, .nameSpace = place[3], .pod = place[4], .container = place[5]},
        {.presenter = {.gateway = gateway, .mode = [mode](const ContextId&, const QString&) { return mode; }},
            .navigation = navigation});
    tab.resize(1280, 700);
    tab.show();
    if (!waitUntil([&] { return tab.presenter().phase() == TerminalPhase::Open && gateway.tally.came > 0; })) {
        QTextStream(stderr) << "no shell\n";
        return 1;
    }
    spin(500ms);
    Pulse pulse;
    pulse.begin();
    QJsonArray pressed;
    QJsonArray quiet;
    double rate = 0;
    for (int i = 0; i < presses; ++i) {
        const qint64 before = gateway.tally.came;
        tab.presenter().send(place[6].toUtf8() + '\r');
        spin(2s);
        rate = qMax(rate, static_cast<double>(gateway.tally.came - before) / 2e6);
        const qint64 moment = monotonicNow();
        pressed.append(QString::number(moment)); // more digits than a double has
        tab.presenter().send("\x03");
        waitUntil([&] { return gateway.tally.last.durationElapsed() > 300ms; });
        quiet.append(static_cast<double>(monotonicNow() - moment) / 1e6 - 300.0);
    }
    tell({{u"pressed"_s, pressed}, {u"quietMs"_s, quiet}, {u"heldBytes"_s, gateway.tally.most},
        {u"bytes"_s, gateway.tally.came}, {u"megabytesPerSecond"_s, rate}, {u"stallMs"_s, pulse.longest()},
        {u"peakRssMiB"_s, peakMiB()}});
    return 0;
}
