// SPDX-License-Identifier: Apache-2.0
#include "app/demo/yaml_reader.h"

#include <yaml-cpp/yaml.h>

#include <charconv>

namespace pilothouse::demo {

namespace {

template <typename Number> bool readNumber(const std::string& text, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

/// protocol: sigs.k8s.io/yaml, which follows YAML 1.1 for words that mean true and false
json::value scalar(const YAML::Node& node) {
    const std::string& text = node.Scalar();
    if (node.Tag() == "!" || node.Tag() == "tag:yaml.org,2002:str")
        return json::value(text);
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL")
        return nullptr;
    for (const char* word : {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"})
        if (text == word)
            return true;
    for (const char* word : {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"})
        if (text == word)
            return false;
    std::int64_t whole = 0;
    if (readNumber(text, whole))
        return whole;
    double real = 0;
    if (text.find_first_not_of("0123456789.eE+-") == std::string::npos && readNumber(text, real))
        return real;
    return json::value(text);
}

class Reader {
public:
    bool read(const YAML::Node& node, int depth, json::value& out) {
        constexpr int kDeepest = 64;
        constexpr int kMostNodes = 100000;
        if (depth > kDeepest || ++m_nodes > kMostNodes)
            return false;
        if (node.IsMap()) {
            json::object& object = out.emplace_object();
            for (const auto& pair : node)
                if (!pair.first.IsScalar() || !read(pair.second, depth + 1, object[pair.first.Scalar()]))
                    return false;
        } else if (node.IsSequence()) {
            json::array& array = out.emplace_array();
            for (const YAML::Node& item : node)
                if (!read(item, depth + 1, array.emplace_back(nullptr)))
                    return false;
        } else if (node.IsScalar()) {
            out = scalar(node);
        } else {
            out = nullptr;
        }
        return true;
    }

private:
    int m_nodes = 0;
};

} // namespace

ApiResult<json::value> readYaml(const std::string& text) {
    try {
        json::value out;
        if (!Reader().read(YAML::Load(text), 0, out))
            return std::unexpected(badRequest("error decoding YAML: document contains excessive aliasing"));
        return out;
    } catch (const YAML::Exception& error) {
        return std::unexpected(badRequest(std::string("error decoding YAML: ") + error.what()));
    }
}

} // namespace pilothouse::demo
