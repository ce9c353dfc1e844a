// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_form.h"

#include "core/helm/release_types.h"

class QListWidget;

namespace pilothouse::ui {

class CheckList;

/// Left side of a rollback: which revision, and what going back to it can't restore.
class RollbackForm final : public ChangeForm {
    Q_OBJECT
public:
    explicit RollbackForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(RollbackForm)

    void load(const ChangePresenter& presenter) override;
    [[nodiscard]] Result<void> write(ChangeRequest& request) const override;
    void refresh(const ChangePresenter& presenter) override;
    [[nodiscard]] Revision target() const;
    void choose(Revision revision);

private:
    void fill(const std::vector<RecordMeta>& revisions, Revision target);

    QListWidget* m_list;
    CheckList* m_limits;
    std::vector<RecordMeta> m_revisions;
    bool m_isFilling = false;
};

} // namespace pilothouse::ui
