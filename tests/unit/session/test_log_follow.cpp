// SPDX-License-Identifier: Apache-2.0
// Logs of several pods at once, on the demo clusters.
#include "core/session/log_follow.h"

#include "core/kube/objects.h"
#include "core/session/release_pods.h"
#include "core/session/workspace.h"
#include "tests/support/awaiting.h"
#include "tests/support/demo_process.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using State = LogFollowStatus::State;

constexpr int kCrowd = 120;

/// What a LogFollow has said.
struct Heard {
    explicit Heard(LogFollow& follow) {
        QObject::connect(&follow, &LogFollow::batch, &follow, [this, &follow](const LogBatchPtr& batch) {
            for (const LogSource& source : batch->sources) {
                sources.insert(source.id, source);
            }
            for (const LogLine& line : batch->lines) {
                lines += line.isNotice ? 0 : 1;
                perSource[line.source] += line.isNotice ? 0 : 1;
            }
            for (const LogNotice& notice : batch->notices) {
                kinds.append(notice.kind);
            }
            follow.taken(batch->bytes.size());
        });
        QObject::connect(&follow, &LogFollow::statusChanged, &follow, [this](const LogFollowStatus& status) {
            mostOpen = qMax(mostOpen, status.openStreams);
            state = status.state;
            error = status.error;
        });
    }
    QHash<quint16, LogSource> sources;
    QHash<quint16, int> perSource;
    QList<LogNotice::Kind> kinds;
    int lines = 0;
    int mostOpen = 0;
    State state = State::Looking;
    std::optional<Error> error;
};

} // namespace

class TestLogFollow final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_workspace.reset(); }
    void releaseBringsAllItsPods();
    void LO4_onlySoManyAreOpenAtOnce();
    void LO4_aHundredPodsAreReadAtOnce();
    void workloadFollowsUntilTheSessionGoes();
    void releasesCronJobsAreMeant();
    void cronJobBringsThePodsOfItsJobsOldAndNew();
    void unknownReleaseSaysSo();
    void unknownWorkloadSaysSo();

private:
    [[nodiscard]] LogRequest request(decltype(PodScope::what) what) const {
        return {.scope = {.nameSpace = u"accounts"_s, .what = std::move(what)},
            .containers = {},
            .follow = false,
            .since = {},
            .tail = 5};
    }

    void make(const ApiResource& resource, const QJsonObject& object);
    void makeJob(const QString& name);

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    std::unique_ptr<Workspace> m_workspace;
    ClusterSession* m_session = nullptr;
};

void TestLogFollow::initTestCase() {
    m_facts = m_demo.start({u"--pods"_s, QString::number(kCrowd)});
    QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
}

