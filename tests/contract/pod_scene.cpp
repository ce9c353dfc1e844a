// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/pod_scene.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QThread>

#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto kImage = "localhost/busybox:1";
}

PodScene::PodScene() {
    if (m_server.problem().isEmpty()) {
        m_space = m_server.makeNamespace();
    }
}

QJsonObject PodScene::sleeper() {
    return {{u"name"_s, u"main"_s}, {u"image"_s, QString::fromLatin1(kImage)},
        {u"command"_s, QJsonArray{u"sleep"_s, u"100000"_s}}};
}

QJsonObject PodScene::echo() {
    return {{u"name"_s, u"main"_s}, {u"image"_s, QString::fromLatin1(kImage)},
        {u"command"_s, QJsonArray{u"sh"_s, u"-c"_s, u"while true; do nc -l -p 7777 -e cat; done"_s}},
        {u"ports"_s, QJsonArray{QJsonObject{{u"name"_s, u"echo"_s}, {u"containerPort"_s, 7777}}}}};
}

QString PodScene::makePod(const QByteArray& name, const QJsonObject& container) {
    const QByteArray path = "/api/v1/namespaces/" + m_space + "/pods";
    // The service account controller of a real cluster makes the default account a moment after the namespace.
    Answer made;
    for (const QDeadlineTimer bound(20s); made.status != 201 && !bound.hasExpired(); QThread::sleep(200ms)) {
        made = m_server.create(path,
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
                {u"metadata"_s,
                    QJsonObject{{u"name"_s, QString::fromLatin1(name)},
                        {u"labels"_s, QJsonObject{{u"app"_s, QString::fromLatin1(name)}}}}},
                {u"spec"_s,
                    QJsonObject{{u"hostNetwork"_s, true}, {u"containers"_s, QJsonArray{container}},
                        {u"terminationGracePeriodSeconds"_s, 0}}}});
    }
    if (made.status != 201) {
        return QString::fromUtf8(made.body);
    }
    for (const QDeadlineTimer bound(60s); !bound.hasExpired(); QThread::sleep(100ms)) {
        const QJsonObject status = m_server.get(path + '/' + name).json().value("status"_L1).toObject();
        if (status["containerStatuses"_L1][0]["ready"_L1].toBool()) {
            return {};
        }
    }
    return u"the pod does not run"_s;
}

void PodScene::prepare(QProcess& process) const {
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, m_path);
    environment.insert(u"TERM"_s, u"xterm"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const QString& name : {u"XDG_STATE_HOME"_s, u"XDG_CONFIG_HOME"_s, u"HOME"_s}) {
        environment.insert(name, m_files.path());
    }
    process.setProcessEnvironment(environment);
    process.setProgram(qEnvironmentVariable("PILOTHOUSE_BIN") + u"/pilothousectl"_s);
}

namespace {

QStringList ours(
    const ContractServer& server, const QString& kubeconfig, const QByteArray& space, const QStringList& arguments) {
    // What no rule knows is protected: the reason opens it.
    return QStringList{u"--kubeconfig"_s, kubeconfig, u"--context"_s, server.context(), u"-n"_s,
               QString::fromLatin1(space), u"--reason"_s, u"contract test"_s}
    + arguments;
}

} // namespace

std::unique_ptr<QProcess> PodScene::start(const QStringList& arguments) {
    auto process = std::make_unique<QProcess>();
    prepare(*process);
    process->setArguments(ours(m_server, m_server.kubeconfig(), m_space, arguments));
    process->start();
    return process;
}

PodScene::Run PodScene::ctl(const QStringList& arguments, const QByteArray& input) {
    return carryOut(ours(m_server, m_server.kubeconfig(), m_space, arguments), input);
}

PodScene::Run PodScene::ctlWith(const QString& kubeconfig, const QStringList& arguments, const QByteArray& input) {
    return carryOut(ours(m_server, kubeconfig, m_space, arguments), input);
}

PodScene::Run PodScene::carryOut(const QStringList& arguments, const QByteArray& input) {
    const auto process = std::make_unique<QProcess>();
    prepare(*process);
    process->setArguments(arguments);
    process->start();
    process->write(input);
    process->closeWriteChannel();
    Run run;
    if (process->waitForFinished(40'000) && process->exitStatus() == QProcess::NormalExit) {
        run.code = process->exitCode();
    }
    run.output = process->readAllStandardOutput();
    run.errors = process->readAllStandardError();
    return run;
}

QList<QJsonObject> PodScene::audit() const {
    QFile file(m_files.path() + u"/pilothouse/audit.jsonl"_s);
    QList<QJsonObject> lines;
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().trimmed().split('\n')) {
            lines.append(QJsonDocument::fromJson(line).object());
        }
    }
    return lines;
}

PodTerminal::PodTerminal(PodScene& scene, const QStringList& arguments, int columns, int rows) {
    m_master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    ::grantpt(m_master);
    ::unlockpt(m_master);
    resize(columns, rows);
    const QByteArray slave(::ptsname(m_master));
    scene.prepare(m_process);
    m_process.setArguments(ours(scene.server(), scene.server().kubeconfig(), scene.space(), arguments));
    m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.setChildProcessModifier([slave] {
        ::setsid();
        const int terminal = ::open(slave.constData(), O_RDWR); // the first one opened becomes its own
        ::ioctl(terminal, TIOCSCTTY, 0);
        for (int descriptor = 0; descriptor <= 2; ++descriptor) {
            ::dup2(terminal, descriptor);
        }
        ::close(terminal);
    });
    m_process.start();
    m_process.waitForStarted();
}

PodTerminal::~PodTerminal() {
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(2000);
    }
    ::close(m_master);
}

void PodTerminal::type(const QByteArray& keys) const {
    [[maybe_unused]] const auto written = ::write(m_master, keys.constData(), static_cast<size_t>(keys.size()));
}

void PodTerminal::resize(int columns, int rows) const {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    ::ioctl(m_master, TIOCSWINSZ, &size);
}

bool PodTerminal::isCooked() const {
    termios settings{};
    return ::tcgetattr(m_master, &settings) == 0 && (settings.c_lflag & ICANON) != 0;
}

bool PodTerminal::readMore() {
    pollfd ready{.fd = m_master, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, 100) <= 0) {
        return false;
    }
    QByteArray bytes(4096, Qt::Uninitialized);
    const ssize_t count = ::read(m_master, bytes.data(), static_cast<size_t>(bytes.size()));
    if (count > 0) {
        m_seen += bytes.first(count);
    }
    return count > 0;
}

bool PodTerminal::waitFor(const QByteArray& words) {
    for (const QDeadlineTimer bound(15s); !m_seen.contains(words);) {
        readMore();
        if (bound.hasExpired()) {
            return false;
        }
    }
    m_passed = m_seen.first(m_seen.indexOf(words));
    m_seen.remove(0, m_passed.size() + words.size());
    return true;
}

int PodTerminal::end() {
    for (const QDeadlineTimer bound(15s); m_process.state() != QProcess::NotRunning && !bound.hasExpired();) {
        readMore();
        m_process.waitForFinished(10);
    }
    return m_process.state() == QProcess::NotRunning && m_process.exitStatus() == QProcess::NormalExit
        ? m_process.exitCode()
        : -1;
}

} // namespace pilothouse::contract
