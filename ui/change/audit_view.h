// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_gateway.h"

#include <QWidget>

namespace pilothouse::ui {

class AuditModel;
class CodeView;
class DataTable;
class FilterField;
class StatusGlyph;
class Theme;

/// What was done, by whom, and how it ended; and whether a line of the file was changed behind our back. A tab of the
/// dock.
class AuditView final : public QWidget {
    Q_OBJECT
public:
    /// @param gateway outlives the view
    AuditView(Theme& theme, ChangeGateway& gateway, QWidget* parent = nullptr);
    ~AuditView() override;
    Q_DISABLE_COPY_MOVE(AuditView)

    [[nodiscard]] QString chainText() const { return m_chainText; }
    [[nodiscard]] DataTable& table() const { return *m_table; }

private:
    QWidget* makeBar(Theme& theme);
    void read();
    void onRead(const Result<AuditLog::Reading>& reading);
    void showEntry();
    void copy();

    ChangeGateway& m_gateway;
    AuditModel* m_model;
    FilterField* m_filter;
    StatusGlyph* m_chain;
    QString m_chainText;
    DataTable* m_table;
    CodeView* m_details;
    CallHandle m_call;
};

} // namespace pilothouse::ui
