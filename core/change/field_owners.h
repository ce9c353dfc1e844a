// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <vector>

namespace pilothouse {

/// What of an object, or of a part of it, was set by someone else than helm and Kubernetes' own controllers: an edit by
/// hand, another tool. Read from `metadata.managedFields` (protocol: server-side apply, FieldsV1). A value.
class ForeignFields {
public:
    [[nodiscard]] static ForeignFields of(const YamlValue& object);

    /// False where the object carries no managedFields: nothing can be said.
    [[nodiscard]] bool isKnown() const { return m_isKnown; }
    /// Nothing at or below this place.
    [[nodiscard]] bool isNone() const { return m_nodes.empty(); }
    /// This place as a whole, not only something inside of it.
    [[nodiscard]] bool isWhole() const;
    [[nodiscard]] ForeignFields field(const QString& key) const;
    /// Of a list's item: by its key fields, or by its value.
    [[nodiscard]] ForeignFields item(const YamlValue& item) const;

private:
    bool m_isKnown = false;
    std::vector<YamlValue> m_nodes; ///< FieldsV1 trees of the managers, at this place
};

/// False for helm under its names, and for what Kubernetes runs itself: their fields are no edits.
[[nodiscard]] bool isForeignManager(const QString& manager);

} // namespace pilothouse
