// SPDX-License-Identifier: Apache-2.0
// The menus of a LogsTab: pods, containers, columns, one line.
#include "ui/logs/logs_tab.h"

#include "core/base/plain_text.h"
#include "ui/logs/log_colors.h"
#include "ui/logs/log_view.h"
#include "ui/logs/logs_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <map>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSwatch = 16;
constexpr std::size_t kMostInMenu = 60;

QIcon swatch(const QColor& color, qreal ratio) {
    QPixmap pixmap(QSize(kSwatch, kSwatch) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(color);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QRectF(3, 3, 10, 10));
    painter.end();
    return QIcon(pixmap);
}

/// A name from the cluster in a menu: `&` would be taken for an access key.
QString menuText(const QString& name) {
    return escapeControls(name).replace(u'&', u"&&"_s);
}

QString kindWords(ContainerKind kind) {
    switch (kind) {
    case ContainerKind::Init:
        return LogsTab::tr("init");
    case ContainerKind::Sidecar:
        return LogsTab::tr("sidecar");
    case ContainerKind::Ephemeral:
        return LogsTab::tr("ephemeral");
    default:
        return {};
    }
}

struct ContainerFacts {
    ContainerKind kind = ContainerKind::Regular;
    bool isRunning = false;
    int restarts = 0;
};

} // namespace

void LogsTab::connectBar() {
    connect(&m_bar->podsMenu(), &QMenu::aboutToShow, this, &LogsTab::fillPods);
    connect(&m_bar->containersMenu(), &QMenu::aboutToShow, this, &LogsTab::fillContainers);
    connect(&m_bar->columnsMenu(), &QMenu::aboutToShow, this, &LogsTab::fillColumns);
    connect(m_command, &Notice::actionTriggered, this,
        [this] { QGuiApplication::clipboard()->setText(m_presenter.command()); });
}

void LogsTab::fillPods() {
    QMenu& menu = m_bar->podsMenu();
    menu.clear();
    const LogSources& sources = m_view->sources();
    const std::vector<quint16>& hidden = m_presenter.hiddenSources();
    menu.addAction(tr("Show all pods"), this, [this] { m_presenter.setHiddenSources({}); })
        ->setEnabled(!hidden.empty());
    menu.addSeparator();
    std::size_t listed = 0;
    for (const QString& pod : sources.pods()) {
        if (++listed > kMostInMenu) {
            menu.addAction(tr("%n more; filter by name instead", nullptr,
                               static_cast<int>(sources.pods().size() - kMostInMenu)))
                ->setEnabled(false);
            break;
        }
        const std::vector<quint16> ids = sources.sourcesOf(pod);
        const bool isHidden = !ids.empty()
            && std::ranges::all_of(ids, [&hidden](quint16 id) { return std::ranges::contains(hidden, id); });
        QAction* action
            = menu.addAction(swatch(podColor(m_theme, sources.podNumber(pod)), devicePixelRatioF()), menuText(pod));
        action->setCheckable(true);
        action->setChecked(!isHidden);
        connect(action, &QAction::triggered, this, [this, pod](bool isWanted) { hidePod(pod, !isWanted); });
    }
    if (sources.pods().empty()) {
        menu.addAction(tr("No pod yet"))->setEnabled(false);
    }
}

void LogsTab::hidePod(const QString& pod, bool isHidden) {
    std::vector<quint16> hidden = m_presenter.hiddenSources();
    for (const quint16 id : m_view->sources().sourcesOf(pod)) {
        std::erase(hidden, id);
        if (isHidden) {
            hidden.push_back(id);
        }
    }
    m_presenter.setHiddenSources(std::move(hidden));
}

void LogsTab::showOnlyPod(const QString& pod) {
    std::vector<quint16> hidden;
    for (const QString& other : m_view->sources().pods()) {
        if (other != pod) {
            const std::vector<quint16> ids = m_view->sources().sourcesOf(other);
            hidden.insert(hidden.end(), ids.begin(), ids.end());
        }
    }
    m_presenter.setHiddenSources(std::move(hidden));
}

