// SPDX-License-Identifier: Apache-2.0
#include "core/session/mode_table.h"

namespace pilothouse {

Mode startingMode(EnvironmentKind kind) {
    const bool isOpen = kind == EnvironmentKind::Staging || kind == EnvironmentKind::Playground;
    return isOpen ? Mode::ChangesOpen : Mode::ReadOnly;
}

Environment ModeTable::environmentOf(QStringView nameSpace) const {
    return rules.environmentOf(context.value(), nameSpace);
}

bool ModeTable::isProtected(QStringView nameSpace) const {
    return startingMode(environmentOf(nameSpace).kind) != Mode::ChangesOpen;
}

const ModeChoice* ModeTable::choiceFor(QStringView nameSpace, Clock::Steady now) const {
    const ModeChoice* found = nullptr;
    for (const ModeChoice& choice : choices) {
        const bool isOver = choice.until && *choice.until <= now;
        const bool isExact = choice.nameSpace == nameSpace;
        const bool isWide = choice.nameSpace.isEmpty() && environmentOf(nameSpace).kind == environmentOf({}).kind;
        if (!isOver && (isExact || (isWide && !found))) {
            found = &choice;
        }
    }
    return found;
}

Mode ModeTable::modeOf(QStringView nameSpace, Clock::Steady now) const {
    const ModeChoice* choice = choiceFor(nameSpace, now);
    return choice ? choice->mode : startingMode(environmentOf(nameSpace).kind);
}

} // namespace pilothouse
