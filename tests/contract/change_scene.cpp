// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/change_scene.h"

#include "core/change/release_reading.h"
#include "core/helm/release_decoder.h"
#include "tests/support/workspace_options.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>

#include <algorithm>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kEndBound = std::chrono::seconds(40);
constexpr int kHelmBound = 60'000;

const QByteArray kValues = R"(greeting: hello
replicas: 0
image: registry.invalid/web:1
password: canary-default
)";
const QByteArray kConfigMap = R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-config
  labels:
    app: {{ .Release.Name }}
data:
  greeting: {{ .Values.greeting | quote }}
  {{- if .Values.extra }}
  extra: {{ .Values.extra | quote }}
  {{- end }}
)";
const QByteArray kSecret = R"(apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}-login
stringData:
  password: {{ .Values.password | quote }}
)";
const QByteArray kDeployment = R"(apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels:
      app: {{ .Release.Name }}
  template:
    metadata:
      labels:
        app: {{ .Release.Name }}
    spec:
      containers:
      - name: web
        image: {{ .Values.image }}
)";
const QByteArray kKept = R"(apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-kept
  annotations:
    helm.sh/resource-policy: keep
data: {}
)";

QJsonObject cleaned(QJsonObject object) {
    QJsonObject metadata = object.value("metadata"_L1).toObject();
    QJsonObject annotations = metadata.value("annotations"_L1).toObject();
    annotations.remove("meta.helm.sh/release-namespace"_L1);
    annotations.remove("deployment.kubernetes.io/revision"_L1);
    return {{u"name"_s, metadata.value("name"_L1)}, {u"labels"_s, metadata.value("labels"_L1)},
        {u"annotations"_s, annotations}, {u"data"_s, object.value("data"_L1)}, {u"spec"_s, object.value("spec"_L1)}};
}

std::vector<RecordMeta> recordsOf(const ContractServer& server, const QByteArray& nameSpace, const QString& release,
    std::vector<ReleaseRecordPtr>& bodies) {
    const QJsonArray items = server.get("/api/v1/namespaces/" + nameSpace + "/secrets?labelSelector=owner%3Dhelm")
                                 .json()
                                 .value("items"_L1)
                                 .toArray();
    std::vector<std::pair<RecordMeta, ReleaseRecordPtr>> found;
    for (const QJsonValue& item : items) {
        const QByteArray json = QJsonDocument(item.toObject()).toJson(QJsonDocument::Compact);
        const auto meta = recordMetaFromJson(json, StorageDriver::Secret);
        if (meta && meta->key.name == release) {
            const auto body = decodeReleaseObject(json, *meta);
            found.emplace_back(*meta, body.value_or(nullptr));
        }
    }
    std::ranges::sort(found, {}, [](const auto& pair) { return number(pair.first.revision); });
    std::vector<RecordMeta> metas;
    for (auto& [meta, body] : found) {
        metas.push_back(meta);
        bodies.push_back(body);
    }
    return metas;
}

} // namespace

TestChart::TestChart() {
    setVersion(u"0.1.0"_s);
    write(u"values.yaml"_s, kValues);
    write(u"templates/config.yaml"_s, kConfigMap);
    write(u"templates/secret.yaml"_s, kSecret);
    write(u"templates/deployment.yaml"_s, kDeployment);
    write(u"templates/kept.yaml"_s, kKept);
}

void TestChart::setVersion(const QString& version) const {
    write(u"Chart.yaml"_s, "apiVersion: v2\nname: web\nversion: " + version.toUtf8() + '\n');
}

void TestChart::write(const QString& name, const QByteArray& text) const {
    const QString file = path() + u'/' + name;
    QDir().mkpath(QFileInfo(file).path());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size()) {
        qFatal("cannot write the test's chart");
    }
}

std::vector<EnvironmentRule> rulesHere(const QString& context, EnvironmentKind kind) {
    return {{.contextPattern = u'=' + context, .namespacePattern = {}, .kind = kind, .label = u"here"_s}};
}

