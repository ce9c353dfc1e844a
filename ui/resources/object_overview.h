// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/resources/object_change_words.h"

#include <QDateTime>
#include <QJsonObject>

namespace pilothouse::ui {

/// What `kubectl describe` tells first, in lines: health, conditions, containers with state, restarts and how they
/// ended last, images, who owns it, what it selects, labels. Values that may be secret are left out. Plain text.
[[nodiscard]] std::vector<ObjectLine> overviewLines(const QJsonObject& object, const QDateTime& now);

/// One event, or several of the same text.
struct EventLine {
    QDateTime first;
    QDateTime last;
    int count = 1;
    bool isWarning = false;
    QString reason;
    QString message;
    QString object; ///< `Pod web-1`
    QString source;
    friend bool operator==(const EventLine&, const EventLine&) = default;
};
/// Newest first; events that say the same of the same object are one.
[[nodiscard]] std::vector<EventLine> eventLines(const std::vector<QJsonObject>& events);
/// As a timeline: when, what, how often; @p namesObjects where they are of several.
[[nodiscard]] std::vector<ObjectLine> timelineLines(
    const std::vector<EventLine>& events, const QDateTime& now, bool namesObjects);

} // namespace pilothouse::ui
