// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace pilothouse::ui {

class OwnerRulesModel;

/// The rules on who else deploys, to edit in place, with what adds and removes one.
class OwnerRulesTable final : public QWidget {
    Q_OBJECT
public:
    /// @param model outlives this widget
    OwnerRulesTable(OwnerRulesModel& model, QWidget* parent);
    ~OwnerRulesTable() override = default;
    Q_DISABLE_COPY_MOVE(OwnerRulesTable)
};

} // namespace pilothouse::ui