Console::Console(Options options)
    : m_options(std::move(options)) {
    open();
}

Console::~Console() {
    m_desk.reset();
    m_workspace.reset();
}

void Console::open() {
    auto options = workspaceOptions(m_options.kubeconfig, m_state.path());
    options.rules = EnvironmentRules(m_options.rules);
    m_workspace = std::make_unique<Workspace>(std::move(options), std::make_shared<SystemClock>());
    ChangeDesk::Places places;
    places.stateFolder = stateFolder();
    places.supervisor = qEnvironmentVariable("PILOTHOUSE_BIN") + u"/pilothouse-supervisor"_s;
    places.environment
        = {{u"PATH"_s, QFileInfo(m_options.helm).path() + u":/usr/bin:/bin"_s}, {u"HOME"_s, m_state.path()}};
    for (const auto& variable : m_options.environment) {
        places.environment.push_back(variable);
    }
    m_desk = std::make_unique<ChangeDesk>(*m_workspace, places);
}

void Console::restart() {
    m_desk.reset();
    m_workspace.reset();
    open();
}

ChangePlanPtr Console::plan(const ChangeRequest& request) const {
    const auto rendering = runToEnd(m_desk->render(request));
    if (!rendering) {
        qFatal("render: %s", qPrintable(describe(rendering.error())));
    }
    const auto plan = runToEnd(m_desk->plan(*rendering));
    if (!plan) {
        qFatal("plan: %s", qPrintable(describe(plan.error())));
    }
    return *plan;
}

Result<QString> Console::begin(const ChangePlanPtr& plan, const QString& typed) const {
    return runToEnd(m_desk->begin(plan, typed));
}

RunStatusPtr Console::run(const QString& id) const {
    const auto all = m_desk->runs();
    const auto found = std::ranges::find(all, id, [](const RunStatusPtr& run) { return run->id; });
    return found == all.end() ? nullptr : *found;
}

RunStatusPtr Console::end(const QString& id) const {
    detail::spinUntil(
        [&] {
            const RunStatusPtr status = run(id);
            return status && status->phase == RunStatus::Phase::Ended;
        },
        kEndBound, std::source_location::current());
    return run(id);
}

RunStatusPtr Console::carryOut(const ChangeRequest& request) const {
    const auto id = begin(plan(request));
    if (!id) {
        qFatal("begin: %s", qPrintable(describe(id.error())));
    }
    return end(*id);
}

std::vector<AuditEntry> Console::audit() const {
    const auto reading = m_desk->audit().read();
    return reading ? reading->entries : std::vector<AuditEntry>();
}

Remains remainsOf(const ContractServer& server, const QByteArray& nameSpace, const QString& release) {
    Remains remains;
    std::vector<ReleaseRecordPtr> bodies;
    const auto metas = recordsOf(server, nameSpace, release, bodies);
    for (size_t i = 0; i < metas.size(); ++i) {
        const ReleaseRecord& record = *bodies[i];
        remains.records += u"%1 %2 %3 %4 %5"_s.arg(number(record.revision))
                               .arg(record.statusText, record.chart.label(),
                                   QString::fromUtf8(toJson(record.userValues)), record.applyMethod);
        remains.manifests += QString::fromUtf8(record.manifest).replace(QString::fromUtf8(nameSpace), u"NS"_s);
    }
    const std::pair<const char*, const char*> kinds[] = {{"ConfigMap", "/api/v1/namespaces/%1/configmaps"},
        {"Secret", "/api/v1/namespaces/%1/secrets"}, {"Deployment", "/apis/apps/v1/namespaces/%1/deployments"}};
    for (const auto& [kind, path] : kinds) {
        const QByteArray url = QByteArray(path).replace("%1", nameSpace);
        for (const QJsonValue& item : server.get(url).json().value("items"_L1).toArray()) {
            const QJsonObject object = item.toObject();
            const QString name = object.value("metadata"_L1).toObject().value("name"_L1).toString();
            if (name.startsWith(release)) {
                remains.objects += QString::fromLatin1(kind) + u' '
                    + QString::fromUtf8(QJsonDocument(cleaned(object)).toJson(QJsonDocument::Compact));
            }
        }
    }
    return remains;
}

