// SPDX-License-Identifier: Apache-2.0
#include "app/demo/table.h"

#include "app/demo/clock.h"
#include "app/demo/table_kinds.h"

namespace pilothouse::demo {

namespace {

json::object definition(const TableColumn& column) {
    return {{"name", column.name}, {"type", column.type},
        {"format", std::string_view(column.name) == "Name" ? "name" : ""}, {"description", column.name},
        {"priority", column.priority}};
}

/// The value at a simple JSONPath (".spec.chart", ".status.conditions[?(@.type==\"Ready\")].status").
json::value atJsonPath(const json::object& object, std::string path) {
    const auto filter = path.find("[?(@.type==");
    if (filter == std::string::npos) {
        const json::value whole = object;
        boost::system::error_code error;
        for (char& c : path)
            c = c == '.' ? '/' : c;
        const json::value* found = whole.find_pointer(path, error);
        return found ? *found : json::value();
    }
    const auto quote = path.find_first_of("\"'", filter);
    const auto unquote = path.find_first_of("\"'", quote + 1);
    const std::string wanted = path.substr(quote + 1, unquote - quote - 1);
    const std::string field = path.substr(path.find(")].") + 3);
    for (const json::value& item : arrayAt(object, std::string_view(path).substr(1, filter - 1)))
        if (item.is_object() && stringAt(item.get_object(), "type") == wanted)
            return json::string(stringAt(item.get_object(), field));
    return {};
}

const std::vector<TableColumn>& plainColumns() {
    static const std::vector<TableColumn> columns{{"Name"}, {"Created At", "date"}};
    return columns;
}

json::array customColumns(const ResourceType& type) {
    json::array out{definition({"Name"})};
    for (const json::value& value : type.printerColumns) {
        const json::object& column = value.as_object();
        out.push_back(json::object{{"name", stringAt(column, "name")}, {"type", stringAt(column, "type")},
            {"format", ""}, {"description", stringAt(column, "description")}, {"priority", intAt(column, "priority")}});
    }
    if (type.printerColumns.empty())
        out.push_back(definition({"Age", "date"}));
    return out;
}

json::array customCells(const ResourceType& type, const StoredObject& object) {
    json::array out{object.name};
    for (const json::value& value : type.printerColumns) {
        const json::object& column = value.as_object();
        json::value cell = atJsonPath(object.value, stringAt(column, "jsonPath"));
        if (stringAt(column, "type") == "date" && cell.is_string())
            cell = humanDuration(now() - parseTime(std::string(cell.get_string())));
        out.push_back(std::move(cell));
    }
    if (type.printerColumns.empty())
        out.push_back(json::string(ageCell(object)));
    return out;
}

} // namespace

std::string ageCell(const StoredObject& object) {
    return ageCell(stringAt(object.value, "metadata.creationTimestamp"));
}

std::string ageCell(const std::string& time) {
    return time.empty() ? "<unknown>" : humanDuration(now() - parseTime(time));
}

json::array tableColumns(const ResourceType& type) {
    if (type.custom)
        return customColumns(type);
    const TableKind* kind = tableKind(type.kind);
    json::array out;
    for (const TableColumn& column : kind ? kind->columns : plainColumns())
        out.push_back(definition(column));
    return out;
}

json::array tableCells(const ResourceType& type, const StoredObject& object) {
    if (type.custom)
        return customCells(type, object);
    if (const TableKind* kind = tableKind(type.kind))
        return kind->cells(object);
    return {object.name, stringAt(object.value, "metadata.creationTimestamp")};
}

} // namespace pilothouse::demo
