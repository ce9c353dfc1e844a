// SPDX-License-Identifier: Apache-2.0
#include "core/change/access_checks.h"

#include "core/async/parallel.h"
#include "core/helm/helm_arguments.h"

#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;

namespace {

constexpr size_t kParallel = 16;
constexpr int kHelm4 = 4;

/// Questions, each once, in the order they come up.
class Questions {
public:
    Questions(const ApiCatalog& catalog, QStringList* unknown)
        : m_catalog(catalog)
        , m_unknown(unknown) { }

    void add(const ManifestObject& object, const QStringList& verbs) {
        const auto kind = GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind);
        const ApiResource* resource = m_catalog.find(kind);
        if (!resource) {
            if (m_unknown && !m_unknown->contains(objectWord(object.key))) {
                *m_unknown += objectWord(object.key);
            }
            return;
        }
        const bool isNamespaced = resource->scope == ResourceScope::Namespaced;
        for (const QString& verb : verbs) {
            add({.verb = verb,
                .group = resource->kind.group,
                .resource = resource->plural,
                .nameSpace = isNamespaced ? object.key.nameSpace : QString(),
                .name = {},
                .subresource = {}});
        }
    }
    void add(AccessQuestion question) {
        const QString key
            = QStringList{question.verb, question.group, question.resource, question.nameSpace}.join(u'|');
        if (!m_seen.contains(key)) {
            m_seen.insert(key);
            m_all.push_back(std::move(question));
        }
    }
    std::vector<AccessQuestion> take() { return std::move(m_all); }

private:
    const ApiCatalog& m_catalog;
    QStringList* m_unknown;
    QSet<QString> m_seen;
    std::vector<AccessQuestion> m_all;
};

void addRecords(Questions& questions, const ChangeRequest& request) {
    QStringList verbs{u"list"_s, u"get"_s};
    switch (request.kind) {
    case ChangeKind::Install:
        verbs += {u"create"_s, u"update"_s};
        break;
    case ChangeKind::Upgrade:
    case ChangeKind::Rollback:
        verbs += {u"create"_s, u"update"_s, u"delete"_s}; // delete: what the history limit prunes
        break;
    case ChangeKind::Uninstall:
        verbs += {u"update"_s, u"delete"_s};
        break;
    case ChangeKind::Test:
        verbs += u"update"_s;
        break;
    }
    const bool isSecret = request.release.driver == StorageDriver::Secret;
    for (const QString& verb : verbs) {
        questions.add({.verb = verb,
            .group = {},
            .resource = isSecret ? u"secrets"_s : u"configmaps"_s,
            .nameSpace = request.release.nameSpace,
            .name = {},
            .subresource = {}});
    }
}

void addHooks(Questions& questions, const Rendering& rendering) {
    if (!rendering.request.options.runHooks) {
        return;
    }
    const QString nameSpace = rendering.request.release.nameSpace;
    for (const Hook& hook : rendering.hooks) {
        const bool isTest = hook.events.contains(u"test"_s) || hook.events.contains(u"test-success"_s);
        if (isTest != (rendering.request.kind == ChangeKind::Test)) {
            continue;
        }
        for (const ManifestObject& object : parseManifest(hook.manifest, nameSpace).objects) {
            questions.add(object, {u"get"_s, u"create"_s, u"delete"_s});
        }
    }
}

void addObjects(Questions& questions, const Rendering& rendering) {
    const QString nameSpace = rendering.request.release.nameSpace;
    QSet<ManifestKey> old;
    const Manifest before = rendering.base ? parseManifest(rendering.base->manifest, nameSpace) : Manifest();
    for (const ManifestObject& object : before.objects) {
        old.insert(object.key);
    }
    const bool watches
        = rendering.helm.major >= kHelm4 && rendering.request.options.wait == WaitKind::Watcher; // protocol: 3.6
    QSet<ManifestKey> wanted;
    for (const ManifestObject& object : parseManifest(rendering.manifest, nameSpace).objects) {
        wanted.insert(object.key);
        QStringList verbs{u"get"_s, old.contains(object.key) ? u"patch"_s : u"create"_s};
        if (watches) {
            verbs += {u"list"_s, u"watch"_s};
        }
        questions.add(object, verbs);
    }
    for (const ManifestObject& object : before.objects) {
        if (!wanted.contains(object.key)) {
            questions.add(object, {u"get"_s, u"delete"_s});
        }
    }
}

Task<Result<AccessAnswer>> ask(ApiClient* client, AccessQuestion question) {
    co_return co_await mayI(*client, std::move(question));
}

/// Without these helm only fails to wait.
bool isForWaiting(const QString& verb) {
    return verb == "watch"_L1;
}

} // namespace

std::vector<AccessQuestion> accessQuestions(
    const Rendering& rendering, const ApiCatalog& catalog, QStringList* unknown) {
    Questions questions(catalog, unknown);
    addRecords(questions, rendering.request);
    if (rendering.request.kind != ChangeKind::Test) {
        addObjects(questions, rendering);
    }
    addHooks(questions, rendering);
    if (rendering.request.kind == ChangeKind::Install && rendering.request.options.createNamespace) {
        questions.add({.verb = u"create"_s,
            .group = {},
            .resource = u"namespaces"_s,
            .nameSpace = {},
            .name = {},
            .subresource = {}});
    }
    return questions.take();
}

QString canILine(const AccessQuestion& question, const ContextId& context) {
    const QString resource = question.group.isEmpty() ? question.resource : question.resource + u'.' + question.group;
    QStringList words{u"kubectl"_s, u"auth"_s, u"can-i"_s, question.verb, resource};
    if (!question.nameSpace.isEmpty()) {
        words += {u"--namespace"_s, question.nameSpace};
    }
    words += {u"--context"_s, context.value()};
    return shellLine(words);
}

Task<PlanChecks> accessChecks(ApiClient* client, std::shared_ptr<const ApiCatalog> catalog, RenderingPtr rendering) {
    QStringList unknown;
    const auto questions = accessQuestions(*rendering, *catalog, &unknown);
    const auto answers = co_await inParallel<Result<AccessAnswer>>(
        questions.size(), kParallel, [client, &questions](size_t index) { return ask(client, questions[index]); });
    PlanChecks checks;
    for (size_t i = 0; i < questions.size(); ++i) {
        const AccessQuestion& question = questions[i];
        const QString line = canILine(question, rendering->request.context);
        if (!answers[i]) {
            checks.push_back({.level = Level::Warning,
                .topic = Topic::Access,
                .word = u"CantAsk"_s,
                .subject = line,
                .detail = describe(answers[i].error())});
            break; // one is enough: the others fail for the same reason
        }
        if (!answers[i]->allowed) {
            checks.push_back({.level = isForWaiting(question.verb) ? Level::Warning : Level::Blocker,
                .topic = Topic::Access,
                .word = u"Refused"_s,
                .subject = line,
                .detail = answers[i]->reason});
        }
    }
    const bool bringsKinds = !rendering->crds.empty() || rendering->manifest.contains("kind: CustomResourceDefinition");
    for (const QString& object : std::as_const(unknown)) {
        checks.push_back({.level = bringsKinds ? Level::Fine : Level::Warning,
            .topic = Topic::Access,
            .word = u"NoSuchKind"_s,
            .subject = object,
            .detail = u"the server has no such kind"_s});
    }
    if (checks.empty()) {
        checks.push_back({.level = Level::Fine,
            .topic = Topic::Access,
            .word = u"AllGranted"_s,
            .subject = {},
            .detail = u"%1 rights were asked for"_s.arg(questions.size())});
    }
    co_return checks;
}

} // namespace pilothouse
