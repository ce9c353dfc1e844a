// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_actions.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"

#include <QMenu>
#include <QShortcut>
#include <QWidget>

#include <algorithm>
#include <array>
#include <optional>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using What = ObjectActions::What;

namespace {

struct Key {
    What what;
    QKeySequence keys;
};

/// k9s's letters wherever k9s has one; of two that share one, a kind offers only one.
std::vector<Key> allKeys() {
    return {{What::Describe, Qt::Key_D}, {What::Yaml, Qt::Key_Y}, {What::Events, Qt::SHIFT | Qt::Key_E},
        {What::Logs, Qt::Key_L}, {What::PreviousLogs, Qt::Key_P}, {What::Shell, Qt::Key_S}, {What::Attach, Qt::Key_A},
        {What::Forward, Qt::SHIFT | Qt::Key_F}, {What::Edit, Qt::Key_E}, {What::CopyName, Qt::Key_C},
        {What::Delete, Qt::CTRL | Qt::Key_D}, {What::Create, Qt::CTRL | Qt::Key_N}, {What::Scale, Qt::Key_S},
        {What::Restart, Qt::Key_R}, {What::Drain, Qt::Key_R}, {What::Uncordon, Qt::Key_U},
        {What::Cordon, Qt::SHIFT | Qt::Key_C}, {What::Debug, Qt::SHIFT | Qt::Key_S}};
}

template <size_t N> bool isOneOf(const QString& kind, const std::array<QLatin1StringView, N>& kinds) {
    return std::ranges::contains(kinds, kind);
}

bool isBuiltin(const GroupVersionKind& kind) {
    return kind.group.isEmpty() || kind.group == "apps"_L1 || kind.group == "batch"_L1;
}

bool hasLogs(const GroupVersionKind& kind) {
    static constexpr std::array kKinds
        = {"Pod"_L1, "Deployment"_L1, "StatefulSet"_L1, "DaemonSet"_L1, "ReplicaSet"_L1, "Job"_L1, "CronJob"_L1};
    return isBuiltin(kind) && isOneOf(kind.kind, kKinds);
}

bool isForwardable(const GroupVersionKind& kind) {
    static constexpr std::array kKinds = {"Pod"_L1, "Service"_L1, "Deployment"_L1, "StatefulSet"_L1, "ReplicaSet"_L1};
    return isBuiltin(kind) && isOneOf(kind.kind, kKinds);
}

bool isScalable(const ApiResource& resource) {
    static constexpr std::array kKinds = {"Deployment"_L1, "StatefulSet"_L1, "ReplicaSet"_L1};
    return isBuiltin(resource.kind) ? isOneOf(resource.kind.kind, kKinds) : !resource.kind.group.endsWith(".k8s.io"_L1);
}

bool isRestartable(const GroupVersionKind& kind) {
    static constexpr std::array kKinds = {"Deployment"_L1, "StatefulSet"_L1, "DaemonSet"_L1};
    return kind.group == "apps"_L1 && isOneOf(kind.kind, kKinds);
}

PodScope scopeOf(const ObjectRef& ref) {
    PodScope scope;
    scope.nameSpace = ref.nameSpace;
    if (ref.kind.kind == "Pod"_L1) {
        scope.what = PodScope::Pod{.name = ref.name};
    } else {
        scope.what = PodScope::Workload{.kind = ref.kind, .name = ref.name};
    }
    return scope;
}

} // namespace

ObjectActions::ObjectActions(QWidget& widget, std::function<std::vector<ObjectTarget>()> rows)
    : QObject(&widget)
    , m_widget(widget)
    , m_rows(std::move(rows)) {
    QList<QKeySequence> made;
    for (const Key& key : allKeys()) {
        if (made.contains(key.keys)) {
            continue; // two shortcuts of one key would be none
        }
        made += key.keys;
        auto* shortcut = new QShortcut(key.keys, &widget, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, keys = key.keys] { onKey(keys); });
    }
}

/// The first of those with this key that the kind offers; else the first, which tells what there is to tell.
void ObjectActions::onKey(const QKeySequence& keys) {
    const bool isMany = m_rows().size() > 1;
    std::optional<What> first;
    for (const Key& key : allKeys()) {
        if (key.keys != keys) {
            continue;
        }
        if (offers(key.what, isMany)) {
            trigger(key.what);
            return;
        }
        first = first.value_or(key.what);
    }
    if (first) {
        trigger(*first);
    }
}

void ObjectActions::setPlace(const ContextId& context, const ApiResource& resource) {
    m_context = context;
    m_resource = resource;
}

