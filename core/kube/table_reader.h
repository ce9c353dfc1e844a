// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/objects.h"

namespace pilothouse {

/// What `kubectl get` asks with (kubectl: pkg/cmd/get/get.go); v1beta1 for servers that know no better, plain JSON for
/// those that can't print at all.
inline constexpr QByteArrayView kTableAccept = "application/json;as=Table;v=v1;g=meta.k8s.io,"
                                               "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

/// One page of a table.
struct TablePage {
    ObjectTable table;
    QString continueToken;
};

/// Reads a Table, or a plain list as a table of names. Rows keep what they have: one without metadata has no uid (AP8).
/// Errors: Parse, Protocol. Thread: any.
[[nodiscard]] Result<TablePage> readTablePage(const QByteArray& text, const QString& subject);

} // namespace pilothouse
