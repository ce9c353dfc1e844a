// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_places.h"

#include <QCoreApplication>
#include <QProcessEnvironment>
#include <QStandardPaths>

namespace pilothouse {

using namespace Qt::StringLiterals;

ChangeDesk::Places placesHere() {
    ChangeDesk::Places places;
    places.stateFolder = QStandardPaths::writableLocation(QStandardPaths::GenericStateLocation) + u"/pilothouse"_s;
    places.supervisor = QCoreApplication::applicationDirPath() + u"/pilothouse-supervisor"_s;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& name : environment.keys()) {
        places.environment.emplace_back(name, environment.value(name));
    }
    return places;
}

} // namespace pilothouse
