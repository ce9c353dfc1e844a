// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/api_watch_source.h"
#include "core/kube/objects.h"

#include <functional>

namespace pilothouse {

/// Lists and watches a collection as the server prints it (Table API), so that a Reflector keeps it like any other. A
/// row travels as a RawObject whose JSON is rowJson(). A server that can't print sends plain lists: columns Name and
/// Created.
class TableWatchSource final : public WatchSource {
public:
    using Columns = std::vector<ObjectTable::Column>;
    /// @param columns told with every list; must not destroy this object. @param client outlives it
    TableWatchSource(ApiClient& client, Reflector::Target target, std::function<void(Columns)> columns);

    [[nodiscard]] Task<Result<ListPage>> page(PageRequest request) override;
    [[nodiscard]] Task<Result<OpenWatch>> watch(ResourceVersion from, std::chrono::seconds timeout) override;
    [[nodiscard]] Task<Result<void>> probe() override { return m_plain.probe(); }
    [[nodiscard]] Task<Result<void>> refreshCredentials(quint64 generation) override {
        return m_plain.refreshCredentials(generation);
    }
    [[nodiscard]] EventReader eventReader() const override;
    [[nodiscard]] QString subject() const override { return m_plain.subject(); }

private:
    ApiClient& m_client;
    Reflector::Target m_target;
    ApiWatchSource m_plain;
    std::function<void(Columns)> m_columns;
};

/// The row of a RawObject that came from a TableWatchSource. Thread: any.
[[nodiscard]] ObjectTable::Row tableRow(const RawObject& object);

} // namespace pilothouse
