// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"
#include "ui/resources/object_actions.h"
#include "ui/resources/object_presenter.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class Chip;
class Contexts;
class DataTable;
class EmptyState;
class FilterField;
class Navigation;
class Notice;
class ObjectChangeSheet;
class ObjectDetail;
class ObjectGateway;
class ObjectTableModel;
class Theme;
class UsageWatch;

/// Objects of any kind the server has: a live table with the server's own columns, what there is to know of the
/// selected one below it, and the sheet in which objects are changed.
class ObjectsPage final : public Page {
    Q_OBJECT
public:
    struct Services {
        Theme& theme;
        CoreAccess& core;
        Navigation& navigation;
        SettingsStore& settings;
        const Contexts* contexts = nullptr; ///< null, as the gateway: nothing can be changed here
        ObjectGateway* gateway = nullptr;
        PodTools* tools = nullptr; ///< null: no logs, shells and forwards
    };
    explicit ObjectsPage(Services services, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectsPage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override { return m_isSettled; }
    /// Opens the sheet for something new: a template of the YAML of objects, from the menu of the button.
    void createFrom(const QByteArray& text);
    /// For the tour and tests; null where nothing can be changed.
    [[nodiscard]] ObjectChangeSheet* sheet() const { return m_sheet; }
    [[nodiscard]] ObjectDetail* detail() const { return m_detail; }
    [[nodiscard]] DataTable* table() const { return m_table; }
    void openRow(int tab);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeToolbar();
    QWidget* makeLower();
    void connectParts();
    void connectDetail();
    void connectSheet();
    void addShortcuts();
    void onResolved(const ApiResource& resource);
    void onDelta(const TableDelta& delta);
    void onState(const TableState& state);
    void onFailed(const Error& error);
    void onKinds(const QList<KindChoice>& kinds, const QString& current);
    void onUsage();
    void onWanted(ObjectActions::What what, const std::vector<ObjectTarget>& rows);
    void openCreateMenu();
    void openTlsForm();
    void showLower(QWidget* part);
    void hideLower();
    void showRows();
    void refreshCount();
    void settle(bool settled);
    void restoreLayout();
    [[nodiscard]] std::vector<ObjectTarget> chosen() const;
    [[nodiscard]] QString layoutKey() const;

    Services m_services;
    ObjectPresenter* m_presenter;
    ObjectTableModel* m_model;
    UsageWatch* m_usage;
    ObjectActions* m_actions = nullptr;
    QWidget* m_kindBar = nullptr;
    QHBoxLayout* m_kinds = nullptr;
    FilterField* m_filter;
    Chip* m_namespace;
    QLabel* m_count;
    QPushButton* m_create = nullptr;
    Notice* m_notice;
    QStackedWidget* m_stack;
    DataTable* m_table;
    EmptyState* m_empty;
    QSplitter* m_split;
    QStackedWidget* m_lower = nullptr; ///< detail or sheet
    ObjectDetail* m_detail = nullptr;
    ObjectChangeSheet* m_sheet = nullptr;
    QTimer m_ages;
    Place m_place;
    QString m_kind; ///< as listed now
    bool m_isSettled = false;
};

} // namespace pilothouse::ui
