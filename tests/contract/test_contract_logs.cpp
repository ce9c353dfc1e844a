// SPDX-License-Identifier: Apache-2.0
// Logs of pods as the API server and the kubelet give them.
#include "tests/contract/contract_server.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace pilothouse::contract;
using namespace std::chrono_literals;

namespace {

constexpr int kLines = 100;

/// A container that writes a hundred numbered lines and then nothing; the demo does so because of the annotations.
QJsonObject writer(const QString& name) {
    const QString script
        = u"i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo \"line of the log seq=$i here\"; done; sleep 100000"_s;
    return {{u"name"_s, name}, {u"image"_s, u"localhost/busybox:1"_s},
        {u"command"_s, QJsonArray{u"sh"_s, u"-c"_s, script}}};
}

QJsonObject pod(const QString& name, const QJsonArray& containers, const QJsonObject& annotations) {
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"annotations"_s, annotations}}},
        {u"spec"_s,
            QJsonObject{
                {u"hostNetwork"_s, true}, {u"containers"_s, containers}, {u"terminationGracePeriodSeconds"_s, 0}}}};
}

/// The numbers after seq= of each line.
QList<int> numbers(const QByteArray& log) {
    static const QRegularExpression number(u"seq=([0-9]+)"_s);
    QList<int> out;
    for (const QByteArray& line : log.split('\n')) {
        if (const auto match = number.match(QString::fromUtf8(line)); match.hasMatch()) {
            out.append(match.captured(1).toInt());
        }
    }
    return out;
}

