// SPDX-License-Identifier: Apache-2.0
// What a dry run foretells beside what the real helm then does: releases born in helm 3 and in helm 4, upgraded by
// either, removed fields and edits by hand included.
#include "core/change/live_view.h"
#include "core/change/object_prediction.h"
#include "core/change/prediction.h"
#include "core/change/release_reading.h"

#include "core/session/workspace.h"

#include "tests/support/awaiting.h"
#include "tests/support/run_program.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHang = 180'000;
constexpr std::chrono::seconds kTaskHang{60};

/// The test's own edits by hand may leave.
class OpenGate final : public ModeGate {
public:
    [[nodiscard]] Mode modeOf(QStringView) const override { return Mode::ChangesOpen; }
};

void write(const QString& path, const QByteArray& text) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

constexpr auto kWorkload = R"(apiVersion: apps/v1
kind: Deployment
metadata: {name: {{ .Release.Name }}}
spec:
  replicas: 0
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec:
      %3
      containers:
      - name: main
        image: registry.invalid/app:%1
        %2
---
apiVersion: v1
kind: Service
metadata: {name: {{ .Release.Name }}}
spec:
  selector: {app: {{ .Release.Name }}}
  ports: [{name: dns-udp, port: 53, protocol: UDP}, {name: dns, port: 53, protocol: TCP}, {name: http, port: %4}]
)"_L1;

/// Two versions that differ in what is easily lost: a variable, a probe, a volume, a container, a port.
QString makeChart(const QString& folder, int version) {
    const QString root = u"%1/born/%2"_s.arg(folder).arg(version);
    write(root + u"/Chart.yaml"_s, "apiVersion: v2\nname: born\nversion: 0." + QByteArray::number(version) + ".0\n");
    const QString first = u"env: [{name: KEEP, value: a}, {name: DROP, value: b}]\n"
                          "        livenessProbe: {exec: {command: [\"true\"]}}\n"
                          "        volumeMounts: [{name: v, mountPath: /v}, {name: w, mountPath: /w}]\n"
                          "      - {name: extra, image: \"registry.invalid/extra:1\", ports: [{containerPort: 80}]}"_s;
    const QString second = u"env: [{name: KEEP, value: c}, {name: ADD, value: d}]\n"
                           "        volumeMounts: [{name: v, mountPath: /v}]"_s;
    const QString volumes = version == 1
        ? u"nodeSelector: {disk: ssd, zone: a}\n      volumes: [{name: v, emptyDir: {}}, {name: w, emptyDir: {}}]"_s
        : u"nodeSelector: {disk: hdd}\n      volumes: [{name: v, configMap: {name: cm, optional: true}}]"_s;
    const QString text = QString::fromLatin1(kWorkload)
                             .arg(version)
                             .arg(version == 1 ? first : second, volumes)
                             .arg(version == 1 ? 80 : 8080);
    write(root + u"/templates/all.yaml"_s, text.toUtf8());
    return root;
}

} // namespace

class TestLivePredictions final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void cleanupTestCase();
    void foretellsWhatHelmDoes_data();
    void foretellsWhatHelmDoes();
    void showsAnEditByHand();
    void tellsConflictsAndImmutableFields();
    void twoHundredObjects_data();
    void twoHundredObjects();

private:
    Answer helm(int major, const QStringList& arguments) const {
        return runProgram(
            m_helms[major - 3], arguments + QStringList{u"-n"_s, m_nameSpace, u"--kubeconfig"_s, m_kubeconfig});
    }
    [[nodiscard]] RenderingPtr render(
        int major, const QString& release, const QString& chart, const ChangeOptions& options = {});
    [[nodiscard]] YamlValue live(const ChangeObject& object);
    void editByHand(const QString& release);

    QString m_kubeconfig;
    QString m_helms[2];
    QString m_nameSpace = u"foretold"_s;
    QString m_charts;
    QString m_release; ///< to be taken away at the end
    QTemporaryDir m_folder;
    OpenGate m_gate;
    std::unique_ptr<Workspace> m_workspace;
    ClusterSession* m_session = nullptr;
};

