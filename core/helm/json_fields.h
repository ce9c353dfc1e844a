// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <limits>
#include <string_view>

namespace pilothouse::json {

/// Small readers on simdjson's on-demand values, for core/helm's sources only. A value of the wrong type (or null)
/// reads as nothing and is no error: only text that is broken is (RP3).

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

[[nodiscard]] inline bool isBroken(error_code error) {
    return error != SUCCESS && error != simdjson::INCORRECT_TYPE && error != simdjson::NUMBER_OUT_OF_RANGE
        && error != simdjson::NUMBER_ERROR && error != simdjson::BIGINT_ERROR;
}
[[nodiscard]] inline error_code forgiven(error_code error) {
    return isBroken(error) ? error : SUCCESS;
}

/// Room behind the text that simdjson may read.
inline void addPadding(QByteArray& text) {
    const qsizetype needed = text.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING);
    if (text.capacity() < needed) {
        text.reserve(needed);
    }
}
[[nodiscard]] inline simdjson::padded_string_view paddedView(const QByteArray& text) {
    return simdjson::padded_string_view(
        text.constData(), static_cast<size_t>(text.size()), static_cast<size_t>(text.capacity()));
}

/// Lone surrogates become U+FFFD, as in Go.
[[nodiscard]] inline error_code readBytes(od::value value, QByteArray& out) {
    std::string_view text;
    const error_code error = value.get_string(true).get(text);
    if (error == SUCCESS) {
        out = QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    }
    return forgiven(error);
}
[[nodiscard]] inline error_code readText(od::value value, QString& out) {
    std::string_view text;
    const error_code error = value.get_string(true).get(text);
    if (error == SUCCESS) {
        out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    }
    return forgiven(error);
}
[[nodiscard]] inline error_code readInt(od::value value, int& out) {
    int64_t number = 0;
    const error_code error = value.get_int64().get(number);
    if (error == SUCCESS && number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max()) {
        out = static_cast<int>(number);
    }
    return forgiven(error);
}
[[nodiscard]] inline error_code readBool(od::value value, bool& out) {
    bool flag = false;
    const error_code error = value.get_bool().get(flag);
    if (error == SUCCESS) {
        out = flag;
    }
    return forgiven(error);
}

/// Calls visit(key, value) for every field; stops at the first error.
template <typename Visit> [[nodiscard]] error_code forEachField(od::value value, Visit visit) {
    od::object object;
    if (const error_code error = value.get_object().get(object)) {
        return forgiven(error);
    }
    for (auto field : object) {
        std::string_view key;
        od::value inner;
        if (const error_code error = field.unescaped_key(true).get(key)) {
            return error;
        }
        if (const error_code error = field.value().get(inner)) {
            return error;
        }
        if (const error_code error = visit(key, inner)) {
            return error;
        }
    }
    return SUCCESS;
}

/// Calls visit(value) for every element; stops at the first error.
template <typename Visit> [[nodiscard]] error_code forEachElement(od::value value, Visit visit) {
    od::array array;
    if (const error_code error = value.get_array().get(array)) {
        return forgiven(error);
    }
    for (auto element : array) {
        od::value inner;
        if (const error_code error = element.get(inner)) {
            return error;
        }
        if (const error_code error = visit(inner)) {
            return error;
        }
    }
    return SUCCESS;
}

/// Visits the fields of the root of @p text, which must have its padding.
template <typename Visit>
[[nodiscard]] error_code forEachRootField(od::parser& parser, const QByteArray& text, Visit visit) {
    od::document document;
    if (const error_code error = parser.iterate(paddedView(text)).get(document)) {
        return error;
    }
    od::value root;
    if (const error_code error = document.get_value().get(root)) {
        return error;
    }
    od::json_type type{};
    if (const error_code error = root.type().get(type)) {
        return error;
    }
    return type == od::json_type::object ? forEachField(root, visit) : simdjson::INCORRECT_TYPE;
}

} // namespace pilothouse::json
