// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/kube/discovery.h"
#include "core/kube/objects.h"
#include "core/net/http_types.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace pilothouse::ui {

class CoreAccess;

/// One kind to choose within a section of the navigation.
struct KindChoice {
    QString word; ///< `deployments.apps`, as a place names it
    QString title; ///< `Deployment`
};

/// Decides what a table of objects shows: finds the kind in what the server has, asks for the table, and asks again
/// every 5 s while it is looked at, because a Table can't be watched together with its rows' order; the age of the
/// answer is always said.
class ObjectPresenter final : public QObject {
    Q_OBJECT
public:
    struct Listing {
        ApiResource resource;
        ObjectTable table;
    };
    explicit ObjectPresenter(CoreAccess& core, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ObjectPresenter)

    /// @param word a kind as typed (`pods`, `deploy`, `deployments.apps`) or a section (`workloads`, `config`,
    /// `network`,
    ///        `storage`, `custom`)
    void show(const ContextId& context, const QString& word, const QString& nameSpace);
    void setActive(bool active);
    void reload();
    void loadObject(const QString& nameSpace, const QString& name);

Q_SIGNALS:
    void loading();
    void kindsFound(const QList<pilothouse::ui::KindChoice>& kinds, const QString& current);
    void listed(const pilothouse::ui::ObjectPresenter::Listing& listing);
    void failed(const pilothouse::Error& error);
    /// YAML of one object, Secrets masked.
    void objectRead(const QString& yaml);
    void objectFailed(const pilothouse::Error& error);

private:
    void resolve();
    void adopt(const std::shared_ptr<const ApiCatalog>& catalog);
    void list();

    CoreAccess& m_core;
    ContextId m_context;
    QString m_word;
    QString m_namespace;
    std::optional<ApiResource> m_resource;
    bool m_isActive = false;
    QTimer m_refresh;
    CallHandle m_listCall;
    CallHandle m_objectCall;
};

} // namespace pilothouse::ui
