// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/own_terminal.h"

#include <array>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pilothouse::ctl {

namespace {

constexpr qsizetype kPiece = qsizetype{32} * 1024;

/// A signal handler may do little more than write: the byte, the signal's number, wakes the event loop.
std::array<int, 2> g_signalPipe = {-1, -1};

void onAnySignal(int number) {
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(g_signalPipe[1], &byte, 1);
}

} // namespace

OwnTerminal::OwnTerminal(Input input) {
    if (g_signalPipe[0] >= 0 || ::pipe2(g_signalPipe.data(), O_CLOEXEC | O_NONBLOCK) == 0) {
        m_signals = std::make_unique<QSocketNotifier>(g_signalPipe[0], QSocketNotifier::Read);
        connect(m_signals.get(), &QSocketNotifier::activated, this, &OwnTerminal::onSignal);
        for (const int number : {SIGWINCH, SIGINT, SIGTERM, SIGHUP}) {
            std::signal(number, onAnySignal);
        }
    }
    if (input == Input::Read) {
        m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        m_input->setEnabled(false);
        connect(m_input.get(), &QSocketNotifier::activated, this, &OwnTerminal::read);
    }
}

OwnTerminal::~OwnTerminal() {
    if (m_isRaw) {
        tcsetattr(STDIN_FILENO, TCSADRAIN, &m_before);
    }
    for (const int number : {SIGWINCH, SIGINT, SIGTERM, SIGHUP}) {
        std::signal(number, SIG_DFL);
    }
}

bool OwnTerminal::isTerminal() {
    return isatty(STDIN_FILENO) != 0;
}

bool OwnTerminal::makeRaw() {
    if (!isTerminal() || tcgetattr(STDIN_FILENO, &m_before) != 0) {
        return false;
    }
    termios raw = m_before;
    cfmakeraw(&raw);
    m_isRaw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
    return m_isRaw;
}

OwnTerminal::Size OwnTerminal::size() {
    winsize size{};
    for (const int descriptor : {STDOUT_FILENO, STDIN_FILENO}) {
        if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
            return {.columns = size.ws_col, .rows = size.ws_row};
        }
    }
    return {};
}

void OwnTerminal::setReading(bool isReading) {
    if (m_input) {
        m_input->setEnabled(isReading && !m_isEnded);
    }
}

void OwnTerminal::read() {
    QByteArray bytes(kPiece, Qt::Uninitialized);
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), static_cast<size_t>(bytes.size()));
    if (count > 0) {
        bytes.truncate(count);
        Q_EMIT input(bytes);
    } else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
        m_isEnded = true;
        m_input->setEnabled(false);
        Q_EMIT inputEnded();
    }
}

void OwnTerminal::onSignal() {
    std::array<char, 32> numbers{};
    const ssize_t count = ::read(g_signalPipe[0], numbers.data(), numbers.size());
    bool isResized = false;
    bool isInterrupted = false;
    for (ssize_t i = 0; i < count; ++i) {
        (numbers[static_cast<size_t>(i)] == SIGWINCH ? isResized : isInterrupted) = true;
    }
    if (isResized) {
        Q_EMIT resized();
    }
    if (isInterrupted) {
        Q_EMIT interrupted();
    }
}

void OwnTerminal::write(int descriptor, const QByteArray& bytes) {
    const char* at = bytes.constData();
    const char* const end = at + bytes.size();
    while (at < end) {
        const ssize_t count = ::write(descriptor, at, static_cast<size_t>(end - at));
        if (count >= 0) {
            at += count;
        } else if (errno == EAGAIN) {
            pollfd room{.fd = descriptor, .events = POLLOUT, .revents = 0};
            ::poll(&room, 1, -1);
        } else if (errno != EINTR) {
            return; // nobody reads it any more
        }
    }
}

} // namespace pilothouse::ctl
