// SPDX-License-Identifier: Apache-2.0
#include "core/keychain/keychain_store.h"

#include "core/async/completion.h"

#include <qt6keychain/keychain.h>

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// A person may have to type the keychain's own password meanwhile.
constexpr Clock::Duration kPatience = std::chrono::seconds(120);
/// A question that unlocks nothing; a keychain that is not there at all may never answer.
constexpr Clock::Duration kProbePatience = std::chrono::seconds(5);
const QString kProbeKey = u"is-there-a-keychain"_s;

/// A job belongs to whoever waits for it, until that is no more: libsecret's answer would find a deleted one.
template <typename Job> class HeldJob {
public:
    HeldJob(const QString& service, const QString& key)
        : m_job(new Job(service)) {
        m_job->setAutoDelete(false);
        m_job->setInsecureFallback(false);
        m_job->setKey(key);
        QObject::connect(m_job, &QKeychain::Job::finished, m_job, [ended = m_ended] { *ended = true; });
    }
    ~HeldJob() {
        if (*m_ended) {
            m_job->deleteLater(); // its own signal may have resumed us
        } else {
            m_job->setAutoDelete(true);
        }
    }
    Q_DISABLE_COPY_MOVE(HeldJob)
    [[nodiscard]] Job* get() const { return m_job; }
    Job* operator->() const { return m_job; }

private:
    Job* m_job;
    std::shared_ptr<bool> m_ended = std::make_shared<bool>(false);
};

Result<void> verdictOf(const QKeychain::Job& job) {
    const QString key = job.key();
    switch (job.error()) {
    case QKeychain::NoError:
        return {};
    case QKeychain::EntryNotFound:
        return fail(ErrorCode::NotFound, key, u"no password is kept for it"_s, u"NoSecret"_s);
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return fail(ErrorCode::Forbidden, key, job.errorString(), u"KeychainDenied"_s);
    default:
        // NoBackendAvailable, NotImplemented, and what libsecret says without a D-Bus session.
        return fail(ErrorCode::Unreachable, key, job.errorString(), u"NoKeychain"_s);
    }
}

} // namespace

KeychainStore::KeychainStore(Clock& clock, QString service)
    : m_clock(clock)
    , m_service(std::move(service)) { }

Task<Result<void>> KeychainStore::run(QKeychain::Job* job, Clock::Duration patience) {
    Completion<Result<void>> ended;
    QObject::connect(
        job, &QKeychain::Job::finished, job, [completer = ended.completer()](QKeychain::Job* finished) mutable {
            completer.complete(verdictOf(*finished));
        });
    const auto limit = m_clock.after(patience, [key = job->key(), completer = ended.completer()]() mutable {
        completer.complete(fail(ErrorCode::Timeout, key, u"the keychain does not answer"_s, u"NoKeychain"_s));
    });
    job->start();
    co_return co_await std::move(ended);
}

Task<Result<void>> KeychainStore::probe() {
    if (!QKeychain::isAvailable()) {
        co_return fail(ErrorCode::Unreachable, u"keychain"_s, u"no backend"_s, u"NoKeychain"_s);
    }
    const HeldJob<QKeychain::ReadPasswordJob> job(m_service, kProbeKey);
    const auto answer = co_await run(job.get(), kProbePatience);
    if (!answer && answer.error().code != ErrorCode::NotFound) {
        co_return answer;
    }
    co_return Result<void>();
}

Task<Result<SecretPtr>> KeychainStore::read(QString key) {
    const HeldJob<QKeychain::ReadPasswordJob> job(m_service, key);
    const auto answer = co_await run(job.get(), kPatience);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return std::make_shared<const Secret>(job->binaryData());
}

Task<Result<void>> KeychainStore::write(QString key, SecretPtr secret) {
    const HeldJob<QKeychain::WritePasswordJob> job(m_service, key);
    job->setBinaryData(secret ? secret->reveal() : QByteArray());
    co_return co_await run(job.get(), kPatience);
}

Task<Result<void>> KeychainStore::remove(QString key) {
    const HeldJob<QKeychain::DeletePasswordJob> job(m_service, key);
    const auto answer = co_await run(job.get(), kPatience);
    if (!answer && answer.error().code == ErrorCode::NotFound) {
        co_return Result<void>();
    }
    co_return answer;
}

} // namespace pilothouse
