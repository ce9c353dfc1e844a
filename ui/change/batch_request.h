// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/yaml/yaml_loader.h"

#include <optional>

namespace pilothouse::ui {

/// One of several releases that are to be upgraded, and what is known of it.
struct BatchItem {
    ReleaseKey release;
    bool isHidden = false; ///< marked, but the list's filter does not show it (PS3)
    ReleaseRecordPtr deployed = {}; ///< what helm merges from; null: not read yet
    std::optional<ChartSource> source = {}; ///< where its chart came from last time; nothing: not known
    std::optional<Error> error = {}; ///< why it can't be read
};

/// What all of them are to get.
struct BatchCommon {
    enum class Charts {
        Own, ///< each its own again: where it came from last, else rebuilt from its record
        Same, ///< one chart for all
    };
    Charts charts = Charts::Own;
    ChartSource chart; ///< Same
    QString version; ///< Own, of those from a repository or a registry; empty: as last time
    QByteArray values; ///< YAML, laid over the values of each
    ChangeOptions options;
    QString reason;
    friend bool operator==(const BatchCommon&, const BatchCommon&) = default;
};

/// The map that is laid over the values of each. Errors: as loadYaml; Invalid with reason NoMap.
[[nodiscard]] Result<YamlValue> commonValues(const QByteArray& text);

/// @p over laid over @p values as helm does with a second values file: maps are merged, anything else is replaced, and
/// a null stays in, where it takes the chart's own value away.
[[nodiscard]] YamlValue overlaid(const YamlValue& values, const YamlValue& over);

/// What is asked for one of them.
/// @param over of commonValues()
[[nodiscard]] ChangeRequest requestFor(
    const ContextId& context, const BatchItem& item, const BatchCommon& common, const YamlValue& over);

} // namespace pilothouse::ui
