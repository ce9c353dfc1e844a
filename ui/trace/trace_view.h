// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/http_trace.h"

#include <QTimer>
#include <QWidget>

namespace pilothouse::ui {

class CodeView;
class DataTable;
class FilterField;
class Theme;
class TraceModel;

/// The dock's HTTP tab: every request of this program, and on demand what `kubectl -v9` would show, secrets masked
/// (U16).
class TraceView final : public QWidget {
    Q_OBJECT
public:
    TraceView(Theme& theme, HttpTrace& trace, QWidget* parent = nullptr);
    ~TraceView() override;
    Q_DISABLE_COPY_MOVE(TraceView)

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeToolbar();
    void showEntry();
    void copyAsCurl();
    [[nodiscard]] QString details(const TraceEntry& entry) const;

    Theme& m_theme;
    HttpTrace& m_trace;
    TraceModel* m_model;
    FilterField* m_filter;
    DataTable* m_table;
    CodeView* m_details;
    QTimer m_pull;
    QString m_shown; ///< what the details show now, so that a tick does not scroll them away
};

} // namespace pilothouse::ui
