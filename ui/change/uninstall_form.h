// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_form.h"

class QCheckBox;
class QListWidget;

namespace pilothouse::ui {

class CheckList;
class ElidedLabel;

/// Left side of an uninstall: every object that dies, what stays behind, and whether the history is kept (PS6).
class UninstallForm final : public ChangeForm {
    Q_OBJECT
public:
    explicit UninstallForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(UninstallForm)

    void load(const ChangePresenter& presenter) override;
    [[nodiscard]] Result<void> write(ChangeRequest& request) const override;
    void refresh(const ChangePresenter& presenter) override;
    /// What is listed, for tests: `Deployment payments/payment-api`.
    [[nodiscard]] QStringList dying() const;
    [[nodiscard]] QStringList staying() const;

private:
    QCheckBox* m_keep;
    ElidedLabel* m_diesTitle;
    QListWidget* m_dies;
    CheckList* m_stays;
    const void* m_shown = nullptr; ///< the plan that is listed
    bool m_isLoading = false;
};

} // namespace pilothouse::ui
