// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/pinned_kubeconfig.h"
#include "core/kube/exec_session.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QSocketNotifier>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace pilothouse {

/// What the way through kubectl needs: for accounts that may only `create pods/exec`, which a WebSocket, being a GET,
/// can't do (k8s#134577).
struct KubectlWay {
    QString program; ///< absolute
    PinnedKubeconfig kubeconfig;
    QProcessEnvironment environment; ///< as for helm: an allow-list
};

/// One `kubectl exec` or `attach` as a child: argv only, a private kubeconfig of 0600 with the one context, a terminal
/// of its own where tty. Output is read while the owner takes it (setReading). Thread: its own.
class KubectlExec final : public QObject {
    Q_OBJECT
public:
    KubectlExec(std::shared_ptr<const KubectlWay> way, ExecRequest request, QObject* parent = nullptr);
    ~KubectlExec() override;
    Q_DISABLE_COPY_MOVE(KubectlExec)

    /// Errors: Io (the file, the terminal), Process with reason NotStarted.
    [[nodiscard]] Result<void> start();
    /// @return how many bytes were taken
    qsizetype write(const QByteArray& bytes);
    void closeInput();
    void resize(int columns, int rows);
    void setReading(bool isReading);
    /// SIGHUP, as a terminal that goes away sends.
    void close();

    /// argv, without the program: for tests and for showing.
    [[nodiscard]] static QStringList arguments(
        const ExecRequest& request, const QString& kubeconfig, const ContextId& context);

Q_SIGNALS:
    void output(pilothouse::ExecSession::Channel channel, const QByteArray& bytes);
    void writable();
    /// Once, last.
    void ended(const pilothouse::ExecEnd& end);

private:
    [[nodiscard]] Result<QString> writeKubeconfig();
    /// Where its output comes from: its terminal, or a pipe each for output and errors.
    struct Reader {
        int descriptor = -1;
        ExecSession::Channel channel = ExecSession::Channel::Output;
        std::unique_ptr<QSocketNotifier> notifier;
    };
    [[nodiscard]] Result<void> openTerminal();
    [[nodiscard]] Result<void> openPipes();
    void addReader(int descriptor, ExecSession::Channel channel);
    /// @return whether there may be more
    bool read(Reader& reader);
    void remember(const QByteArray& bytes);
    void finish();
    [[nodiscard]] ExecEnd endOfProcess() const;

    std::shared_ptr<const KubectlWay> m_way;
    ExecRequest m_request;
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_terminal = -1; ///< our side of it
    std::vector<int> m_childs; ///< its ends of the pipes, until it runs
    std::vector<std::unique_ptr<Reader>> m_readers;
    std::unique_ptr<QSocketNotifier> m_canWrite;
    QByteArray m_errors; ///< the tail of what kubectl said, for a failure of its own
    bool m_isEnded = false;
    bool m_isClosing = false;
};

} // namespace pilothouse
