// SPDX-License-Identifier: Apache-2.0
#include "core/change/object_radius.h"
#include "core/change/object_text.h"
#include "core/base/redaction.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

ApiCatalog catalog() {
    ApiCatalog found;
    const auto add = [&found](const QString& group, const QString& kind, const QString& plural, ResourceScope scope) {
        ApiResource resource;
        resource.kind = {.group = group, .version = u"v1"_s, .kind = kind};
        resource.plural = plural;
        resource.scope = scope;
        found.resources.push_back(resource);
    };
    add({}, u"Service"_s, u"services"_s, ResourceScope::Namespaced);
    add({}, u"Secret"_s, u"secrets"_s, ResourceScope::Namespaced);
    add({}, u"Namespace"_s, u"namespaces"_s, ResourceScope::Cluster);
    add(u"apps"_s, u"Deployment"_s, u"deployments"_s, ResourceScope::Namespaced);
    return found;
}

YamlValue yaml(const QByteArray& text) {
    const auto value = loadYaml(text, u"test"_s);
    return value ? *value : YamlValue();
}

constexpr auto kSecret = R"(apiVersion: v1
kind: Secret
metadata:
  name: keys
  namespace: shop
  uid: u-1
  resourceVersion: "7"
  managedFields: [{manager: helm}]
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"token":"aHVudGVyMg=="}}'
data:
  token: aHVudGVyMg==
  other: b3RoZXI=
)";

ObjectRef ref(const QString& kind, const QString& name) {
    return {.kind = {.group = {}, .version = u"v1"_s, .kind = kind}, .nameSpace = u"shop"_s, .name = name};
}

ObjectStep step(const QString& kind, const QString& nameSpace, const QString& name) {
    ObjectStep made;
    made.ref = {.kind = {.group = {}, .version = u"v1"_s, .kind = kind}, .nameSpace = nameSpace, .name = name};
    made.effect = ObjectStep::Effect::Delete;
    return made;
}

} // namespace

class TestObjectText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDocumentIsAnObject() {
        const auto objects
            = readObjects("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\n"
                          "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n---\n"
                          "apiVersion: v1\nkind: List\nitems:\n- apiVersion: apps/v1\n  kind: Deployment\n"
                          "  metadata: {name: api, namespace: other}\n",
                u"shop"_s, catalog());