void TestLivePredictions::initTestCase() {
    m_kubeconfig = qEnvironmentVariable("PILOTHOUSE_LIVE_STG");
    m_helms[0] = qEnvironmentVariable("PILOTHOUSE_HELM3");
    m_helms[1] = qEnvironmentVariable("PILOTHOUSE_HELM4");
    if (!QFileInfo::exists(m_kubeconfig) || !QFileInfo(m_helms[0]).isExecutable()
        || !QFileInfo(m_helms[1]).isExecutable()) {
        QSKIP("needs PILOTHOUSE_LIVE_STG, PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4 (run by ./dev test --live)");
    }
    m_charts = m_folder.filePath(u"charts"_s);
    QDir().mkpath(m_charts);
    const QString maker = qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/tests/live/charts/make_charts.py"_s;
    const Answer made = runProgram(u"python3"_s, {maker, m_charts});
    QVERIFY2(made.code == 0, made.errors.constData());
    makeChart(m_charts, 1);
    makeChart(m_charts, 2);
    m_workspace
        = std::make_unique<Workspace>(Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_kubeconfig),
                                          .trustFile = m_folder.filePath(u"trust.json"_s),
                                          .trace = {},
                                          .watchFiles = false},
            std::make_shared<SystemClock>());
    const auto session = m_workspace->session(m_workspace->kubeconfig().contexts.front().id);
    QVERIFY(session.has_value());
    m_session = *session;
}

void TestLivePredictions::cleanup() {
    if (!m_release.isEmpty()) {
        (void)helm(4, {u"uninstall"_s, m_release});
        m_release.clear();
    }
}

void TestLivePredictions::cleanupTestCase() {
    m_workspace.reset();
}

RenderingPtr TestLivePredictions::render(
    int major, const QString& release, const QString& chart, const ChangeOptions& options) {
    auto rendering = std::make_shared<Rendering>();
    const Answer answer = helm(major, {u"upgrade"_s, release, chart, u"--dry-run=server"_s, u"-o"_s, u"json"_s});
    if (answer.code != 0) {
        qWarning("%s", answer.errors.constData());
        return {};
    }
    rendering->manifest = QJsonDocument::fromJson(answer.text)["manifest"_L1].toString().toUtf8();
    rendering->request.release = {m_nameSpace, release, StorageDriver::Secret};
    rendering->request.kind = ChangeKind::Upgrade;
    rendering->request.options = options;
    rendering->helm.major = major;
    ApiClient* const client = &m_session->client();
    const auto revisions = runToEnd(readRevisions(client, rendering->request.release), kTaskHang);
    if (!revisions || revisions->empty()) {
        return {};
    }
    const auto newest = runToEnd(readRecord(client, revisions->front()), kTaskHang);
    if (!newest) {
        return {};
    }
    rendering->newest = *newest;
    rendering->base = *newest;
    return rendering;
}

YamlValue TestLivePredictions::live(const ChangeObject& object) {
    const auto catalog = runToEnd(discover(m_session->client()), kTaskHang);
    const ApiResource* const resource
        = catalog->find(GroupVersionKind::fromApiVersion(object.apiVersion, object.key.kind));
    if (!resource) {
        return {};
    }
    const QString nameSpace = resource->scope == ResourceScope::Namespaced ? object.key.nameSpace : QString();
    const auto answer = runToEnd(readObject(m_session->client(), *resource, nameSpace, object.key.name), kTaskHang);
    return answer ? cleanObject(*answer, object.wanted) : YamlValue();
}

/// A variable, a label and an image, as `kubectl edit` would.
void TestLivePredictions::editByHand(const QString& release) {
    ObjectWrite edit;
    edit.resource = builtin::deployments();
    edit.nameSpace = m_nameSpace;
    edit.name = release;
    edit.effect = Effect::Real;
    edit.fieldManager = u"kubectl-edit"_s;
    edit.body = *loadYaml("metadata: {labels: {by: hand}}\n"
                          "spec: {template: {spec: {containers: [{name: main, image: \"registry.invalid/hand:1\", "
                          "env: [{name: HAND, value: h}]}]}}}\n",
        u"edit"_s);
    m_session->client().setGate(&m_gate);
    const auto done = runToEnd(patchObject(m_session->client(), PatchFormat::Strategic, edit), kTaskHang);
    m_session->client().setGate(nullptr);
    QVERIFY2(done.has_value(), done ? "" : qPrintable(describe(done.error())));
}

