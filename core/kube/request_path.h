// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// May this leave while the session is read-only (PS8)? Reading, questions about oneself, and dry runs. Subresources
/// that reach into a container or a service never: they are GETs that change things.
[[nodiscard]] bool isAllowedReadOnly(const QByteArray& method, const QString& path, const QUrlQuery& query);

} // namespace pilothouse
