// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QStringList>

#include <vector>

namespace pilothouse {

/// One value that two environments set differently.
struct ValueDifference {
    enum class Kind { Changed, OnlyFrom, OnlyTo };
    QStringList keys; ///< `sniffer`, `image`, `tag`; of a list: names of its items, or their numbers
    QString path; ///< as shown: `sniffer.image.tag`, `env[DB_HOST].value`
    Kind kind = Kind::Changed;
    QString from; ///< as shown: hidden where it is a secret; lists and maps as compact JSON, at most 400 letters
    QString to;
    bool isHidden = false; ///< a secret is in it: shown is that it differs, never what
};

/// Values that differ, in path order. Maps are gone into; so are lists whose items have names. A null is a value.
/// Bounded by the trees, which the loader bounds. Thread: any.
[[nodiscard]] std::vector<ValueDifference> compareValues(const YamlValue& from, const YamlValue& to);

} // namespace pilothouse
