// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/reflector.h"
#include "core/kube/watch_source.h"

#include <QUrlQuery>

namespace pilothouse {

/// Lists and watches one target on a real server. Pages are parsed on the pool.
class ApiWatchSource final : public WatchSource {
public:
    ApiWatchSource(ApiClient& client, Reflector::Target target);

    [[nodiscard]] Task<Result<ListPage>> page(PageRequest request) override;
    [[nodiscard]] Task<Result<OpenWatch>> watch(ResourceVersion from, std::chrono::seconds timeout) override;
    [[nodiscard]] Task<Result<void>> probe() override;
    [[nodiscard]] Task<Result<void>> refreshCredentials(quint64 generation) override;
    [[nodiscard]] QString subject() const override;

private:
    [[nodiscard]] QUrlQuery selectors() const;
    [[nodiscard]] QByteArray accept(QByteArrayView shape) const;

    ApiClient& m_client;
    Reflector::Target m_target;
};

} // namespace pilothouse
