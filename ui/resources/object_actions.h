// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/object_plan.h"
#include "core/kube/discovery.h"
#include "ui/frame/pod_tools.h"
#include "ui/widgets/shortcut_help.h"

#include <QList>
#include <QObject>

#include <functional>

class QKeySequence;
class QMenu;

namespace pilothouse::ui {

class Theme;

/// What can be done with the rows of a table of objects, by key and by menu: one list of actions for both, so that
/// neither has what the other lacks. Decides what a kind offers; who does it listens.
class ObjectActions final : public QObject {
    Q_OBJECT
public:
    enum class What {
        Describe,
        Yaml,
        Events,
        Logs,
        PreviousLogs,
        Shell,
        Attach,
        Debug,
        Forward,
        Edit,
        Scale,
        Restart,
        Cordon,
        Uncordon,
        Drain,
        CopyName,
        Create,
        Delete,
    };
    /// Something to do, its key, and its words.
    struct Action {
        What what = What::Describe;
        QString keys; ///< as a person reads them: `Shift+F`; empty: by menu only
        QString text;
        QString icon;
    };

    /// @param widget whose keys they are
    /// @param rows the chosen objects, from top to bottom; empty: none
    ObjectActions(QWidget& widget, std::function<std::vector<ObjectTarget>()> rows);
    Q_DISABLE_COPY_MOVE(ObjectActions)

    void setPlace(const ContextId& context, const ApiResource& resource);
    /// What this kind offers, in the order of the menu. @p isMany several rows are chosen
    [[nodiscard]] static QList<Action> actionsOf(const ApiResource& resource, bool isMany);
    void openMenu(const Theme& theme, const QPoint& globalPosition);
    [[nodiscard]] QList<KeyHint> keys() const;
    /// Where logs, shells and forwards are opened; null: nowhere.
    void setTools(PodTools* tools) { m_tools = tools; }

Q_SIGNALS:
    /// One of those that the page does itself: Describe, Yaml, Events, Edit, CopyName, Create.
    void wanted(pilothouse::ui::ObjectActions::What what, const std::vector<pilothouse::ObjectTarget>& rows);
    void changeWanted(const pilothouse::ObjectRequest& request);

private:
    void onKey(const QKeySequence& keys);
    void trigger(What what);
    void useTool(What what, const ObjectRef& ref);
    [[nodiscard]] bool offers(What what, bool isMany) const;

    QWidget& m_widget;
    std::function<std::vector<ObjectTarget>()> m_rows;
    ContextId m_context;
    ApiResource m_resource;
    PodTools* m_tools = nullptr;
};

} // namespace pilothouse::ui