QList<ObjectActions::Action> ObjectActions::actionsOf(const ApiResource& resource, bool isMany) {
    const GroupVersionKind& kind = resource.kind;
    const bool isPod = isBuiltin(kind) && kind.kind == "Pod"_L1;
    const bool isNode = kind.group.isEmpty() && kind.kind == "Node"_L1;
    const bool isOne = !isMany;
    QList<Action> actions;
    const auto add
        = [&actions](bool offered, What what, const QString& keys, const QString& text, const QString& icon) {
              if (offered) {
                  actions += Action{what, keys, text, icon};
              }
          };
    add(isOne, What::Describe, u"d"_s, tr("Overview"), u"info"_s);
    add(isOne, What::Yaml, u"y"_s, tr("YAML"), u"file-code"_s);
    add(isOne, What::Events, u"Shift+E"_s, tr("Events"), u"bell"_s);
    add(isOne && hasLogs(kind), What::Logs, u"l"_s, tr("Logs"), u"scroll-text"_s);
    add(isOne && isPod, What::PreviousLogs, u"p"_s, tr("Logs of the container before"), u"history"_s);
    add(isOne && (isPod || isNode), What::Shell, u"s"_s, tr("Shell"), u"square-terminal"_s);
    add(isOne && isPod, What::Attach, u"a"_s, tr("Attach"), u"plug"_s);
    add(isOne && isPod, What::Debug, u"Shift+S"_s, tr("Debug container…"), u"stethoscope"_s);
    add(isOne && isForwardable(kind), What::Forward, u"Shift+F"_s, tr("Forward a port…"), u"arrow-left-right"_s);
    const bool canPatch = resource.can(u"patch");
    add(isOne && resource.can(u"update"), What::Edit, u"e"_s, tr("Edit…"), u"file-pen"_s);
    add(canPatch && isScalable(resource), What::Scale, u"s"_s, tr("Scale…"), u"sliders-horizontal"_s);
    add(canPatch && isRestartable(kind), What::Restart, u"r"_s, tr("Restart…"), u"refresh-cw"_s);
    add(canPatch && isNode, What::Cordon, u"Shift+C"_s, tr("Cordon…"), u"circle-minus"_s);
    add(canPatch && isNode, What::Uncordon, u"u"_s, tr("Uncordon…"), u"circle-check"_s);
    add(canPatch && isNode, What::Drain, u"r"_s, tr("Drain…"), u"arrow-right"_s);
    add(isOne, What::CopyName, u"c"_s, tr("Copy the name"), u"copy"_s);
    add(resource.can(u"delete"), What::Delete, u"Ctrl+D"_s, tr("Delete…"), u"trash-2"_s);
    return actions;
}

bool ObjectActions::offers(What what, bool isMany) const {
    const QList<Action> actions = actionsOf(m_resource, isMany);
    return std::ranges::any_of(actions, [what](const Action& action) { return action.what == what; });
}

void ObjectActions::openMenu(const Theme& theme, const QPoint& globalPosition) {
    const bool isMany = m_rows().size() > 1;
    auto* menu = new QMenu(&m_widget);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const Action& action : actionsOf(m_resource, isMany)) {
        const bool isDelete = action.what == What::Delete;
        if (isDelete || action.what == What::Edit || action.what == What::CopyName) {
            menu->addSeparator();
        }
        const ColorToken tone = isDelete ? ColorToken::Failed : ColorToken::TextSecond;
        const QString keys = action.keys.isEmpty() ? QString() : u'\t' + action.keys;
        QAction* entry = menu->addAction(theme.icon(action.icon, tone), QString(action.text + keys));
        const bool isTool = action.what >= What::Logs && action.what <= What::Forward;
        entry->setEnabled(!isTool || m_tools);
        connect(entry, &QAction::triggered, this, [this, what = action.what] { trigger(what); });
    }
    menu->popup(globalPosition);
}

QList<KeyHint> ObjectActions::keys() const {
    QList<KeyHint> hints;
    for (const Action& action : actionsOf(m_resource, false)) {
        if (!action.keys.isEmpty()) {
            hints += KeyHint{action.keys, action.text};
        }
    }
    return hints;
}

void ObjectActions::trigger(What what) {
    const std::vector<ObjectTarget> rows = m_rows();
    if (what == What::Create) {
        Q_EMIT wanted(what, rows);
        return;
    }
    if (rows.empty()) {
        if (what == What::Events) { // of the namespace that is shown
            Q_EMIT wanted(what, rows);
        }
        return;
    }
    if (!offers(what, rows.size() > 1)) {
        return;
    }
    ObjectRequest request;
    request.context = m_context;
    request.targets = rows;
    switch (what) {
    case What::Logs:
    case What::PreviousLogs:
    case What::Shell:
    case What::Attach:
    case What::Debug:
    case What::Forward:
        useTool(what, rows.front().ref);
        return;
    case What::Scale:
        request.verb = ObjectVerb::Scale;
        break;
    case What::Restart:
        request.verb = ObjectVerb::Restart;
        break;
    case What::Cordon:
        request.verb = ObjectVerb::Cordon;
        break;
    case What::Uncordon:
        request.verb = ObjectVerb::Uncordon;
        break;
    case What::Drain:
        request.verb = ObjectVerb::Drain;
        break;
    case What::Delete:
        request.verb = ObjectVerb::Delete;
        break;
    default:
        Q_EMIT wanted(what, rows);
        return;
    }
    Q_EMIT changeWanted(request);
}

void ObjectActions::useTool(What what, const ObjectRef& ref) {
    using Kind = PodTools::Terminal::Kind;
    if (!m_tools) {
        return;
    }
    if (what == What::Logs || what == What::PreviousLogs) {
        m_tools->openLogs(
            {.context = m_context, .scope = scopeOf(ref), .container = {}, .previous = what == What::PreviousLogs});
        return;
    }
    if (what == What::Forward) {
        m_tools->openForward({.context = m_context, .target = scopeOf(ref), .remotePort = {}});
        return;
    }
    const bool isNode = ref.kind.kind == "Node"_L1;
    m_tools->openTerminal({.context = m_context,
        .nameSpace = ref.nameSpace,
        .pod = ref.name,
        .container = {},
        .kind = isNode             ? Kind::NodeShell
            : what == What::Attach ? Kind::Attach
            : what == What::Debug  ? Kind::Debug
                                   : Kind::Shell});
}

} // namespace pilothouse::ui