bool isConsecutive(const QList<int>& all) {
    for (qsizetype i = 1; i < all.size(); ++i) {
        if (all[i] != all[i - 1] + 1) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestContractLogs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wholeLogIsTheSameTwice();
    void tailIsTheEnd();
    void limitCutsAtTheByte();
    void timestampsHaveNineDigits();
    void sinceLeavesOutWhatIsOlder();
    void sinceTimeIsCutToTheSecond();
    void wrongOptionsAreRefused_data();
    void wrongOptionsAreRefused();
    void containerMustBeNamed();
    void LO3_waitingContainerIsSaid();
    void LO3_previousOfTheFirstRunIsMissing();
    void fastLogIsFollowedWithoutAGap();
    void LO1_hugeLineArrivesWhole();
    void LO2_followEndsAtARotation();
    void LO5_runtimeErrorComesAsText();
    void cutLineBreaksTheStream();

private:
    QByteArray path(const QByteArray& rest) const { return "/api/v1/namespaces/" + m_space + "/pods" + rest; }
    void makePod(const QString& name, const QJsonArray& containers, const QJsonObject& annotations);

    ContractServer m_server;
    QByteArray m_space;
};

void TestContractLogs::makePod(const QString& name, const QJsonArray& containers, const QJsonObject& annotations) {
    Answer made;
    for (const QDeadlineTimer bound(20s); made.status != 201 && !bound.hasExpired(); QThread::sleep(100ms)) {
        made = m_server.create(path({}), pod(name, containers, annotations));
    }
    QCOMPARE(made.status, 201);
    for (const QDeadlineTimer bound(60s); !bound.hasExpired(); QThread::sleep(50ms)) {
        const QJsonObject status = m_server.get(path('/' + name.toUtf8())).json()["status"_L1].toObject();
        if (status["containerStatuses"_L1][0]["ready"_L1].toBool()) {
            return;
        }
    }
    QFAIL("the pod does not run");
}

void TestContractLogs::initTestCase() {
    QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
    m_space = m_server.makeNamespace();
    makePod(u"one"_s, {writer(u"main"_s)},
        {{u"demo.pilothouse.dev/log-shape"_s, u"plain"_s}, {u"demo.pilothouse.dev/log-lines"_s, u"100"_s}});
    makePod(u"two"_s, {writer(u"first"_s), writer(u"second"_s)}, {});
    QThread::sleep(500ms); // the last lines reach the log
}

void TestContractLogs::wholeLogIsTheSameTwice() {
    const Answer first = m_server.get(path("/one/log"));

    QCOMPARE(first.status, 200);
    QVERIFY(first.contentType.startsWith("text/plain"));
    QCOMPARE(numbers(first.body).size(), kLines);
    QVERIFY(isConsecutive(numbers(first.body)));
    QCOMPARE(m_server.get(path("/one/log?container=main")).body, first.body);
}

void TestContractLogs::tailIsTheEnd() {
    QCOMPARE(numbers(m_server.get(path("/one/log?tailLines=3")).body), (QList<int>{98, 99, 100}));
    QVERIFY(m_server.get(path("/one/log?tailLines=0")).body.isEmpty());
}

void TestContractLogs::limitCutsAtTheByte() {
    const QByteArray whole = m_server.get(path("/one/log")).body;

    QCOMPARE(m_server.get(path("/one/log?limitBytes=133")).body, whole.first(133));
}

void TestContractLogs::timestampsHaveNineDigits() {
    static const QRegularExpression stamped(
        u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}(Z|[+-]\\d\\d:\\d\\d) "_s);
    const QByteArrayList lines = m_server.get(path("/one/log?timestamps=true")).body.trimmed().split('\n');

    QCOMPARE(lines.size(), kLines);
    for (const QByteArray& line : lines) {
        QVERIFY2(stamped.match(QString::fromUtf8(line)).hasMatch(), line.constData());
    }
}

void TestContractLogs::sinceLeavesOutWhatIsOlder() {
    const QByteArray future = QDateTime::currentDateTimeUtc().addSecs(3600).toString(Qt::ISODate).toUtf8();

    QVERIFY(m_server.get(path("/one/log?sinceTime=" + future)).body.isEmpty());
    QCOMPARE(numbers(m_server.get(path("/one/log?sinceSeconds=86000")).body).size(), kLines);
}

void TestContractLogs::sinceTimeIsCutToTheSecond() {
    const QByteArrayList lines = m_server.get(path("/one/log?timestamps=true")).body.trimmed().split('\n');
    const QByteArray last = lines.last().left(30);
    int inThatSecond = 0;
    for (const QByteArray& line : lines) {
        inThatSecond += line.startsWith(last.left(19)) ? 1 : 0;
    }

    const QByteArray since = m_server.get(path("/one/log?sinceTime=" + last.toPercentEncoding())).body;

    QCOMPARE(numbers(since).size(), inThatSecond);
}

void TestContractLogs::wrongOptionsAreRefused_data() {
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<int>("status");
    QTest::newRow("both sinces") << QByteArray("sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z") << 422;
    QTest::newRow("negative tail") << QByteArray("tailLines=-1") << 422;
    QTest::newRow("no bytes") << QByteArray("limitBytes=0") << 422;
    QTest::newRow("no seconds") << QByteArray("sinceSeconds=0") << 422;
    QTest::newRow("no number") << QByteArray("tailLines=many") << 400;
    QTest::newRow("no such container") << QByteArray("container=other") << 400;
}

void TestContractLogs::wrongOptionsAreRefused() {
    QFETCH(QByteArray, query);
    QFETCH(int, status);

    const Answer answer = m_server.get(path("/one/log?" + query));

    QCOMPARE(answer.status, status);
    QCOMPARE(answer.json()["kind"_L1].toString(), u"Status"_s);
}

void TestContractLogs::containerMustBeNamed() {
    const Answer answer = m_server.get(path("/two/log"));

    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.json()["message"_L1].toString(),
        u"a container name must be specified for pod two, choose one of: [first second]"_s);
    QCOMPARE(m_server.get(path("/two/log?container=second&tailLines=1")).status, 200);
    QCOMPARE(m_server.get(path("/nobody/log")).status, 404);
}

