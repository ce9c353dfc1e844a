// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/desk.h"

#include <map>

namespace pilothouse::demo {

/// The kubelet's part for ephemeral containers: they start a moment after they were added to a pod and end when
/// whoever is attached ends their program. protocol: core/v1 EphemeralContainer
class DebugContainers {
public:
    explicit DebugContainers(Desk& desk)
        : m_desk(desk) { }

    void seen(const StoreEvent& event);
    void step();
    void containerEnded(const std::string& space, const std::string& pod, const std::string& container, int code);

private:
    struct Waiting {
        std::string namespaceName;
        std::string name;
        Time due;
    };

    void start(const ObjectPtr& pod);

    Desk& m_desk;
    std::map<std::string, Waiting> m_waiting; ///< by the pod's uid
};

} // namespace pilothouse::demo
