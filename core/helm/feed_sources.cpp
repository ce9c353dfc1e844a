// SPDX-License-Identifier: Apache-2.0
#include "core/helm/feed_sources.h"

#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Phase = FeedState::Phase;

namespace {

/// A name that is none would change what is asked for; nothing is called that, and everything is listed instead.
bool isLabelValue(const QString& name) {
    static const QRegularExpression kName(u"^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$"_s);
    return kName.match(name).hasMatch();
}

} // namespace

FeedSources::~FeedSources() = default;

bool FeedSources::Source::isBad() const {
    return reflector->lastError() && reflector->state() != Reflector::State::Live;
}

bool FeedSources::Source::isRefused() const {
    return isBad() && reflector->lastError()->code == ErrorCode::Forbidden;
}

void FeedSources::start(const QStringList& namespaces, const QString& release) {
    for (const auto& source : m_sources) {
        source->reflector->disconnect(this);
        source->reflector->stop();
        source->reflector->deleteLater();
    }
    m_sources.clear();
    const QStringList all = namespaces.isEmpty() ? QStringList{QString()} : namespaces;
    for (const StorageDriver driver : {StorageDriver::Secret, StorageDriver::ConfigMap}) {
        for (const QString& nameSpace : all) {
            add(driver, nameSpace, release);
        }
    }
    // Started when all are there: a refusal that comes at once must not be taken for the whole.
    std::vector<Reflector*> reflectors;
    std::ranges::transform(
        m_sources, std::back_inserter(reflectors), [](const auto& source) { return source->reflector; });
    for (Reflector* reflector : reflectors) {
        reflector->start();
    }
}

void FeedSources::add(StorageDriver driver, const QString& nameSpace, const QString& release) {
    const bool isSecret = driver == StorageDriver::Secret;
    Reflector::Target target{
        .resource = isSecret ? builtin::secrets() : builtin::configMaps(),
        .nameSpace = nameSpace,
        .labelSelector = isLabelValue(release) ? u"owner=helm,name="_s + release : u"owner=helm"_s,
        // Metadata has no type: the server must leave out what only has the label (RP7).
        .fieldSelector = isSecret ? u"type=helm.sh/release.v1"_s : QString(),
        .content = Reflector::Content::MetadataOnly,
    };
    auto owned = std::make_unique<Source>();
    Source* source = owned.get();
    source->driver = driver;
    source->reflector = new Reflector(m_client, std::move(target), this);
    connect(source->reflector, &Reflector::upserted, this, [this, source](const std::vector<RawObject>& objects) {
        source->hasPage = true;
        Q_EMIT upserted(source->driver, objects);
    });
    connect(source->reflector, &Reflector::removed, this, &FeedSources::removed);
    connect(source->reflector, &Reflector::synced, this, [this, source] {
        source->hasPage = true;
        source->hasSynced = true;
        Q_EMIT stateChanged();
    });
    connect(source->reflector, &Reflector::stateChanged, this, [this] { Q_EMIT stateChanged(); });
    m_sources.push_back(std::move(owned));
}

void FeedSources::wake() {
    for (const auto& source : m_sources) {
        source->reflector->wake();
    }
}

Phase FeedSources::phase(const std::vector<const Source*>& secrets) const {
    const bool isAnySynced = std::ranges::any_of(secrets, [](const Source* source) { return source->hasSynced; });
    const auto isUsable = [](const Source* source) { return !source->isRefused(); };
    // A namespace that may not be read is said, and the others are still true.
    if (std::ranges::none_of(secrets, isUsable)) {
        return isAnySynced ? Phase::Stale : Phase::Failed;
    }
    bool isComplete = true;
    bool hasPage = false;
    for (const Source* source : secrets) {
        if (source->isRefused()) {
            continue;
        }
        if (source->isBad()) {
            return isAnySynced ? Phase::Stale : Phase::Failed;
        }
        isComplete = isComplete && source->hasSynced;
        hasPage = hasPage || source->hasPage;
    }
    return isComplete ? Phase::Live : hasPage ? Phase::Loading : Phase::Connecting;
}

void FeedSources::describe(FeedState& state) const {
    std::vector<const Source*> secrets;
    auto oldest = Clock::Steady::max();
    for (const auto& source : m_sources) {
        const bool isSecret = source->driver == StorageDriver::Secret;
        auto& error = isSecret ? state.error : state.configMapError;
        if (source->isBad() && (!error || error->code == ErrorCode::Forbidden)) {
            error = source->reflector->lastError(); // what makes the list old before what was never in it
        }
        if (isSecret) {
            secrets.push_back(source.get());
            if (!source->isRefused()) {
                oldest = std::min(oldest, source->reflector->lastAlive());
            }
        }
    }
    state.phase = secrets.empty() ? Phase::Connecting : phase(secrets);
    if (oldest != Clock::Steady::max() && oldest != Clock::Steady{}) {
        state.age
            = std::chrono::duration_cast<std::chrono::milliseconds>(m_client.services().clock.steadyNow() - oldest);
    }
}

bool FeedSources::isListComplete() const {
    return std::ranges::all_of(m_sources, [](const auto& source) { return source->hasSynced || source->isBad(); });
}

} // namespace pilothouse
