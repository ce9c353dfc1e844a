// SPDX-License-Identifier: Apache-2.0
#include "core/kube/log_stream.h"

#include "core/async/sleep.h"
#include "core/kube/objects.h"
#include "core/kube/status_error.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxRefusal = 64 * 1024;
constexpr Clock::Duration kSoon{1000}; // a kubelet's status is a second behind its containers
constexpr Clock::Duration kNextLook{5000};
constexpr Clock::Duration kProbeDeadline{10'000};
constexpr int kMaxEmptyEnds = 3; // then a log whose pod can't be looked at is over

/// What the kubelet writes in a log's place (LO5). Source: kubelet pkg/kubelet/kuberuntime, GetContainerLogs.
bool isServersWords(QByteArrayView line) {
    return line.startsWith("unable to retrieve container logs") || line.startsWith("failed to try resolving symlinks")
        || line.startsWith("failed to create fsnotify watcher");
}

/// `container "web" in pod "web-1" is waiting to start: ContainerCreating`
bool isWaiting(const Error& error) {
    return error.code == ErrorCode::Invalid
        && (error.detail.contains("waiting to start"_L1) || error.detail.contains("is not available"_L1)
            || error.detail.contains("PodInitializing"_L1) || error.detail.contains("ContainerCreating"_L1));
}

/// Another try in a while may mend it.
bool isPassing(const Error& error) {
    switch (error.code) {
    case ErrorCode::Timeout:
    case ErrorCode::Unreachable:
    case ErrorCode::RateLimited:
    case ErrorCode::ServerError:
    case ErrorCode::Gone:
    case ErrorCode::Protocol:
        return true;
    default:
        return false;
    }
}

} // namespace

