// SPDX-License-Identifier: Apache-2.0
#include "app/demo/list_source.h"

namespace pilothouse::demo {

namespace {

constexpr std::size_t kPiece = 64 * 1024;

} // namespace

ListSource::ListSource(
    const ResourceType& type, Representation representation, json::object listMetadata, std::vector<ObjectPtr> items)
    : m_type(type)
    , m_representation(std::move(representation))
    , m_listMetadata(std::move(listMetadata))
    , m_items(std::move(items)) { }

BodySource::Next ListSource::next(std::string& out) {
    if (m_stage == Stage::Done)
        return Next::End;
    if (m_stage == Stage::Start) {
        out += m_representation.listStart(m_type, m_listMetadata);
        m_stage = Stage::Items;
    }
    for (; m_next < m_items.size() && out.size() < kPiece; ++m_next) {
        if (m_next > 0)
            out += ',';
        out += m_representation.listItem(m_type, *m_items[m_next]);
        m_items[m_next].reset();
    }
    if (m_next == m_items.size()) {
        out += Representation::listEnd();
        m_stage = Stage::Done;
    }
    return Next::Data;
}

} // namespace pilothouse::demo
