// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_overview.h"

#include "core/base/plain_text.h"
#include "core/kube/health.h"
#include "ui/resources/object_cells.h"
#include "ui/widgets/health_text.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostLabels = 40;
constexpr size_t kMostEvents = 100;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ObjectOverview)
};
using Lines = std::vector<ObjectLine>;

QString ago(const QDateTime& time, const QDateTime& now) {
    return time.isValid() ? Words::tr("%1 ago", "5 min ago").arg(humanAge(time.secsTo(now))) : Words::tr("never");
}

QDateTime timeOf(const QJsonObject& object, QLatin1StringView field) {
    return QDateTime::fromString(object.value(field).toString(), Qt::ISODateWithMs);
}

QString stateName(HealthState state) {
    switch (state) {
    case HealthState::Current:
        return Words::tr("In order");
    case HealthState::InProgress:
        return Words::tr("Under way");
    case HealthState::Failed:
        return Words::tr("Faulty");
    case HealthState::Terminating:
        return Words::tr("Ending");
    case HealthState::NotFound:
        return Words::tr("Not there");
    case HealthState::Unknown:
        break;
    }
    return Words::tr("State not known");
}

void addHead(Lines& lines, const QString& icon, const QString& title) {
    lines.push_back({.icon = icon, .tone = ColorToken::TextSecond, .title = title, .detail = {}});
}

void addHealth(Lines& lines, const QJsonObject& object, const QDateTime& now) {
    const ObjectHealth health = healthOf(object, now);
    const bool isGood = health.state == HealthState::Current;
    const bool isBad = health.state == HealthState::Failed || health.state == HealthState::NotFound;
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    ObjectLine line{.icon = isGood ? u"circle-check"_s
            : isBad                ? u"circle-x"_s
                                   : u"clock"_s,
        .tone = isGood ? ColorToken::Ok
            : isBad    ? ColorToken::Failed
                       : ColorToken::Warning,
        .title = stateName(health.state),
        .detail = healthText(health.message)};
    if (!health.reason.isEmpty()) {
        line.title += u" · "_s + health.reason;
    }
    line.title += u" · "_s + Words::tr("made %1").arg(ago(timeOf(metadata, "creationTimestamp"_L1), now));
    lines.push_back(line);
    if (metadata.contains("deletionTimestamp"_L1)) {
        lines.push_back({.icon = u"trash-2"_s,
            .tone = ColorToken::Warning,
            .title = Words::tr("Being deleted since %1").arg(ago(timeOf(metadata, "deletionTimestamp"_L1), now)),
            .detail = {}});
    }
}

void addOwners(Lines& lines, const QJsonObject& metadata) {
    for (const QJsonValue& value : metadata.value("ownerReferences"_L1).toArray()) {
        const QJsonObject owner = value.toObject();
        addHead(lines, u"link"_s,
            Words::tr("Made by %1 %2").arg(owner.value("kind"_L1).toString(), owner.value("name"_L1).toString()));
    }
    const QJsonObject annotations = metadata.value("annotations"_L1).toObject();
    const QString release = annotations.value("meta.helm.sh/release-name"_L1).toString();
    if (!release.isEmpty()) {
        addHead(lines, u"package"_s,
            Words::tr("Of release %1/%2")
                .arg(annotations.value("meta.helm.sh/release-namespace"_L1).toString(), release));
    }
}

void addConditions(Lines& lines, const QJsonObject& status, const QDateTime& now) {
    const QJsonArray conditions = status.value("conditions"_L1).toArray();
    if (conditions.isEmpty()) {
        return;
    }
    addHead(lines, u"list"_s, Words::tr("Conditions"));
    for (const QJsonValue& value : conditions) {
        const QJsonObject condition = value.toObject();
        const QString state = condition.value("status"_L1).toString();
        QString title = condition.value("type"_L1).toString() + u": "_s + state;
        if (const QString reason = condition.value("reason"_L1).toString(); !reason.isEmpty()) {
            title += u" · "_s + reason;
        }
        lines.push_back({.icon = state == "True"_L1 ? u"check"_s : u"minus"_s,
            .tone = state == "True"_L1 ? ColorToken::Ok : ColorToken::TextSecond,
            .title = title + u" · "_s + ago(timeOf(condition, "lastTransitionTime"_L1), now),
            .detail = condition.value("message"_L1).toString(),
            .indent = 1});
    }
}

