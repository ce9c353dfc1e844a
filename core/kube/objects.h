// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/api_client.h"
#include "core/kube/resource.h"
#include "core/base/ids.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace pilothouse {

/// A collection as the server would print it (Table API): its own columns, whatever the kind.
struct ObjectTable {
    struct Column {
        QString name;
        QString type; ///< integer, number, string, boolean, date
        QString format;
        QString description;
        int priority = 0; ///< above 0: wide output
    };
    struct Row {
        Uid uid;
        QString nameSpace;
        QString name;
        QDateTime created;
        QJsonArray cells;
    };
    std::vector<Column> columns;
    std::vector<Row> rows;
    QString resourceVersion;
};

/// All of @p resource as a table, page by page. A server that answers with a plain list gets columns Name and Created.
/// Lists here start anew, twice, when a continue token expires (AP5).
[[nodiscard]] Task<Result<ObjectTable>> listTable(ApiClient& client, ApiResource resource, QString nameSpace);

/// One object. Errors: NotFound, Forbidden…
[[nodiscard]] Task<Result<QJsonObject>> getObject(
    ApiClient& client, ApiResource resource, QString nameSpace, QString name);

/// All objects of a collection (client-go's pager: 500 a page). Items get the kind and apiVersion that typed lists
/// leave out, so that healthOf() knows them.
[[nodiscard]] Task<Result<std::vector<QJsonObject>>> listObjects(
    ApiClient& client, ApiResource resource, QString nameSpace, QString labelSelector = {}, QString fieldSelector = {});

/// Names of namespaces; Forbidden where the account may not list them (AU3: the caller falls back).
[[nodiscard]] Task<Result<QStringList>> listNamespaces(ApiClient& client);

/// Who the server says we are (SelfSubjectReview v1, v1beta1, v1alpha1); servers before 1.26: NotFound.
struct WhoAmI {
    QString user;
    QStringList groups;
};
[[nodiscard]] Task<Result<WhoAmI>> whoAmI(ApiClient& client);

/// May I? (SelfSubjectAccessReview)
struct AccessQuestion {
    QString verb;
    QString group;
    QString resource;
    QString nameSpace;
    QString name;
    QString subresource;
};
struct AccessAnswer {
    bool allowed = false;
    QString reason;
};
[[nodiscard]] Task<Result<AccessAnswer>> mayI(ApiClient& client, AccessQuestion question);

} // namespace pilothouse