void TestLivePredictions::foretellsWhatHelmDoes_data() {
    QTest::addColumn<QString>("chart");
    QTest::addColumn<int>("bornIn");
    QTest::addColumn<int>("upgradedBy");
    for (const QString& chart : QDir(m_charts).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const auto& [born, by] : {std::pair(3, 3), std::pair(3, 4), std::pair(4, 4)}) {
            QTest::addRow("%s born in helm %d, upgraded by helm %d", qPrintable(chart), born, by)
                << chart << born << by;
        }
    }
}

void TestLivePredictions::foretellsWhatHelmDoes() {
    QFETCH(const QString, chart);
    QFETCH(const int, bornIn);
    QFETCH(const int, upgradedBy);
    const QString release = u"%1-%2%3"_s.arg(chart).arg(bornIn).arg(upgradedBy);
    m_release = release;
    const QString first = m_charts + u'/' + chart + u"/1"_s;
    const QString second = m_charts + u'/' + chart + u"/2"_s;
    const Answer born = helm(bornIn, {u"install"_s, release, first, u"--create-namespace"_s});
    QVERIFY2(born.code == 0, born.errors.constData());
    if (chart == u"born"_s && upgradedBy == bornIn && bornIn == 3) {
        editByHand(release);
    }
    const RenderingPtr rendering = render(upgradedBy, release, second);
    QVERIFY(rendering);

    QElapsedTimer timer;
    timer.start();
    const auto predicted = runToEnd(predictChange(*m_session, rendering, {}), kTaskHang);
    const qint64 took = timer.elapsed();
    QVERIFY(predicted);
    auto scene = std::make_shared<PredictionScene>();
    scene->client = &m_session->client();
    scene->catalog = std::make_shared<const ApiCatalog>(*runToEnd(discover(m_session->client()), kTaskHang));
    scene->rendering = rendering;
    scene->method = writeMethodOf(*rendering, rendering->newest->applyMethod);
    const auto objects = changeObjects(*rendering);
    scene->coming = comingWith(*rendering, objects);
    std::vector<ObjectStates> states;
    for (const ChangeObject& object : objects) {
        states.push_back(runToEnd(predictedStates(scene, object), kTaskHang));
    }
    const Answer done = helm(upgradedBy, {u"upgrade"_s, release, second, u"--reset-values"_s});

    QStringList problems;
    for (const Error& problem : (*predicted)->problems) {
        problems += describe(problem);
    }
    QVERIFY2((done.code == 0) == problems.isEmpty(),
        QByteArray(problems.join(u'\n').toUtf8() + "\nhelm: " + done.errors).constData());
    int different = 0;
    for (size_t i = 0; done.code == 0 && i < objects.size(); ++i) {
        const YamlValue now = live(objects[i]);
        const YamlValue then = states[i].from.isNull() ? withoutInventions(now, objects[i].wanted) : now;
        different += states[i].from == states[i].to ? 0 : 1;
        const bool isGoing = now.at({u"metadata", u"deletionTimestamp"}).isScalar();
        if (states[i].to.isNull() && (now.isNull() || isGoing)) {
            continue;
        }
        if (then != states[i].to) {
            qWarning().noquote() << objectLabel(objects[i].key) << "\n--- foretold\n"
                                 << toYaml(states[i].to) << "\n--- then\n"
                                 << toYaml(then);
        }
        QVERIFY2(then == states[i].to, qPrintable(objectLabel(objects[i].key)));
    }
    qInfo("%zu objects, %d change, %lld ms", objects.size(), different, static_cast<long long>(took));
}

void TestLivePredictions::showsAnEditByHand() {
    const QString release = u"edited"_s;
    m_release = release;
    for (const int major : {3, 4}) {
        const Answer born = helm(major, {u"install"_s, release, m_charts + u"/born/1"_s, u"--create-namespace"_s});
        QVERIFY2(born.code == 0, born.errors.constData());
        const RenderingPtr same = render(major, release, m_charts + u"/born/1"_s);
        QVERIFY(same);
        const auto untouched = runToEnd(compareWithLive(*m_session, same), kTaskHang);
        QVERIFY(untouched && (*untouched)->problems.empty());
        for (const ObjectDiff& diff : (*untouched)->diff.objects) {
            QFAIL(qPrintable(diff.key.kind + u": "_s + diff.changedPaths.join(u", ")));
        }
        editByHand(release);

        const auto edited = runToEnd(compareWithLive(*m_session, same), kTaskHang);

        QVERIFY(edited);
        QCOMPARE((*edited)->diff.objects.size(), 1u);
        QCOMPARE((*edited)->diff.objects[0].changedPaths,
            (QStringList{u"metadata.labels.by"_s, u"spec.template.spec.containers[main].env[HAND]"_s,
                u"spec.template.spec.containers[main].image"_s}));
        QVERIFY(helm(4, {u"uninstall"_s, release}).code == 0);
    }
}

