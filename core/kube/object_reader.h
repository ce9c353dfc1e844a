// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace pilothouse {

/// One object as a list or watch brought it: the few fields everything needs, and its JSON.
struct RawObject {
    Uid uid; ///< `namespace/name` where the server gave none (AP8)
    ResourceVersion resourceVersion;
    QString nameSpace;
    QString name;
    QByteArray json; ///< as it came: items of a typed list have neither kind nor apiVersion
};

/// One answer to a list request.
struct ListPage {
    ResourceVersion resourceVersion;
    QString continueToken; ///< empty: the last page
    QString kind; ///< of the list: `SecretList`
    std::vector<RawObject> items; ///< may be empty although more pages follow
};

/// One event of a watch.
struct WatchEvent {
    enum class Type { Added, Modified, Deleted, Bookmark, Error, Unknown };
    Type type = Type::Unknown;
    RawObject object; ///< of a bookmark only resourceVersion counts, the rest is an empty shell (WA3)
    std::optional<pilothouse::Error> error; ///< with Type::Error
};

/// Reads a list without building a tree: 10,000 items of metadata take some 10 ms. Items are not looked into beyond
/// metadata, so their JSON may still be broken inside.
/// Errors: Parse (cut off, not UTF-8), Protocol (JSON, but no list). Thread: any.
[[nodiscard]] Result<ListPage> readListPage(QByteArray text, const QString& subject);

/// Reads one frame of a watch. An unknown type is Type::Unknown, not an error (WA10).
/// Errors: Parse, Protocol. Thread: any.
[[nodiscard]] Result<WatchEvent> readWatchEvent(QByteArray frame, const QString& subject);

} // namespace pilothouse
