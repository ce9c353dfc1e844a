// SPDX-License-Identifier: Apache-2.0
#include "core/kube/log_stream.h"

#include "tests/unit/kube/api_scene.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

using Kind = LogNotice::Kind;

struct Taker final : LogTaker {
    void takeLine(const CutLine& line) override {
        bytes += line.bytes;
        bytes += line.continues || line.noNewline ? "" : "\n";
        largest = qMax(largest, line.bytes.size());
    }
    void takeNotice(LogNotice notice) override {
        kinds.append(notice.kind);
        notices.append(std::move(notice));
    }
    [[nodiscard]] int count(Kind kind) const { return static_cast<int>(kinds.count(kind)); }

    QByteArray bytes;
    QList<Kind> kinds;
    QList<LogNotice> notices;
    qsizetype largest = 0;
};

QByteArray statusAnswer(int code, const QString& reason, const QString& message) {
    const QJsonObject status{
        {u"kind"_s, u"Status"_s}, {u"status"_s, u"Failure"_s}, {u"reason"_s, reason}, {u"message"_s, message}};
    return ApiScene::json(QJsonDocument(status).toJson(), code);
}

/// A pod with one container as the server has it, and the log of its runs.
struct Node {
    QByteArrayList log; ///< stamped lines with their newlines
    QByteArrayList previousLog;
    int restarts = 0;
    bool isRunning = false;
    QByteArray restartPolicy = "Never";
    bool isThere = true;
    std::function<QByteArray(const QUrlQuery&)> refuse; ///< a whole answer, or empty
    qsizetype cutAfter = -1; ///< bytes of the next log
    bool endsProperlyAt = false; ///< the cut is an end without an error
    QList<QUrlQuery> asked;
    std::function<void()> afterLog; ///< the world goes on

    ScriptedServer server{[this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
        const QByteArray bytes = answer(request);
        if (socket) {
            socket->write(bytes);
            if (std::exchange(m_closes, false)) {
                socket->disconnectFromHost();
            }
        }
    }};
    SystemClock clock;
    WorkerPool pool{1};
    HttpEngine http{clock, nullptr};
    CountingCredentials* credentials = new CountingCredentials;
    ApiClient client{
        {.http = http, .pool = pool, .clock = clock}, server.url({}), std::unique_ptr<Credentials>(credentials)};

    QByteArray answer(const ScriptedRequest& request) {
        const QUrl url = QUrl::fromEncoded(request.target);
        if (!isThere) {
            return statusAnswer(404, u"NotFound"_s, u"pods web not found"_s);
        }
        return url.path().endsWith("/log"_L1) ? logAnswer(QUrlQuery(url)) : ApiScene::json(pod());
    }
    QByteArray pod() const {
        const QJsonObject state = isRunning
            ? QJsonObject{{u"running"_s, QJsonObject()}}
            : QJsonObject{{u"terminated"_s, QJsonObject{{u"reason"_s, u"Completed"_s}, {u"exitCode"_s, 0}}}};
        const QJsonObject status{{u"name"_s, u"app"_s}, {u"restartCount"_s, restarts}, {u"state"_s, state}};
        const QJsonObject object{{u"metadata"_s, QJsonObject{{u"name"_s, u"web"_s}, {u"uid"_s, u"u1"_s}}},
            {u"spec"_s,
                QJsonObject{{u"restartPolicy"_s, QString::fromLatin1(restartPolicy)},
                    {u"containers"_s, QJsonArray{QJsonObject{{u"name"_s, u"app"_s}}}}}},
            {u"status"_s, QJsonObject{{u"containerStatuses"_s, QJsonArray{status}}}}};
        return QJsonDocument(object).toJson();
    }
    QByteArray logAnswer(const QUrlQuery& query) {
        asked.append(query);
        if (refuse) {
            if (const QByteArray refusal = refuse(query); !refusal.isEmpty()) {
                return refusal;
            }
        }
        const QByteArray since = query.queryItemValue(u"sinceTime"_s, QUrl::FullyDecoded)
                                     .toLatin1()
                                     .chopped(query.hasQueryItem(u"sinceTime"_s) ? 1 : 0);
        QByteArray body;
        for (const QByteArray& line : query.hasQueryItem(u"previous"_s) ? previousLog : log) {
            if (line.first(19) >= since.first(qMin<qsizetype>(19, since.size()))) {
                body += line;
            }
        }
        const qsizetype cut = std::exchange(cutAfter, -1);
        const bool isCut = cut >= 0 && cut < body.size();
        const QByteArray head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
        QByteArray bytes = head + "Content-Length: " + QByteArray::number(isCut && endsProperlyAt ? cut : body.size())
            + "\r\n\r\n" + (isCut ? body.first(cut) : body);
        m_closes = isCut && !endsProperlyAt;
        if (afterLog) {
            std::exchange(afterLog, {})();
        }
        return bytes;
    }

private:
    bool m_closes = false;
};

