// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayList>

namespace pilothouse {

// In a file of its own: moc loses its way in such strings.
inline constexpr auto kPlainService
    = R"({"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8080}]}})";
inline constexpr auto kRichService
    = R"({"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"name":"http","port":80,"targetPort":"http"},)"
      R"({"name":"metrics","port":9090,"targetPort":9102},{"name":"https","port":443}]}})";
inline constexpr auto kSelector
    = R"({"matchLabels":{"app":"web"},"matchExpressions":[{"key":"tier","operator":"In","values":["a","b"]},)"
      R"({"key":"old","operator":"DoesNotExist"},{"key":"new","operator":"Exists"},)"
      R"({"key":"zone","operator":"NotIn","values":["x"]}]})";

inline QByteArray pod(const QByteArray& name, bool isReady = true, int port = 8080) {
    return R"({"metadata":{"name":")" + name + R"(","uid":"u-)" + name
        + R"("},"spec":{"containers":[{"name":"web","ports":[{"name":"http","containerPort":)"
        + QByteArray::number(port)
        + R"(}]}]},"status":{"phase":"Running","startTime":"2026-11-21T08:00:00Z","conditions":[{"type":"Ready","status":")"
        + (isReady ? "True" : "False") + "\"}]}}";
}

inline QByteArray podList(const QByteArrayList& pods) {
    return R"({"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[)" + pods.join(',')
        + "]}";
}

} // namespace pilothouse
