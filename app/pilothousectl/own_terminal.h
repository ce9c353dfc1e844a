// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <termios.h>

namespace pilothouse::ctl {

/// The terminal (or the files) this program was started from: standard input as it comes, raw while it is a terminal
/// and asked for, and its size. Everything is put back when it goes. One at a time.
class OwnTerminal final : public QObject {
    Q_OBJECT
public:
    enum class Input { Ignored, Read };
    explicit OwnTerminal(Input input);
    ~OwnTerminal() override;
    Q_DISABLE_COPY_MOVE(OwnTerminal)

    [[nodiscard]] static bool isTerminal();
    /// Keys come one by one and unchanged, Ctrl-C too. False: it is no terminal.
    bool makeRaw();
    struct Size {
        int columns = 80;
        int rows = 24;
    };
    [[nodiscard]] static Size size();
    /// Stops and goes on reading, for back-pressure.
    void setReading(bool isReading);
    /// To standard output or error, all of it.
    static void write(int descriptor, const QByteArray& bytes);

Q_SIGNALS:
    void input(const QByteArray& bytes);
    void inputEnded();
    void resized();
    void interrupted(); ///< SIGINT or SIGTERM

private:
    void read();
    void onSignal();

    std::unique_ptr<QSocketNotifier> m_input;
    std::unique_ptr<QSocketNotifier> m_signals;
    termios m_before{};
    bool m_isRaw = false;
    bool m_isEnded = false;
};

} // namespace pilothouse::ctl
