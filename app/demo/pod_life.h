// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/desk.h"

#include <map>

namespace pilothouse::demo {

/// The scheduler and the kubelets: pods that were made without a status are placed, started, pulled for, run and ended
/// by the rules of image_rules.h; terminating pods go after their time.
class PodLife {
public:
    explicit PodLife(Desk& desk)
        : m_desk(desk) { }

    void seen(const StoreEvent& event);
    void step();

private:
    enum class Stage { New, Placed, Pulling, Started, Settled, Ending };
    struct Run {
        std::string namespaceName;
        std::string name;
        Stage stage = Stage::New;
        Time due;
        int restarts = 0;
    };

    void advance(Run& run, const ObjectPtr& pod);
    void place(Run& run, const ObjectPtr& pod);
    void pull(Run& run, const ObjectPtr& pod);
    void begin(Run& run, const ObjectPtr& pod);
    void settle(Run& run, const ObjectPtr& pod);
    void crash(Run& run, const ObjectPtr& pod);

    Desk& m_desk;
    std::map<std::string, Run> m_runs; ///< by uid
};

} // namespace pilothouse::demo
