// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_gateway.h"

#include <algorithm>

namespace pilothouse::ui {

RunStatusPtr ChangeGateway::run(const QString& id) const {
    const auto found = std::ranges::find_if(m_runs, [&](const RunStatusPtr& run) { return run->id == id; });
    return found == m_runs.end() ? nullptr : *found;
}

RunStatusPtr ChangeGateway::running(const ContextId& context, const ReleaseKey& key) const {
    const auto found = std::ranges::find_if(m_runs, [&](const RunStatusPtr& run) {
        return run->context == context && run->release == key && run->phase != RunStatus::Phase::Ended;
    });
    return found == m_runs.end() ? nullptr : *found;
}

void ChangeGateway::tellRun(const RunStatusPtr& run) {
    const auto found = std::ranges::find_if(m_runs, [&](const RunStatusPtr& known) { return known->id == run->id; });
    if (found == m_runs.end()) {
        m_runs.push_back(run);
    } else {
        *found = run;
    }
    Q_EMIT runChanged(run);
}

void ChangeGateway::tellDismissed(const QString& id) {
    std::erase_if(m_runs, [&](const RunStatusPtr& run) { return run->id == id; });
    Q_EMIT runDismissed(id);
}

} // namespace pilothouse::ui