void TestLogFollow::init() {
    m_workspace = std::make_unique<Workspace>(
        Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_facts.value(u"kubeconfig"_s)),
            .trustFile = m_demo.folder() + u"/trust.json"_s,
            .trace = {},
            .watchFiles = false},
        std::make_shared<SystemClock>());
    m_session = *m_workspace->session(ContextId(u"eks_stg-app"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_session->releases().state().isComplete, 20'000);
}

void TestLogFollow::releaseBringsAllItsPods() {
    LogFollow follow(*m_session, request(PodScope::Release{u"accounts"_s}));
    Heard heard(follow);

    follow.start();
    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Done, 15'000);

    QSet<QString> pods;
    for (const LogSource& source : std::as_const(heard.sources)) {
        pods.insert(source.pod);
        QVERIFY(source.revision != Revision::None);
        QCOMPARE(heard.perSource.value(source.id), 5);
    }
    QVERIFY(pods.size() > 1);
    QCOMPARE(heard.kinds, QList<LogNotice::Kind>(heard.sources.size(), LogNotice::Kind::Joined));
    QVERIFY(!follow.status().containers.empty());
}

void TestLogFollow::LO4_onlySoManyAreOpenAtOnce() {
    LogRequest wanted = request(PodScope::Release{u"accounts"_s});
    wanted.maxStreams = 1;
    LogFollow follow(*m_session, wanted);
    Heard heard(follow);

    follow.start();
    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Done, 15'000);

    QVERIFY(heard.sources.size() > 1);
    QCOMPARE(heard.lines, 5 * heard.sources.size());
    QVERIFY(heard.mostOpen <= 1);
}

void TestLogFollow::LO4_aHundredPodsAreReadAtOnce() {
    LogRequest wanted = request(PodScope::Selector{u"pod-template-hash=7c9d5f6b88"_s});
    wanted.scope.nameSpace = u"crowd"_s;
    LogFollow follow(*m_session, wanted);
    Heard heard(follow);

    follow.start();
    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Done, 30'000);

    QSet<QString> pods;
    for (const LogSource& source : std::as_const(heard.sources)) {
        pods.insert(source.pod);
        QCOMPARE(heard.perSource.value(source.id), 5); // each from its own, none mixed up
    }
    QCOMPARE(pods.size(), kCrowd);
    QVERIFY2(heard.mostOpen <= wanted.maxStreams, qPrintable(QString::number(heard.mostOpen)));
}

void TestLogFollow::workloadFollowsUntilTheSessionGoes() {
    LogRequest wanted = request(PodScope::Release{u"accounts"_s});
    wanted.follow = true;
    LogFollow follow(*m_session, wanted);
    Heard heard(follow);
    follow.start();
    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Streaming, 15'000);
    QTRY_VERIFY_WITH_TIMEOUT(heard.lines > 0, 15'000);

    m_workspace.reset();

    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Failed, 5'000);
    QCOMPARE(heard.error->code, ErrorCode::Cancelled);
}

void TestLogFollow::releasesCronJobsAreMeant() {
    ReleaseRecord record;
    record.nameSpace = u"shop"_s;
    record.manifest = "---\napiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: report\n"
                      "---\napiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: elsewhere\n  namespace: other\n";

    const std::vector<PodTarget> targets = podTargetsOf(record);

    QCOMPARE(targets.size(), 1U);
    QCOMPARE(targets.front().cronJob, u"report"_s);
}

namespace {

QJsonObject sleepingPod() {
    const QJsonObject container{{u"name"_s, u"main"_s}, {u"image"_s, u"localhost/busybox:1"_s},
        {u"command"_s, QJsonArray{u"sleep"_s, u"600"_s}}};
    return {{u"spec"_s, QJsonObject{{u"restartPolicy"_s, u"Never"_s}, {u"containers"_s, QJsonArray{container}}}}};
}

QJsonObject jobSpec() {
    return {{u"template"_s, sleepingPod()}};
}

} // namespace

void TestLogFollow::make(const ApiResource& resource, const QJsonObject& object) {
    ApiClient::Call call;
    call.method = "POST";
    call.path = resource.path(u"accounts"_s);
    call.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    const auto made = runToEnd(m_session->client().send(call));
    QVERIFY2(made, qPrintable(made ? QString() : describe(made.error())));
}

/// As the CronJob controller makes one.
void TestLogFollow::makeJob(const QString& name) {
    const QJsonObject owner{{u"apiVersion"_s, u"batch/v1"_s}, {u"kind"_s, u"CronJob"_s}, {u"name"_s, u"report"_s},
        {u"uid"_s, u"5b1f3f0e-0000-4000-8000-000000000001"_s}, {u"controller"_s, true}};
    make(builtin::jobs(),
        {{u"apiVersion"_s, u"batch/v1"_s}, {u"kind"_s, u"Job"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"ownerReferences"_s, QJsonArray{owner}}}},
            {u"spec"_s, jobSpec()}});
}

void TestLogFollow::cronJobBringsThePodsOfItsJobsOldAndNew() {
    QVERIFY(m_session->modes().choose({}, Mode::ChangesOpen, u"tests"_s, std::chrono::minutes(5)));
    const GroupVersionKind kind{.group = u"batch"_s, .version = u"v1"_s, .kind = u"CronJob"_s};
    ApiResource cronJobs = builtin::jobs();
    cronJobs.kind = kind;
    cronJobs.plural = u"cronjobs"_s;
    make(cronJobs,
        {{u"apiVersion"_s, u"batch/v1"_s}, {u"kind"_s, u"CronJob"_s},
            {u"metadata"_s, QJsonObject{{u"name"_s, u"report"_s}}},
            {u"spec"_s,
                QJsonObject{
                    {u"schedule"_s, u"0 3 * * *"_s}, {u"jobTemplate"_s, QJsonObject{{u"spec"_s, jobSpec()}}}}}});
    makeJob(u"report-1"_s);
    LogRequest wanted = request(PodScope::Workload{kind, u"report"_s});
    wanted.follow = true;
    LogFollow follow(*m_session, wanted);
    Heard heard(follow);
    const auto pods = [&heard] {
        QSet<QString> jobs;
        for (const LogSource& source : std::as_const(heard.sources)) {
            jobs.insert(source.pod.section(u'-', 0, 1));
        }
        return jobs;
    };

    follow.start();
    QTRY_COMPARE_WITH_TIMEOUT(pods(), QSet<QString>{u"report-1"_s}, 15'000);
    makeJob(u"report-2"_s);

    QTRY_COMPARE_WITH_TIMEOUT(pods(), (QSet<QString>{u"report-1"_s, u"report-2"_s}), 15'000);
    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Streaming, 15'000);
}

void TestLogFollow::unknownReleaseSaysSo() {
    LogFollow follow(*m_session, request(PodScope::Release{u"nobody"_s}));
    Heard heard(follow);

    follow.start();

    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Failed, 5'000);
    QCOMPARE(heard.error->code, ErrorCode::NotFound);
}

void TestLogFollow::unknownWorkloadSaysSo() {
    const GroupVersionKind deployments{.group = u"apps"_s, .version = u"v1"_s, .kind = u"Deployment"_s};
    LogFollow follow(*m_session, request(PodScope::Workload{deployments, u"nobody"_s}));
    Heard heard(follow);

    follow.start();

    QTRY_COMPARE_WITH_TIMEOUT(heard.state, State::Failed, 5'000);
    QCOMPARE(heard.error->code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestLogFollow)
#include "test_log_follow.moc"
