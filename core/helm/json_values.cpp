// SPDX-License-Identifier: Apache-2.0
#include "core/helm/json_values.h"

#include "core/helm/json_fields.h"

namespace pilothouse {

using namespace pilothouse::json;

namespace {

QString toText(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).trimmed();
}

error_code readMap(od::value value, int depth, qint64& nodes, YamlValue& out) {
    YamlValue::Map map;
    const error_code error = forEachField(value, [&](std::string_view key, od::value inner) {
        map.emplace_back(QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size())), YamlValue());
        return readYamlValue(inner, depth - 1, nodes, map.back().second);
    });
    out = YamlValue(std::move(map));
    return error;
}

error_code readSequence(od::value value, int depth, qint64& nodes, YamlValue& out) {
    YamlValue::Sequence sequence;
    const error_code error = forEachElement(value, [&](od::value inner) {
        sequence.emplace_back();
        return readYamlValue(inner, depth - 1, nodes, sequence.back());
    });
    out = YamlValue(std::move(sequence));
    return error;
}

} // namespace

error_code readYamlValue(od::value value, int depth, qint64& nodes, YamlValue& out) {
    if (depth < 0) {
        return simdjson::DEPTH_ERROR;
    }
    if (--nodes < 0) {
        return simdjson::CAPACITY;
    }
    od::json_type type{};
    if (const error_code error = value.type().get(type)) {
        return error;
    }
    switch (type) {
    case od::json_type::object:
        return readMap(value, depth, nodes, out);
    case od::json_type::array:
        return readSequence(value, depth, nodes, out);
    case od::json_type::string: {
        QString text;
        const error_code error = readText(value, text);
        out = YamlValue::string(std::move(text));
        return error;
    }
    case od::json_type::number:
    case od::json_type::boolean:
        out = YamlValue(YamlValue::Scalar{toText(value.raw_json_token()), false});
        return SUCCESS;
    default:
        out = YamlValue();
        return SUCCESS;
    }
}

} // namespace pilothouse
