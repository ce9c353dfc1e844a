// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/resources/object_gateway.h"

#include <QString>

#include <memory>

class QWidget;

namespace pilothouse {

class SettingsStore;

namespace ui {
class Contexts;
class CoreAccess;
class Navigation;
class Page;
class PodTools;
class Theme;
} // namespace ui

/// Makes the pages of objects, with all they need to change some.
class ResourcesWiring final {
public:
    struct Parts {
        ui::Theme& theme;
        ui::CoreAccess& core;
        const ui::Contexts& contexts;
        SettingsStore& settings;
    };
    /// @param stateFolder where the audit is, and what is known of clusters; the parts outlive this object
    ResourcesWiring(const Parts& parts, QString stateFolder);
    ~ResourcesWiring();
    Q_DISABLE_COPY_MOVE(ResourcesWiring)

    /// @param tools null: no logs, shells and forwards are offered
    [[nodiscard]] ui::Page* makePage(ui::Navigation& navigation, ui::PodTools* tools, QWidget* parent);

private:
    Parts m_parts;
    std::unique_ptr<ui::ObjectGateway> m_gateway;
};

} // namespace pilothouse