QByteArray stamped(qint64 ns, const QByteArray& text) {
    LogStamp stamp;
    stamp.ns = 1'800'000'000LL * 1'000'000'000 + ns;
    return stampText(stamp) + ' ' + text + '\n';
}

/// Lines of four seconds, among them some that are equal in stamp and text.
QByteArrayList lively() {
    QByteArrayList lines;
    for (int i = 0; i < 40; ++i) {
        const qint64 ns = i * 100'000'000LL;
        lines.append(stamped(ns, "line " + QByteArray::number(i)));
        if (i % 4 == 0) {
            lines.append(stamped(ns, "again"));
            lines.append(stamped(ns, "again"));
            lines.append(stamped(ns - 1000, "a little late"));
        }
    }
    return lines;
}

QByteArray texts(const QByteArrayList& lines) {
    QByteArray out;
    for (const QByteArray& line : lines) {
        out += line.sliced(readStamp(line)->length);
    }
    return out;
}

/// Where what was read first differs from what was written.
QString difference(const QByteArray& read, const QByteArrayList& log) {
    const QByteArrayList lines = read.split('\n');
    for (qsizetype i = 0; i < log.size(); ++i) {
        const QByteArray expected = texts({log[i]}).chopped(1);
        if (lines.value(i) != expected) {
            return u"line %1 is \"%2\", not \"%3\""_s.arg(i).arg(
                QString::fromUtf8(lines.value(i)), QString::fromUtf8(expected));
        }
    }
    return u"%1 lines too many"_s.arg(lines.size() - log.size() - 1);
}

LogStreamRequest wanted(bool follow = false) {
    return {.nameSpace = u"shop"_s,
        .pod = u"web"_s,
        .container = u"app"_s,
        .follow = follow,
        .since = {},
        .tail = {},
        .runId = {}};
}

/// Runs a stream to its end.
std::optional<Error> readAll(Node& node, Taker& taker, LogStreamRequest request) {
    LogStream stream(node.client, std::move(request), taker);
    std::optional<std::optional<Error>> end;
    QObject::connect(&stream, &LogStream::ended, &stream, [&end](const std::optional<Error>& error) { end = error; });
    stream.start();
    detail::spinUntil([&end] { return end.has_value(); }, std::chrono::seconds(20), std::source_location::current());
    return *end;
}

} // namespace

class TestLogStream final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsToTheEnd();
    void LO2_cutAnywhereLosesAndDoublesNothing();
    void LO2_rotationGoesOn();
    void LO2_gapIsSaid();
    void LO3_nextRunIsReadFromItsStart();
    void LO3_cutRunIsReadToItsEnd();
    void LO3_waitingContainerIsWaitedFor();
    void LO3_deletedPodEndsIt();
    void LO5_errorInsideTheBody();
    void LO5_serverErrorIsTriedAgain();
    void LO1_longLineComesInParts();
    void forbiddenEndsIt();
    void expiredTokenIsRenewed();
    void tailAndSinceAreAskedForOnce();
    void pausedStreamHoldsStill();
};

void TestLogStream::readsToTheEnd() {
    Node node;
    node.log = lively();
    node.log.append(stamped(9'000'000'000, QByteArray("\xff nul \0 cr \r", 13)));
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted()));

    QCOMPARE(taker.bytes, texts(node.log));
    QCOMPARE(node.asked.first().queryItemValue(u"timestamps"_s), u"true"_s);
    QVERIFY(taker.kinds.isEmpty());
}

