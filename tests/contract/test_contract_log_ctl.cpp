// SPDX-License-Identifier: Apache-2.0
// pilothousectl logs beside the very bytes the server sends.
#include "tests/contract/pod_scene.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTest>
#include <QThread>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;
using namespace std::chrono_literals;

namespace {

constexpr int kLines = 3000;

QString annotation(const char* name) {
    return u"demo.pilothouse.dev/log-"_s + QString::fromLatin1(name);
}

/// Writes its lines as fast as it can, so that many share a second; the demo does so because of the annotations.
QJsonObject writer(const QString& name) {
    const QString script
        = u"i=0; while [ $i -lt %1 ]; do i=$((i+1)); echo \"INFO line of the log seq=$i here\"; done; sleep 100000"_s
              .arg(kLines);
    return {{u"name"_s, name}, {u"image"_s, u"localhost/busybox:1"_s},
        {u"command"_s, QJsonArray{u"sh"_s, u"-c"_s, script}}};
}

} // namespace

class TestContractLogCtl final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void bytesAreTheServers();
    void timestampsAreTheServers();
    void tailAndGrep();
    void LO2_cutAnywhereLosesAndDoublesNothing();
    void LO2_followedLogThatEndsInOrderGoesOn();
    void severalContainersHaveAPrefix();
    void interruptEndsItCleanly();
    void unknownPodIsSaid();

private:
    void makePod(const QString& name, const QJsonArray& containers, const QJsonObject& annotations);
    [[nodiscard]] QByteArray log(const QByteArray& query) {
        return m_scene.server().get("/api/v1/namespaces/" + m_scene.space() + "/pods/" + query, "*/*").body;
    }

    PodScene m_scene;
    QByteArray m_whole;
};

void TestContractLogCtl::makePod(const QString& name, const QJsonArray& containers, const QJsonObject& annotations) {
    const QByteArray path = "/api/v1/namespaces/" + m_scene.space() + "/pods";
    const QJsonObject pod{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"annotations"_s, annotations}}},
        {u"spec"_s,
            QJsonObject{
                {u"hostNetwork"_s, true}, {u"containers"_s, containers}, {u"terminationGracePeriodSeconds"_s, 0}}}};
    Answer made;
    // The service account controller of a real cluster makes the default account a moment after the namespace.
    for (const QDeadlineTimer bound(20s); made.status != 201 && !bound.hasExpired(); QThread::sleep(200ms)) {
        made = m_scene.server().create(path, pod);
    }
    QCOMPARE(made.status, 201);
    const QByteArray logPath
        = name.toUtf8() + "/log?container=" + containers[0]["name"_L1].toString().toUtf8() + "&tailLines=1";
    QByteArray last;
    for (const QDeadlineTimer bound(60s); !last.contains("seq=") && !bound.hasExpired(); QThread::sleep(200ms)) {
        last = log(logPath);
    }
    QVERIFY(last.contains("seq="));
}

void TestContractLogCtl::initTestCase() {
    QVERIFY2(m_scene.server().problem().isEmpty(), qPrintable(m_scene.server().problem()));
    makePod(u"web"_s, {writer(u"main"_s)},
        {{annotation("shape"), u"plain"_s}, {annotation("lines"), QString::number(kLines)},
            {annotation("stamps"), u"ms"_s}});
    for (const QDeadlineTimer bound(60s); m_whole.count('\n') < kLines && !bound.hasExpired(); QThread::sleep(200ms)) {
        m_whole = log("web/log?container=main");
    }
    QCOMPARE(m_whole.count('\n'), kLines);
}

void TestContractLogCtl::cleanup() {
    m_scene.server().control("DELETE", "/_demo/faults", {});
}

void TestContractLogCtl::bytesAreTheServers() {
    const auto run = m_scene.ctl({u"logs"_s, u"web"_s});

    QVERIFY2(run.code == 0, run.errors.constData());
    QVERIFY(run.output == m_whole);
    QVERIFY2(!run.errors.contains("pilothousectl:"), run.errors.constData());
}

void TestContractLogCtl::timestampsAreTheServers() {
    const auto run = m_scene.ctl({u"logs"_s, u"pod/web"_s, u"-c"_s, u"main"_s, u"--timestamps"_s});

    QCOMPARE(run.code, 0);
    QVERIFY(run.output == log("web/log?container=main&timestamps=true"));
}

