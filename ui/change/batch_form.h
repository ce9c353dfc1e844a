// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/batch_request.h"

#include <QWidget>

class QLineEdit;

namespace pilothouse::ui {

class ChartRow;
class SegmentedControl;
class ValuesEditor;

/// What all releases of a plan are to get: each its own chart again or one for all, and values laid over their own.
class BatchForm final : public QWidget {
    Q_OBJECT
public:
    explicit BatchForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(BatchForm)

    void load(const BatchCommon& common);
    /// Puts chart, version and values into @p common. Errors: what can't be asked for (values).
    [[nodiscard]] Result<void> write(BatchCommon& common) const;
    [[nodiscard]] ChartRow& chart() const { return *m_chart; }
    [[nodiscard]] ValuesEditor& editor() const { return *m_editor; }
    void setSameChart(bool same);

Q_SIGNALS:
    void edited();

private:
    void refresh();
    void tell();

    SegmentedControl* m_charts;
    ChartRow* m_chart;
    QWidget* m_own;
    QLineEdit* m_version;
    ValuesEditor* m_editor;
    bool m_isLoading = false;
};

} // namespace pilothouse::ui
