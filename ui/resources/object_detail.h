// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/kube/resource.h"
#include "ui/resources/object_overview.h"
#include "ui/resources/usage_plot.h"

#include <QJsonObject>
#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace pilothouse::ui {

class CodeView;
class CoreAccess;
class ElidedLabel;
class ObjectLineList;
class SegmentedControl;

/// The object of the selected row: its overview, its YAML (Secrets masked), its events. With no object: the events of a
/// namespace. What is read is said to be; events are read again every 10 s while they are looked at.
class ObjectDetail final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Overview, Yaml, Events };
    explicit ObjectDetail(CoreAccess& core, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectDetail)

    void showObject(const ContextId& context, const ObjectRef& ref, Tab tab);
    /// Events of everything in it; empty: in all namespaces.
    void showNamespace(const ContextId& context, const QString& nameSpace);
    void setTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    void setYaml(const QString& yaml);
    void setObject(const QJsonObject& object);
    void setUsage(const std::deque<UsageHistory::Point>& points);
    [[nodiscard]] CodeView& yaml() const { return *m_yaml; }

Q_SIGNALS:
    void closed();
    /// Events or overview are complete.
    void settled();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeHead();
    void onTab(int tab);
    void readEvents();
    void showEvents(const Result<std::vector<QJsonObject>>& events);

    CoreAccess& m_core;
    ContextId m_context;
    ObjectRef m_ref;
    ElidedLabel* m_title = nullptr;
    SegmentedControl* m_tabs = nullptr;
    QStackedWidget* m_stack;
    QWidget* m_overviewPage;
    ObjectLineList* m_overview;
    UsagePlot* m_plot;
    CodeView* m_yaml;
    ObjectLineList* m_events;
    std::vector<EventLine> m_shownEvents;
    QTimer m_again;
    CallHandle m_call;
};

} // namespace pilothouse::ui
