// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

namespace pilothouse {

/// How a watch ended.
struct WatchEnd {
    std::optional<Error> error; ///< none: the server closed it properly
    Clock::Duration lasted{0}; ///< since it was asked for
    qint64 events = 0; ///< bookmarks too
};

/// What came before it, as far as it matters.
struct WatchRecord {
    bool isRefreshed = false; ///< credentials were just renewed because of a 401
    bool isFreshList = false; ///< no event has come since the list
    int serverErrors = 0; ///< 5xx in a row
};

/// What a Reflector does next.
enum class NextStep {
    WatchNow, ///< from the last version
    WatchLater, ///< the same after a pause: the history is still good
    Refresh, ///< new credentials, then WatchNow
    ListNow, ///< the history is gone
    ListLater, ///< after a pause
    ListMuchLater, ///< watching is refused: the list is read again now and then
};

/// A watch that ends before this and brings nothing is "very short" (client-go: VeryShortWatchError); none is asked for
/// again sooner than this (WA4: at most one request a second).
inline constexpr Clock::Duration kShortWatch{1000};

/// Source: client-go tools/cache/reflector.go, ListAndWatch and handleWatch.
[[nodiscard]] NextStep afterWatch(const WatchEnd& end, const WatchRecord& record);

/// True for errors that another try in a second would not mend: refused, absent, not understood.
[[nodiscard]] bool isLasting(const Error& error);

} // namespace pilothouse
