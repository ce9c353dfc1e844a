// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/object_store.h"

#include <functional>
#include <string>
#include <vector>

namespace pilothouse::demo {

struct TableColumn {
    const char* name;
    const char* type = "string";
    int priority = 0;
};

/// How one kind becomes a row.
struct TableKind {
    std::vector<TableColumn> columns;
    std::function<json::array(const StoredObject&)> cells;
};

/// nullptr: the kind has only Name and Created At.
const TableKind* tableKind(const std::string& kind);

TableKind podTable();
TableKind deploymentTable();
TableKind replicaSetTable();
TableKind statefulSetTable();
TableKind daemonSetTable();
TableKind jobTable();
TableKind cronJobTable();

/// The age of an object, or since an RFC 3339 time, as a cell.
std::string ageCell(const StoredObject& object);
std::string ageCell(const std::string& time);

} // namespace pilothouse::demo
