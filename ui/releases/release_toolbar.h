// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"

#include <QSet>
#include <QWidget>

class QPushButton;

namespace pilothouse::ui {

class Chip;
class ElidedLabel;
class FilterField;

/// The bar above the table: filter, namespace, status, faults first; what is counted; columns.
class ReleaseToolbar final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseToolbar)

public:
    explicit ReleaseToolbar(QWidget* parent = nullptr);

    [[nodiscard]] FilterField& filter() const { return *m_filter; }
    void setNamespace(const QString& nameSpace);
    void setStatuses(const QSet<ReleaseStatus>& statuses);
    void setFaultsFirst(bool first);
    [[nodiscard]] bool isFaultsFirst() const;
    void setCounts(const QString& words);
    /// Where the namespace menu opens.
    [[nodiscard]] QPoint namespaceMenuPosition() const;

Q_SIGNALS:
    void namespaceMenuWanted();
    void statusesChosen(const QSet<pilothouse::ReleaseStatus>& statuses);
    void faultsFirstToggled(bool first);
    void columnMenuWanted(const QPoint& globalPosition);
    void installWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void openStatusMenu();
    void restyle();

    FilterField* m_filter;
    Chip* m_nameSpace;
    Chip* m_status;
    Chip* m_faultsFirst;
    ElidedLabel* m_counts;
    QPushButton* m_columns;
    QPushButton* m_install;
    QSet<ReleaseStatus> m_statuses;
};

} // namespace pilothouse::ui
