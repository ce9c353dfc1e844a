// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_activity.h"

#include "ui/change/change_page.h"
#include "ui/change/run_words.h"
#include "ui/frame/navigation.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QSystemTrayIcon>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ChangeActivity::ChangeActivity(ChangeGateway& gateway, Navigation& navigation, QObject* parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_navigation(navigation) {
    connect(&gateway, &ChangeGateway::runChanged, this, &ChangeActivity::onRun);
    connect(&gateway, &ChangeGateway::runDismissed, this, [this] { Q_EMIT runningChanged(running()); });
    m_running = running();
}

ChangeActivity::~ChangeActivity() = default;

int ChangeActivity::running() const {
    return static_cast<int>(std::ranges::count_if(
        m_gateway.runs(), [](const RunStatusPtr& run) { return run->phase != RunStatus::Phase::Ended; }));
}

void ChangeActivity::onRun(const RunStatusPtr& run) {
    if (const int now = running(); now != m_running) {
        m_running = now;
        Q_EMIT runningChanged(now);
    }
    if (run->phase != RunStatus::Phase::Ended) {
        m_seenRunning.insert(run->id);
        return;
    }
    // One that ended while no window was there is news as well; one that is only told again is not.
    if (m_seenRunning.remove(run->id) || run->isAdopted) {
        Q_EMIT ended(runLine(*run));
        notify(*run);
    }
}

void ChangeActivity::notify(const RunStatus& run) {
    const bool isSeen = m_window && m_window->isVisible() && !m_window->isMinimized() && m_window->isActiveWindow();
    if (isSeen || !m_window || !QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages()) {
        return;
    }
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(Theme::of(m_window).icon(u"rocket"_s), this);
    }
    m_tray->show();
    const bool isWell = run.outcome == RunStatus::Outcome::Succeeded;
    m_tray->showMessage(
        u"Pilothouse"_s, runLine(run), isWell ? QSystemTrayIcon::Information : QSystemTrayIcon::Warning);
}

void ChangeActivity::open(QWidget* window, const QPoint& globalPosition) {
    std::vector<RunStatusPtr> runs = m_gateway.runs();
    std::ranges::stable_partition(runs, [](const RunStatusPtr& run) { return run->phase != RunStatus::Phase::Ended; });
    if (runs.empty()) {
        return;
    }
    if (runs.size() == 1) {
        m_navigation.goTo(placeOfRun(*runs.front()));
        return;
    }
    auto* menu = new QMenu(window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const RunStatusPtr& run : runs) {
        const RunWords words = runWords(*run);
        menu->addAction(Theme::of(window).icon(words.icon, words.tone), runLine(*run), this,
            [this, place = placeOfRun(*run)] { m_navigation.goTo(place); });
    }
    menu->popup(globalPosition - QPoint(0, menu->sizeHint().height()));
}

} // namespace pilothouse::ui
