// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/resources_wiring.h"

#include "ui/resources/objects_page.h"

namespace pilothouse {

ResourcesWiring::ResourcesWiring(const Parts& parts, QString stateFolder)
    : m_parts(parts)
    , m_gateway(ui::coreObjectGateway(parts.core, std::move(stateFolder))) { }

ResourcesWiring::~ResourcesWiring() = default;

ui::Page* ResourcesWiring::makePage(ui::Navigation& navigation, ui::PodTools* tools, QWidget* parent) {
    return new ui::ObjectsPage({.theme = m_parts.theme,
                                   .core = m_parts.core,
                                   .navigation = navigation,
                                   .settings = m_parts.settings,
                                   .contexts = &m_parts.contexts,
                                   .gateway = m_gateway.get(),
                                   .tools = tools},
        parent);
}

} // namespace pilothouse
