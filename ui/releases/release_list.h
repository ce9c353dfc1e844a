// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/releases/release_filter.h"
#include "ui/releases/release_list_presenter.h"
#include "ui/releases/release_reader.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QStackedWidget;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class Contexts;
class CoreAccess;
class DataTable;
class EmptyState;
class MarkBar;
class NamespaceMenu;
class Notice;
class ProgressLine;
class ReleaseMarking;
class ReleaseStore;
class ReleaseToolbar;

/// Toolbar, notices and the table of one context's releases, or the sentence that stands for it.
class ReleaseList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseList)

public:
    struct Services {
        CoreAccess& core;
        const Contexts& contexts;
        SettingsStore& settings;
        ReleaseStore& releases;
        ReleaseReader& reader;
    };
    explicit ReleaseList(Services services, QWidget* parent = nullptr);
    ~ReleaseList() override;

    void show(const ContextId& context, const QString& nameSpace);
    using QWidget::show;
    /// Makes the release current, now or when it comes; nothing: no row is.
    void select(const std::optional<ReleaseKey>& key);
    [[nodiscard]] std::optional<ReleaseKey> current() const;
    [[nodiscard]] bool isSettled() const { return m_presenter.isSettled(); }
    [[nodiscard]] DataTable& table() const { return *m_table; }
    void focusFilter();
    /// Empties the filter; false: it was empty.
    bool clearFilter();
    void toggleFaultsFirst();
    [[nodiscard]] ReleaseMarking& marking() const { return *m_marking; }

Q_SIGNALS:
    /// The user made another row current.
    void selected(const pilothouse::ReleaseKey& key);
    /// Enter or double-click.
    void opened(const pilothouse::ReleaseKey& key);
    void namespaceChosen(const QString& nameSpace);
    void installWanted();
    void prepareWanted(const QString& nameSpace);
    void settledChanged();

private:
    void build();
    void connectTable();
    void connectToolbar();
    void refresh();
    void act(ListAction action);
    void countRows();
    void prioritiseVisible();
    void openNamespaceMenu();
    void onNamespaceChosen(const QString& nameSpace, bool isTyped);
    [[nodiscard]] QStringList knownNamespaces() const;
    [[nodiscard]] QStringList typedNamespaces() const;
    void saveLayout();

    Services m_services;
    ReleaseListPresenter m_presenter;
    ReleaseFilter m_filter;
    ContextId m_context;
    QString m_nameSpace;
    ReleaseToolbar* m_toolbar;
    Notice* m_notice;
    ProgressLine* m_progress;
    QStackedWidget* m_stack;
    DataTable* m_table;
    MarkBar* m_marks;
    ReleaseMarking* m_marking;
    EmptyState* m_empty;
    NamespaceMenu* m_namespaces;
    QTimer m_visibleTimer;
    CallHandle m_namespacesCall;
    ListScreen m_shownScreen;
    bool m_wasSettled = false;
    bool m_isRestoring = false;
    bool m_isSelecting = false;
};

} // namespace pilothouse::ui
