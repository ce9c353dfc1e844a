// SPDX-License-Identifier: Apache-2.0
#include "core/kube/object_reader.h"

#include "core/kube/json_text.h"
#include "core/kube/status_error.h"

#include <simdjson.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

namespace od = simdjson::ondemand;

/// Room behind the text that simdjson may read; most arrays have it already.
void addPadding(QByteArray& text) {
    const qsizetype needed = text.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    if (text.capacity() < needed) {
        text.reserve(needed);
    }
}

simdjson::padded_string_view view(const QByteArray& text) {
    return simdjson::padded_string_view(
        text.constData(), static_cast<size_t>(text.size()), static_cast<size_t>(text.capacity()));
}

std::unexpected<Error> parseError(simdjson::error_code error, const QString& subject) {
    return fail(ErrorCode::Parse, subject,
        u"the answer is not valid JSON: %1"_s.arg(QString::fromUtf8(simdjson::error_message(error))));
}

/// Only a wrong type is forgiven (null, a number where a string should be); what breaks the text is not.
bool isBroken(simdjson::error_code error) {
    return error != simdjson::SUCCESS && error != simdjson::INCORRECT_TYPE;
}

simdjson::error_code readString(od::value value, QString& out) {
    std::string_view text;
    const auto error = value.get_string().get(text);
    if (error == simdjson::SUCCESS) {
        out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    return isBroken(error) ? error : simdjson::SUCCESS;
}

/// Calls visit(key, value) for every field; stops at the first error. A value that is no object has no fields.
template <typename Visit> simdjson::error_code forEachField(od::value value, Visit visit) {
    od::object object;
    if (const auto error = value.get_object().get(object)) {
        return isBroken(error) ? error : simdjson::SUCCESS;
    }
    for (auto field : object) {
        std::string_view key;
        od::value inner;
        if (auto error = field.escaped_key().get(key)) {
            return error;
        }
        if (auto error = field.value().get(inner)) {
            return error;
        }
        if (auto error = visit(key, inner)) {
            return error;
        }
    }
    return simdjson::SUCCESS;
}

simdjson::error_code readObjectMeta(od::value metadata, RawObject& out) {
    QString uid;
    QString version;
    const auto error = forEachField(metadata, [&](std::string_view key, od::value value) {
        if (key == "name") {
            return readString(value, out.name);
        }
        if (key == "namespace") {
            return readString(value, out.nameSpace);
        }
        if (key == "uid") {
            return readString(value, uid);
        }
        if (key == "resourceVersion") {
            return readString(value, version);
        }
        return simdjson::SUCCESS;
    });
    out.uid = Uid(uid.isEmpty() ? out.nameSpace + u'/' + out.name : uid);
    out.resourceVersion = ResourceVersion(version);
    return error;
}

simdjson::error_code readObject(od::value value, RawObject& out) {
    od::object object;
    if (const auto error = value.get_object().get(object)) {
        return error;
    }
    od::value metadata;
    const auto missing = object.find_field_unordered("metadata").get(metadata);
    if (missing == simdjson::SUCCESS) {
        if (const auto error = readObjectMeta(metadata, out)) {
            return error;
        }
    } else if (missing != simdjson::NO_SUCH_FIELD) {
        return missing;
    } else {
        out.uid = Uid(u"/"_s);
    }
    bool isEmpty = false;
    if (const auto error = object.reset().get(isEmpty)) {
        return error;
    }
    std::string_view json;
    if (const auto error = object.raw_json().get(json)) {
        return error;
    }
    out.json = QByteArray(json.data(), static_cast<qsizetype>(json.size())).trimmed();
    return simdjson::SUCCESS;
}

simdjson::error_code readListMeta(od::value metadata, ListPage& page) {
    QString version;
    const auto error = forEachField(metadata, [&](std::string_view key, od::value value) {
        if (key == "resourceVersion") {
            return readString(value, version);
        }
        if (key == "continue") {
            return readString(value, page.continueToken);
        }
        return simdjson::SUCCESS;
    });
    page.resourceVersion = ResourceVersion(version);
    return error;
}

simdjson::error_code readItems(od::value value, std::vector<RawObject>& items) {
    od::array array;
    if (const auto error = value.get_array().get(array)) {
        return isBroken(error) ? error : simdjson::SUCCESS; // `null`: Go's empty slice
    }
    for (auto element : array) {
        od::value item;
        if (const auto error = element.get(item)) {
            return error;
        }
        RawObject object;
        const auto error = readObject(item, object);
        if (isBroken(error)) {
            return error;
        }
        if (error == simdjson::SUCCESS) {
            items.push_back(std::move(object));
        }
    }
    return simdjson::SUCCESS;
}

/// Opens @p text and visits the fields of its root object.
template <typename Visit> simdjson::error_code readRoot(const QByteArray& text, Visit visit) {
    od::parser parser;
    od::document document;
    if (const auto error = parser.iterate(view(text)).get(document)) {
        return error;
    }
    od::value root;
    if (const auto error = document.get_value().get(root)) {
        return error;
    }
    return forEachField(root, visit);
}

WatchEvent::Type eventType(QStringView word) {
    using enum WatchEvent::Type;
    return word == "ADDED"_L1   ? Added
        : word == "MODIFIED"_L1 ? Modified
        : word == "DELETED"_L1  ? Deleted
        : word == "BOOKMARK"_L1 ? Bookmark
        : word == "ERROR"_L1    ? Error
                                : Unknown;
}

} // namespace

Result<ListPage> readListPage(QByteArray text, const QString& subject) {
    addPadding(text);
    ListPage page;
    bool hasItems = false;
    const auto error = readRoot(text, [&](std::string_view key, od::value value) {
        if (key == "kind") {
            return readString(value, page.kind);
        }
        if (key == "metadata") {
            return readListMeta(value, page);
        }
        if (key == "items") {
            hasItems = true;
            return readItems(value, page.items);
        }
        return simdjson::SUCCESS;
    });
    if (error != simdjson::SUCCESS) {
        return parseError(error, subject);
    }
    if (!hasItems && !page.kind.endsWith("List"_L1)) {
        return fail(ErrorCode::Protocol, subject, u"the answer is not a list, but \"%1\""_s.arg(page.kind.left(64)),
            u"NotAList"_s);
    }
    return page;
}

Result<WatchEvent> readWatchEvent(QByteArray frame, const QString& subject) {
    addPadding(frame);
    WatchEvent event;
    QString type;
    const auto error = readRoot(frame, [&](std::string_view key, od::value value) {
        if (key == "type") {
            return readString(value, type);
        }
        if (key == "object") {
            const auto problem = readObject(value, event.object);
            return isBroken(problem) ? problem : simdjson::SUCCESS;
        }
        return simdjson::SUCCESS;
    });
    if (error != simdjson::SUCCESS) {
        return parseError(error, subject);
    }
    if (type.isEmpty()) {
        return fail(ErrorCode::Protocol, subject, u"a watch event has no type"_s, u"NotAnEvent"_s);
    }
    event.type = eventType(type);
    if (event.type == WatchEvent::Type::Error) {
        const auto status = parseJsonObject(event.object.json, subject);
        event.error = errorFromStatus(status.value_or(QJsonObject()), 0, subject);
    }
    return event;
}

} // namespace pilothouse
