// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_feed.h"
#include "core/kube/reflector.h"

namespace pilothouse {

/// The reflectors a ReleaseFeed stands on: Secrets and ConfigMaps, of the whole cluster or of each namespace, and what
/// their states mean together.
/// Order of signals: as the reflectors'; stateChanged after synced. Thread: core's.
class FeedSources final : public QObject {
    Q_OBJECT
public:
    explicit FeedSources(ApiClient& client, QObject* parent = nullptr)
        : QObject(parent)
        , m_client(client) { }
    ~FeedSources() override;
    Q_DISABLE_COPY_MOVE(FeedSources)

    /// @param release by name; empty: all
    void start(const QStringList& namespaces, const QString& release);
    void wake();
    /// Fills phase, error, configMapError, age.
    void describe(FeedState& state) const;
    /// All that can be listed is listed: what is newest is the newest.
    [[nodiscard]] bool isListComplete() const;

Q_SIGNALS:
    void upserted(pilothouse::StorageDriver driver, const std::vector<pilothouse::RawObject>& objects);
    void removed(const std::vector<pilothouse::Uid>& uids);
    void stateChanged();

private:
    struct Source {
        Reflector* reflector = nullptr;
        StorageDriver driver = StorageDriver::Secret;
        bool hasPage = false;
        bool hasSynced = false;
        [[nodiscard]] bool isBad() const;
        [[nodiscard]] bool isRefused() const;
    };
    void add(StorageDriver driver, const QString& nameSpace, const QString& release);
    [[nodiscard]] FeedState::Phase phase(const std::vector<const Source*>& secrets) const;

    ApiClient& m_client;
    std::vector<std::unique_ptr<Source>> m_sources;
};

} // namespace pilothouse
