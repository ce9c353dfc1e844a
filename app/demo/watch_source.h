// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/representation.h"
#include "app/demo/selector.h"

#include <optional>

namespace pilothouse::demo {

/// What a watch was asked for.
struct WatchOptions {
    std::string namespaceName; ///< empty: all
    Selector labels;
    Selector fields;
    std::uint64_t fromVersion = 0;
    bool initialEvents = false; ///< ADDED for everything there is, first
    bool initialEventsEnd = false; ///< and a bookmark that says so (WatchList)
    bool bookmarks = false;
    std::chrono::milliseconds bookmarkEvery{};
    std::chrono::seconds timeout{};
};

/// The body of a watch: a position in the store's history and what of it the client wants to see.
class WatchSource final : public BodySource {
public:
    WatchSource(ObjectStore& store, const ResourceType& type, Representation representation, WatchOptions options);
    ~WatchSource() override;

    Next next(std::string& out) override;
    Time deadline() const override { return std::min(m_nextBookmark, m_end); }
    void start(std::function<void()> wake) override;

private:
    bool matches(const ObjectPtr& object) const;
    void appendInitial(std::string& out);
    void appendNews(std::string& out);
    void append(std::string& out, std::string_view type, const std::string& object);
    void scheduleBookmark();

    ObjectStore& m_store;
    const ResourceType& m_type;
    Representation m_representation;
    WatchOptions m_options;
    std::uint64_t m_position = 0;
    std::vector<ObjectPtr> m_initial;
    std::size_t m_nextInitial = 0;
    bool m_initialPending = false;
    bool m_firstObject = true;
    bool m_failed = false;
    Time m_nextBookmark = Time::max();
    Time m_end;
    int m_subscription = 0;
};

} // namespace pilothouse::demo
