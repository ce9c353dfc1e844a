// SPDX-License-Identifier: Apache-2.0
#include "core/kube/resource.h"

#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Appends one path segment. False for what a URL would read as a step (`.`, `..`): no object can be called so, and
/// percent-encoding does not protect it (curl and servers undo %2e).
bool appendSegment(QString& path, QStringView segment) {
    if (segment == u"."_s || segment == u".."_s) {
        return false;
    }
    path += u'/';
    path += QString::fromLatin1(QUrl::toPercentEncoding(segment.toString()));
    return true;
}

} // namespace

GroupVersionKind GroupVersionKind::fromApiVersion(QStringView apiVersion, QString kind) {
    const qsizetype slash = apiVersion.indexOf(u'/');
    if (slash < 0) {
        return {.group = {}, .version = apiVersion.toString(), .kind = std::move(kind)};
    }
    return {
        .group = apiVersion.first(slash).toString(),
        .version = apiVersion.sliced(slash + 1).toString(),
        .kind = std::move(kind),
    };
}

QString ApiResource::path(QStringView nameSpace, QStringView name, QStringView subresource) const {
    QString path;
    bool isSafe = true;
    const auto add = [&](QStringView segment) { isSafe = isSafe && appendSegment(path, segment); };
    if (kind.group.isEmpty()) {
        add(u"api");
    } else {
        add(u"apis");
        add(kind.group);
    }
    add(kind.version);
    if (scope == ResourceScope::Namespaced && !nameSpace.isEmpty()) {
        add(u"namespaces");
        add(nameSpace);
    }
    add(plural);
    if (!name.isEmpty()) {
        add(name);
        if (!subresource.isEmpty()) {
            add(subresource);
        }
    }
    return isSafe ? path : QString();
}

} // namespace pilothouse