void TestContractLogCtl::tailAndGrep() {
    const auto tail = m_scene.ctl({u"logs"_s, u"web"_s, u"--tail"_s, u"7"_s});
    QVERIFY(tail.output == log("web/log?container=main&tailLines=7"));

    const auto grep = m_scene.ctl({u"logs"_s, u"web"_s, u"--grep"_s, u"seq=29[0-9]0\\b"_s});
    QCOMPARE(grep.output.count('\n'), 10);
}

void TestContractLogCtl::LO2_cutAnywhereLosesAndDoublesNothing() {
    if (!m_scene.server().isDemo()) {
        QSKIP("only the demo cluster cuts connections");
    }
    const qsizetype size = log("web/log?container=main&timestamps=true").size();
    for (int i = 0; i < 10; ++i) {
        const auto cut = static_cast<int>(size * i / 10 + i * 7);
        m_scene.server().control("POST", "/_demo/faults", {{u"path"_s, u"/log"_s}, {u"cutAfterBytes"_s, cut}});

        const auto run = m_scene.ctl({u"logs"_s, u"web"_s});

        QVERIFY2(run.code == 0, run.errors.constData());
        QVERIFY2(run.output == m_whole, qPrintable(u"cut after %1 bytes"_s.arg(cut)));
        QVERIFY2(run.errors.contains("nothing is missing"), run.errors.constData());
    }
}

void TestContractLogCtl::LO2_followedLogThatEndsInOrderGoesOn() {
    if (!m_scene.server().isDemo()) {
        QSKIP("only the demo cluster ends a log before its time");
    }
    makePod(u"busy"_s, {writer(u"main"_s)},
        {{annotation("shape"), u"plain"_s}, {annotation("rate"), u"500"_s}, {annotation("stamps"), u"s"_s}});
    const auto process = m_scene.start({u"logs"_s, u"busy"_s, u"--follow"_s});
    QVERIFY(process->waitForReadyRead(15'000));
    for (const auto* const fault : {"endStream", "cutLine", "endStream"}) {
        QTest::qWait(1200);
        m_scene.server().control(
            "POST", "/_demo/faults", {{u"path"_s, u"busy/log"_s}, {QString::fromLatin1(fault), true}});
    }
    QTest::qWait(3000);
    process->terminate();
    QVERIFY(process->waitForFinished(10'000));

    const QByteArray output = process->readAllStandardOutput();
    const QByteArray whole = log("busy/log?container=main");
    QVERIFY(output.count('\n') > 2000);
    QVERIFY(whole.startsWith(output));
    const QByteArray errors = process->readAllStandardError();
    QVERIFY2(errors.contains("rotated") && errors.contains("connection was lost"), errors.constData());
}

void TestContractLogCtl::severalContainersHaveAPrefix() {
    makePod(u"pair"_s, {writer(u"one"_s), writer(u"two"_s)},
        {{annotation("shape"), u"plain"_s}, {annotation("lines"), QString::number(kLines)}});
    const auto isWhole = [this] {
        return log("pair/log?container=one").count('\n') == kLines
            && log("pair/log?container=two").count('\n') == kLines;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(), 60'000);

    const auto run = m_scene.ctl({u"logs"_s, u"pair"_s});

    QCOMPARE(run.code, 0);
    QByteArray one;
    for (const QByteArray& line : run.output.split('\n')) {
        if (line.startsWith("[pod/pair/one] ")) {
            one += line.sliced(15) + '\n';
        }
    }
    QVERIFY(one == log("pair/log?container=one"));
    QCOMPARE(run.output.count('\n'), 2 * kLines);
}

void TestContractLogCtl::interruptEndsItCleanly() {
    const auto process = m_scene.start({u"logs"_s, u"web"_s, u"--follow"_s, u"--tail"_s, u"5"_s});
    QVERIFY(process->waitForReadyRead(15'000));

    ::kill(static_cast<pid_t>(process->processId()), SIGINT);

    QVERIFY(process->waitForFinished(10'000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 0);
    QCOMPARE(process->readAllStandardOutput().count('\n'), 5);
}

void TestContractLogCtl::unknownPodIsSaid() {
    const auto run = m_scene.ctl({u"logs"_s, u"nobody"_s});

    QCOMPARE(run.code, 1);
    QVERIFY2(run.errors.contains("nobody"), run.errors.constData());
}

QTEST_GUILESS_MAIN(TestContractLogCtl)
#include "test_contract_log_ctl.moc"