void TestLogStream::LO2_cutAnywhereLosesAndDoublesNothing() {
    const QByteArrayList log = lively();
    const qsizetype size = log.join().size();
    for (qsizetype cut = 0; cut < size; cut += 37) {
        Node node;
        node.log = log;
        node.cutAfter = cut;
        Taker taker;

        const auto end = readAll(node, taker, wanted());

        QVERIFY2(!end, qPrintable(end ? describe(*end) : QString()));
        QVERIFY2(
            taker.bytes == texts(log), qPrintable(u"cut after %1 bytes: "_s.arg(cut) + difference(taker.bytes, log)));
        QCOMPARE(taker.count(Kind::Reconnected), 1);
        QCOMPARE(taker.count(Kind::Gap), 0);
    }
}

void TestLogStream::LO2_rotationGoesOn() {
    Node node;
    node.log = lively();
    node.isRunning = true;
    node.cutAfter = node.log.first(20).join().size();
    node.endsProperlyAt = true;
    node.afterLog = [&node] { node.afterLog = [&node] { node.isRunning = false; }; };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted(true)));

    QCOMPARE(taker.bytes, texts(node.log));
    QCOMPARE(taker.kinds, (QList{Kind::Rotated, Kind::Ended}));
}

void TestLogStream::LO2_gapIsSaid() {
    Node node;
    node.log = lively();
    node.isRunning = true;
    node.cutAfter = node.log.first(20).join().size();
    node.endsProperlyAt = true;
    node.afterLog = [&node] {
        node.log = node.log.last(5); // the node threw the others away
        node.isRunning = true;
        node.afterLog = [&node] { node.isRunning = false; };
    };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted(true)));

    QCOMPARE(taker.count(Kind::Gap), 1);
    QVERIFY(taker.bytes.endsWith("line 39\n"));
}

void TestLogStream::LO3_nextRunIsReadFromItsStart() {
    Node node;
    node.log = lively();
    node.restartPolicy = "Always";
    node.afterLog = [&node] {
        node.restarts = 1;
        node.isRunning = true;
        node.log = {stamped(50'000'000'000, "second run")};
        node.afterLog = [&node] {
            node.isRunning = false;
            node.restartPolicy = "Never";
        };
    };
    Taker taker;
    LogStreamRequest request = wanted(true);
    request.runId = u"run 0"_s;

    QVERIFY(!readAll(node, taker, std::move(request)));

    QCOMPARE(taker.bytes, texts(lively()) + "second run\n");
    QCOMPARE(taker.kinds, (QList{Kind::Ended, Kind::Restarted, Kind::Ended}));
}

void TestLogStream::LO3_cutRunIsReadToItsEnd() {
    Node node;
    node.log = lively();
    node.restartPolicy = "Always";
    node.cutAfter = 300;
    node.afterLog = [&node] {
        node.restarts = 1;
        node.isRunning = true;
        node.previousLog = node.log;
        node.log = {stamped(50'000'000'000, "second run")};
        node.afterLog = [&node] { // the previous one has been read
            node.afterLog = [&node] {
                node.isRunning = false;
                node.restartPolicy = "Never";
            };
        };
    };
    Taker taker;
    LogStreamRequest request = wanted(true);
    request.runId = u"run 0"_s;

    QVERIFY(!readAll(node, taker, std::move(request)));

    QCOMPARE(taker.bytes, texts(lively()) + "second run\n");
    QCOMPARE(taker.kinds, (QList{Kind::Reconnected, Kind::Ended, Kind::Restarted, Kind::Ended}));
}

void TestLogStream::LO3_waitingContainerIsWaitedFor() {
    Node node;
    node.log = lively();
    node.refuse = [&node](const QUrlQuery&) {
        return node.asked.size() > 2
            ? QByteArray()
            : statusAnswer(400, u"BadRequest"_s, u"container app in pod web is waiting to start: ContainerCreating"_s);
    };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted(true)));

    QCOMPARE(taker.bytes, texts(node.log));
    QCOMPARE(taker.kinds, (QList{Kind::Waiting, Kind::Ended}));
    QVERIFY(taker.notices.first().detail.contains("ContainerCreating"_L1));
}

void TestLogStream::LO3_deletedPodEndsIt() {
    Node node;
    node.log = lively();
    node.isRunning = true;
    node.afterLog = [&node] { node.isThere = false; };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted(true)));

    QCOMPARE(taker.bytes, texts(node.log));
}

