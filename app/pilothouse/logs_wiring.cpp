// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/logs_wiring.h"

#include "core/settings/settings_store.h"
#include "core/settings/tool_settings.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/logs/logs_tab.h"

#include <QDir>

namespace pilothouse {

using namespace Qt::StringLiterals;

LogsWiring::LogsWiring(Parts parts)
    : m_parts(std::move(parts)) { }

LogsWiring::~LogsWiring() = default;

QString LogsWiring::tabId(const ui::PodTools::Logs& what) {
    QString id = u"logs:"_s + what.context.value() + u'/' + what.scope.nameSpace + u'/' + podScopeText(what.scope);
    if (!what.container.isEmpty()) {
        id += u'/' + what.container;
    }
    return what.previous ? id + u":previous"_s : id;
}

ui::DockTab LogsWiring::tab(const ui::PodTools::Logs& what) {
    ui::DockTab tab;
    tab.title = tr("Logs");
    tab.icon = u"scroll-text"_s;
    tab.isKept = false;
    tab.make = [this, what](QWidget* parent) -> QWidget* {
        LogStore::Options store;
        store.folder = QDir(m_parts.stateFolder).filePath(u"logs"_s);
        const LogSettings settings = logSettingsIn(m_parts.settings);
        store.memory = settings.memory;
        store.file = settings.file;
        return new ui::LogsTab(m_parts.theme,
            ui::LogsParts{ui::coreLogsGateway(m_parts.core, what.context), m_pool, &m_parts.settings, store}, what,
            m_parts.contexts.environmentOf(what.context, what.scope.nameSpace), parent);
    };
    return tab;
}

} // namespace pilothouse
