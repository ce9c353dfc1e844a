// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

namespace pilothouse {

/// One name of one side and what it is called on the other.
struct Renaming {
    enum class What { Namespace, Release } what = What::Namespace;
    QString from;
    QString to;
};

/// A text in which names of one environment were replaced by the other's.
struct RenamedText {
    QByteArray text;
    int places = 0; ///< how many were replaced: what is folded is counted
};

/// Replaces whole names. A name that differs from the other only by its word for an environment (`app-stg`, `app-prd`)
/// stands for nothing else and is replaced wherever it stands; any other only where a namespace or a release is meant:
/// behind `namespace:`, `name:`, the instance label and helm's annotations, and in `.NAMESPACE.svc`. Thread: any.
[[nodiscard]] RenamedText renamed(const QByteArray& text, const std::vector<Renaming>& renamings);

/// @p from called like @p to: manifest, hooks and notes speak of the other's namespace and release, so that a
/// comparison shows what differs and not what it is called. Values stay as they are.
struct RenamedRelease {
    ReleaseRecordPtr record;
    int places = 0;
};
[[nodiscard]] RenamedRelease renamedLike(const ReleaseRecord& from, const ReleaseRecord& to);

} // namespace pilothouse
