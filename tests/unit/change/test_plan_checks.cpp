// SPDX-License-Identifier: Apache-2.0
#include "core/change/live_marks.h"
#include "core/change/owner_checks.h"
#include "core/change/plan_checks.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Level = PlanCheck::Level;
using Topic = PlanCheck::Topic;
using Status = ReleaseStatus;

namespace {

RecordMeta meta(int revision, Status status) {
    RecordMeta meta;
    meta.key = {.nameSpace = u"shop"_s, .name = u"web"_s};
    meta.revision = Revision{revision};
    meta.status = status;
    meta.statusText = releaseStatusWord(status);
    return meta;
}

std::shared_ptr<ReleaseRecord> record(int revision, const QByteArray& manifest = {}) {
    auto record = std::make_shared<ReleaseRecord>();
    record->revision = Revision{revision};
    record->chart.name = u"web"_s;
    record->chart.version = u"0.1.0"_s;
    record->manifest = manifest;
    return record;
}

/// A plan for release shop/web, of which revision @p newest is deployed.
struct Scene {
    explicit Scene(ChangeKind kind, int newest = 2, const QByteArray& manifest = {}) {
        rendering->request.kind = kind;
        rendering->request.context = ContextId(u"eks_prd-app"_s);
        rendering->request.release = {.nameSpace = u"shop"_s, .name = u"web"_s};
        rendering->helm
            = {.path = u"/helm"_s, .major = 4, .minor = 3, .version = u"v4.3.1"_s, .problem = {}, .warnings = {}};
        for (int revision = newest; revision > 0; --revision) {
            revisions.push_back(meta(revision, revision == newest ? Status::Deployed : Status::Superseded));
        }
        if (newest > 0) {
            const auto body = record(newest, manifest);
            body->applyMethod = u"csa"_s;
            rendering->newest = body;
            rendering->base = body;
        }
    }
    [[nodiscard]] PlanFacts facts() const {
        return {.rendering = rendering, .revisions = revisions, .againstRecord = diff, .serverVersion = server};
    }
    std::shared_ptr<Rendering> rendering = std::make_shared<Rendering>();
    std::vector<RecordMeta> revisions;
    ChangeDiffPtr diff;
    QString server = u"v1.36.3"_s;
};

const PlanCheck* find(const PlanChecks& checks, const QString& word) {
    const auto found = std::ranges::find(checks, word, &PlanCheck::word);
    return found == checks.end() ? nullptr : &*found;
}

} // namespace

class TestPlanChecks final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void RC1_newerRevisionThanTheOneComparedBlocks() {
        Scene scene(ChangeKind::Upgrade);
        scene.revisions.insert(scene.revisions.begin(), meta(3, Status::Deployed));

        const auto checks = recordChecks(scene.facts());

