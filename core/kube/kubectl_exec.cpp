// SPDX-License-Identifier: Apache-2.0
#include "core/kube/kubectl_exec.h"

#include "core/config/exec_run.h"
#include "core/kube/channel_protocol.h"

#include <QFile>
#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kPiece = qsizetype{32} * 1024;
constexpr qint64 kMaxWaitingInput = qint64{64} * 1024;
constexpr qsizetype kErrorTail = 2048;

std::unexpected<Error> systemError(const QString& subject) {
    return fail(ErrorCode::Io, subject, QString::fromLocal8Bit(std::strerror(errno)), u"Terminal"_s);
}

} // namespace

KubectlExec::KubectlExec(std::shared_ptr<const KubectlWay> way, ExecRequest request, QObject* parent)
    : QObject(parent)
    , m_way(std::move(way))
    , m_request(std::move(request)) {
    connect(&m_process, &QProcess::bytesWritten, this, &KubectlExec::writable);
    connect(&m_process, &QProcess::finished, this, &KubectlExec::finish);
}

KubectlExec::~KubectlExec() {
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(1000);
    }
    for (const auto& reader : m_readers) {
        reader->notifier.reset();
        ::close(reader->descriptor); // the terminal is one of them
    }
}

QStringList KubectlExec::arguments(const ExecRequest& request, const QString& kubeconfig, const ContextId& context) {
    QStringList words{u"--kubeconfig"_s, kubeconfig, u"--context"_s, context.value(), u"--namespace"_s,
        request.nameSpace, request.command.isEmpty() ? u"attach"_s : u"exec"_s};
    if (request.stdIn) {
        words.append(u"--stdin"_s);
    }
    if (request.tty) {
        words.append(u"--tty"_s);
    }
    if (!request.container.isEmpty()) {
        words.append({u"--container"_s, request.container});
    }
    words.append(u"pod/"_s + request.pod); // a name can't be taken for a flag
    if (!request.command.isEmpty()) {
        words.append(u"--"_s);
        words += request.command;
    }
    return words;
}

