// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_plan.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

QString changeWord(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Install:
        return u"install"_s;
    case ChangeKind::Upgrade:
        return u"upgrade"_s;
    case ChangeKind::Rollback:
        return u"rollback"_s;
    case ChangeKind::Uninstall:
        return u"uninstall"_s;
    case ChangeKind::Test:
        return u"test"_s;
    }
    return {};
}

QString chartSourceWord(ChartSource::Kind kind) {
    switch (kind) {
    case ChartSource::Kind::Folder:
        return u"Folder"_s;
    case ChartSource::Kind::Archive:
        return u"Archive"_s;
    case ChartSource::Kind::Repository:
        return u"Repository"_s;
    case ChartSource::Kind::Oci:
        return u"Oci"_s;
    case ChartSource::Kind::Record:
        return u"Record"_s;
    case ChartSource::Kind::Helmfile:
        return u"Helmfile"_s;
    }
    return {};
}

bool ChangePlan::isBlocked() const {
    return std::ranges::any_of(checks, [](const PlanCheck& check) { return check.level == PlanCheck::Level::Blocker; });
}

} // namespace pilothouse
