// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/debug_containers.h"
#include "app/demo/desk.h"
#include "app/demo/pod_life.h"

#include <map>
#include <set>
#include <string>

namespace pilothouse::demo {

/// The controllers of one cluster: what the controller manager, the scheduler and the kubelet do for objects that were
/// written through the API. The world's own objects stay as they were built until somebody writes to them, then they
/// are taken over as they are.
///
/// Level-triggered: a step reads what happened in the store, reconciles what is concerned and what still moves.
/// Single-threaded; driven by the ticker, and idle (one comparison) when nothing was written.
class Controllers {
public:
    explicit Controllers(Cluster& cluster);

    /// An object was written through the API: it is looked after from now on, and so are its owners.
    void notice(const ObjectPtr& object);
    /// Begins a foreground deletion: the object goes when its dependents are gone.
    void deleteInForeground(const ObjectPtr& object);

    void step();

    /// The program of a container ended because whoever was attached ended it.
    void containerEnded(const std::string& space, const std::string& pod, const std::string& container, int code) {
        m_debug.containerEnded(space, pod, container, code);
    }

    /// How long a good pod takes to become ready; everything else is a part of it.
    void setPace(std::chrono::milliseconds pace) { m_desk.pace = pace; }

private:
    struct Key {
        std::string apiVersion;
        std::string kind;
        std::string namespaceName;
        std::string name;
        auto operator<=>(const Key&) const = default;
    };

    static Key keyOf(const json::object& object);
    void readEvents();
    void readEvent(const StoreEvent& event);
    bool reconcile(const Key& key);
    void finishDeletions();

    Desk m_desk;
    PodLife m_pods;
    DebugContainers m_debug;
    std::uint64_t m_seen;
    std::map<std::string, Key> m_managed; ///< by uid
    std::set<Key> m_active;
    std::set<Key> m_deleting; ///< namespaces, and objects deleted in the foreground
};

} // namespace pilothouse::demo
