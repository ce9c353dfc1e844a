// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/kube/discovery.h"
#include "core/kube/objects.h"
#include "core/kube/table_feed.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace pilothouse::ui {

class CoreAccess;
class TableSubscription;

/// One kind to choose within a section of the navigation.
struct KindChoice {
    QString word; ///< `deployments.apps`, as a place names it
    QString title; ///< `Deployment`
};

/// Decides what a table of objects shows: finds the kind in what the server has, and keeps its table live while it is
/// looked at (TableFeed). Nothing is asked for a table nobody sees.
class ObjectPresenter final : public QObject {
    Q_OBJECT
public:
    explicit ObjectPresenter(CoreAccess& core, QObject* parent = nullptr);
    ~ObjectPresenter() override;
    Q_DISABLE_COPY_MOVE(ObjectPresenter)

    /// @param word a kind as typed (`pods`, `deploy`, `deployments.apps`) or a section (`workloads`, `config`,
    /// `network`,
    ///        `storage`, `custom`)
    void show(const ContextId& context, const QString& word, const QString& nameSpace);
    void setActive(bool active);
    /// Anew, from the first list on.
    void reload();
    void loadObject(const QString& nameSpace, const QString& name);

    [[nodiscard]] const std::optional<ApiResource>& resource() const { return m_resource; }
    [[nodiscard]] const ContextId& context() const { return m_context; }
    [[nodiscard]] const QString& nameSpace() const { return m_namespace; }

Q_SIGNALS:
    void loading();
    void kindsFound(const QList<pilothouse::ui::KindChoice>& kinds, const QString& current);
    /// The kind of the table that follows.
    void resolved(const pilothouse::ApiResource& resource);
    void changed(const std::shared_ptr<const pilothouse::TableDelta>& delta);
    void stateChanged(const pilothouse::TableState& state);
    void failed(const pilothouse::Error& error);
    /// YAML of one object, Secrets masked.
    void objectRead(const QString& yaml);
    void objectFailed(const pilothouse::Error& error);
    /// The object itself, for its overview; managedFields left out. Sensitive values are not masked.
    void objectSeen(const QJsonObject& object);

private:
    void resolve();
    void adopt(const std::shared_ptr<const ApiCatalog>& catalog);
    void subscribe();
    void unsubscribe();

    CoreAccess& m_core;
    ContextId m_context;
    QString m_word;
    QString m_namespace;
    std::optional<ApiResource> m_resource;
    bool m_isActive = false;
    QTimer m_pauseSoon; ///< a page that is left for a moment keeps its table
    std::unique_ptr<TableSubscription> m_table;
    CallHandle m_call;
    CallHandle m_objectCall;
};

} // namespace pilothouse::ui
