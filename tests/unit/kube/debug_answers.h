// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace pilothouse {

// In a file of its own: moc loses its way in such strings.
inline constexpr auto kRunning = R"({"running":{"startedAt":"2026-11-21T09:00:00Z"}})";
inline constexpr auto kCreating = R"({"waiting":{"reason":"ContainerCreating"}})";
inline constexpr auto kBadImage = R"({"waiting":{"reason":"ErrImagePull","message":"no such image"}})";
inline constexpr auto kNeedsGet
    = R"({"kind":"Status","status":"Failure","code":403,"reason":"Forbidden","message":"pods \"web-1\" is forbidden: )"
      R"(User \"ops\" cannot get resource \"pods/exec\" in API group \"\" in the namespace \"shop\""})";

/// A pod on node-1 with one container's state, whatever kind of container it is.
inline QByteArray podWith(const QByteArray& container, const QByteArray& state) {
    const QByteArray status = R"([{"name":")" + container + R"(","state":)" + state + "}]";
    return R"({"metadata":{"name":"web-1"},"spec":{"nodeName":"node-1"},"status":{"phase":"Running",)"
           R"("ephemeralContainerStatuses":)"
        + status + R"(,"containerStatuses":)" + status + "}}";
}

} // namespace pilothouse
