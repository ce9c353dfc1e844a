// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_objects.h"

#include "core/change/change_objects.h"

namespace pilothouse {

namespace {

QString placeOf(const ChangeObject& object) {
    return QStringList{object.apiVersion, object.key.kind, object.key.nameSpace, object.key.name}.join(u'\n');
}

/// Records are immutable but for their status; a decoded one is shared as long as its Secret is the same one.
bool isSameRecord(const ReleaseRecordPtr& a, const ReleaseRecordPtr& b) {
    if (a == b || !a || !b) {
        return a == b;
    }
    return a->revision == b->revision && a->statusText == b->statusText && a->lastDeployedText == b->lastDeployedText
        && a->manifest == b->manifest;
}

bool asksTheSame(const ChangeRequest& a, const ChangeRequest& b) {
    return a.kind == b.kind && a.chart == b.chart && a.values == b.values && a.target == b.target
        && a.options == b.options;
}

} // namespace

const LiveObjects::Object* LiveObjects::find(const ChangeObject& object) const {
    const auto found = m_objects.constFind(placeOf(object));
    return found == m_objects.constEnd() ? nullptr : &*found;
}

void LiveObjects::keep(const ChangeObject& object, Object found) {
    if (m_objects.size() < kMost) {
        m_objects.insert(placeOf(object), std::move(found));
    }
}

bool LiveMemory::canServe(const RenderingPtr& rendering) const {
    if (!m_objects || m_clock.steadyNow() - m_readAt >= kMaxAge) {
        return false;
    }
    if (m_last == rendering) {
        return true;
    }
    const ChangeRequest& before = m_last->request;
    const ChangeRequest& now = rendering->request;
    return before.context == now.context && before.release == now.release
        && m_last->kubeconfig.fingerprint == rendering->kubeconfig.fingerprint
        && isSameRecord(m_last->newest, rendering->newest) && !asksTheSame(before, now);
}

LiveObjectsPtr LiveMemory::objectsFor(const RenderingPtr& rendering) {
    if (!canServe(rendering)) {
        m_objects = std::make_shared<LiveObjects>();
        m_readAt = m_clock.steadyNow();
    }
    m_last = rendering;
    return m_objects;
}

void LiveMemory::forget() {
    m_last.reset();
    m_objects.reset();
}

} // namespace pilothouse
