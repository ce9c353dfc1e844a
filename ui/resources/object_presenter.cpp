// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_presenter.h"

#include "core/diff/manifest_diff.h"
#include "core/yaml/yaml_loader.h"
#include "ui/frame/core_access.h"

#include <QJsonDocument>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What belongs to a section, in the order it is offered; kinds the server does not have are left out.
QStringList wordsOfSection(const QString& section) {
    static const QHash<QString, QStringList> kSections = {
        {u"workloads"_s,
            {u"deployments.apps"_s, u"statefulsets.apps"_s, u"daemonsets.apps"_s, u"jobs.batch"_s, u"cronjobs.batch"_s,
                u"replicasets.apps"_s, u"horizontalpodautoscalers.autoscaling"_s, u"poddisruptionbudgets.policy"_s}},
        {u"config"_s,
            {u"configmaps"_s, u"secrets"_s, u"serviceaccounts"_s, u"resourcequotas"_s, u"limitranges"_s,
                u"roles.rbac.authorization.k8s.io"_s, u"rolebindings.rbac.authorization.k8s.io"_s, u"namespaces"_s}},
        {u"network"_s,
            {u"services"_s, u"ingresses.networking.k8s.io"_s, u"endpointslices.discovery.k8s.io"_s,
                u"networkpolicies.networking.k8s.io"_s, u"ingressclasses.networking.k8s.io"_s}},
        {u"storage"_s, {u"persistentvolumeclaims"_s, u"persistentvolumes"_s, u"storageclasses.storage.k8s.io"_s}},
    };
    return kSections.value(section);
}

bool isBuiltinGroup(const QString& group) {
    return group.isEmpty() || !group.contains(u'.') || group.endsWith(u".k8s.io"_s);
}

/// The section a kind is in, so that its chips stay while one moves among them; empty: none.
QString sectionOf(const QString& word) {
    for (const QString& section : {u"workloads"_s, u"config"_s, u"network"_s, u"storage"_s}) {
        if (word == section || wordsOfSection(section).contains(word)) {
            return section;
        }
    }
    return {};
}

QList<KindChoice> choicesOf(const ApiCatalog& catalog, const QString& section) {
    QList<KindChoice> choices;
    for (const QString& word : wordsOfSection(section)) {
        if (const ApiResource* resource = catalog.findByWord(word)) {
            choices += KindChoice{resource->groupResource(), resource->kind.kind};
        }
    }
    return choices;
}

QList<KindChoice> customKinds(const ApiCatalog& catalog) {
    QList<KindChoice> choices;
    for (const ApiResource& resource : catalog.resources) {
        if (!isBuiltinGroup(resource.kind.group) && resource.can(u"list"_s) && resource.isPreferredVersion) {
            choices += KindChoice{resource.groupResource(), resource.kind.kind};
        }
    }
    std::ranges::sort(choices, {}, [](const KindChoice& choice) { return choice.title; });
    return choices;
}

using CatalogPtr = std::shared_ptr<const ApiCatalog>;

Task<Result<QByteArray>> readYaml(ClusterSession* session, ApiResource resource, QString nameSpace, QString name) {
    auto object = co_await getObject(session->client(), std::move(resource), std::move(nameSpace), std::move(name));
    if (!object) {
        co_return std::unexpected(object.error());
    }
    QJsonObject shown = *object;
    QJsonObject metadata = shown[u"metadata"_s].toObject();
    metadata.remove(u"managedFields"_s); // as kubectl get -o yaml
    shown[u"metadata"_s] = metadata;
    const auto tree = loadJson(QJsonDocument(shown).toJson(QJsonDocument::Compact), u"object"_s);
    if (!tree) {
        co_return std::unexpected(tree.error());
    }
    co_return maskManifest(toYaml(*tree));
}

} // namespace

ObjectPresenter::ObjectPresenter(CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_core(core) {
    m_refresh.setInterval(5s);
    connect(&m_refresh, &QTimer::timeout, this, [this] {
        if (m_resource && !m_listCall.isActive()) {
            list();
        }
    });
}

void ObjectPresenter::show(const ContextId& context, const QString& word, const QString& nameSpace) {
    if (context == m_context && word == m_word && nameSpace == m_namespace && m_resource) {
        return;
    }
    m_context = context;
    m_word = word;
    m_namespace = nameSpace;
    m_resource.reset();
    m_objectCall.cancel();
    resolve();
}

void ObjectPresenter::setActive(bool active) {
    m_isActive = active;
    if (active) {
        m_refresh.start();
        if (m_resource && !m_listCall.isActive()) {
            list();
        }
    } else {
        m_refresh.stop();
    }
}

void ObjectPresenter::reload() {
    if (m_resource) {
        list();
    } else {
        resolve();
    }
}

void ObjectPresenter::resolve() {
    Q_EMIT loading();
    m_listCall = m_core.callSession<CatalogPtr>(
        m_context, [](ClusterSession& session) { return session.catalog(); },
        [this](Result<CatalogPtr> catalog) {
            if (catalog) {
                adopt(*catalog);
            } else {
                Q_EMIT failed(catalog.error());
            }
        });
}

void ObjectPresenter::adopt(const CatalogPtr& catalog) {
    const bool isCustom = m_word == "custom"_L1;
    QList<KindChoice> choices = isCustom ? customKinds(*catalog) : choicesOf(*catalog, sectionOf(m_word));
    const bool isSection = isCustom || m_word == sectionOf(m_word);
    const QString word = isSection ? (choices.isEmpty() ? QString() : choices.first().word) : m_word;
    const ApiResource* resource = catalog->findByWord(word);
    if (!resource) {
        Q_EMIT kindsFound(choices, {});
        Q_EMIT failed(
            fail(ErrorCode::NotFound, word.isEmpty() ? m_word : word, u"the server has no such kind"_s, u"NoSuchKind"_s)
                .error());
        return;
    }
    if (choices.isEmpty() && !isBuiltinGroup(resource->kind.group)) {
        choices = customKinds(*catalog);
    }
    m_resource = *resource;
    Q_EMIT kindsFound(choices, resource->groupResource());
    list();
}

void ObjectPresenter::list() {
    const ApiResource resource = *m_resource;
    const QString nameSpace = resource.scope == ResourceScope::Namespaced ? m_namespace : QString();
    m_listCall = m_core.callSession<ObjectTable>(
        m_context,
        [resource, nameSpace](ClusterSession& session) { return listTable(session.client(), resource, nameSpace); },
        [this, resource](Result<ObjectTable> table) {
            if (table) {
                Q_EMIT listed(Listing{resource, std::move(*table)});
            } else {
                Q_EMIT failed(table.error());
            }
        });
}

void ObjectPresenter::loadObject(const QString& nameSpace, const QString& name) {
    if (!m_resource) {
        return;
    }
    m_objectCall = m_core.callSession<QByteArray>(
        m_context,
        [resource = *m_resource, nameSpace, name](
            ClusterSession& session) { return readYaml(&session, resource, nameSpace, name); },
        [this](Result<QByteArray> yaml) {
            if (yaml) {
                Q_EMIT objectRead(QString::fromUtf8(*yaml));
            } else {
                Q_EMIT objectFailed(yaml.error());
            }
        });
}

} // namespace pilothouse::ui