void TestLogStream::LO5_errorInsideTheBody() {
    Node node;
    node.log = lively();
    node.refuse = [](const QUrlQuery&) {
        return ScriptedServer::answer(
            200, "unable to retrieve container logs for containerd://8d1f", "Content-Type: text/plain\r\n");
    };
    Taker taker;

    const auto end = readAll(node, taker, wanted());

    QVERIFY(end);
    QCOMPARE(end->reason, u"LogUnavailable"_s);
    QVERIFY(taker.bytes.isEmpty());
    QCOMPARE(taker.kinds, QList{Kind::Failed});
}

void TestLogStream::LO5_serverErrorIsTriedAgain() {
    Node node;
    node.log = lively();
    node.refuse = [&node](const QUrlQuery&) {
        return node.asked.size() > 2 ? QByteArray() : statusAnswer(500, u"InternalError"_s, u"dial tcp: refused"_s);
    };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted(true)));

    QCOMPARE(taker.bytes, texts(node.log));
    QCOMPARE(taker.kinds, (QList{Kind::Failed, Kind::Reconnected, Kind::Ended}));
}

void TestLogStream::LO1_longLineComesInParts() {
    const QByteArray huge = QByteArray("0123456789").repeated(500'000);
    for (const qsizetype cut : {qsizetype{-1}, qsizetype{2'500'000}, qsizetype{4'999'990}}) {
        Node node;
        node.log = {stamped(0, "before"), stamped(1, huge), stamped(2, huge), stamped(3, "after")};
        node.cutAfter = cut;
        Taker taker;

        QVERIFY(!readAll(node, taker, wanted()));

        QVERIFY(taker.bytes == texts(node.log));
        QCOMPARE(taker.largest, LineCutter::kPart);
    }
}

void TestLogStream::forbiddenEndsIt() {
    Node node;
    node.refuse = [](const QUrlQuery&) { return statusAnswer(403, u"Forbidden"_s, u"pods/log is forbidden"_s); };
    Taker taker;

    const auto end = readAll(node, taker, wanted(true));

    QVERIFY(end);
    QCOMPARE(end->code, ErrorCode::Forbidden);
    QCOMPARE(node.asked.size(), 1);
}

void TestLogStream::expiredTokenIsRenewed() {
    Node node;
    node.log = lively();
    node.refuse = [&node](const QUrlQuery&) {
        return node.asked.size() > 1 ? QByteArray() : statusAnswer(401, u"Unauthorized"_s, u"Unauthorized"_s);
    };
    Taker taker;

    QVERIFY(!readAll(node, taker, wanted()));

    QCOMPARE(node.credentials->refreshes, 1);
    QCOMPARE(taker.bytes, texts(node.log));
}

void TestLogStream::tailAndSinceAreAskedForOnce() {
    Node node;
    node.log = lively();
    node.cutAfter = 500;
    Taker taker;
    LogStreamRequest request = wanted();
    request.tail = 100;
    request.since = std::chrono::seconds(60);

    QVERIFY(!readAll(node, taker, std::move(request)));

    QCOMPARE(node.asked.size(), 2);
    QCOMPARE(node.asked[0].queryItemValue(u"tailLines"_s), u"100"_s);
    QCOMPARE(node.asked[0].queryItemValue(u"sinceSeconds"_s), u"60"_s);
    QVERIFY(!node.asked[1].hasQueryItem(u"tailLines"_s));
    QVERIFY(node.asked[1].queryItemValue(u"sinceTime"_s).endsWith(u'Z'));
}

void TestLogStream::pausedStreamHoldsStill() {
    Node node;
    for (int i = 0; i < 100'000; ++i) {
        node.log.append(stamped(i, "a line that fills what may be read ahead " + QByteArray::number(i)));
    }
    Taker taker;
    LogStream stream(node.client, wanted(), taker);
    QSignalSpy ended(&stream, &LogStream::ended);
    stream.pause();
    stream.start();
    QTest::qWait(200);
    QVERIFY(taker.bytes.isEmpty());

    stream.resume();

    QVERIFY(ended.wait(10'000));
    QVERIFY(taker.bytes == texts(node.log));
}

QTEST_GUILESS_MAIN(TestLogStream)
#include "test_log_stream.moc"
