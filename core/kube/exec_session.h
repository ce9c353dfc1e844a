// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace pilothouse {

class ApiClient;
struct KubectlWay;

/// What to run, and where. An empty command attaches to what runs already.
struct ExecRequest {
    QString nameSpace;
    QString pod;
    QString container; ///< empty: the server's choice where the pod has one container
    QStringList command; ///< argv, never a shell line
    bool stdIn = true;
    bool tty = true;
    int columns = 80; ///< sent before the first byte, where tty
    int rows = 24;
};

/// How it ended.
struct ExecEnd {
    /// Of the program. None: it did not say (the connection was lost, an attach was detached).
    std::optional<int> exitCode;
    /// Why there is none, or why it was not begun: ContainerNotFound, no such program (reason `NoProgram`), Forbidden,
    /// a lost connection (Unreachable, Timeout), a cut by the server (Protocol).
    std::optional<Error> error;
};

/// One exec or attach over a WebSocket: v5.channel.k8s.io, v4 where that is all the server has (protocol 2.9).
///
/// Signals: opened once, output any number of times, ended exactly once; ended alone when it was refused. Destroying
/// the object drops the connection; what runs in the container gets a hang-up from its terminal only.
/// Back-pressure: at most 256 KiB of output that nobody has taken (taken()) is held here; beyond that nothing is read
/// from the socket. Input is sent at once while less than 64 KiB of it waits; write() says what it took.
/// Thread: core's.
class ExecSession final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Connecting, Open, Ended };
    enum class Channel { Output, Error };

    ExecSession(ApiClient& client, ExecRequest request, QObject* parent = nullptr);
    ~ExecSession() override;
    Q_DISABLE_COPY_MOVE(ExecSession)

    /// Gives the way through kubectl, should the account turn out to lack `get` (reason NeedsGet); asked only then, and
    /// again by the mode's gate. None: there is no kubectl, and the error is the end.
    using KubectlFinder = std::function<Result<std::shared_ptr<const KubectlWay>>()>;
    void setKubectlFinder(KubectlFinder finder);
    /// It goes through kubectl.
    [[nodiscard]] bool isThroughKubectl() const;

    void start();
    /// @returns how many bytes were taken; 0 unless Open
    qsizetype write(const QByteArray& bytes);
    /// Ends stdin. False: the protocol has no way to (v4).
    bool closeInput();
    /// Clamped to 1…1000; the last one wins where they come faster than 20 a second.
    void resize(int columns, int rows);
    /// @p bytes of output were dealt with: room for more.
    void taken(qsizetype bytes);
    void close();
    [[nodiscard]] State state() const;
    [[nodiscard]] const ExecRequest& request() const;

Q_SIGNALS:
    void opened();
    void output(pilothouse::ExecSession::Channel channel, const QByteArray& bytes);
    /// There is room for input again after write() took less than it was given.
    void writable();
    void ended(const pilothouse::ExecEnd& end);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace pilothouse
