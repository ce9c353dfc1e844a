// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/navigation.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace pilothouse::ui {

/// Stands in for the shell: is where it was sent, and remembers what was asked of it.
class FakeNavigation final : public Navigation {
public:
    Place place;
    std::vector<Place> visited; ///< by goTo()
    QStringList docks;
    QStringList modes; ///< `context/namespace` whose mode was to be opened
    std::function<void(const Place&)> show; ///< told of every other place

    [[nodiscard]] Place current() const override { return place; }
    void goTo(const Place& to) override {
        visited.push_back(to);
        replace(to);
    }
    void replace(const Place& to) override {
        if (to == place) {
            return;
        }
        place = to;
        if (show) {
            show(to);
        }
    }
    void back() override { }
    void forward() override { }
    void openDock(const QString& id) override { docks += id; }
    void openMode(const ContextId& context, const QString& nameSpace) override {
        modes += context.value() + u'/' + nameSpace;
    }
};

} // namespace pilothouse::ui