/// `running for 5m`, `waiting: CrashLoopBackOff`, `ended with 137: OOMKilled`.
QString stateText(const QJsonObject& state, const QDateTime& now) {
    if (const QJsonObject running = state.value("running"_L1).toObject(); !running.isEmpty()) {
        return Words::tr("running since %1").arg(ago(timeOf(running, "startedAt"_L1), now));
    }
    if (const QJsonObject waiting = state.value("waiting"_L1).toObject(); !waiting.isEmpty()) {
        return Words::tr("waiting: %1").arg(waiting.value("reason"_L1).toString());
    }
    if (const QJsonObject ended = state.value("terminated"_L1).toObject(); !ended.isEmpty()) {
        return Words::tr("ended with %1: %2, %3")
            .arg(ended.value("exitCode"_L1).toInt())
            .arg(ended.value("reason"_L1).toString(), ago(timeOf(ended, "finishedAt"_L1), now));
    }
    return Words::tr("not begun");
}

QString stateDetail(const QJsonObject& status, const QDateTime& now) {
    QStringList parts;
    const QJsonObject state = status.value("state"_L1).toObject();
    for (const QLatin1StringView which : {"waiting"_L1, "terminated"_L1}) {
        const QString message = state.value(which).toObject().value("message"_L1).toString();
        if (!message.isEmpty()) {
            parts += message;
        }
    }
    const QJsonObject last = status.value("lastState"_L1).toObject();
    if (!last.value("terminated"_L1).toObject().isEmpty()) {
        parts += Words::tr("Before: %1").arg(stateText(last, now));
    }
    return parts.join(u'\n');
}

ObjectLine containerLine(const QJsonObject& container, const QJsonObject& status, const QDateTime& now) {
    const bool isReady = status.value("ready"_L1).toBool();
    const int restarts = status.value("restartCount"_L1).toInt();
    const QJsonObject state = status.value("state"_L1).toObject();
    const bool isEnded
        = state.value("terminated"_L1).toObject().value("exitCode"_L1).toInt() == 0 && state.contains("terminated"_L1);
    const bool isGood = isReady || isEnded;
    QString title = container.value("name"_L1).toString() + u" · "_s + stateText(state, now);
    if (restarts > 0) {
        title += u" · "_s + Words::tr("%n restart(s)", nullptr, restarts);
    }
    const QString detail = stateDetail(status, now);
    return {.icon = isGood ? u"circle-check"_s : u"circle-alert"_s,
        .tone = isGood ? ColorToken::Ok : ColorToken::Warning,
        .title = title,
        .detail = container.value("image"_L1).toString() + (detail.isEmpty() ? QString() : u'\n' + detail),
        .indent = 1};
}

void addContainers(Lines& lines, const QJsonObject& spec, const QJsonObject& status, const QDateTime& now) {
    struct Group {
        QLatin1StringView spec;
        QLatin1StringView status;
        QString title;
    };
    const Group groups[] = {{"initContainers"_L1, "initContainerStatuses"_L1, Words::tr("Init containers")},
        {"containers"_L1, "containerStatuses"_L1, Words::tr("Containers")},
        {"ephemeralContainers"_L1, "ephemeralContainerStatuses"_L1, Words::tr("Debug containers")}};
    for (const Group& group : groups) {
        const QJsonArray containers = spec.value(group.spec).toArray();
        if (containers.isEmpty()) {
            continue;
        }
        QHash<QString, QJsonObject> statuses;
        for (const QJsonValue& value : status.value(group.status).toArray()) {
            statuses.insert(value.toObject().value("name"_L1).toString(), value.toObject());
        }
        addHead(lines, u"container"_s, group.title);
        for (const QJsonValue& value : containers) {
            const QJsonObject container = value.toObject();
            lines.push_back(containerLine(container, statuses.value(container.value("name"_L1).toString()), now));
        }
    }
}

void addTemplate(Lines& lines, const QJsonObject& spec) {
    const QJsonObject pod = spec.value("template"_L1).toObject().value("spec"_L1).toObject();
    const QJsonArray containers = pod.value("containers"_L1).toArray();
    if (containers.isEmpty()) {
        return;
    }
    addHead(lines, u"container"_s, Words::tr("Containers"));
    for (const QJsonValue& value : containers) {
        const QJsonObject container = value.toObject();
        lines.push_back({.icon = u"box"_s,
            .tone = ColorToken::TextSecond,
            .title = container.value("name"_L1).toString(),
            .detail = container.value("image"_L1).toString(),
            .indent = 1});
    }
}

QString pairsText(const QJsonObject& map) {
    QStringList pairs;
    for (auto it = map.begin(); it != map.end() && pairs.size() < kMostLabels; ++it) {
        pairs += it.key() + u'=' + it.value().toString();
    }
    return pairs.join(u'\n');
}

