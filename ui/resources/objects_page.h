// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"
#include "ui/resources/object_presenter.h"

class QHBoxLayout;
class QLabel;
class QSplitter;
class QStackedWidget;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class Chip;
class CodeView;
class DataTable;
class ElidedLabel;
class EmptyState;
class FilterField;
class Navigation;
class Notice;
class ObjectTableModel;
class Theme;

/// Objects of any kind the server has: a table with the server's own columns, and the YAML of the selected one.
class ObjectsPage final : public Page {
    Q_OBJECT
public:
    struct Services {
        Theme& theme;
        CoreAccess& core;
        Navigation& navigation;
        SettingsStore& settings;
    };
    explicit ObjectsPage(Services services, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectsPage)

    void showPlace(const Place& place) override;
    [[nodiscard]] QStringList breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override { return m_isSettled; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeToolbar();
    QWidget* makeDetail();
    void connectParts();
    void addShortcuts();
    void onListed(const ObjectPresenter::Listing& listing);
    void onFailed(const Error& error);
    void onKinds(const QList<KindChoice>& kinds, const QString& current);
    void openRow();
    void refreshCount();
    void settle(bool settled);
    void restoreLayout();
    [[nodiscard]] QString layoutKey() const;

    Services m_services;
    ObjectPresenter* m_presenter;
    ObjectTableModel* m_model;
    QWidget* m_kindBar = nullptr;
    QHBoxLayout* m_kinds = nullptr;
    FilterField* m_filter;
    Chip* m_namespace;
    QLabel* m_count;
    Notice* m_notice;
    QStackedWidget* m_stack;
    DataTable* m_table;
    EmptyState* m_empty;
    QSplitter* m_split;
    QWidget* m_detail = nullptr;
    ElidedLabel* m_detailTitle = nullptr;
    CodeView* m_yaml = nullptr;
    Place m_place;
    QString m_kind; ///< as listed now
    QString m_openUid;
    bool m_isSettled = false;
};

} // namespace pilothouse::ui
