// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_form.h"

class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace pilothouse::ui {

class ChartOffers;
class ChartRow;
class Chip;
class ElidedLabel;
class EmptyState;
class ValuesEditor;

/// Left side of an upgrade and an install: the chart and the values file; for an install also name and namespace.
class ChartForm final : public ChangeForm {
    Q_OBJECT
public:
    explicit ChartForm(ChangeKind kind, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ChartForm)

    void load(const ChangePresenter& presenter) override;
    [[nodiscard]] Result<void> write(ChangeRequest& request) const override;
    void refresh(const ChangePresenter& presenter) override;
    void takeDecrypted(const QString& path, const QByteArray& values) override;
    void openFind() override;
    void focusFirst() override;

    /// What repositories have; null: nothing is known of them. Outlives the form.
    void setOffers(ChartOffers* offers);

    [[nodiscard]] ValuesEditor& editor() const { return *m_editor; }
    [[nodiscard]] ChartRow& chart() const { return *m_chart; }

private:
    QWidget* buildNames();
    QWidget* buildBar();
    void showHiding();
    void learnSecrets(const ReleaseRecordPtr& record);
    void openValues();
    void takeFile(const QString& path);
    void tell();

    ChangeKind m_kind;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_nameSpace = nullptr;
    ChartRow* m_chart;
    ElidedLabel* m_note;
    Chip* m_secrets;
    QStackedWidget* m_stack;
    ValuesEditor* m_editor;
    EmptyState* m_hidden;
    QByteArray m_deployed;
    QString m_valuesFile; ///< the editor's text came from it (PS2)
    const void* m_reviewed = nullptr; ///< the review whose defaults are shown
    bool m_isLoading = false;
};

} // namespace pilothouse::ui