void TestLivePredictions::tellsConflictsAndImmutableFields() {
    const QString release = u"refused"_s;
    m_release = release;
    const Answer born = helm(4, {u"install"_s, release, m_charts + u"/born/1"_s, u"--create-namespace"_s});
    QVERIFY2(born.code == 0, born.errors.constData());
    editByHand(release);
    const RenderingPtr next = render(4, release, m_charts + u"/born/2"_s);
    QVERIFY(next);

    const auto conflict = runToEnd(predictChange(*m_session, next, {}), kTaskHang);
    auto other = std::make_shared<Rendering>(*next);
    other->manifest.replace("matchLabels:", "matchLabels: &l").replace("app: refused", "app: other");
    other->helm.major = 3;
    const auto immutable = runToEnd(predictChange(*m_session, other, {}), kTaskHang);

    QVERIFY(conflict && immutable);
    QCOMPARE((*conflict)->problems.size(), 1u);
    QCOMPARE((*conflict)->problems[0].reason, u"Conflict"_s);
    QCOMPARE((*conflict)->problems[0].subject, u"Deployment foretold/refused"_s);
    QCOMPARE((*immutable)->problems.size(), 1u);
    QCOMPARE((*immutable)->problems[0].reason, u"ImmutableField"_s);
}

void TestLivePredictions::twoHundredObjects_data() {
    QTest::addColumn<int>("major");
    QTest::newRow("client-side") << 3;
    QTest::newRow("server-side") << 4;
}

/// What a preview of a large chart costs beyond helm's own rendering: printed, not judged.
void TestLivePredictions::twoHundredObjects() {
    QFETCH(const int, major);
    const QString root = m_folder.filePath(u"large-%1"_s.arg(major));
    write(root + u"/Chart.yaml"_s, "apiVersion: v2\nname: large\nversion: 0.1.0\n");
    write(root + u"/values.yaml"_s, "tag: 1\n");
    write(root + u"/templates/all.yaml"_s,
        "{{- range until 200 }}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: large-{{ . }}}\n"
        "spec:\n  replicas: 0\n  selector: {matchLabels: {app: large-{{ . }}}}\n  template:\n"
        "    metadata: {labels: {app: large-{{ . }}}}\n    spec:\n      containers:\n"
        "      - {name: main, image: \"registry.invalid/app:{{ $.Values.tag }}\", env: [{name: NUMBER, value: \"{{ . "
        "}}\"}]}\n"
        "{{- end }}\n");
    m_release = u"large"_s;
    const Answer born = helm(major, {u"install"_s, m_release, root, u"--create-namespace"_s});
    QVERIFY2(born.code == 0, born.errors.constData());
    write(root + u"/values.yaml"_s, "tag: 2\n");
    const RenderingPtr next = render(major, m_release, root);
    QVERIFY(next);
    QList<qint64> live;
    QList<qint64> predicted;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        const auto compared = runToEnd(compareWithLive(*m_session, next), kTaskHang);
        live += timer.restart();
        qint64 firstFound = 0;
        const auto foretold
            = runToEnd(predictChange(*m_session, next,
                           [&](const ObjectDiff&) { firstFound = firstFound ? firstFound : timer.elapsed(); }),
                kTaskHang);
        predicted += timer.elapsed();
        QVERIFY(compared && (*compared)->diff.objects.size() == 200 && (*compared)->problems.empty());
        QVERIFY(foretold && (*foretold)->diff.objects.size() == 200 && (*foretold)->problems.empty());
        qInfo("200 objects: live %lld ms, predicted %lld ms, its first %lld ms",
            static_cast<long long>(live.constLast()), static_cast<long long>(predicted.constLast()),
            static_cast<long long>(firstFound));
    }
}

QTEST_GUILESS_MAIN(TestLivePredictions)
#include "test_live_predictions.moc"
