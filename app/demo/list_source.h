// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/representation.h"

#include <vector>

namespace pilothouse::demo {

/// The body of a list, made in pieces of about 64 kB: a list of 10,000 whole release records is 400 MB and is never
/// in memory at once.
class ListSource final : public BodySource {
public:
    ListSource(const ResourceType& type, Representation representation, json::object listMetadata,
        std::vector<ObjectPtr> items);

    Next next(std::string& out) override;

private:
    enum class Stage { Start, Items, Done };

    const ResourceType& m_type;
    Representation m_representation;
    json::object m_listMetadata;
    std::vector<ObjectPtr> m_items;
    std::size_t m_next = 0;
    Stage m_stage = Stage::Start;
};

} // namespace pilothouse::demo
