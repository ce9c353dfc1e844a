// SPDX-License-Identifier: Apache-2.0
// The program's core on a real cluster while others change it and its API server dies. PILOTHOUSE_RESTARTS says how
// often.
#include "core/session/workspace.h"

#include "tests/support/run_program.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using Records = QMap<QString, QString>; ///< uid → resourceVersion

constexpr int kHang = 120'000;
constexpr auto kRelease = "live-feed"_L1;

QByteArray figures(QList<qint64> values) {
    std::ranges::sort(values);
    const auto at = [&values](double part) {
        return QByteArray::number(values[static_cast<qsizetype>(part * static_cast<double>(values.size() - 1))]);
    };
    return "median " + at(0.5) + " ms, 95 % " + at(0.95) + " ms, longest " + at(1) + " ms, of "
        + QByteArray::number(values.size());
}

} // namespace

class TestLiveFeed final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void helmsChangeShowsWithinASecond();
    void survivesRestartsOfTheServer();

private:
    using State = ConnectionStatus::State;
    using Phase = FeedState::Phase;

    Answer helm(const QStringList& arguments) const {
        return runProgram(m_helm, arguments + QStringList{u"-n"_s, kRelease, u"--kubeconfig"_s, m_kubeconfig});
    }
    Answer restart(const QString& what) const {
        return runProgram(u"bash"_s,
            {qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/tests/live/cluster/restart.sh"_s,
                QFileInfo(m_kubeconfig).absolutePath(), what});
    }
    [[nodiscard]] std::optional<ReleaseSummary> row() const;
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] bool isMarkedStale() const;
    [[nodiscard]] Records ours() const;
    [[nodiscard]] std::optional<Records> servers() const;
    void waitUntilSame();
    void noteErrors(const FeedState& state);
    void restartOnce(int round, QList<qint64>& stale, QList<qint64>& live);

    QString m_kubeconfig;
    QString m_helm;
    QTemporaryDir m_folder;
    QMap<QString, int> m_errors; ///< what the feed said while the server was away
    std::unique_ptr<Workspace> m_workspace;
    ClusterSession* m_session = nullptr;
};

void TestLiveFeed::initTestCase() {
    m_kubeconfig = qEnvironmentVariable("PILOTHOUSE_LIVE_STG");
    m_helm = qEnvironmentVariable("PILOTHOUSE_HELM3");
    if (!QFileInfo::exists(m_kubeconfig) || !QFileInfo(m_helm).isExecutable()) {
        QSKIP("needs PILOTHOUSE_LIVE_STG and PILOTHOUSE_HELM3 (run by ./dev test --live)");
    }
    const QString chart = qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/tests/live/charts/secrets"_s;
    const Answer made = helm({u"upgrade"_s, u"--install"_s, kRelease, chart, u"--create-namespace"_s});
    QVERIFY2(made.code == 0, made.errors.constData());
    m_workspace
        = std::make_unique<Workspace>(Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_kubeconfig),
                                          .trustFile = m_folder.filePath(u"trust.json"_s),
                                          .trace = {},
                                          .watchFiles = false},
            std::make_shared<SystemClock>());
    const auto session = m_workspace->session(m_workspace->kubeconfig().contexts.front().id);
    QVERIFY(session.has_value());
    m_session = *session;
    connect(&m_session->releases(), &ReleaseFeed::stateChanged, this, &TestLiveFeed::noteErrors);
    QTRY_VERIFY_WITH_TIMEOUT(isLive() && m_session->releases().state().isComplete, kHang);
}

void TestLiveFeed::cleanupTestCase() {
    m_workspace.reset();
    if (!m_helm.isEmpty() && QFileInfo::exists(m_kubeconfig)) {
        (void)helm({u"uninstall"_s, kRelease});
    }
}

std::optional<ReleaseSummary> TestLiveFeed::row() const {
    for (ReleaseSummary& row : m_session->releases().snapshot()) {
        if (row.newest.key.name == kRelease) {
            return std::move(row);
        }
    }
    return std::nullopt;
}

bool TestLiveFeed::isLive() const {
    return m_session->status().state == State::Live && m_session->releases().state().phase == Phase::Live;
}

bool TestLiveFeed::isMarkedStale() const {
    return m_session->status().state == State::Stale || m_session->releases().state().phase == Phase::Stale;
}

Records TestLiveFeed::ours() const {
    Records records;
    for (const ReleaseSummary& row : m_session->releases().snapshot()) {
        if (row.newest.key.driver == StorageDriver::Secret) {
            for (const RecordMeta& meta : m_session->releases().revisions(row.newest.key)) {
                records.insert(meta.uid.value(), meta.resourceVersion.value());
            }
        }
    }
    return records;
}

