// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/mode_gate.h"

#include <QString>
#include <QUrlQuery>

namespace pilothouse {

/// What a request's path says, as the API server reads it (protocol: apiserver RequestInfo): percent-encoding undone
/// first, so that nothing hides behind it.
struct RequestPath {
    bool isSafe = false; ///< starts with `/`, no `.` or `..` among its segments
    bool isResource = false; ///< `/api/…` or `/apis/…` down to a resource
    QString group;
    QString nameSpace;
    QString resource;
    QString name;
    QString subresource;

    [[nodiscard]] static RequestPath parse(QStringView path);
};

/// `list deployments.apps in namespace shop`, for errors.
[[nodiscard]] QString describeRequest(const QByteArray& method, const QString& path, const QUrlQuery& query);

/// What a request does (PS8). Subresources that go into a container or through a tunnel are GETs that reach further; an
/// address that can't be read is taken for the worst.
[[nodiscard]] Reach reachOf(const QByteArray& method, const QString& path, const QUrlQuery& query);

/// The namespace a request touches, for the gate: also that of a namespace object itself; empty: none.
[[nodiscard]] QString namespaceTouched(const QString& path);

} // namespace pilothouse