Result<QString> KubectlExec::writeKubeconfig() {
    const QString name = m_folder.filePath(u"kubeconfig"_s);
    const int descriptor
        = ::open(QFile::encodeName(name).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    QFile file;
    const QByteArray& text = m_way->kubeconfig.text->reveal();
    if (!m_folder.isValid() || descriptor < 0 || !file.open(descriptor, QIODevice::WriteOnly, QFile::AutoCloseHandle)
        || file.write(text) != text.size() || !file.flush()) {
        return systemError(name);
    }
    return name;
}

Result<void> KubectlExec::openTerminal() {
    m_terminal = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (m_terminal < 0 || ::grantpt(m_terminal) != 0 || ::unlockpt(m_terminal) != 0) {
        return systemError(u"terminal"_s);
    }
    addReader(m_terminal, ExecSession::Channel::Output);
    m_canWrite = std::make_unique<QSocketNotifier>(m_terminal, QSocketNotifier::Write);
    m_canWrite->setEnabled(false);
    connect(m_canWrite.get(), &QSocketNotifier::activated, this, [this] {
        m_canWrite->setEnabled(false);
        Q_EMIT writable();
    });
    resize(m_request.columns, m_request.rows);
    m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
    m_process.setChildProcessModifier([name = QByteArray(::ptsname(m_terminal))] {
        ::setsid();
        const int terminal = ::open(name.constData(), O_RDWR); // its controlling one from now on
        ::ioctl(terminal, TIOCSCTTY, 0);
        for (int descriptor = 0; descriptor <= 2; ++descriptor) {
            ::dup2(terminal, descriptor);
        }
        if (terminal > 2) {
            ::close(terminal);
        }
    });
    return {};
}

/// Pipes of our own: QProcess reads whatever comes, we only what is taken.
Result<void> KubectlExec::openPipes() {
    std::array<int, 2> output{};
    std::array<int, 2> errors{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0) {
        return systemError(u"pipe"_s);
    }
    addReader(output[0], ExecSession::Channel::Output);
    m_childs.push_back(output[1]);
    if (::pipe2(errors.data(), O_CLOEXEC) != 0) {
        return systemError(u"pipe"_s);
    }
    addReader(errors[0], ExecSession::Channel::Error);
    m_childs.push_back(errors[1]);
    m_process.setChildProcessModifier([out = output[1], err = errors[1]] {
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
    });
    return {};
}

void KubectlExec::addReader(int descriptor, ExecSession::Channel channel) {
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    auto reader = std::make_unique<Reader>();
    reader->descriptor = descriptor;
    reader->channel = channel;
    reader->notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
    connect(reader->notifier.get(), &QSocketNotifier::activated, this, [this, one = reader.get()] { read(*one); });
    m_readers.push_back(std::move(reader));
}

Result<void> KubectlExec::start() {
    const auto kubeconfig = writeKubeconfig();
    if (!kubeconfig) {
        return std::unexpected(kubeconfig.error());
    }
    if (auto opened = m_request.tty ? openTerminal() : openPipes(); !opened) {
        return opened;
    }
    QProcessEnvironment environment = m_way->environment;
    environment.insert(u"KUBECTL_REMOTE_COMMAND_WEBSOCKETS"_s, u"false"_s); // its old way is a POST
    environment.insert(u"KUBERC"_s, u"off"_s);
    environment.insert(u"TERM"_s, u"xterm-256color"_s);
    m_process.setProcessEnvironment(environment);
    m_process.setProgram(m_way->program);
    m_process.setArguments(arguments(m_request, *kubeconfig, m_way->kubeconfig.context));
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    m_process.start();
    const bool hasStarted = m_process.waitForStarted();
    for (const int descriptor : std::exchange(m_childs, {})) {
        ::close(descriptor); // or we would never see their end
    }
    if (!hasStarted) {
        return fail(ErrorCode::Process, m_way->program, m_process.errorString(), u"NotStarted"_s);
    }
    if (!m_request.stdIn && !m_request.tty) {
        m_process.closeWriteChannel();
    }
    return {};
}

qsizetype KubectlExec::write(const QByteArray& bytes) {
    if (m_isEnded) {
        return 0;
    }
    if (m_terminal < 0) {
        const auto room = std::max<qint64>(0, kMaxWaitingInput - m_process.bytesToWrite());
        return m_process.write(bytes.first(std::min<qsizetype>(bytes.size(), room)));
    }
    const ssize_t count = ::write(m_terminal, bytes.constData(), static_cast<size_t>(bytes.size()));
    if (count < bytes.size()) {
        m_canWrite->setEnabled(true);
    }
    return std::max<qsizetype>(0, count);
}

void KubectlExec::closeInput() {
    if (m_terminal < 0) {
        m_process.closeWriteChannel();
    } else {
        write("\x04"); // what ends input at a terminal
    }
}

void KubectlExec::resize(int columns, int rows) {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    if (m_terminal >= 0) {
        ::ioctl(m_terminal, TIOCSWINSZ, &size); // kubectl hears of it by SIGWINCH
    }
}

void KubectlExec::setReading(bool isReading) {
    for (const auto& reader : m_readers) {
        reader->notifier->setEnabled(isReading && !m_isEnded);
    }
}

void KubectlExec::remember(const QByteArray& bytes) {
    m_errors += bytes;
    if (m_errors.size() > kErrorTail) {
        m_errors.remove(0, m_errors.size() - kErrorTail);
    }
}

bool KubectlExec::read(Reader& reader) {
    QByteArray bytes(kPiece, Qt::Uninitialized);
    const ssize_t count = ::read(reader.descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
    if (count <= 0) {
        const bool isLater = count < 0 && (errno == EAGAIN || errno == EINTR);
        reader.notifier->setEnabled(isLater && !m_isEnded); // else nobody is at the other end any more
        return false;
    }
    bytes.truncate(count);
    remember(bytes);
    Q_EMIT output(reader.channel, bytes);
    return true;
}

void KubectlExec::close() {
    m_isClosing = true;
    if (m_process.state() == QProcess::Running) {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGHUP);
    }
}

ExecEnd KubectlExec::endOfProcess() const {
    ExecEnd end;
    const bool hasFailed = m_process.exitStatus() != QProcess::NormalExit;
    const QByteArray last = m_errors.trimmed().split('\n').last();
    // kubectl's own failures are 1, too; it says so in its last line.
    const bool isItsOwn = m_process.exitCode() == 1
        && (last.startsWith("error:") || last.startsWith("Error from server") || last.startsWith("Unable to"));
    if (m_isClosing) {
        return end;
    }
    if (hasFailed || isItsOwn) {
        end.error = withExecWord(
            fail(ErrorCode::Process, execSubject(m_request), maskedTail(last), u"KubectlFailed"_s).error());
    } else if (!m_request.command.isEmpty()) {
        end.exitCode = m_process.exitCode();
    }
    return end;
}

void KubectlExec::finish() {
    if (std::exchange(m_isEnded, true)) {
        return;
    }
    const QPointer<KubectlExec> self(this); // whoever hears the last of it may destroy us
    for (size_t i = 0; self && i < m_readers.size(); ++i) {
        while (self && read(*m_readers[i])) { }
        if (self) {
            m_readers[i]->notifier->setEnabled(false);
        }
    }
    if (!self) {
        return;
    }
    if (m_canWrite) {
        m_canWrite->setEnabled(false);
    }
    m_folder.remove();
    Q_EMIT ended(endOfProcess());
}

} // namespace pilothouse