void addSelector(Lines& lines, const QJsonObject& spec) {
    const QJsonObject selector = spec.value("selector"_L1).toObject();
    const QJsonObject labels
        = selector.contains("matchLabels"_L1) ? selector.value("matchLabels"_L1).toObject() : selector;
    const QString text = pairsText(labels);
    if (!text.isEmpty()) {
        lines.push_back({.icon = u"filter"_s,
            .tone = ColorToken::TextSecond,
            .title = Words::tr("Selects pods by"),
            .detail = text});
    }
}

} // namespace

Lines overviewLines(const QJsonObject& object, const QDateTime& now) {
    Lines lines;
    const QJsonObject metadata = object.value("metadata"_L1).toObject();
    const QJsonObject spec = object.value("spec"_L1).toObject();
    const QJsonObject status = object.value("status"_L1).toObject();
    addHealth(lines, object, now);
    if (const QString node = spec.value("nodeName"_L1).toString(); !node.isEmpty()) {
        addHead(lines, u"server"_s, Words::tr("On node %1, address %2").arg(node, status.value("podIP"_L1).toString()));
    }
    addOwners(lines, metadata);
    if (object.value("kind"_L1).toString() == "Pod"_L1) {
        addContainers(lines, spec, status, now);
    } else {
        addTemplate(lines, spec);
        addSelector(lines, spec);
    }
    addConditions(lines, status, now);
    if (const QString labels = pairsText(metadata.value("labels"_L1).toObject()); !labels.isEmpty()) {
        lines.push_back(
            {.icon = u"tag"_s, .tone = ColorToken::TextSecond, .title = Words::tr("Labels"), .detail = labels});
    }
    return lines;
}

std::vector<EventLine> eventLines(const std::vector<QJsonObject>& events) {
    QHash<QString, EventLine> merged;
    for (const QJsonObject& event : events) {
        const QJsonObject about = event.value("involvedObject"_L1).toObject();
        const QJsonObject series = event.value("series"_L1).toObject();
        const QDateTime made = timeOf(event.value("metadata"_L1).toObject(), "creationTimestamp"_L1);
        const QDateTime first = timeOf(event, "firstTimestamp"_L1);
        EventLine line;
        line.object = about.value("kind"_L1).toString() + u' ' + about.value("name"_L1).toString();
        line.reason = event.value("reason"_L1).toString();
        line.message = event.value("message"_L1).toString();
        line.isWarning = event.value("type"_L1).toString() == "Warning"_L1;
        line.source = event.value("source"_L1).toObject().value("component"_L1).toString();
        line.first = first.isValid() ? first : made;
        line.count = std::max({1, event.value("count"_L1).toInt(), series.value("count"_L1).toInt()});
        line.last = made;
        for (const QDateTime& time : {first, timeOf(event, "lastTimestamp"_L1), timeOf(event, "eventTime"_L1),
                 timeOf(series, "lastObservedTime"_L1)}) {
            line.last = time.isValid() && (!line.last.isValid() || time > line.last) ? time : line.last;
        }
        const QString key = line.object + u'\n' + line.reason + u'\n' + line.message;
        const auto known = merged.find(key);
        if (known == merged.end()) {
            merged.insert(key, line);
            continue;
        }
        known->count += line.count;
        known->first = std::min(known->first, line.first);
        known->last = std::max(known->last, line.last);
    }
    std::vector<EventLine> lines(merged.begin(), merged.end());
    std::ranges::sort(lines, std::greater(), &EventLine::last);
    if (lines.size() > kMostEvents) {
        lines.resize(kMostEvents);
    }
    return lines;
}

Lines timelineLines(const std::vector<EventLine>& events, const QDateTime& now, bool namesObjects) {
    Lines lines;
    for (const EventLine& event : events) {
        QString title = ago(event.last, now) + u" · "_s + event.reason;
        if (event.count > 1) {
            title += u" · "_s
                + Words::tr("%n time(s) in %1", nullptr, event.count).arg(humanAge(event.first.secsTo(event.last)));
        }
        if (namesObjects) {
            title += u" · "_s + event.object;
        }
        lines.push_back({.icon = event.isWarning ? u"triangle-alert"_s : u"circle-dot"_s,
            .tone = event.isWarning ? ColorToken::Warning : ColorToken::TextSecond,
            .title = title,
            .detail = event.message});
    }
    return lines;
}

} // namespace pilothouse::ui
