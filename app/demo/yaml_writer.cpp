// SPDX-License-Identifier: Apache-2.0
#include "app/demo/yaml_writer.h"

#include <array>

namespace pilothouse::demo {

namespace {

bool needsQuotes(std::string_view text) {
    constexpr std::array<std::string_view, 12> kWords{
        "true", "false", "null", "yes", "no", "on", "off", "True", "False", "~", "Null", "NULL"};
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':')
        return true;
    for (const std::string_view word : kWords)
        if (text == word)
            return true;
    if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(text.front()) != std::string_view::npos)
        return true;
    if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos)
        return true;
    // what could be read as a number or a date stays a text
    return text.find_first_not_of("0123456789.+-_eExXabcdefABCDEF:T") == std::string_view::npos
        && (std::isdigit(static_cast<unsigned char>(text.front())) || text.front() == '+' || text.front() == '.');
}

void writeValue(std::string& out, const json::value& value, std::size_t indent);

void writeText(std::string& out, std::string_view text, std::size_t indent) {
    if (text.find('\n') != std::string_view::npos) {
        out += text.ends_with('\n') ? " |\n" : " |-\n";
        while (!text.empty()) {
            const auto end = text.find('\n');
            const std::string_view line = text.substr(0, end);
            if (!line.empty())
                out.append(indent + 2, ' ').append(line);
            out += '\n';
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
        return;
    }
    out += ' ';
    out += needsQuotes(text) ? json::serialize(json::string(text)) : std::string(text);
    out += '\n';
}

void writeObject(std::string& out, const json::object& object, std::size_t indent, bool firstInline) {
    bool first = firstInline;
    for (const auto& [key, value] : object) {
        if (!std::exchange(first, false))
            out.append(indent, ' ');
        out += needsQuotes(key) ? json::serialize(json::string(key)) : std::string(key);
        out += ':';
        writeValue(out, value, indent);
    }
}

void writeList(std::string& out, const json::array& list, std::size_t indent) {
    for (const json::value& item : list) {
        out.append(indent, ' ') += '-';
        if (item.is_object() && !item.get_object().empty()) {
            out += ' ';
            writeObject(out, item.get_object(), indent + 2, true);
        } else {
            writeValue(out, item, indent);
        }
    }
}

void writeValue(std::string& out, const json::value& value, std::size_t indent) {
    if (value.is_object() && !value.get_object().empty()) {
        out += '\n';
        writeObject(out, value.get_object(), indent + 2, false);
    } else if (value.is_array() && !value.get_array().empty()) {
        out += '\n';
        writeList(out, value.get_array(), indent);
    } else if (value.is_string()) {
        writeText(out, value.get_string(), indent);
    } else {
        out += ' ' + json::serialize(value) + '\n';
    }
}

} // namespace

std::string toYaml(const json::object& object) {
    std::string out;
    writeObject(out, object, 0, false);
    return out;
}

} // namespace pilothouse::demo