LogStream::LogStream(ApiClient& client, LogStreamRequest request, LogTaker& taker, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_request(std::move(request))
    , m_taker(taker)
    , m_cutter(*this)
    , m_backoff(client.services().clock) {
    m_request.follow = m_request.follow && !m_request.previous;
}

LogStream::~LogStream() = default;

QString LogStream::subject() const {
    return u"log of %1/%2 in namespace %3"_s.arg(m_request.pod, m_request.container, m_request.nameSpace);
}

void LogStream::start() {
    open();
}

void LogStream::wake() {
    if (m_sleep != TaskId::None) {
        m_scope.cancel(std::exchange(m_sleep, TaskId::None));
        goOn();
    }
}

void LogStream::pause() {
    m_isPaused = true;
    if (m_stream) {
        m_stream->pause();
    }
}

void LogStream::resume() {
    m_isPaused = false;
    if (m_stream) {
        m_stream->resume();
    }
}

ApiClient::Call LogStream::call() const {
    ApiClient::Call call;
    call.path = builtin::pods().path(m_request.nameSpace, m_request.pod, u"log");
    call.accept = "*/*";
    const auto add = [&call](const QString& key, const QString& value) { call.query.addQueryItem(key, value); };
    add(u"container"_s, m_request.container);
    add(u"timestamps"_s, u"true"_s);
    if (m_request.previous || m_readsPrevious) {
        add(u"previous"_s, u"true"_s);
    } else if (m_request.follow) {
        add(u"follow"_s, u"true"_s);
    }
    if (const auto since = m_cutter.since()) {
        add(u"sinceTime"_s, QString::fromLatin1(sinceText(*since)));
        return call;
    }
    if (m_request.since) {
        add(u"sinceSeconds"_s, QString::number(qMax<qint64>(1, m_request.since->count())));
    }
    if (m_request.tail) {
        add(u"tailLines"_s, QString::number(qMax<qint64>(0, *m_request.tail)));
    }
    return call;
}

Task<LogStream::OpenResult> LogStream::openStream() {
    co_return co_await m_client.open(call());
}

void LogStream::open() {
    m_toldBefore = m_cutter.told();
    m_scope.launch<OpenResult>(openStream(), [this](OpenResult opened) { onOpened(std::move(opened)); });
}

void LogStream::onOpened(OpenResult opened) {
    if (!opened) {
        afterRefusal(opened.error());
        return;
    }
    m_stream = std::move(opened->stream);
    m_generation = opened->generation;
    m_status = 0;
    m_headers.clear();
    m_refusal.clear();
    connect(m_stream.get(), &HttpStream::started, this, &LogStream::onStarted);
    connect(m_stream.get(), &HttpStream::data, this, &LogStream::onData);
    connect(m_stream.get(), &HttpStream::finished, this, &LogStream::onFinished);
    connect(m_stream.get(), &HttpStream::probeNeeded, this, &LogStream::onProbeNeeded);
    m_stream->start();
    if (m_isPaused) {
        m_stream->pause();
    }
}

void LogStream::dropStream() {
    if (m_stream) {
        m_stream->disconnect(this);
        m_stream.release()->deleteLater(); // we may be inside its signal
    }
}

void LogStream::onStarted(int status, const HttpHeaders& headers) {
    m_status = status;
    if (status != 200 || isWebPage(headers, {})) {
        m_headers = headers;
        return;
    }
    m_isRefreshed = false;
    m_saidWaiting.clear();
    if (m_resume == Resume::AfterError) {
        m_resume = Resume::No;
        tell(LogNotice::Kind::Reconnected, {}, m_endError);
    }
}

void LogStream::onData(const QByteArray& bytes) {
    if (m_status != 200 || !m_headers.empty()) {
        m_refusal += bytes.first(qMin(bytes.size(), kMaxRefusal - m_refusal.size()));
        return;
    }
    m_cutter.feed(bytes);
}

void LogStream::takeLine(const CutLine& line) {
    if (!line.stamp.isValid() && isServersWords(line.bytes)) {
        m_words = fail(ErrorCode::ServerError, subject(),
            QString::fromUtf8(line.bytes.first(qMin<qsizetype>(line.bytes.size(), 2048))), u"LogUnavailable"_s)
                      .error();
        return;
    }
    if (m_resume == Resume::AfterEnd) {
        m_resume = Resume::No;
        if (!m_cutter.hasGap()) {
            tell(LogNotice::Kind::Rotated);
        }
    }
    if (m_cutter.hasGap() && !m_saidGap) {
        m_saidGap = true;
        tell(LogNotice::Kind::Gap);
    }
    m_taker.takeLine(line);
}

void LogStream::onFinished(const std::optional<Error>& error) {
    dropStream();
    if (m_status == 200 && m_headers.empty()) {
        afterBody(error);
        return;
    }
    if (error || m_status == 0) {
        afterRefusal(error.value_or(fail(ErrorCode::Protocol, subject(), u"no answer"_s).error()));
        return;
    }
    if (m_status == 204) { // no node yet
        waitForStart(u"the pod has no node yet"_s, Step::Open);
        return;
    }
    HttpResponse response;
    response.status = m_status;
    response.headers = m_headers;
    response.body = m_refusal;
    afterRefusal(m_status == 200 ? notKubernetes(m_status, subject()) : errorFromAnswer(response, subject()));
}

/// Nothing of a log came.
void LogStream::afterRefusal(const Error& error) {
    if (error.httpStatus == 401 && !m_isRefreshed) {
        m_isRefreshed = true;
        m_scope.launch<Result<void>>(m_client.refreshCredentials(m_generation), [this](const Result<void>& renewed) {
            if (renewed) {
                open();
            } else {
                finish(renewed.error());
            }
        });
        return;
    }
    const bool isPrevious = m_request.previous || m_readsPrevious;
    if (isPrevious && !isPassing(error)) {
        if (m_readsPrevious) { // the run that was cut is no longer kept
            m_readsPrevious = false;
            m_endError.reset();
            tell(LogNotice::Kind::Gap, error.detail);
            look();
            return;
        }
        finish(error);
        return;
    }
    if (m_request.follow && isWaiting(error)) {
        waitForStart(error.detail, Step::Open);
        return;
    }
    if (error.code == ErrorCode::NotFound && m_cutter.told() > 0) {
        m_endError = error;
        look(); // its pod is gone, most likely
        return;
    }
    if (isPassing(error) && (m_request.follow || m_cutter.told() > 0 || m_emptyEnds < kMaxEmptyEnds)) {
        ++m_emptyEnds;
        retryLater(error);
        return;
    }
    finish(error);
}

/// A log came, and ended.
void LogStream::afterBody(const std::optional<Error>& error) {
    const bool isEmpty = m_cutter.told() == m_toldBefore;
    m_emptyEnds = isEmpty ? m_emptyEnds + 1 : 0;
    m_endError = error;
    if (!error) {
        if (!m_request.follow && !m_readsPrevious) {
            m_cutter.finish();
            finish(std::exchange(m_words, std::nullopt));
            return;
        }
        if (isServersWords(m_cutter.rest())) {
            m_cutter.finish();
        }
        if (const auto words = std::exchange(m_words, std::nullopt)) {
            retryLater(*words);
            return;
        }
    }
    if (m_request.previous) {
        reopen(m_backoff.next()); // that run has ended: nothing about it can change
        return;
    }
    look(); // the part of a line that is left waits for what the pod says
}

Task<LogStream::FactsResult> LogStream::lookAtPod() {
    const auto pod = co_await getObject(m_client, builtin::pods(), m_request.nameSpace, m_request.pod);
    if (!pod) {
        if (pod.error().code == ErrorCode::NotFound) {
            co_return std::optional<ContainerFacts>();
        }
        co_return std::unexpected(pod.error());
    }
    const PodFacts facts = podFactsOf(*pod);
    const ContainerFacts* const found = facts.find(m_request.container);
    co_return found ? std::optional(*found) : std::nullopt;
}

void LogStream::look() {
    m_scope.launch<FactsResult>(lookAtPod(), [this](const FactsResult& looked) { afterLook(looked); });
}

void LogStream::afterLook(const FactsResult& looked) {
    if (!looked) {
        if (isPassing(looked.error())) {
            pauseFor(m_backoff.next(), Step::Look);
        } else if (m_endError || m_emptyEnds < kMaxEmptyEnds) {
            reopen(kSoon); // the account may read logs but not pods
        } else {
            m_cutter.finish();
            finish();
        }
        return;
    }
    if (!*looked) {
        if (m_endError) {
            tell(LogNotice::Kind::Gap, u"the pod was deleted while the connection was down"_s, m_endError);
        }
        m_cutter.finish();
        finish();
        return;
    }
    const ContainerFacts& facts = **looked;
    const bool isSame = m_request.runId.isEmpty() || m_request.runId == facts.runId;
    if (isSame) {
        m_request.runId = facts.runId;
        m_restarts = facts.restarts;
        afterSameRun(facts);
    } else {
        afterOtherRun(facts);
    }
}

void LogStream::afterSameRun(const ContainerFacts& facts) {
    if (m_waitsForRun && !facts.isRunning) {
        if (facts.canRunAgain && m_request.follow) {
            waitForStart(facts.waiting, Step::Look);
        } else {
            finish();
        }
        return;
    }
    if (m_endError || facts.isRunning) {
        reopen(m_endError && m_emptyEnds <= 1 ? Clock::Duration(0) : kSoon);
        return;
    }
    m_cutter.finish();
    tell(LogNotice::Kind::Ended, facts.ended);
    if (!facts.canRunAgain || !m_request.follow) {
        finish();
        return;
    }
    m_waitsForRun = true;
    waitForStart(facts.waiting, Step::Look);
}

void LogStream::afterOtherRun(const ContainerFacts& facts) {
    const bool isMissing = m_endError.has_value() && !m_waitsForRun;
    if (isMissing && !m_readsPrevious && m_cutter.told() > 0) {
        m_readsPrevious = true; // the rest of the run that was cut, as long as the node keeps it
        reopen(Clock::Duration(0));
        return;
    }
    m_cutter.finish();
    if (!m_waitsForRun) {
        tell(LogNotice::Kind::Ended, facts.ended);
    }
    m_readsPrevious = false;
    if (!m_request.follow) {
        finish();
        return;
    }
    beginRun(facts);
}

void LogStream::beginRun(const ContainerFacts& facts) {
    const bool hasMissedRuns = m_restarts >= 0 && facts.restarts > m_restarts + 1;
    m_request.runId = facts.runId;
    m_restarts = facts.restarts;
    m_request.since.reset();
    m_request.tail.reset();
    m_waitsForRun = false;
    m_saidGap = false;
    m_resume = Resume::No;
    m_endError.reset();
    m_cutter.startAnew();
    m_backoff.reset();
    if (hasMissedRuns) {
        tell(LogNotice::Kind::Gap, u"it ran and ended more than once meanwhile"_s);
    }
    tell(LogNotice::Kind::Restarted);
    open();
}

/// What was cut is read again from the last stamp on.
void LogStream::reopen(Clock::Duration delay) {
    m_cutter.reread();
    m_saidGap = false;
    m_resume = m_endError ? Resume::AfterError : Resume::AfterEnd;
    pauseFor(delay, Step::Open);
}

void LogStream::retryLater(const Error& error) {
    if (!m_endError || m_endError->code != error.code || m_endError->detail != error.detail) {
        tell(LogNotice::Kind::Failed, {}, error);
    }
    m_endError = error;
    m_cutter.reread();
    m_resume = Resume::AfterError;
    const Clock::Duration asked = error.retryAfter.value_or(std::chrono::seconds(0));
    pauseFor(qMax(m_backoff.next(), qMin(asked, Clock::Duration(120'000))), Step::Open);
}

void LogStream::waitForStart(const QString& words, Step step) {
    if (words != m_saidWaiting && !words.isEmpty()) {
        tell(LogNotice::Kind::Waiting, words);
        m_saidWaiting = words;
    }
    pauseFor(step == Step::Open ? kSoon : kNextLook, step);
}

Task<void> LogStream::rest(Clock::Duration delay) {
    co_await sleepFor(m_client.services().clock, delay);
}

void LogStream::pauseFor(Clock::Duration delay, Step step) {
    m_step = step;
    m_sleep = m_scope.launch(rest(delay), [this] {
        m_sleep = TaskId::None;
        goOn();
    });
}

void LogStream::goOn() {
    if (m_hasEnded) {
        return;
    }
    if (m_step == Step::Open) {
        open();
    } else {
        look();
    }
}

void LogStream::finish(std::optional<Error> error) {
    dropStream();
    if (m_hasEnded) {
        return;
    }
    m_hasEnded = true;
    if (error) {
        tell(LogNotice::Kind::Failed, {}, error);
    }
    Q_EMIT ended(error);
}

void LogStream::tell(LogNotice::Kind kind, const QString& detail, std::optional<Error> error) {
    m_taker.takeNotice({.kind = kind, .source = {}, .detail = detail, .error = std::move(error)});
}

Task<bool> LogStream::probe() {
    ApiClient::Call call;
    call.path = u"/version"_s;
    call.deadline = kProbeDeadline;
    const auto answer = co_await m_client.send(std::move(call));
    // A refusal is an answer too; but a gateway's word that nobody is behind it is not.
    const int status = answer ? 200 : answer.error().httpStatus;
    co_return status > 0 && (status < 502 || status > 504);
}

void LogStream::onProbeNeeded() {
    if (std::exchange(m_isProbing, true)) {
        return;
    }
    m_scope.launch<bool>(probe(), [this](bool isAlive) {
        m_isProbing = false;
        if (!isAlive && m_stream) {
            m_stream->reportDead();
        }
    });
}

} // namespace pilothouse
