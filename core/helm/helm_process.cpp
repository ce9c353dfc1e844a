// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_process.h"

#include "core/helm/helm_permit.h"
#include "core/helm/helm_spool.h"
#include "core/helm/helm_traces.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QProcess>

#include <csignal>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kPoll = std::chrono::milliseconds(200);
constexpr qint64 kClaimSeconds = 10; // a supervisor takes milliseconds to claim its folder
constexpr QStringView kOperation = u"operation.json";

QByteArray operationJson(const HelmStart& start, const HelmPermit& permit, const QDateTime& started) {
    const QJsonObject operation{
        {u"format"_s, 1},
        {u"id"_s, start.folder.id()},
        {u"started"_s, started.toString(Qt::ISODateWithMs)},
        {u"helm"_s, permit.program()},
        {u"helmVersion"_s, start.helm.version},
        {u"arguments"_s, QJsonArray::fromStringList(permit.arguments())},
        {u"supervisor"_s, start.supervisor},
        {u"facts"_s, start.facts},
    };
    return QJsonDocument(operation).toJson(QJsonDocument::Indented);
}

std::unexpected<Error> conflict(const QString& id, const QString& why, const QString& reason) {
    return fail(ErrorCode::Conflict, id, why, reason);
}

} // namespace

/// The two spool files of one operation and what was read of them.
class HelmProcess::Spool {
public:
    explicit Spool(const HelmFolder& folder)
        : m_output(folder.file(u"stdout"))
        , m_errors(folder.file(u"stderr")) { }
    /// True: something new was there.
    bool read() {
        const bool hasOutput = m_output.readInto(m_tail, HelmTail::Stream::Output);
        return m_errors.readInto(m_tail, HelmTail::Stream::Errors) || hasOutput;
    }
    void finish() { m_tail.finish(); }
    [[nodiscard]] const HelmTail& tail() const { return m_tail; }

private:
    HelmSpoolFile m_output;
    HelmSpoolFile m_errors;
    HelmTail m_tail;
};