std::optional<Records> TestLiveFeed::servers() const {
    const QString keys = QFileInfo(m_kubeconfig).absolutePath() + u"/pki/"_s;
    const ClusterEntry& cluster = *m_workspace->kubeconfig().clusters.cbegin();
    const Answer list = runProgram(u"curl"_s,
        {u"-sf"_s, u"--cacert"_s, keys + u"ca.crt"_s, u"--cert"_s, keys + u"admin.crt"_s, u"--key"_s,
            keys + u"admin.key"_s, u"-H"_s,
            u"Accept: application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"_s,
            cluster.server + u"/api/v1/secrets?labelSelector=owner%3Dhelm"_s});
    if (list.code != 0) {
        return std::nullopt;
    }
    Records records;
    const QJsonArray items = QJsonDocument::fromJson(list.text)["items"_L1].toArray();
    for (const auto& item : items) {
        const QJsonValue metadata = item["metadata"_L1];
        records.insert(metadata["uid"_L1].toString(), metadata["resourceVersion"_L1].toString());
    }
    return records;
}

/// Others may write between the two looks: equal soon is what counts.
void TestLiveFeed::waitUntilSame() {
    std::optional<Records> theirs;
    for (int look = 0; look < 10; ++look) {
        theirs = servers();
        if (theirs && !theirs->isEmpty() && QTest::qWaitFor([&] { return *theirs == ours(); }, 2000)) {
            return;
        }
    }
    QVERIFY2(theirs.has_value(), "the server's own list could not be read");
    QCOMPARE(ours(), *theirs);
}

void TestLiveFeed::helmsChangeShowsWithinASecond() {
    const QString chart = qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/tests/live/charts/secrets"_s;
    QList<qint64> delays;
    for (int round = 0; round < 5; ++round) {
        const QString description = u"round %1"_s.arg(round);
        const int wanted = number(row().value_or(ReleaseSummary{}).newest.revision) + 1;
        const auto isShown = [this, wanted, description] {
            const auto now = row();
            return now && number(now->newest.revision) == wanted && now->newest.status == ReleaseStatus::Deployed
                && now->bodyState == ReleaseSummary::BodyState::Loaded && now->description == description;
        };
        const Answer upgraded = helm({u"upgrade"_s, kRelease, chart, u"--description"_s, description});
        QVERIFY2(upgraded.code == 0, upgraded.errors.constData());
        QElapsedTimer sinceHelmEnded;
        sinceHelmEnded.start();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), 10'000);
        delays.append(sinceHelmEnded.elapsed());
    }
    qInfo("a change of helm's, body read, after helm ended: %s", figures(delays).constData());
}

void TestLiveFeed::noteErrors(const FeedState& state) {
    for (const auto& error : {state.error, state.configMapError}) {
        if (error) {
            ++m_errors[u"%1 %2 %3"_s.arg(errorCodeName(error->code)).arg(error->httpStatus).arg(error->detail)];
        }
    }
}

void TestLiveFeed::restartOnce(int round, QList<qint64>& stale, QList<qint64>& live) {
    QElapsedTimer timer;
    const Answer killed = restart(u"kill"_s);
    timer.start();
    QVERIFY2(killed.code == 0, killed.errors.constData());
    QTRY_VERIFY_WITH_TIMEOUT(isMarkedStale(), 30'000);
    stale.append(timer.elapsed());
    const Answer back = restart(u"start"_s);
    timer.start();
    QVERIFY2(back.code == 0, back.errors.constData());
    if (!QTest::qWaitFor([this] { return isLive(); }, 5000)) {
        const auto error = m_session->releases().state().error.value_or(m_session->status().error.value_or(Error{}));
        QFAIL(qPrintable(u"not live 5 s after the server was ready: "_s + describe(error)));
    }
    live.append(timer.elapsed());
    const Answer touched = runProgram(u"kubectl"_s,
        {u"--kubeconfig"_s, m_kubeconfig, u"label"_s, u"secret"_s, u"-n"_s, kRelease, u"-l"_s, u"owner=helm"_s,
            u"--overwrite"_s, u"round=%1"_s.arg(round)});
    QVERIFY2(touched.code == 0, touched.errors.constData());
    waitUntilSame();
}

void TestLiveFeed::survivesRestartsOfTheServer() {
    const int rounds = qEnvironmentVariable("PILOTHOUSE_RESTARTS", u"3"_s).toInt();
    QList<qint64> stale;
    QList<qint64> live;
    for (int round = 1; round <= rounds; ++round) {
        restartOnce(round, stale, live);
        if (QTest::currentTestFailed()) {
            (void)restart(u"start"_s);
            QFAIL(qPrintable(u"in round %1 of %2"_s.arg(round).arg(rounds)));
        }
        if (round % 10 == 0) {
            qInfo("%d restarts: stale %s; live again %s", round, figures(stale).constData(), figures(live).constData());
        }
    }
    for (auto it = m_errors.cbegin(); it != m_errors.cend(); ++it) {
        qInfo("said %d times: %s", it.value(), qPrintable(it.key()));
    }
    qInfo("marked stale after the server's death: %s", figures(stale).constData());
    qInfo("live again after the server's readyz: %s", figures(live).constData());
}

int main(int argc, char** argv) {
    qputenv("QTEST_FUNCTION_TIMEOUT", "3600000"); // a hundred restarts are longer than Qt's five minutes
    QCoreApplication app(argc, argv);
    TestLiveFeed test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_live_feed.moc"