std::unique_ptr<QProcess> startHelm(const QString& helm, const ContractServer& server, const QStringList& arguments) {
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/bin:/bin"_s);
    environment.insert(u"HOME"_s, QDir::tempPath());
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(
        helm, QStringList{u"--kubeconfig"_s, server.kubeconfig(), u"--kube-context"_s, server.context()} + arguments);
    return process;
}

int helmByHand(const QString& helm, const ContractServer& server, const QStringList& arguments) {
    const auto process = startHelm(helm, server, arguments);
    process->waitForFinished(kHelmBound);
    return process->exitCode();
}

Twins::Twins(ContractServer& server, QString helm, const TestChart& chart)
    : m_server(server)
    , m_helm(std::move(helm))
    , m_chart(chart)
    , m_ours(server.makeNamespace())
    , m_theirs(server.makeNamespace()) { }

ChangeRequest Twins::request(ChangeKind kind, const QByteArray& values) const {
    ChangeRequest request;
    request.context = ContextId(m_server.context());
    request.release = {.nameSpace = QString::fromUtf8(m_ours), .name = kRelease};
    request.kind = kind;
    request.chart.location = m_chart.path();
    request.values = values;
    request.options.wait = WaitKind::HooksOnly;
    return request;
}

QStringList Twins::argumentsOf(const QString& verb, const QByteArray& values, const QStringList& more) const {
    QFile file(m_files.filePath(u"values.yaml"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(values) != values.size()) {
        qFatal("cannot write the values");
    }
    const QStringList reset = verb == "upgrade"_L1 ? QStringList{u"--reset-values"_s} : QStringList();
    return QStringList{verb, kRelease, m_chart.path(), u"-f"_s, file.fileName(), u"-n"_s, QString::fromUtf8(m_theirs)}
    + reset + more;
}

int Twins::byHelm(const QString& verb, const QByteArray& values, const QStringList& more) const {
    return helmByHand(m_helm, m_server, argumentsOf(verb, values, more));
}

std::unique_ptr<QProcess> Twins::startHelm(
    const QString& verb, const QByteArray& values, const QStringList& more) const {
    return contract::startHelm(m_helm, m_server, argumentsOf(verb, values, more));
}

int Twins::byHand(const QStringList& arguments) const {
    return helmByHand(m_helm, m_server, arguments + QStringList{u"-n"_s, QString::fromUtf8(m_theirs)});
}

int Twins::byHandInOurs(const QStringList& arguments) const {
    return helmByHand(m_helm, m_server, arguments + QStringList{u"-n"_s, QString::fromUtf8(m_ours)});
}

QString Twins::difference() const {
    const Remains ours = remainsOf(m_server, m_ours, kRelease);
    const Remains theirs = remainsOf(m_server, m_theirs, kRelease);
    QString text;
    const auto compare = [&text](const char* what, const QStringList& left, const QStringList& right) {
        if (left != right) {
            text += QLatin1StringView(what) + u":\n  ours:  "_s + left.join(u"\n         "_s) + u"\n  helm's: "_s
                + right.join(u"\n         "_s) + u'\n';
        }
    };
    compare("records", ours.records, theirs.records);
    compare("manifests", ours.manifests, theirs.manifests);
    compare("objects", ours.objects, theirs.objects);
    return text;
}

QStringList outcomesIn(const std::vector<AuditEntry>& entries, const QByteArray& nameSpace) {
    QStringList outcomes;
    for (const AuditEntry& entry : entries) {
        if (entry.step == AuditEntry::Step::Outcome && entry.nameSpace == QString::fromUtf8(nameSpace)) {
            outcomes += entry.verb + u' ' + entry.outcome;
        }
    }
    return outcomes;
}

} // namespace pilothouse::contract
