// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"
#include "ui/change/plan_words.h"

#include <QScrollArea>

#include <vector>

class QVBoxLayout;

namespace pilothouse::ui {

/// What was looked at before a change, worst first: a sign, what, and why. One line a check; the whole in the tooltip.
class CheckList final : public QScrollArea {
    Q_OBJECT
public:
    explicit CheckList(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(CheckList)

    /// @param isCurrent false: of an older text, shown faintly until the new ones are there
    void setChecks(const std::vector<PlanCheck>& checks, bool isCurrent);
    /// Lines made elsewhere, in their order.
    void setRows(std::vector<CheckWords> rows, bool isCurrent) { show(std::move(rows), isCurrent); }
    /// Instead of checks: what stands there meanwhile.
    void setNote(const QString& note);
    [[nodiscard]] QStringList texts() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    class Row;
    void show(std::vector<CheckWords> rows, bool isCurrent);

    QWidget* m_content;
    QVBoxLayout* m_column;
    std::vector<Row*> m_rows;
    std::vector<CheckWords> m_shown;
    bool m_isCurrent = true;
};

} // namespace pilothouse::ui