        QVERIFY2(objects, qPrintable(objects ? QString() : describe(objects.error())));
        QCOMPARE(objects->size(), 3U);
        QCOMPARE((*objects)[0].ref.nameSpace, u"shop"_s);
        QCOMPARE((*objects)[0].object.at({u"metadata", u"namespace"}).text(), u"shop"_s);
        QCOMPARE((*objects)[1].ref.nameSpace, QString());
        QCOMPARE((*objects)[2].ref.nameSpace, u"other"_s);
        QCOMPARE((*objects)[2].resource.plural, u"deployments"_s);
    }

    void errorsNameTheLineOfTheWholeText() {
        const auto objects
            = readObjects("apiVersion: v1\nkind: Service\nmetadata: {name: web}\n---\nkind: [\n", u"shop"_s, catalog());

        QVERIFY(!objects);
        QCOMPARE(objects.error().code, ErrorCode::Parse);
        QVERIFY2(objects.error().subject.startsWith(u"text:5"_s) || objects.error().subject.startsWith(u"text:6"_s),
            qPrintable(objects.error().subject));
    }

    void whatIsNoObjectIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no kind") << QByteArray("metadata: {name: a}\n") << u"NoKind"_s;
        QTest::newRow("no name") << QByteArray("apiVersion: v1\nkind: Service\n") << u"NoName"_s;
        QTest::newRow("only comments") << QByteArray("# nothing\n") << u"NoKind"_s;
        QTest::newRow("alias bomb") << QByteArray(
            "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
            "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c]\n"
            "e: &e [*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e]\n"
            "g: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n")
                                    << u"TooComplex"_s;
    }
    void whatIsNoObjectIsRefused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, reason);

        const auto objects = readObjects(text, u"shop"_s, catalog());

        QVERIFY(!objects);
        QCOMPARE(objects.error().reason, reason);
    }

    void FS7_aSecretIsEditedWithoutBeingSeen() {
        const QByteArray text = editableText(yaml(kSecret));

        QVERIFY(!text.contains("aHVudGVyMg"));
        QVERIFY(!text.contains("managedFields") && !text.contains("resourceVersion"));
        const auto same = withoutMasks(yaml(text), yaml(kSecret));
        QVERIFY2(same, qPrintable(same ? QString() : describe(same.error())));
        QCOMPARE(same->at({u"data", u"token"}).text(), u"aHVudGVyMg=="_s);
    }

    void aNewValueTakesTheMasksPlace() {
        QByteArray text = editableText(yaml(kSecret));
        const qsizetype at = text.indexOf("token: ");
        text.replace(at, text.indexOf('\n', at) - at, "token: bmV3");

        const auto edited = withoutMasks(yaml(text), yaml(kSecret));

        QVERIFY(edited);
        QCOMPARE(edited->at({u"data", u"token"}).text(), u"bmV3"_s);
        QCOMPARE(edited->at({u"data", u"other"}).text(), u"b3RoZXI="_s);
    }

    void aMaskThatWasMovedIsRefused() {
        QByteArray text = editableText(yaml(kSecret));
        text.replace("token:", "renamed:");

        const auto edited = withoutMasks(yaml(text), yaml(kSecret));

        QVERIFY(!edited);
        QCOMPARE(edited.error().reason, u"MaskedValue"_s);
        QCOMPARE(edited.error().subject, u"data.renamed"_s);
    }

    void aMaskInAListGoesByName() {
        const YamlValue original
            = yaml("spec: {env: [{name: A_PASSWORD, value: one}, {name: B_PASSWORD, value: two}]}");
        const auto masked = loadYaml(editableText(original), u"t"_s);
        QVERIFY(masked && hasMask(*masked));
        const YamlValue swapped
            = yaml(QString(u"spec: {env: [{name: B_PASSWORD, value: \"%1\"}]}"_s).arg(kMask).toUtf8());

        const auto edited = withoutMasks(swapped, original);

        QVERIFY2(edited, qPrintable(edited ? QString() : describe(edited.error())));
        QCOMPARE((*edited)[u"spec"][u"env"].items()[0][u"value"].text(), u"two"_s);
    }

    void whatEditingHidesIsSentBack() {
        const YamlValue live = yaml(QByteArray(kSecret) + "status: {phase: Odd}\n");

        const YamlValue sent = forReplace(editable(live), live);

        QCOMPARE(sent.at({u"status", u"phase"}).text(), u"Odd"_s);
        QCOMPARE(sent.at({u"metadata", u"resourceVersion"}).text(), u"7"_s);
        QVERIFY(!sent.at({u"metadata", u"annotations"})[u"kubectl.kubernetes.io/last-applied-configuration"].isNull());
    }

    void PS9_whatHasAnotherOwnerStays() {
        const std::vector<OwnedObject> all = {
            {.ref = ref(u"ReplicaSet"_s, u"web-1"_s), .uid = Uid(u"rs"_s), .owners = {Uid(u"d"_s)}},
            {.ref = ref(u"Pod"_s, u"web-1-a"_s), .uid = Uid(u"p"_s), .owners = {Uid(u"rs"_s)}},
            {.ref = ref(u"ConfigMap"_s, u"shared"_s), .uid = Uid(u"c"_s), .owners = {Uid(u"d"_s), Uid(u"other"_s)}},
            {.ref = ref(u"ConfigMap"_s, u"free"_s), .uid = Uid(u"f"_s), .owners = {}},
        };

        const auto going = dependentsOf({Uid(u"d"_s)}, all);

        QCOMPARE(going.size(), 2U);
        QCOMPARE(going[0].ref.name, u"web-1"_s);
        QCOMPARE(going[1].ref.name, u"web-1-a"_s);
        QCOMPARE(going[1].depth, 2);
    }

    void theNameToTypeSaysWhere() {
        const ContextId context(u"eks_prd-app"_s);
        QCOMPARE(objectConfirmation(context, {step(u"Pod"_s, u"shop"_s, u"web"_s)}), u"eks_prd-app/shop/web"_s);
        QCOMPARE(objectConfirmation(context, {step(u"Node"_s, {}, u"n1"_s)}), u"eks_prd-app/n1"_s);
        QCOMPARE(objectConfirmation(context, {step(u"Pod"_s, u"shop"_s, u"a"_s), step(u"Pod"_s, u"shop"_s, u"b"_s)}),
            u"eks_prd-app/shop"_s);
    }

    void theCommandCanBePasted() {
        ObjectRequest request;
        request.context = ContextId(u"it's prd"_s);
        request.verb = ObjectVerb::Delete;
        request.propagation = Propagation::Orphan;

        const QStringList lines = kubectlLines(request, {step(u"Pod"_s, u"shop"_s, u"web"_s)});

        QCOMPARE(
            lines, QStringList(u"kubectl --context 'it'\\''s prd' --namespace shop delete pod/web --cascade=orphan"_s));
    }
};

QTEST_GUILESS_MAIN(TestObjectText)
#include "test_object_text.moc"
