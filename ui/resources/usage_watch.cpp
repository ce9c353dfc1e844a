// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/usage_watch.h"

#include "ui/frame/core_access.h"

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kEvery = 15s; // metrics-server's own resolution
constexpr auto kAfterFailure = 60s;

QString usageKind(const GroupVersionKind& kind) {
    static constexpr std::array kWorkloads = {"Deployment"_L1, "StatefulSet"_L1, "DaemonSet"_L1, "ReplicaSet"_L1};
    const bool isCore = kind.group.isEmpty() && (kind.kind == "Pod"_L1 || kind.kind == "Node"_L1);
    const bool isWorkload = kind.group == "apps"_L1 && std::ranges::contains(kWorkloads, kind.kind);
    return isCore || isWorkload ? kind.kind : QString();
}

} // namespace

UsageWatch::UsageWatch(CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_core(core) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &UsageWatch::ask);
}

void UsageWatch::watch(const ContextId& context, const GroupVersionKind& kind, const QString& nameSpace) {
    const QString name = usageKind(kind);
    if (context == m_context && name == m_kind && nameSpace == m_namespace) {
        return;
    }
    m_call.cancel();
    m_timer.stop();
    m_context = context;
    m_kind = name;
    m_namespace = nameSpace;
    m_usage.clear();
    m_history.clear();
    m_error.reset();
    m_isAvailable = false;
    Q_EMIT changed();
    if (m_isActive) {
        ask();
    }
}

void UsageWatch::setActive(bool active) {
    if (std::exchange(m_isActive, active) == active) {
        return;
    }
    if (active) {
        ask();
    } else {
        m_timer.stop();
        m_call.cancel();
    }
}

void UsageWatch::ask() {
    if (!isWanted() || !m_isActive) {
        return;
    }
    const UsageOf what = m_kind == "Node"_L1 ? UsageOf::Nodes : UsageOf::Pods;
    const QString nameSpace = what == UsageOf::Nodes ? QString() : m_namespace;
    m_call = m_core.callSession<std::vector<UsageSample>>(
        m_context, [what, nameSpace](ClusterSession& session) { return readUsage(session.client(), what, nameSpace); },
        [this](const Result<std::vector<UsageSample>>& samples) { adopt(samples); });
}

void UsageWatch::adopt(const Result<std::vector<UsageSample>>& samples) {
    m_call.cancel();
    if (!samples) {
        m_error = samples.error();
        const bool isGone = samples.error().code == ErrorCode::NotFound || samples.error().code == ErrorCode::Forbidden;
        m_isAvailable = m_isAvailable && !isGone; // one bad answer takes no column away
        m_timer.start(kAfterFailure);
        Q_EMIT changed();
        return;
    }
    m_error.reset();
    QHash<QString, Usage> usage;
    if (m_kind == "Pod"_L1 || m_kind == "Node"_L1) {
        for (const UsageSample& sample : *samples) {
            usage.insert(usageKey(sample.nameSpace, sample.name), sample.usage);
        }
    } else {
        usage = workloadUsage(*samples, m_kind);
    }
    m_isAvailable = !usage.isEmpty();
    m_history.add(usage, QDateTime::currentDateTimeUtc());
    m_usage = std::move(usage);
    m_timer.start(kEvery);
    Q_EMIT changed();
}

} // namespace pilothouse::ui
