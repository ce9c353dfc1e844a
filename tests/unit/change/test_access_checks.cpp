// SPDX-License-Identifier: Apache-2.0
// What helm will have to be allowed to do, asked once a verb, resource and namespace.
#include "core/change/access_checks.h"
#include "core/change/plan_maker.h"

#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ApiResource resource(
    const QString& group, const QString& kind, const QString& plural, ResourceScope scope = ResourceScope::Namespaced) {
    ApiResource made;
    made.kind = {.group = group, .version = u"v1"_s, .kind = kind};
    made.plural = plural;
    made.scope = scope;
    return made;
}

ApiCatalog catalog() {
    ApiCatalog catalog;
    catalog.resources = {resource({}, u"ConfigMap"_s, u"configmaps"_s),
        resource(u"apps"_s, u"Deployment"_s, u"deployments"_s), resource(u"batch"_s, u"Job"_s, u"jobs"_s),
        resource(u"rbac.authorization.k8s.io"_s, u"ClusterRole"_s, u"clusterroles"_s, ResourceScope::Cluster)};
    return catalog;
}

const QByteArray kOld = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
                        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: gone, namespace: other}\n";
const QByteArray kNew = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
                        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
                        "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-two}\n"
                        "---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\n"
                        "---\napiVersion: example.com/v1\nkind: Flag\nmetadata: {name: f}\n";

Rendering upgrade() {
    Rendering rendering;
    rendering.request.kind = ChangeKind::Upgrade;
    rendering.request.context = ContextId(u"eks_stg-app"_s);
    rendering.request.release = {.nameSpace = u"shop"_s, .name = u"web"_s};
    rendering.request.options.wait = WaitKind::HooksOnly;
    rendering.helm.major = 4;
    auto base = std::make_shared<ReleaseRecord>();
    base->manifest = kOld;
    rendering.base = base;
    rendering.manifest = kNew;
    return rendering;
}

QStringList words(const std::vector<AccessQuestion>& questions) {
    QStringList words;
    for (const AccessQuestion& question : questions) {
        words += u"%1 %2 %3"_s.arg(question.verb, question.resource, question.nameSpace).trimmed();
    }
    return words;
}

} // namespace

class TestAccessChecks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksForWhatIsMadeChangedAndTakenAway() {
        QStringList unknown;
        const QStringList asked = words(accessQuestions(upgrade(), catalog(), &unknown));

        for (const QString& word : {u"create secrets shop"_s, u"delete secrets shop"_s, u"patch configmaps shop"_s,
                 u"create deployments shop"_s, u"create clusterroles"_s, u"delete configmaps other"_s}) {
            QVERIFY2(asked.contains(word), qPrintable(word));
        }
        QCOMPARE(asked.count(u"create deployments shop"_s), 1); // two objects, one question
        QVERIFY(!asked.contains(u"patch deployments shop"_s));
        QVERIFY(!asked.contains(u"watch deployments shop"_s));
        QCOMPARE(unknown, QStringList{u"Flag shop/f"_s});
    }

    void waitingOfHelm4NeedsListAndWatch() {
        Rendering rendering = upgrade();
        rendering.request.options.wait = WaitKind::Watcher;
        QVERIFY(words(accessQuestions(rendering, catalog())).contains(u"watch deployments shop"_s));
        rendering.helm.major = 3;
        QVERIFY(!words(accessQuestions(rendering, catalog())).contains(u"watch deployments shop"_s));
    }

    void hooksCountUnlessTheyAreLeftOut() {
        Rendering rendering = upgrade();
        Hook hook;
        hook.events = {u"pre-upgrade"_s};
        hook.manifest = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\n";
        rendering.hooks = {hook};
        QVERIFY(words(accessQuestions(rendering, catalog())).contains(u"create jobs shop"_s));
        rendering.request.options.runHooks = false;
        QVERIFY(!words(accessQuestions(rendering, catalog())).contains(u"create jobs shop"_s));
    }

    void recordsOfTheOtherDriverAreConfigMaps() {
        Rendering rendering = upgrade();
        rendering.request.release.driver = StorageDriver::ConfigMap;
        const QStringList asked = words(accessQuestions(rendering, catalog()));
        QVERIFY(asked.contains(u"create configmaps shop"_s) && !asked.contains(u"create secrets shop"_s));
    }

    void refusalComesWithTheLineThatAsksTheSame() {
        const AccessQuestion question{.verb = u"patch"_s,
            .group = u"apps"_s,
            .resource = u"deployments"_s,
            .nameSpace = u"shop"_s,
            .name = {},
            .subresource = {}};
        QCOMPARE(canILine(question, ContextId(u"eks_stg-app"_s)),
            u"kubectl auth can-i patch deployments.apps --namespace shop --context eks_stg-app"_s);
    }

    void U1b_everyNamespaceAnObjectNamesIsTouched() {
        QCOMPARE(namespacesTouched(upgrade()), (QStringList{u"shop"_s, u"other"_s}));
    }
};

QTEST_GUILESS_MAIN(TestAccessChecks)
#include "test_access_checks.moc"