        const auto* stale = find(checks, u"Newer"_s);
        QVERIFY(stale);
        QCOMPARE(stale->level, Level::Blocker);
        QCOMPARE(stale->subject, u"revision 3"_s);
    }

    void RC1_nothingIsSaidWhileNothingMoved() { QVERIFY(recordChecks(Scene(ChangeKind::Upgrade).facts()).empty()); }

    void RC3_releaseThatIsGoneBlocks() {
        Scene scene(ChangeKind::Rollback);
        scene.revisions.clear();

        QCOMPARE(find(recordChecks(scene.facts()), u"Gone"_s)->level, Level::Blocker);
    }

    void RC9_pendingBlocksAnUpgradeAndIsSaidToARollback() {
        Scene upgrade(ChangeKind::Upgrade);
        upgrade.revisions.front() = meta(2, Status::PendingUpgrade);
        QCOMPARE(find(recordChecks(upgrade.facts()), u"HelmRefuses"_s)->level, Level::Blocker);

        Scene rollback(ChangeKind::Rollback);
        rollback.revisions.front() = meta(2, Status::PendingUpgrade);
        QCOMPARE(find(recordChecks(rollback.facts()), u"StillPending"_s)->level, Level::Warning);
    }

    void installOverAReleaseBlocks() {
        Scene scene(ChangeKind::Install);
        QCOMPARE(find(recordChecks(scene.facts()), u"ReleaseExists"_s)->level, Level::Blocker);
        scene.revisions.front() = meta(2, Status::Uninstalled);
        QVERIFY(find(recordChecks(scene.facts()), u"KeptHistory"_s));
    }

    void upgradeOfNothingBlocks() {
        const Scene scene(ChangeKind::Upgrade, 0);
        QCOMPARE(find(recordChecks(scene.facts()), u"NothingToUpgrade"_s)->level, Level::Blocker);
    }

    void helmOutsideItsSkewIsSaid_data() {
        QTest::addColumn<int>("major");
        QTest::addColumn<int>("minor");
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("isSaid");
        QTest::newRow("same") << 4 << 0 << u"v1.34.4"_s << false;
        QTest::newRow("three behind") << 4 << 0 << u"v1.31.0"_s << false;
        QTest::newRow("four behind") << 4 << 0 << u"v1.30.9"_s << true;
        QTest::newRow("ahead") << 3 << 19 << u"v1.35.0"_s << true;
        QTest::newRow("helm 3") << 3 << 16 << u"v1.31.2-eks-1"_s << false;
        QTest::newRow("not known") << 3 << 16 << QString() << false;
    }
    void helmOutsideItsSkewIsSaid() {
        QFETCH(int, major);
        QFETCH(int, minor);
        QFETCH(QString, server);
        QFETCH(bool, isSaid);
        Scene scene(ChangeKind::Upgrade, 0);
        scene.rendering->helm.major = major;
        scene.rendering->helm.minor = minor;
        scene.server = server;

        QCOMPARE(find(helmChecks(scene.facts()), u"Skew"_s) != nullptr, isSaid);
    }

    void recordOfAnotherMajorIsSaid() {
        Scene scene(ChangeKind::Upgrade);
        QVERIFY(!find(helmChecks(scene.facts()), u"OtherMajor"_s));
        scene.rendering->helm.major = 3;
        QVERIFY(find(helmChecks(scene.facts()), u"OtherMajor"_s));
        scene.rendering->newest = record(2);
        QVERIFY(!find(helmChecks(scene.facts()), u"OtherMajor"_s));
    }

    void knownFaultsOfAHelmAreSaid() {
        Scene scene(ChangeKind::Upgrade);
        scene.rendering->helm.warnings = {u"KnownVulnerable:CVE-2026-1"_s};
        const auto checks = helmChecks(scene.facts());
        QCOMPARE(find(checks, u"KnownVulnerable"_s)->detail, u"CVE-2026-1"_s);
    }

    void wayBackAndWhatIsPrunedAreSaid() {
        Scene scene(ChangeKind::Upgrade, 3);
        scene.rendering->request.options.historyMax = 2;
        const auto checks = historyChecks(scene.facts());
        QCOMPARE(find(checks, u"CanGoBack"_s)->subject, u"revision 3"_s);
        QVERIFY(find(checks, u"HistoryLimit"_s)->detail.endsWith(u"1, 2"_s));
    }

    void recordNearItsLimitIsSaid() {
        Scene scene(ChangeKind::Upgrade);
        const auto body = record(2);
        body->storedBytes = 1'000'000;
        scene.rendering->newest = body;
        QCOMPARE(find(historyChecks(scene.facts()), u"NearLimit"_s)->level, Level::Warning);
    }

    void PS5_rollbackThatBringsOldSecretsBackSaysSo() {
        Scene scene(ChangeKind::Rollback);
        scene.rendering->request.target = Revision{1};
        auto diff = std::make_shared<ChangeDiff>();
        ObjectDiff secret;
        secret.secretKeys.push_back({.key = u"password"_s, .change = ObjectChange::Changed});
        diff->diff.objects.push_back(secret);
        scene.diff = diff;

        QCOMPARE(find(historyChecks(scene.facts()), u"OldSecrets"_s)->level, Level::Warning);
    }

    void PS5_dataAndHooksAreNotBroughtBack() {
        Scene scene(ChangeKind::Rollback, 2, "---\nkind: PersistentVolumeClaim\n");
        scene.rendering->hooks.resize(2);
        const auto checks = historyChecks(scene.facts());
        QVERIFY(find(checks, u"DataStays"_s));
        QVERIFY(find(checks, u"HooksRun"_s));
    }

    void PS6_uninstallNamesWhatStaysAndWhatDies() {
        const QByteArray manifest = R"(---
apiVersion: v1
kind: ConfigMap
metadata: {name: kept, annotations: {helm.sh/resource-policy: keep}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: flags.example.com}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {volumeClaimTemplates: [{metadata: {name: disk}}]}
)";
        Scene scene(ChangeKind::Uninstall, 2, manifest);
        auto body = record(2, manifest);
        body->templateFiles = {u"crds/things.yaml"_s};
        Hook hook;
        hook.name = u"migrate"_s;
        hook.startedAt = QDateTime::currentDateTimeUtc();
        body->hooks = {hook};
        scene.rendering->base = body;

        const auto checks = leftoverChecks(scene.facts());

        QCOMPARE(find(checks, u"KeepPolicy"_s)->subject, u"ConfigMap shop/kept"_s);
        QCOMPARE(find(checks, u"ClaimDies"_s)->subject, u"PersistentVolumeClaim shop/data"_s);
        QCOMPARE(find(checks, u"CrdDies"_s)->subject, u"CustomResourceDefinition flags.example.com"_s);
        QVERIFY(find(checks, u"ClaimsStay"_s)->detail.contains(u"disk"_s));
        QVERIFY(find(checks, u"CrdStays"_s));
        QVERIFY(find(checks, u"HookStays"_s));
        QVERIFY(find(historyChecks(scene.facts()), u"HistoryGoes"_s));
    }

    void PS2_valuesOfAnotherContextAreSaid() {
        Scene scene(ChangeKind::Upgrade);
        scene.rendering->request.valuesOf = ContextId(u"eks_stg-app"_s);
        QCOMPARE(find(valuesChecks(scene.facts()), u"OtherContext"_s)->subject, u"eks_stg-app"_s);
        scene.rendering->request.valuesOf = scene.rendering->request.context;
        QVERIFY(!find(valuesChecks(scene.facts()), u"OtherContext"_s));
    }

    void imageHeldByAnOverrideWhileTheChartMovesIsSaid() {
        const QByteArray manifest = R"(---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: web, image: "r/web:v1-abc12"}]}}}
)";
        Scene scene(ChangeKind::Upgrade, 2, manifest);
        scene.rendering->manifest = manifest;
        scene.rendering->chart = scene.rendering->base->chart;
        scene.rendering->chart.version = u"0.2.0"_s;
        scene.rendering->request.values = "image:\n  tag: v1-abc12\n";

        QCOMPARE(find(valuesChecks(scene.facts()), u"ImageHeld"_s)->subject, u"image.tag"_s);
        scene.rendering->manifest.replace("v1-abc12", "v2-def34");
        QVERIFY(!find(valuesChecks(scene.facts()), u"ImageHeld"_s));
    }

    void PS7_immutableFieldOfTheDiffIsSaid() {
        Scene scene(ChangeKind::Upgrade);
        auto diff = std::make_shared<ChangeDiff>();
        ObjectDiff object;
        object.key = {.group = u"apps"_s, .kind = u"Deployment"_s, .nameSpace = u"shop"_s, .name = u"web"_s};
        object.risks = {Risk::ImmutableField};
        object.changedPaths = {u"spec.selector.matchLabels.app"_s};
        diff->diff.objects.push_back(object);
        scene.diff = diff;

        QCOMPARE(find(diffChecks(scene.facts()), u"ImmutableField"_s)->subject, u"Deployment shop/web"_s);
    }

    void RC4_rulesAndRecordsNameWhoElseDeploys() {
        Scene scene(ChangeKind::Rollback, 2, "metadata:\n  labels:\n    helm.toolkit.fluxcd.io/name: web\n");
        const OwnerRules rules{{.kind = OwnerRule::Kind::Pipeline,
                                   .contextPattern = u"*prd*"_s,
                                   .namespacePattern = {},
                                   .releasePattern = u"w*"_s,
                                   .name = u"GitLab kube-app"_s},
            {.kind = OwnerRule::Kind::Git,
                .contextPattern = u"*stg*"_s,
                .namespacePattern = {},
                .releasePattern = {},
                .name = u"not this one"_s}};

        const auto checks = ownerRecordChecks(scene.facts(), rules);

        QVERIFY(find(checks, u"Flux"_s));
        QCOMPARE(find(checks, u"PipelineOwner"_s)->subject, u"GitLab kube-app"_s);
        QVERIFY(!find(checks, u"GitOwner"_s));
    }

    void RC4_controllersResourcesAreRecognised_data() {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QByteArray>("spec");
        QTest::addColumn<bool>("deploys");
        QTest::newRow("flux, its name") << u"HelmRelease"_s << QByteArray("{}") << true;
        QTest::newRow("flux, target namespace")
            << u"HelmRelease"_s << QByteArray(R"({"targetNamespace":"x"})") << false;
        QTest::newRow("flux, release name") << u"HelmRelease"_s << QByteArray(R"({"releaseName":"other"})") << false;
        QTest::newRow("argo") << u"Application"_s << QByteArray(R"({"destination":{"namespace":"shop"}})") << true;
        QTest::newRow("argo elsewhere") << u"Application"_s << QByteArray(R"({"destination":{"namespace":"x"}})")
                                        << false;
        QTest::newRow("k3s") << u"HelmChart"_s << QByteArray(R"({"targetNamespace":"shop"})") << true;
        QTest::newRow("captain") << u"HelmRequest"_s << QByteArray(R"({"releaseName":"web","namespace":"shop"})")
                                 << true;
        QTest::newRow("choerodon") << u"C7NHelmRelease"_s << QByteArray("{}") << true;
    }
    void RC4_controllersResourcesAreRecognised() {
        QFETCH(QString, kind);
        QFETCH(QByteArray, spec);
        QFETCH(bool, deploys);
        const QJsonObject object{{u"metadata"_s, QJsonObject{{u"name"_s, u"web"_s}, {u"namespace"_s, u"shop"_s}}},
            {u"spec"_s, QJsonDocument::fromJson(spec).object()}};

        QCOMPARE(deploysRelease(object, kind, {.nameSpace = u"shop"_s, .name = u"web"_s}), deploys);
    }

    void RC4_marksOnObjectsAreRecognised() {
        LiveMark mark;
        mark.key.name = u"web"_s;
        mark.annotations.insert(u"argocd.argoproj.io/tracking-id"_s, u"web:apps/Deployment:shop/web"_s);
        LiveMark managed;
        managed.managers = {u"kustomize-controller"_s};

        const auto checks = ownerMarkChecks({mark, mark, managed});

        QCOMPARE(checks.size(), size_t(2));
        QVERIFY(find(checks, u"ArgoCd"_s));
        QVERIFY(find(checks, u"Flux"_s));
    }

    void objectsOfOthersBlockUnlessTheyAreTakenOver() {
        ChangeRequest request = Scene(ChangeKind::Install, 0).rendering->request;
        LiveMark theirs;
        theirs.key = {.group = {}, .kind = u"Service"_s, .nameSpace = u"shop"_s, .name = u"web"_s};
        theirs.exists = true;
        LiveMark ours = theirs;
        ours.key.name = u"ours"_s;
        ours.annotations
            = {{u"meta.helm.sh/release-name"_s, u"web"_s}, {u"meta.helm.sh/release-namespace"_s, u"shop"_s}};
        const std::vector<ManifestKey> added{theirs.key, ours.key};

        auto checks = existingObjectChecks(request, added, {theirs, ours});
        QCOMPARE(checks.size(), size_t(1));
        QCOMPARE(checks.front().level, Level::Blocker);

        request.options.takeOwnership = true;
        QCOMPARE(existingObjectChecks(request, added, {theirs, ours}).front().level, Level::Warning);
    }
};

QTEST_GUILESS_MAIN(TestPlanChecks)
#include "test_plan_checks.moc"
