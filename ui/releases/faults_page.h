// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"
#include "ui/releases/release_filter.h"

#include <QConcatenateTablesProxyModel>

class QStackedWidget;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class Contexts;
class DataTable;
class ElidedLabel;
class EmptyState;
class FilterField;
class Navigation;
class Notice;
class ReleaseStore;

/// The page `faults`, "What is wrong": releases with a fault, of all open contexts. Enter goes there.
class FaultsPage final : public Page {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FaultsPage)

public:
    struct Services {
        const Contexts& contexts;
        Navigation& navigation;
        SettingsStore& settings;
        ReleaseStore& releases;
    };
    /// All services outlive the page.
    explicit FaultsPage(Services services, QWidget* parent = nullptr);
    ~FaultsPage() override;

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override;

private:
    void build();
    void refresh();
    void open(const QModelIndex& index);
    /// Contexts whose list is not live: what is wrong there may be more, or less.
    [[nodiscard]] QString unsureContexts() const;

    Services m_services;
    QConcatenateTablesProxyModel m_all;
    ReleaseFilter m_filter;
    FilterField* m_field;
    ElidedLabel* m_counts;
    Notice* m_notice;
    QStackedWidget* m_stack;
    DataTable* m_table;
    EmptyState* m_empty;
};

} // namespace pilothouse::ui