HelmProcess::HelmProcess(Clock& clock, SecretMask mask, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_mask(std::move(mask)) { }

HelmProcess::~HelmProcess() = default;

Result<void> HelmProcess::start(const ModeGate& gate, HelmStart start) {
    if (m_state != State::Idle) {
        return conflict(m_id, u"was started before"_s, u"Started"_s);
    }
    if (!isMutating(start.call.verb)) {
        return fail(
            ErrorCode::Invalid, u"helm "_s + helmVerbWord(start.call.verb), u"needs no supervisor"_s, u"NotMutating"_s);
    }
    m_folder = start.folder;
    Result<void> done = writeFiles(start);
    if (done) {
        done = spawn(gate, start);
    }
    if (!done) {
        discardInput();
        m_folder.discard(kOperation.toString());
        return done;
    }
    m_id = m_folder.id();
    m_facts = start.facts;
    m_spool = std::make_unique<Spool>(m_folder);
    m_state = State::Starting;
    watch(Tell::FromEvent);
    return {};
}

Result<void> HelmProcess::writeFiles(HelmStart& start) const {
    if (start.kubeconfig) {
        const auto path = m_folder.write(u"kubeconfig"_s, start.kubeconfig->reveal());
        if (!path) {
            return std::unexpected(path.error());
        }
        start.call.kubeconfig = *path;
    }
    if (start.values) {
        const auto path = m_folder.write(u"values.yaml"_s, *start.values);
        if (!path) {
            return std::unexpected(path.error());
        }
        start.call.valuesFile = *path;
    }
    if (start.call.kubeconfig.isEmpty()) {
        return fail(ErrorCode::Invalid, m_folder.id(), u"no kubeconfig is given"_s, u"NoContext"_s);
    }
    start.environment.set(u"TMPDIR"_s, m_folder.file(u"tmp"));
    return {};
}

/// The one place where a helm that changes a cluster comes into being; the gate is asked in the same breath (PS8).
Result<void> HelmProcess::spawn(const ModeGate& gate, const HelmStart& start) {
    const auto permit = HelmPermit::ask(&gate, start.helm, start.call);
    if (!permit) {
        return std::unexpected(permit.error());
    }
    m_started = m_clock.wallNow();
    const auto written = m_folder.write(kOperation.toString(), operationJson(start, *permit, m_started));
    if (!written) {
        return std::unexpected(written.error());
    }
    m_begun = QFileInfo(*written).lastModified();
    m_arguments = permit->arguments();
    QProcess supervisor;
    supervisor.setProgram(start.supervisor);
    supervisor.setArguments(QStringList{m_folder.path(), permit->program()} + permit->arguments());
    supervisor.setProcessEnvironment(start.environment.toProcessEnvironment());
    supervisor.setWorkingDirectory(m_folder.file(u"cwd"));
    supervisor.setStandardInputFile(QProcess::nullDevice());
    supervisor.setStandardOutputFile(QProcess::nullDevice());
    supervisor.setStandardErrorFile(QProcess::nullDevice());
    if (!supervisor.startDetached()) {
        return fail(ErrorCode::Process, start.supervisor, u"could not be started: "_s + supervisor.errorString(),
            u"NoSupervisor"_s);
    }
    return {};
}

Result<void> HelmProcess::adopt(const HelmFolder& folder) {
    if (m_state != State::Idle) {
        return conflict(m_id, u"was started before"_s, u"Started"_s);
    }
    const QFileInfo about(folder.file(kOperation));
    if (!about.exists()) {
        return fail(ErrorCode::NotFound, folder.path(), u"no operation was begun here"_s);
    }
    const QJsonObject operation = QJsonDocument::fromJson(folder.read(kOperation.toString())).object();
    if (operation.value("id"_L1).toString() != folder.id()) {
        return fail(ErrorCode::Parse, about.filePath(), u"does not describe this operation"_s);
    }
    m_folder = folder;
    m_id = folder.id();
    m_facts = operation.value("facts"_L1).toObject();
    m_started = QDateTime::fromString(operation.value("started"_L1).toString(), Qt::ISODateWithMs);
    m_begun = about.lastModified();
    const QJsonArray arguments = operation.value("arguments"_L1).toArray();
    for (const QJsonValue& argument : arguments) {
        m_arguments += argument.toString();
    }
    m_cancelled = QFileInfo::exists(folder.file(u"cancelled"));
    m_killed = QFileInfo::exists(folder.file(u"killed"));
    m_spool = std::make_unique<Spool>(m_folder);
    m_spool->read();
    const HelmTraces traces = HelmTraces::read(m_folder);
    m_supervised = traces.supervisor && traces.supervisor->isAlive();
    m_state = traces.helm ? State::Running : State::Starting;
    watch(Tell::FromEvent);
    return {};
}

void HelmProcess::watch(Tell tell) {
    if (!m_watcher) {
        m_watcher = std::make_unique<QFileSystemWatcher>(QStringList{m_folder.path()});
        // `pid` and `exit` come by rename, which changes the folder; spool files only grow: those are polled.
        connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &HelmProcess::poll);
    }
    m_timer = m_clock.after(tell == Tell::FromEvent ? Clock::Duration(0) : kPoll, [this] { poll(); });
}

