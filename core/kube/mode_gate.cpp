// SPDX-License-Identifier: Apache-2.0
#include "core/kube/mode_gate.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString modeWord(Mode mode) {
    switch (mode) {
    case Mode::ReadOnly:
        return u"ReadOnly"_s;
    case Mode::Troubleshooting:
        return u"Troubleshooting"_s;
    case Mode::ChangesOpen:
        return u"ChangesOpen"_s;
    }
    return {};
}

Result<void> ModeGate::allow(Reach reach, QStringView nameSpace, const QString& subject) const {
    if (reach == Reach::Read) {
        return {};
    }
    if (const auto lock = lockedBecause()) {
        return std::unexpected(*lock);
    }
    const Mode mode = modeOf(nameSpace);
    if (mode == Mode::ChangesOpen || (mode == Mode::Troubleshooting && reach == Reach::Troubleshoot)) {
        return {};
    }
    const QString place = nameSpace.isEmpty() ? u"the cluster itself"_s : u"namespace %1"_s.arg(nameSpace);
    const QString why = mode == Mode::ReadOnly ? u"%1 is read-only: nothing was sent"_s
                                               : u"%1 is open for troubleshooting only: nothing was sent"_s;
    return fail(ErrorCode::Forbidden, subject, why.arg(place), modeWord(mode));
}

} // namespace pilothouse
