// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/prepare/prepare_presenter.h"

#include <QWidget>

class QVBoxLayout;

namespace pilothouse::ui {

/// The steps of a plan or of what came of it: sign, words, both sides. Plain text, masked already.
class PrepareStepList final : public QWidget {
    Q_OBJECT
public:
    explicit PrepareStepList(QWidget* parent);
    ~PrepareStepList() override = default;
    Q_DISABLE_COPY_MOVE(PrepareStepList)

    void setLines(const std::vector<PrepareLine>& lines);

private:
    void add(const PrepareLine& line);

    QVBoxLayout* m_column;
};

} // namespace pilothouse::ui
