// SPDX-License-Identifier: Apache-2.0
#include "core/kube/request_path.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Decoded segments without empty ones (the server cleans `//` too).
QStringList segmentsOf(QStringView path) {
    QStringList segments;
    for (const QStringView segment : path.split(u'/', Qt::SkipEmptyParts)) {
        segments.append(QUrl::fromPercentEncoding(segment.toUtf8()));
    }
    return segments;
}

bool isStep(const QString& segment) {
    // A decoded slash would make segments of its own: no name has one.
    return segment == "."_L1 || segment == ".."_L1 || segment.contains(u'/') || segment.contains(u'\\');
}

QString verbOf(const QByteArray& method, const RequestPath& path, const QUrlQuery& query) {
    if (method == "GET" || method == "HEAD") {
        const bool isWatch = QStringView(query.queryItemValue(u"watch"_s)) == "true"_L1;
        return isWatch ? u"watch"_s : path.name.isEmpty() ? u"list"_s : u"get"_s;
    }
    if (method == "POST") {
        return u"create"_s;
    }
    if (method == "PUT") {
        return u"update"_s;
    }
    return QString::fromLatin1(method).toLower(); // patch, delete
}

bool isQuestionAboutMyself(const RequestPath& path) {
    const bool isReviewGroup = path.group == "authorization.k8s.io"_L1 || path.group == "authentication.k8s.io"_L1;
    return isReviewGroup && path.name.isEmpty() && path.resource.startsWith("self"_L1)
        && path.resource.endsWith("reviews"_L1);
}

} // namespace

RequestPath RequestPath::parse(QStringView path) {
    RequestPath result;
    QStringList segments = segmentsOf(path);
    result.isSafe = path.startsWith(u'/') && std::ranges::none_of(segments, isStep);
    if (segments.size() >= 3 && segments[0] == "api"_L1) {
        segments.remove(0, 2);
    } else if (segments.size() >= 4 && segments[0] == "apis"_L1) {
        result.group = segments[1];
        segments.remove(0, 3);
    } else {
        return result;
    }
    result.isResource = true;
    if (segments.size() > 2 && segments[0] == "namespaces"_L1) {
        result.nameSpace = segments[1];
        segments.remove(0, 2);
    }
    result.resource = segments.value(0);
    result.name = segments.value(1);
    result.subresource = segments.value(2);
    return result;
}

QString describeRequest(const QByteArray& method, const QString& path, const QUrlQuery& query) {
    const RequestPath parsed = RequestPath::parse(path);
    if (!parsed.isResource) {
        return QString::fromLatin1(method) + u' ' + path;
    }
    QString text = verbOf(method, parsed, query) + u' ' + parsed.resource;
    if (!parsed.group.isEmpty()) {
        text += u'.' + parsed.group;
    }
    if (!parsed.name.isEmpty()) {
        text += u'/' + parsed.name;
    }
    if (!parsed.subresource.isEmpty()) {
        text += u'/' + parsed.subresource;
    }
    if (!parsed.nameSpace.isEmpty()) {
        text += u" in namespace "_s + parsed.nameSpace;
    } else if (parsed.name.isEmpty() && method == "GET") {
        text += u" in the whole cluster"_s;
    }
    return text;
}

Reach reachOf(const QByteArray& method, const QString& path, const QUrlQuery& query) {
    const RequestPath parsed = RequestPath::parse(path);
    static constexpr std::array kInside = {"exec"_L1, "attach"_L1, "portforward"_L1};
    if (!parsed.isSafe || parsed.subresource == "proxy"_L1 || parsed.resource == "proxy"_L1) {
        return Reach::Change; // what stands behind a proxied address is not ours to know
    }
    if (std::ranges::find(kInside, parsed.subresource) != kInside.end()) {
        return Reach::Troubleshoot;
    }
    if (method == "GET" || method == "HEAD" || (method == "POST" && isQuestionAboutMyself(parsed))) {
        return Reach::Read;
    }
    const QStringList dryRun = query.allQueryItemValues(u"dryRun"_s);
    if (parsed.isResource && !dryRun.isEmpty()
        && std::ranges::all_of(dryRun, [](const QString& v) { return v == "All"_L1; })) {
        return Reach::Read;
    }
    return parsed.subresource == "ephemeralcontainers"_L1 ? Reach::Troubleshoot : Reach::Change;
}

QString namespaceTouched(const QString& path) {
    const RequestPath parsed = RequestPath::parse(path);
    const bool isNamespace = parsed.group.isEmpty() && parsed.resource == "namespaces"_L1;
    return isNamespace ? parsed.name : parsed.nameSpace;
}

} // namespace pilothouse
