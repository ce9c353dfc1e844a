// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/helm/release_types.h"

#include <QWidget>

class QComboBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QPushButton;

namespace pilothouse::ui {

class ChartOffers;

/// Where the chart comes from: a folder or .tgz (chosen or dropped), a repository or registry with what it offers, or
/// rebuilt from the release's own record, where that is possible.
class ChartRow final : public QWidget {
    Q_OBJECT
public:
    explicit ChartRow(QWidget* parent = nullptr);
    ~ChartRow() override;
    Q_DISABLE_COPY_MOVE(ChartRow)

    void setSource(const ChartSource& source);
    [[nodiscard]] ChartSource source() const;
    /// @param record null: there is none, so nothing can be rebuilt from it
    void setRecord(const ReleaseRecordPtr& record);
    /// @param offers what repositories have; null: only what is typed. Outlives this widget
    void setOffers(ChartOffers* offers);
    /// Takes a folder with a Chart.yaml or a .tgz. @return false: it is neither
    bool take(const QString& path);

Q_SIGNALS:
    void edited();
    /// To where the repository at @p url is set up.
    void setUpRequested(const QString& url);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    [[nodiscard]] ChartSource::Kind kind() const;
    void browse();
    void refresh();
    void tell();
    QCompleter* addCompleter(QLineEdit& field, const QString& what);
    void fillKnown();
    void chooseKnown();
    void askOffers();
    void showOffers();
    [[nodiscard]] QString offeredUrl() const;
    [[nodiscard]] QString offersText(const QString& url) const;

    QComboBox* m_kind;
    QLineEdit* m_location;
    QPushButton* m_browse;
    QLineEdit* m_version;
    QComboBox* m_known; ///< repositories that are set up
    QLineEdit* m_repository;
    QLineEdit* m_environment; ///< of a helmfile
    QLineEdit* m_selector;
    QPushButton* m_setUp;
    QLabel* m_note;
    QCompleter* m_charts;
    QCompleter* m_versions;
    ChartOffers* m_offers = nullptr;
    bool m_canRebuild = false;
    bool m_isFilling = false;
};

} // namespace pilothouse::ui
