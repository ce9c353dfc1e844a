// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watch_verdict.h"

#include "core/kube/status_error.h"

namespace pilothouse {

namespace {

constexpr int kServerErrorsBeforeList = 5; // client-go gives InternalError a bounded time, then lists

NextStep afterFailedWatch(const Error& error, const WatchRecord& record) {
    if (error.code == ErrorCode::Gone || isVersionTooLarge(error)) {
        // A server that calls its own list's version too old must not be asked in a circle (kubernetes#133810).
        return record.isFreshList ? NextStep::ListLater : NextStep::ListNow;
    }
    switch (error.code) {
    case ErrorCode::Unauthorized:
        return error.httpStatus == 401 && !record.isRefreshed ? NextStep::Refresh : NextStep::WatchLater;
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Invalid:
        return NextStep::ListMuchLater; // get and list without watch (AU4), a kind that went away (AP7)
    case ErrorCode::Protocol:
    case ErrorCode::Parse:
        return NextStep::ListLater; // an event that can't be read would come again; a list steps over it
    case ErrorCode::ServerError:
        return record.serverErrors >= kServerErrorsBeforeList ? NextStep::ListLater : NextStep::WatchLater;
    default:
        return NextStep::WatchLater; // 429 and lost connections: no list (client-go: TestNoRelistOnTooManyRequests)
    }
}

} // namespace

NextStep afterWatch(const WatchEnd& end, const WatchRecord& record) {
    if (end.error) {
        return afterFailedWatch(*end.error, record);
    }
    return end.lasted < kShortWatch ? NextStep::WatchLater : NextStep::WatchNow;
}

bool isLasting(const Error& error) {
    switch (error.code) {
    case ErrorCode::Unauthorized:
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Invalid:
    case ErrorCode::TlsUntrusted:
        return true;
    default:
        return error.reason == QLatin1StringView("NotKubernetes");
    }
}

} // namespace pilothouse
