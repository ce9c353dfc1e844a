// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/helm/helm_call.h"
#include "core/helm/helm_environment.h"
#include "core/helm/helm_folder.h"
#include "core/helm/helm_output.h"
#include "core/helm/helm_program.h"
#include "core/kube/mode_gate.h"

#include <QDateTime>
#include <QJsonObject>
#include <QObject>

#include <memory>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QFileSystemWatcher)

namespace pilothouse {

/// What to run, and with which files.
struct HelmStart {
    /// Made by the caller (the chart may lie in it); gets `operation.json`, `kubeconfig`, `values.yaml`, `stdout`,
    /// `stderr`, `pid`, `exit`. Its name is the operation's id.
    HelmFolder folder;
    HelmProgram helm;
    HelmCall call; ///< kubeconfig and values file are filled in
    std::shared_ptr<const Secret> kubeconfig;
    std::optional<QByteArray> values; ///< Install, Upgrade: the whole values
    HelmEnvironment environment;
    QString supervisor; ///< path of pilothouse-supervisor
    QJsonObject facts; ///< kept in `operation.json` for whoever adopts it; no secrets
};

/// How a helm ended, as far as this machine knows. What that means for the release is read from the cluster (HE7).
struct HelmEnding {
    enum class Kind {
        Exited, ///< with `exitCode`
        Signalled, ///< killed by `signal`
        NotStarted, ///< it never ran; `error` says why where that is known
        Lost, ///< it is gone, and so was its supervisor before: the exit code is not known
    } kind
        = Kind::Exited;
    int exitCode = -1;
    int signal = 0;
    std::optional<Error> error;
    QDateTime when; ///< UTC, as exactly as is known
};

/// One helm that changes a cluster, running under a supervisor that outlives this program (HE8). Destroying this object
/// leaves helm alone; a later one adopts it by pid and start time. Thread: one, with an event loop.
class HelmProcess final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Starting, Running, Ended };

    explicit HelmProcess(Clock& clock, SecretMask mask = {}, QObject* parent = nullptr);
    ~HelmProcess() override;
    Q_DISABLE_COPY_MOVE(HelmProcess)

    /// Asks @p gate, writes the files, starts. On an error nothing runs and no secret is left in the folder.
    /// Errors: Forbidden (the mode; verbs that read belong to readHelm), Io, Process (no supervisor), Conflict (started
    /// before), those of helmArguments.
    [[nodiscard]] Result<void> start(const ModeGate& gate, HelmStart start);
    /// Takes up what an earlier program began in @p folder. Already ended ones are Ended at once; `ended` is emitted
    /// from an event all the same. Errors: NotFound (no `operation.json`), Parse.
    [[nodiscard]] Result<void> adopt(const HelmFolder& folder);

    /// SIGTERM to helm, once: helm swallows a second (protocol: 3.4). Errors: Conflict with reason NotRunning or
    /// AlreadyCancelled.
    [[nodiscard]] Result<void> cancel();
    /// SIGKILL to helm and to what it started: the record stays pending. Only ever asked for by a person (HE9).
    /// Errors: Conflict with reason NotRunning.
    [[nodiscard]] Result<void> kill();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const HelmEnding& ending() const { return m_ending; } ///< valid once Ended
    [[nodiscard]] bool wasCancelled() const { return m_cancelled; } ///< also by an earlier window
    [[nodiscard]] bool wasKilled() const { return m_killed; }
    [[nodiscard]] bool isSupervised() const { return m_supervised; } ///< false: its exit code will not be known
    [[nodiscard]] const QString& id() const { return m_id; }
    [[nodiscard]] const HelmFolder& folder() const { return m_folder; }
    [[nodiscard]] const QJsonObject& facts() const { return m_facts; }
    [[nodiscard]] const QStringList& arguments() const { return m_arguments; }
    [[nodiscard]] const QDateTime& started() const { return m_started; } ///< UTC
    /// The last 64 KiB of both streams, whole lines, without escape sequences, masked (HE6, HE12).
    [[nodiscard]] QString output() const;
    /// The last line of stderr that begins with `Error:`, in helm's words, masked; empty: none.
    [[nodiscard]] QString lastError() const;

    /// Removes the folder with everything in it, once the outcome is recorded. Not while it runs.
    void forget();

Q_SIGNALS:
    void stateChanged();
    void outputChanged(); ///< at most 5 a second
    /// After the last output was read. Kubeconfig and values are gone from the disk by now.
    void ended(const pilothouse::HelmEnding& ending);

private:
    class Spool;
    enum class Tell { Now, FromEvent };

    [[nodiscard]] Result<void> writeFiles(HelmStart& start) const;
    [[nodiscard]] Result<void> spawn(const ModeGate& gate, const HelmStart& start);
    void discardInput() const;
    void watch(Tell tell);
    void poll();
    void pollUnborn();
    void end(HelmEnding ending);
    void setState(State state);
    [[nodiscard]] Result<void> signalHelm(int number);

    Clock& m_clock;
    SecretMask m_mask;
    State m_state = State::Idle;
    HelmEnding m_ending;
    bool m_cancelled = false;
    bool m_cancelIsDue = false; ///< asked for before helm was written down
    bool m_killed = false;
    bool m_supervised = true;
    QString m_id;
    HelmFolder m_folder;
    QJsonObject m_facts;
    QStringList m_arguments;
    QDateTime m_started;
    QDateTime m_begun; ///< when `operation.json` was written, by the disk's clock
    std::unique_ptr<Spool> m_spool;
    std::unique_ptr<Timer> m_timer;
    std::unique_ptr<QFileSystemWatcher> m_watcher;
};

} // namespace pilothouse
