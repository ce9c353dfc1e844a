// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/environment_look.h"

#include <QCoreApplication>

namespace pilothouse::ui {

namespace {
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Environment)
};
} // namespace

ColorToken environmentColor(EnvironmentKind kind) {
    switch (kind) {
    case EnvironmentKind::Production:
        return ColorToken::Production;
    case EnvironmentKind::Staging:
        return ColorToken::Staging;
    case EnvironmentKind::Playground:
        return ColorToken::Playground;
    case EnvironmentKind::Unknown:
        break;
    }
    return ColorToken::TextSecond;
}

bool isProtected(EnvironmentKind kind) {
    return kind == EnvironmentKind::Production || kind == EnvironmentKind::Unknown;
}

QString environmentName(EnvironmentKind kind) {
    switch (kind) {
    case EnvironmentKind::Production:
        return Tr::tr("Production");
    case EnvironmentKind::Staging:
        return Tr::tr("Staging");
    case EnvironmentKind::Playground:
        return Tr::tr("Playground");
    case EnvironmentKind::Unknown:
        break;
    }
    return Tr::tr("Not named yet");
}

QString shortContextName(const QString& context) {
    const qsizetype cut = qMax(context.lastIndexOf(u'_'), context.lastIndexOf(u'/'));
    return cut >= 0 && cut + 1 < context.size() ? context.sliced(cut + 1) : context;
}

} // namespace pilothouse::ui
