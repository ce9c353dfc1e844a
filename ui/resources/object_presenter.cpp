// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_presenter.h"

#include "core/diff/manifest_diff.h"
#include "core/yaml/yaml_loader.h"
#include "ui/frame/core_access.h"
#include "ui/resources/table_subscription.h"

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

/// One object as it is shown, and as its overview reads it.
struct SeenObject {
    QJsonObject object;
    QByteArray yaml; ///< masked
};

Task<Result<SeenObject>> readSeen(ClusterSession* session, ApiResource resource, QString nameSpace, QString name) {
    auto object = co_await getObject(session->client(), std::move(resource), std::move(nameSpace), std::move(name));
    if (!object) {
        co_return std::unexpected(object.error());
    }
    QJsonObject shown = *object;
    QJsonObject metadata = shown[u"metadata"_s].toObject();
    metadata.remove(u"managedFields"_s); // as kubectl get -o yaml
    shown[u"metadata"_s] = metadata;
    co_return co_await session->client().services().pool.run([shown]() -> Result<SeenObject> {
        const auto tree = loadJson(QJsonDocument(shown).toJson(QJsonDocument::Compact), u"object"_s);
        if (!tree) {
            return std::unexpected(tree.error());
        }
        return SeenObject{.object = shown, .yaml = maskManifest(toYaml(*tree))};
    });
}

constexpr auto kPause = 20s; ///< after a page was left its watch ends

} // namespace

ObjectPresenter::ObjectPresenter(CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_core(core) {
    m_pauseSoon.setInterval(kPause);
    m_pauseSoon.setSingleShot(true);
    connect(&m_pauseSoon, &QTimer::timeout, this, &ObjectPresenter::unsubscribe);
    connect(&core, &CoreAccess::sessionClosed, this, [this](const ContextId& id) {
        if (id == m_context && m_table) {
            unsubscribe(); // the feed went with it
            if (m_isActive) {
                resolve();
            }
        }
    });
}

ObjectPresenter::~ObjectPresenter() = default;

void ObjectPresenter::show(const ContextId& context, const QString& word, const QString& nameSpace) {
    if (context == m_context && word == m_word && nameSpace == m_namespace && m_resource) {
        return;
    }
    m_context = context;
    m_word = word;
    m_namespace = nameSpace;
    m_resource.reset();
    unsubscribe();
    m_objectCall.cancel();
    resolve();
}

void ObjectPresenter::setActive(bool active) {
    m_isActive = active;
    if (!active) {
        m_pauseSoon.start();
        return;
    }
    m_pauseSoon.stop();
    if (m_resource && !m_table) {
        subscribe();
    }
}

void ObjectPresenter::reload() {
    unsubscribe();
    if (m_resource) {
        subscribe();
    } else {
        resolve();
    }
}

void ObjectPresenter::subscribe() {
    const QString nameSpace = m_resource->scope == ResourceScope::Namespaced ? m_namespace : QString();
    m_table = std::make_unique<TableSubscription>(m_core, m_context, *m_resource, nameSpace);
    connect(m_table.get(), &TableSubscription::changed, this, &ObjectPresenter::changed);
    connect(m_table.get(), &TableSubscription::stateChanged, this, &ObjectPresenter::stateChanged);
}

void ObjectPresenter::unsubscribe() {
    if (m_table) {
        m_table->disconnect(this);
        m_table.release()->deleteLater(); // we may be inside its signal
    }
}

void ObjectPresenter::resolve() {
    Q_EMIT loading();
    m_call = m_core.callSession<CatalogPtr>(
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
    Q_EMIT resolved(*m_resource);
    if (m_isActive) {
        subscribe();
    }
}

void ObjectPresenter::loadObject(const QString& nameSpace, const QString& name) {
    if (!m_resource) {
        return;
    }
    m_objectCall = m_core.callSession<SeenObject>(
        m_context,
        [resource = *m_resource, nameSpace, name](
            ClusterSession& session) { return readSeen(&session, resource, nameSpace, name); },
        [this](Result<SeenObject> seen) {
            if (seen) {
                Q_EMIT objectRead(QString::fromUtf8(seen->yaml));
                Q_EMIT objectSeen(seen->object);
            } else {
                Q_EMIT objectFailed(seen.error());
            }
        });
}

} // namespace pilothouse::ui
