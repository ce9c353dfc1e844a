// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/place_mode.h"

#include "core/base/plain_text.h"
#include "ui/frame/contexts.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Mode)
};
} // namespace

std::optional<std::chrono::seconds> PlaceMode::left(Clock::Steady now) const {
    if (!until) {
        return std::nullopt;
    }
    return std::max(std::chrono::seconds(0), std::chrono::ceil<std::chrono::seconds>(*until - now));
}

PlaceMode placeMode(const ContextItem* item, const QString& nameSpace, Clock::Steady now) {
    PlaceMode place;
    if (!item || !item->modes) {
        place.environment = item ? item->environment : Environment();
        return place;
    }
    const ModeTable& table = *item->modes;
    place.isKnown = true;
    place.environment = table.environmentOf(nameSpace);
    place.isProtected = table.isProtected(nameSpace);
    place.mode = table.modeOf(nameSpace, now);
    place.lock = table.lock;
    if (!nameSpace.isEmpty() && place.environment.kind != table.environmentOf({}).kind) {
        place.scope = nameSpace;
    }
    if (const ModeChoice* choice = table.choiceFor(nameSpace, now)) {
        place.reason = choice->reason;
        place.until = choice->until;
    }
    return place;
}

QString modeName(Mode mode) {
    switch (mode) {
    case Mode::ReadOnly:
        return Tr::tr("Read-only");
    case Mode::Troubleshooting:
        return Tr::tr("Troubleshooting");
    case Mode::ChangesOpen:
        return Tr::tr("Changes open");
    }
    return {};
}

QString modeMeaning(Mode mode) {
    switch (mode) {
    case Mode::ReadOnly:
        return Tr::tr("Nothing you press changes the cluster.");
    case Mode::Troubleshooting:
        return Tr::tr("Shells and port-forwards too; objects and releases stay as they are.");
    case Mode::ChangesOpen:
        return Tr::tr("Upgrade, roll back, install and uninstall, each with its difference first.");
    }
    return {};
}

QString modeIcon(const PlaceMode& place) {
    if (place.lock || place.mode == Mode::ReadOnly) {
        return u"lock"_s;
    }
    return place.mode == Mode::Troubleshooting ? u"wrench"_s : u"lock-open"_s;
}

QString spanText(std::chrono::seconds span) {
    const auto seconds = static_cast<int>(span.count());
    if (seconds < 60) {
        return Tr::tr("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return Tr::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    }
    return Tr::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

QString modeWithTime(const PlaceMode& place, Clock::Steady now) {
    if (place.lock) {
        return Tr::tr("Changes locked");
    }
    const auto left = place.left(now);
    //: %1 is a mode such as "Changes open", %2 the time until it locks
    return left ? Tr::tr("%1, %2").arg(modeName(place.mode), spanText(*left)) : modeName(place.mode);
}

QString whyLocked(const PlaceMode& place) {
    if (!place.isKnown) {
        return Tr::tr("This context is not connected: nothing can be changed.");
    }
    if (place.lock) {
        return Tr::tr("Changes are locked: %1").arg(escapeControls(place.lock->detail));
    }
    switch (place.mode) {
    case Mode::ReadOnly:
        return Tr::tr("This place is read-only. Open changes with the lock at the top right.");
    case Mode::Troubleshooting:
        return Tr::tr("This place is open for troubleshooting only. Open changes with the lock at the top right.");
    case Mode::ChangesOpen:
        break;
    }
    return {};
}

} // namespace pilothouse::ui
