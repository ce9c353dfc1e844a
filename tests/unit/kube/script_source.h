// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/reflector.h"
#include "core/kube/watch_source.h"

#include "tests/support/manual_clock.h"
#include "tests/unit/kube/object_builders.h"

#include <QPointer>
#include <QTest>

#include <deque>

namespace pilothouse {

/// A stream whose bytes the test sends.
class ScriptStream final : public HttpStream {
public:
    void start() override { m_state = State::Connecting; }
    void pause() override { ++pauses; }
    void resume() override { ++resumes; }
    void reportDead() override {
        finish(Error{
            .code = ErrorCode::Timeout, .subject = {}, .detail = {}, .httpStatus = 0, .reason = {}, .retryAfter = {}});
    }
    [[nodiscard]] State state() const override { return m_state; }

    void open(int status = 200, const QByteArray& type = "application/json") {
        Q_EMIT started(status, {{"Content-Type", type}});
    }
    void send(const QByteArray& bytes) { Q_EMIT data(bytes); }
    void finish(std::optional<Error> error = {}) { Q_EMIT finished(error); }
    void refuse(int status, const QByteArray& body) {
        open(status);
        send(body);
        finish();
    }

    int pauses = 0;
    int resumes = 0;

private:
    State m_state = State::Idle;
};

/// Answers from a script and remembers what was asked.
class ScriptSource final : public WatchSource {
public:
    std::deque<Result<ListPage>> pages; ///< the last one is given again and again
    std::deque<Error> openErrors;
    Result<void> probeAnswer;
    std::vector<PageRequest> asked;
    QStringList watchedFrom;
    std::vector<std::chrono::seconds> timeouts;
    std::vector<QPointer<ScriptStream>> streams;
    int probes = 0;
    int refreshes = 0;

    Task<Result<ListPage>> page(PageRequest request) override {
        asked.push_back(request);
        auto answer = pages.front();
        if (pages.size() > 1) {
            pages.pop_front();
        }
        co_return answer;
    }
    Task<Result<OpenWatch>> watch(ResourceVersion from, std::chrono::seconds timeout) override {
        watchedFrom.append(from.value());
        timeouts.push_back(timeout);
        if (!openErrors.empty()) {
            Error error = openErrors.front();
            openErrors.pop_front();
            co_return std::unexpected(error);
        }
        auto stream = std::make_unique<ScriptStream>();
        streams.push_back(stream.get());
        co_return OpenWatch{.stream = std::move(stream), .generation = 1};
    }
    Task<Result<void>> probe() override {
        ++probes;
        co_return probeAnswer;
    }
    Task<Result<void>> refreshCredentials(quint64) override {
        ++refreshes;
        co_return Result<void>();
    }
    [[nodiscard]] QString subject() const override { return QStringLiteral("watch secrets in namespace shop"); }
};

/// A reflector on a script, and all it told.
struct ReflectorScene {
    ManualClock clock;
    WorkerPool pool{1};
    ScriptSource* source = new ScriptSource;
    std::unique_ptr<Reflector> reflector;
    QStringList told; ///< `+a@1`, `-uid-a`, `synced`, `Live` …

    ReflectorScene() {
        reflector = std::make_unique<Reflector>(
            Reflector::Source{.watch = std::unique_ptr<WatchSource>(source), .pool = pool, .clock = clock},
            Reflector::Target{.resource = builtin::secrets(),
                .nameSpace = QStringLiteral("shop"),
                .labelSelector = {},
                .fieldSelector = {},
                .content = Reflector::Content::Full});
        auto* const r = reflector.get();
        QObject::connect(r, &Reflector::upserted, r, [this](const std::vector<RawObject>& objects) {
            for (const RawObject& object : objects) {
                told.append(u'+' + object.name + u'@' + object.resourceVersion.value());
            }
        });
        QObject::connect(r, &Reflector::removed, r, [this](const std::vector<Uid>& uids) {
            for (const Uid& uid : uids) {
                told.append(u'-' + uid.value());
            }
        });
        QObject::connect(r, &Reflector::synced, r, [this] { told.append(QStringLiteral("synced")); });
    }
    void list(std::vector<RawObject> items, const char* version) {
        source->pages.push_back(listPage(std::move(items), QString::fromLatin1(version)));
    }
    /// Starts on a list of object a@1 at version 10, with an open watch; forgets what was told so far.
    void goLive() {
        list({object(QStringLiteral("a"), QStringLiteral("1"))}, "10");
        reflector->start();
        stream()->open();
        told.clear();
    }
    [[nodiscard]] ScriptStream* stream() const { return source->streams.back(); }
    [[nodiscard]] size_t watches() const { return static_cast<size_t>(source->watchedFrom.size()); }
    [[nodiscard]] size_t lists() const { return source->asked.size(); }
    [[nodiscard]] QStringList takeTold() { return std::exchange(told, {}); }
};

inline Error errorOf(ErrorCode code, int status = 0, const QString& reason = {}) {
    return {.code = code, .subject = {}, .detail = {}, .httpStatus = status, .reason = reason, .retryAfter = {}};
}

} // namespace pilothouse
