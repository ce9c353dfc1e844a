// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/object_plan.h"

#include <QWidget>

class QCheckBox;
class QSpinBox;

namespace pilothouse::ui {

/// What a drain may take along besides, and how long it waits.
class DrainForm final : public QWidget {
    Q_OBJECT
public:
    explicit DrainForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DrainForm)

    /// Shows them; nothing is told.
    void setOptions(const DrainOptions& options);

Q_SIGNALS:
    void changed(const pilothouse::DrainOptions& options);

private:
    void tell();

    QCheckBox* m_unmanaged;
    QCheckBox* m_localData;
    QSpinBox* m_minutes;
};

} // namespace pilothouse::ui
