// SPDX-License-Identifier: Apache-2.0
// Ports of a pod on this machine, as a person forwards them from the command line.
#include "tests/contract/pod_scene.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

namespace {

/// 8 MB in CI; PILOTHOUSE_FORWARD_MEGABYTES says otherwise.
qsizetype bytesToCarry() {
    const int asked = qEnvironmentVariableIntValue("PILOTHOUSE_FORWARD_MEGABYTES");
    return qsizetype{1024} * 1024 * (asked > 0 ? asked : 8);
}

int connectTo(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<in_port_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
        ::close(descriptor);
        return -1;
    }
    ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return descriptor;
}

/// Writes and reads at the same time until as much came back as was sent, or nothing moves for 20 s.
QByteArray exchange(int descriptor, const QByteArray& sent) {
    QByteArray received;
    qsizetype at = 0;
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    while (received.size() < sent.size()) {
        pollfd ready{.fd = descriptor, .events = POLLIN, .revents = 0};
        ready.events = static_cast<short>(at < sent.size() ? POLLIN | POLLOUT : POLLIN);
        if (::poll(&ready, 1, 20'000) <= 0) {
            break;
        }
        if ((ready.revents & POLLOUT) != 0) {
            const auto count
                = ::send(descriptor, sent.constData() + at, static_cast<size_t>(sent.size() - at), MSG_NOSIGNAL);
            at += count > 0 ? count : 0;
        }
        if ((ready.revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
            const auto count = ::recv(descriptor, buffer.data(), static_cast<size_t>(buffer.size()), 0);
            if (count == 0 || (count < 0 && errno != EAGAIN)) {
                break;
            }
            received += buffer.first(std::max<qsizetype>(count, 0));
        }
    }
    return received;
}

/// What the pod sends back on a connection of its own. It takes one after the other, and listens again only a moment
/// after the one before has gone: until then the connection ends without a byte.
QByteArray echoOf(int port, const QByteArray& sent) {
    QByteArray received;
    for (int attempt = 0; attempt < 40 && received.isEmpty(); ++attempt) {
        QTest::qWait(attempt == 0 ? 0 : 300);
        const int descriptor = connectTo(port);
        if (descriptor < 0) {
            return {};
        }
        received = exchange(descriptor, sent);
        ::close(descriptor);
    }
    return received;
}

} // namespace

class TestContractForward final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_scene.server().problem().isEmpty(), qPrintable(m_scene.server().problem()));
        const QString why = m_scene.makePod("echo", PodScene::echo());
        QVERIFY2(why.isEmpty(), qPrintable(why));
        const auto made = m_scene.server().create("/api/v1/namespaces/" + m_scene.space() + "/services",
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Service"_s},
                {u"metadata"_s, QJsonObject{{u"name"_s, u"echo"_s}}},
                {u"spec"_s,
                    QJsonObject{{u"selector"_s, QJsonObject{{u"app"_s, u"echo"_s}}},
                        {u"ports"_s,
                            QJsonArray{QJsonObject{
                                {u"name"_s, u"main"_s}, {u"port"_s, 80}, {u"targetPort"_s, u"echo"_s}}}}}}});
        QCOMPARE(made.status, 201);
    }

    void carriesBytesBothWaysUnchanged_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("ports");
        QTest::newRow("pod") << u"echo"_s << u":7777"_s;
        QTest::newRow("port by name") << u"pod/echo"_s << u":echo"_s;
        QTest::newRow("service") << u"svc/echo"_s << u":80"_s;
    }
    void carriesBytesBothWaysUnchanged() {
        QFETCH(const QString, target);
        QFETCH(const QString, ports);
        const auto forward = m_scene.start({u"port-forward"_s, target, ports});
        const int port = portOf(*forward);
        QVERIFY2(port > 0, m_errors.constData());
        QByteArray sent;
        sent.reserve(bytesToCarry());
        for (quint64 i = 0; sent.size() < bytesToCarry(); ++i) {
            sent += QByteArray::number(i * 2654435761U, 36) + (i % 7 == 0 ? '\0' : '\n');
        }

        const QByteArray received = echoOf(port, sent);

        QCOMPARE(received.size(), sent.size());
        QVERIFY(received == sent);
        QCOMPARE(endOf(*forward), 0);
    }

    void connectionsFollowEachOther() {
        const auto forward = m_scene.start({u"port-forward"_s, u"echo"_s, u":7777"_s});
        const int port = portOf(*forward);
        QVERIFY2(port > 0, m_errors.constData());

        for (int i = 0; i < 3; ++i) {
            const QByteArray sent = "hello " + QByteArray::number(i);
            QCOMPARE(echoOf(port, sent), sent);
        }
        QCOMPARE(endOf(*forward), 0);
    }

    void deadPortResetsTheConnection() {
        const auto forward = m_scene.start({u"port-forward"_s, u"echo"_s, u":1"_s});
        const int port = portOf(*forward);
        QVERIFY2(port > 0, m_errors.constData());
        const int descriptor = connectTo(port);

        QVERIFY(exchange(descriptor, "nobody there").isEmpty());

        ::close(descriptor);
        while (!m_errors.contains("refused") && forward->waitForReadyRead(5000)) {
            m_errors += forward->readAllStandardError();
        }
        QVERIFY2(m_errors.contains("refused"), m_errors.constData());
        QCOMPARE(endOf(*forward), 0);
    }

    void missingTargetsAreSaid() {
        const auto pod = m_scene.ctl({u"port-forward"_s, u"svc/echo"_s, u":81"_s});
        QCOMPARE(pod.code, 1);
        QVERIFY2(pod.errors.contains("81"), pod.errors.constData());
    }

private:
    int portOf(QProcess& process) {
        static const QRegularExpression kPort(u"127\\.0\\.0\\.1:(\\d+)"_s);
        m_errors.clear();
        process.setReadChannel(QProcess::StandardError);
        while (process.waitForReadyRead(20'000)) {
            m_errors += process.readAllStandardError();
            if (const auto match = kPort.match(QString::fromUtf8(m_errors)); match.hasMatch()) {
                return match.captured(1).toInt();
            }
        }
        return 0;
    }
    int endOf(QProcess& process) {
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const bool isOver = process.waitForFinished(15'000);
        m_errors += process.readAllStandardError();
        return isOver && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }

    PodScene m_scene;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestContractForward)
#include "test_contract_forward.moc"
