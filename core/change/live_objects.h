// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/change/change_plan.h"
#include "core/yaml/yaml_loader.h"

#include <QHash>

#include <memory>
#include <optional>

namespace pilothouse {

struct ChangeObject;

/// Objects of one release as they were read while somebody edits its values: every pause in typing renders anew, and
/// 200 GETs take longer than helm does. Holds secrets: goes with the desk, is never written. Thread: core.
class LiveObjects {
public:
    using Object = std::optional<YamlValue>; ///< no value: nothing was there
    static constexpr qsizetype kMost = 2000; ///< objects; what comes after is read each time

    /// Null: not read yet.
    [[nodiscard]] const Object* find(const ChangeObject& object) const;
    void keep(const ChangeObject& object, Object found);

private:
    QHash<QString, Object> m_objects;
};
using LiveObjectsPtr = std::shared_ptr<LiveObjects>;

/// Which objects a rendering may be compared with. They serve while the text is edited: until the release has another
/// newest record, the context means something else, or kMaxAge has passed. Asked for the same text again, a person
/// wants to know how things are now: then they are read anew. Before helm starts, everything is looked at live anyway.
/// Thread: core.
class LiveMemory {
public:
    static constexpr std::chrono::seconds kMaxAge{10};

    explicit LiveMemory(const Clock& clock)
        : m_clock(clock) { }

    [[nodiscard]] LiveObjectsPtr objectsFor(const RenderingPtr& rendering);
    void forget();

private:
    [[nodiscard]] bool canServe(const RenderingPtr& rendering) const;

    const Clock& m_clock;
    RenderingPtr m_last;
    LiveObjectsPtr m_objects;
    Clock::Steady m_readAt{};
};

} // namespace pilothouse
