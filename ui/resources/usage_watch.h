// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/base/ids.h"
#include "core/kube/resource.h"
#include "ui/resources/usage_plot.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace pilothouse::ui {

class CoreAccess;

/// CPU and memory of what a table shows, asked every 15 s while it is looked at. Where there is no metrics.k8s.io it
/// says why and asks again in a while. Thread: GUI.
class UsageWatch final : public QObject {
    Q_OBJECT
public:
    explicit UsageWatch(CoreAccess& core, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(UsageWatch)

    /// @param kind of the table: pods, nodes and workloads have usage, others have none
    void watch(const ContextId& context, const GroupVersionKind& kind, const QString& nameSpace);
    void setActive(bool active);

    [[nodiscard]] const QHash<QString, Usage>& usage() const { return m_usage; } ///< by usageKey()
    [[nodiscard]] bool isAvailable() const { return m_isAvailable; }
    /// Why there are no figures for a kind that could have them.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] const UsageHistory& history() const { return m_history; }

Q_SIGNALS:
    void changed();

private:
    void ask();
    void adopt(const Result<std::vector<UsageSample>>& samples);
    [[nodiscard]] bool isWanted() const { return !m_kind.isEmpty(); }

    CoreAccess& m_core;
    ContextId m_context;
    QString m_kind; ///< empty: has no usage
    QString m_namespace;
    QHash<QString, Usage> m_usage;
    UsageHistory m_history;
    std::optional<Error> m_error;
    QTimer m_timer;
    CallHandle m_call;
    bool m_isActive = false;
    bool m_isAvailable = false;
};

} // namespace pilothouse::ui
