// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/helm/release_types.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pilothouse::ui {

/// Where the chart comes from: a folder or .tgz (chosen or dropped), a repository, an OCI reference, or rebuilt from
/// the release's own record, where that is possible.
class ChartRow final : public QWidget {
    Q_OBJECT
public:
    explicit ChartRow(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ChartRow)

    void setSource(const ChartSource& source);
    [[nodiscard]] ChartSource source() const;
    /// @param record null: there is none, so nothing can be rebuilt from it
    void setRecord(const ReleaseRecordPtr& record);
    /// Takes a folder with a Chart.yaml or a .tgz. @return false: it is neither
    bool take(const QString& path);

Q_SIGNALS:
    void edited();

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] ChartSource::Kind kind() const;
    void browse();
    void refresh();
    void tell();

    QComboBox* m_kind;
    QLineEdit* m_location;
    QPushButton* m_browse;
    QLineEdit* m_version;
    QLineEdit* m_repository;
    QLabel* m_note;
    bool m_canRebuild = false;
    bool m_isFilling = false;
};

} // namespace pilothouse::ui
