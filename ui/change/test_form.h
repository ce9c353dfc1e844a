// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_form.h"

class QListWidget;

namespace pilothouse::ui {

class ElidedLabel;
class EmptyState;

/// Left side of `helm test`: the tests of the deployed revision, in the order in which helm runs them, and how each
/// went the last time. Nothing to choose: which tests there are is the chart's.
class TestForm final : public ChangeForm {
    Q_OBJECT
public:
    explicit TestForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TestForm)

    void load(const ChangePresenter& presenter) override;
    [[nodiscard]] Result<void> write(ChangeRequest& request) const override;
    void refresh(const ChangePresenter& presenter) override;
    /// What is listed, for tests: `Pod web-test, Succeeded 2 d ago`.
    [[nodiscard]] QStringList tests() const;

private:
    ElidedLabel* m_title;
    QListWidget* m_tests;
    EmptyState* m_none;
    const void* m_shown = nullptr; ///< the record that is listed
};

} // namespace pilothouse::ui