void LogsTab::fillContainers() {
    QMenu& menu = m_bar->containersMenu();
    menu.clear();
    const ContainerChoice& choice = m_presenter.containers();
    const auto offer = [&](const QString& text, const ContainerChoice& wanted) {
        QAction* action = menu.addAction(text, this, [this, wanted] { m_presenter.chooseContainers(wanted); });
        action->setCheckable(true);
        action->setChecked(choice == wanted);
    };
    offer(tr("Containers and sidecars"), ContainerChoice());
    offer(tr("All, init and ephemeral too"), {{}, true, true});
    menu.addSeparator();
    std::map<QString, ContainerFacts> known;
    for (const LogContainer& container : m_presenter.status().containers) {
        ContainerFacts& facts = known[container.name];
        facts.kind = container.kind;
        facts.isRunning = facts.isRunning || container.isRunning;
        facts.restarts = std::max(facts.restarts, container.restarts);
    }
    for (const auto& [name, facts] : known) {
        QStringList about;
        about += kindWords(facts.kind);
        about += facts.isRunning ? QString() : tr("not running");
        about += facts.restarts > 0 ? tr("%n restart(s)", nullptr, facts.restarts) : QString();
        about.removeAll(QString());
        QAction* action = menu.addAction(menuText(name) + (about.isEmpty() ? QString() : u"\t" + about.join(u", ")));
        action->setCheckable(true);
        action->setChecked(choice.names.contains(name));
        connect(
            action, &QAction::triggered, this, [this, name = name](bool isWanted) { chooseContainer(name, isWanted); });
    }
    if (known.empty()) {
        menu.addAction(tr("No container yet"))->setEnabled(false);
    }
}

void LogsTab::chooseContainer(const QString& name, bool isWanted) {
    ContainerChoice choice = m_presenter.containers();
    choice.names.removeAll(name);
    if (isWanted) {
        choice.names.append(name);
    }
    choice.withInit = false;
    choice.withEphemeral = true;
    m_presenter.chooseContainers(choice);
}

void LogsTab::fillColumns() {
    QMenu& menu = m_bar->columnsMenu();
    menu.clear();
    const QStringList shown = m_presenter.columns();
    menu.addAction(tr("Choose by themselves"), this, [this] {
        m_presenter.chooseColumns({});
        m_actions.columns->setChecked(true);
    });
    menu.addSeparator();
    const QStringList known = m_presenter.knownFields();
    for (const QString& name : known) {
        QAction* action = menu.addAction(menuText(name));
        action->setCheckable(true);
        action->setChecked(shown.contains(name));
        connect(action, &QAction::triggered, this, [this, name](bool isWanted) {
            QStringList names = m_presenter.columns();
            names.removeAll(name);
            if (isWanted) {
                names.append(name);
            }
            m_presenter.chooseColumns(names);
            m_actions.columns->setChecked(true);
        });
    }
    if (known.isEmpty()) {
        menu.addAction(tr("The last lines are neither JSON nor logfmt"))->setEnabled(false);
    }
}

void LogsTab::fillLineMenu(QMenu& menu, qint64 line) {
    menu.addActions({m_actions.copy, m_actions.expand, m_actions.mark});
    const LogStore& store = m_presenter.store();
    if (line < store.first() || line >= store.end()) {
        return;
    }
    menu.addSeparator();
    const auto [from, to] = m_view->selection();
    if (m_view->hasSelection() && from.line == to.line) {
        const QString part = m_view->rows().row(line)->text.mid(from.column, to.column - from.column).left(200);
        menu.addAction(tr("Only lines with “%1”").arg(menuText(elideMiddle(part, 40))), this,
            [this, part] { m_bar->filter().setText(part); });
        menu.addAction(tr("Hide lines with “%1”").arg(menuText(elideMiddle(part, 40))), this,
            [this, part] { m_bar->filter().setText(u'!' + part); });
    }
    const LogLine meta = store.line(line).meta;
    const LogSource* source = meta.isNotice ? nullptr : store.source(meta.source);
    if (source && m_view->sources().pods().size() > 1) {
        const QString pod = source->pod;
        menu.addAction(tr("Only pod %1").arg(menuText(pod)), this, [this, pod] { showOnlyPod(pod); });
        menu.addAction(tr("Hide pod %1").arg(menuText(pod)), this, [this, pod] { hidePod(pod, true); });
    }
}

} // namespace pilothouse::ui
