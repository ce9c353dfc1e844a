// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace pilothouse {

/// One field that differs.
struct FieldChange {
    /// As shown: `spec.template.spec.containers[web].image`, `metadata.labels["helm.sh/chart"]`.
    QString path;
    /// The same without list positions, to match rules with: spec, template, spec, containers, image.
    QStringList keys;
    YamlValue from; ///< Null: not there
    YamlValue to;
};

enum class Normalising { Off, On };

/// What kind of object the trees are, for rules that depend on it.
struct FieldContext {
    QString group;
    QString kind;
    Normalising normalising = Normalising::On;
};

/// Compares two objects field by field, lists of named things by name. Map order never counts. Null is the same as not
/// there. With normalising, so is what the API server makes the same (protocol: "Rules to copy for own diff"): amounts,
/// int-or-string, empty maps and lists of built-in kinds, protocol TCP. Values of other fields are compared as written,
/// a number and its string differ.
/// @return in path order; bounded by the trees, which the loader bounds. Thread: any.
[[nodiscard]] std::vector<FieldChange> compareFields(
    const YamlValue& from, const YamlValue& to, const FieldContext& context);

/// True where @p change is at, above or below the field that @p keys name.
[[nodiscard]] bool touches(const FieldChange& change, std::initializer_list<QStringView> keys);

} // namespace pilothouse