void HelmProcess::poll() {
    if (m_state == State::Idle || m_state == State::Ended) {
        return;
    }
    HelmTraces traces = HelmTraces::read(m_folder);
    const bool isHelmAlive = traces.helm && traces.helm->isAlive();
    const bool isWatched = traces.supervisor && traces.supervisor->isAlive();
    if (!traces.ending && traces.helm && !isHelmAlive && !isWatched) {
        traces = HelmTraces::read(m_folder); // its last word may have come between the two looks
        if (!traces.ending) {
            traces.ending = HelmEnding{.kind = HelmEnding::Kind::Lost, .error = {}, .when = m_clock.wallNow()};
        }
    }
    const QPointer<HelmProcess> self(this);
    if (m_spool->read()) {
        Q_EMIT outputChanged();
    }
    if (!self) {
        return;
    }
    if (traces.ending) {
        end(std::move(*traces.ending));
        return;
    }
    if (traces.helm) {
        m_supervised = isWatched;
        if (std::exchange(m_cancelIsDue, false)) {
            (void)traces.helm->signal(SIGTERM);
        }
        watch(Tell::Now);
        setState(State::Running);
    } else {
        pollUnborn();
    }
}

/// No pid is written down: helm has not been let go.
void HelmProcess::pollUnborn() {
    const bool isOverdue = m_begun.secsTo(QDateTime::currentDateTime()) > kClaimSeconds;
    if (prospectOf(m_folder, isOverdue) == Prospect::MayStart) {
        watch(Tell::Now);
        return;
    }
    const HelmTraces traces = HelmTraces::read(m_folder); // it may have ended before the second look
    if (traces.ending || traces.helm) {
        watch(Tell::FromEvent);
        return;
    }
    end({.kind = HelmEnding::Kind::NotStarted,
        .error = fail(ErrorCode::Process, m_id, u"the supervisor ended before helm was started"_s).error(),
        .when = m_clock.wallNow()});
}

void HelmProcess::end(HelmEnding ending) {
    m_ending = std::move(ending);
    m_timer.reset();
    m_watcher.release()->deleteLater(); // one of its signals may have led here
    m_spool->read();
    m_spool->finish();
    discardInput();
    const QPointer<HelmProcess> self(this);
    setState(State::Ended);
    if (self) {
        Q_EMIT ended(HelmEnding(m_ending));
    }
}

void HelmProcess::setState(State state) {
    if (m_state != state) {
        m_state = state;
        Q_EMIT stateChanged();
    }
}

void HelmProcess::discardInput() const {
    m_folder.discard(u"kubeconfig"_s);
    m_folder.discard(u"values.yaml"_s);
}

Result<void> HelmProcess::cancel() {
    if (m_cancelled) {
        return conflict(m_id, u"was asked to end already, and takes no second word"_s, u"AlreadyCancelled"_s);
    }
    const bool isUnborn = m_state == State::Starting;
    if (const auto sent = isUnborn ? Result<void>() : signalHelm(SIGTERM); !sent) {
        return sent;
    }
    m_cancelIsDue = isUnborn;
    m_cancelled = true;
    (void)m_folder.write(u"cancelled"_s, {}); // for a later window; the signal is out whether it can be kept or not
    return {};
}

Result<void> HelmProcess::kill() {
    if (const auto sent = signalHelm(SIGKILL); !sent) {
        return sent;
    }
    m_killed = true;
    (void)m_folder.write(u"killed"_s, {});
    return {};
}

Result<void> HelmProcess::signalHelm(int number) {
    const HelmTraces traces = m_state == State::Running ? HelmTraces::read(m_folder) : HelmTraces();
    // helm alone is asked to end: a login plugin it needs to write its record must live on.
    const auto reach = number == SIGKILL ? ProcessMark::Reach::Group : ProcessMark::Reach::Process;
    if (traces.ending || !traces.helm || !traces.helm->signal(number, reach)) {
        return conflict(m_id, u"helm does not run"_s, u"NotRunning"_s);
    }
    return {};
}

QString HelmProcess::output() const {
    return m_spool ? shownHelmOutput(m_spool->tail().both(), m_mask) : QString();
}

QString HelmProcess::lastError() const {
    return m_spool ? helmErrorText(m_spool->tail().errors(), m_mask) : QString();
}

void HelmProcess::forget() {
    if (m_state == State::Ended) {
        m_folder.remove();
    }
}

} // namespace pilothouse