void TestContractLogs::LO3_waitingContainerIsSaid() {
    QJsonObject container = writer(u"main"_s);
    container[u"image"_s] = u"registry.invalid/missing:1"_s;
    QCOMPARE(m_server.create(path({}), pod(u"late"_s, {container}, {})).status, 201);

    Answer answer;
    for (const QDeadlineTimer bound(30s); answer.status != 400 && !bound.hasExpired(); QThread::sleep(50ms)) {
        answer = m_server.get(path("/late/log"));
    }

    const QString message = answer.json()["message"_L1].toString();
    QVERIFY2(message.startsWith("container \"main\" in pod \"late\" is waiting to start: "_L1), qPrintable(message));
}

void TestContractLogs::LO3_previousOfTheFirstRunIsMissing() {
    const Answer answer = m_server.get(path("/one/log?previous=true"));

    QCOMPARE(answer.status, 400);
    QCOMPARE(
        answer.json()["message"_L1].toString(), u"previous terminated container \"main\" in pod \"one\" not found"_s);
}

void TestContractLogs::fastLogIsFollowedWithoutAGap() {
    if (!m_server.isDemo()) {
        QSKIP("the rate is the demo's");
    }
    makePod(u"fast"_s, {writer(u"main"_s)},
        {{u"demo.pilothouse.dev/log-shape"_s, u"plain"_s}, {u"demo.pilothouse.dev/log-rate"_s, u"50000"_s}});

    const QByteArray log = m_server.get(path("/fast/log?follow=true&tailLines=10&limitBytes=10900000")).body;

    QCOMPARE(log.size(), 10'900'000);
    const QList<int> seen = numbers(log);
    QCOMPARE(seen.size(), 100'000);
    QVERIFY(isConsecutive(seen));
}

void TestContractLogs::LO1_hugeLineArrivesWhole() {
    if (!m_server.isDemo()) {
        QSKIP("the size is the demo's");
    }
    makePod(u"huge"_s, {writer(u"main"_s)},
        {{u"demo.pilothouse.dev/log-shape"_s, u"huge-line"_s},
            {u"demo.pilothouse.dev/log-line-bytes"_s, u"10000000"_s}});

    const QByteArrayList lines = m_server.get(path("/huge/log?timestamps=true")).body.split('\n');

    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[1].size(), 10'000'000 + 31); // and its time
    QVERIFY(lines[1].sliced(31 + 9'999'936).startsWith("000000009999936 "));
}

void TestContractLogs::LO2_followEndsAtARotation() {
    if (!m_server.isDemo()) {
        QSKIP("the fault is the demo's");
    }
    m_server.control("POST", "/_demo/faults", {{u"path"_s, u"/one/log"_s}, {u"endStream"_s, true}});

    const Answer answer = m_server.get(path("/one/log?follow=true&tailLines=5"));

    QCOMPARE(answer.status, 200); // in order: as a container that ended
    QCOMPARE(numbers(answer.body), (QList<int>{96, 97, 98, 99, 100}));
}

void TestContractLogs::LO5_runtimeErrorComesAsText() {
    if (!m_server.isDemo()) {
        QSKIP("the fault is the demo's");
    }
    makePod(u"gone"_s, {writer(u"main"_s)}, {{u"demo.pilothouse.dev/log-error"_s, u"runtime"_s}});

    const Answer answer = m_server.get(path("/gone/log"));

    QCOMPARE(answer.status, 200);
    QVERIFY(answer.body.startsWith("unable to retrieve container logs for containerd://"));
}

void TestContractLogs::cutLineBreaksTheStream() {
    if (!m_server.isDemo()) {
        QSKIP("the fault is the demo's");
    }
    makePod(u"cut"_s, {writer(u"main"_s)},
        {{u"demo.pilothouse.dev/log-shape"_s, u"plain"_s}, {u"demo.pilothouse.dev/log-rate"_s, u"100"_s}});
    m_server.control("POST", "/_demo/faults", {{u"path"_s, u"/cut/log"_s}, {u"cutLine"_s, true}});

    const Answer answer = m_server.get(path("/cut/log?follow=true&tailLines=20"));

    QVERIFY(!answer.body.isEmpty());
    QVERIFY2(!answer.body.endsWith('\n'), answer.body.right(120).constData());
}

QTEST_GUILESS_MAIN(TestContractLogs)
#include "test_contract_logs.moc"
