// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_gateway.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Section {
    QLatin1StringView spec;
    QLatin1StringView status;
    PodContainer::Kind kind;
};
constexpr std::array kSections{
    Section{"containers"_L1, "containerStatuses"_L1, PodContainer::Kind::Main},
    Section{"initContainers"_L1, "initContainerStatuses"_L1, PodContainer::Kind::Init},
    Section{"ephemeralContainers"_L1, "ephemeralContainerStatuses"_L1, PodContainer::Kind::Ephemeral},
};

QJsonObject statusOf(const QJsonArray& statuses, const QString& name) {
    for (const auto& entry : statuses) {
        if (entry["name"_L1].toString() == name) {
            return entry.toObject();
        }
    }
    return {};
}

PodContainer containerOf(const QJsonObject& spec, const QJsonObject& status, PodContainer::Kind kind) {
    PodContainer container;
    container.name = spec["name"_L1].toString();
    container.image = spec["image"_L1].toString();
    container.imageId = status["imageID"_L1].toString();
    container.kind = kind;
    container.hasTerminal = spec["tty"_L1].toBool();
    container.takesInput = spec["stdin"_L1].toBool();
    const QJsonObject state = status["state"_L1].toObject();
    container.isRunning = state.contains("running"_L1);
    for (const QLatin1StringView other : {"waiting"_L1, "terminated"_L1}) {
        if (state.contains(other)) {
            container.state = state[other]["reason"_L1].toString(QString(other));
        }
    }
    return container;
}

} // namespace

PodView podViewOf(const QJsonObject& pod) {
    PodView view;
    view.uid = Uid(pod["metadata"_L1]["uid"_L1].toString());
    view.node = pod["spec"_L1]["nodeName"_L1].toString();
    for (const Section& section : kSections) {
        const QJsonArray statuses = pod["status"_L1][section.status].toArray();
        for (const auto& spec : pod["spec"_L1][section.spec].toArray()) {
            const QString name = spec.toObject()["name"_L1].toString();
            view.containers.append(containerOf(spec.toObject(), statusOf(statuses, name), section.kind));
        }
    }
    view.preferred = pod["metadata"_L1]["annotations"_L1]["kubectl.kubernetes.io/default-container"_L1].toString();
    const auto isKnown = [&view](const PodContainer& container) { return container.name == view.preferred; };
    if (!view.containers.isEmpty() && std::ranges::none_of(view.containers, isKnown)) {
        view.preferred = view.containers.constFirst().name;
    }
    return view;
}

} // namespace pilothouse::ui
