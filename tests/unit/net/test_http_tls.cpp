// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_engine.h"
#include "core/net/tls_evidence.h"
#include "core/net/transfer_error.h"
#include "tests/support/awaiting.h"
#include "tests/support/scripted_server.h"

#include <QSslSocket>
#include <QTest>

#include <openssl/x509_vfy.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Certificates are made here, for a CA that only these tests trust.
class TestHttpTls final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trustedServerAnswers();
    void TL1_expiredCertificateIsNamedWithItsDate();
    void TL1_certificateNotYetValidNamesBothClocks();
    void TL1_wrongHostNamesTheCertificatesNames();
    void TL1_unknownIssuerIsNamed();
    void TL1_selfSignedIsSaid();
    void TL1_weakSignatureIsSaid();
    void TL1_tooOldProtocolIsSaid();
    void TL2_changedAuthorityMakesANewConnection();
    void TL3_missingClientCertificateIsSaid();
    void clientCertificateIsPresented();
    void unreadableAuthorityIsSaid();
    void plainServerIsSaid();
    void tlsServerNameIsSniAndVerifiedName();
    void tlsServerNameKeepsTheHostHeader();
    void skippedVerificationAcceptsAll();

private:
    Result<HttpResponse> ask(const QUrl& url, TransportSettings transport) {
        HttpRequest request;
        request.url = url;
        request.transport = std::make_shared<const TransportSettings>(std::move(transport));
        return runToEnd(m_engine.send(request));
    }
    TransportSettings trusting(const TestCertificate& authority) const {
        TransportSettings transport;
        transport.caPem = authority.certificatePem();
        return transport;
    }
    static ScriptedServer::Handler ok() { return ScriptedServer::always(ScriptedServer::answer(200, "ok")); }

    SystemClock m_clock;
    HttpEngine m_engine{m_clock, nullptr};
    TestCertificate m_authority{{.commonName = "cluster-ca", .names = {}, .isCa = true}};
};

void TestHttpTls::trustedServerAnswers() {
    const TestCertificate certificate({}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
    QCOMPARE(answer->body, "ok");
}

void TestHttpTls::TL1_expiredCertificateIsNamedWithItsDate() {
    const TestCertificate certificate({.commonName = "apiserver", .validFrom = -48h, .validTo = -24h}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QCOMPARE(answer.error().code, ErrorCode::TlsUntrusted);
    QCOMPARE(answer.error().reason, u"CertificateExpired"_s);
    QVERIFY(answer.error().detail.contains("CN=apiserver"_L1));
    QVERIFY(answer.error().detail.contains(QDateTime::currentDateTimeUtc().addDays(-1).toString(u"yyyy-MM-dd")));
}

void TestHttpTls::TL1_certificateNotYetValidNamesBothClocks() {
    const TestCertificate certificate({.validFrom = 24h, .validTo = 48h}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QCOMPARE(answer.error().reason, u"CertificateNotYetValid"_s);
    QVERIFY(answer.error().detail.contains(QDateTime::currentDateTimeUtc().addDays(1).toString(u"yyyy-MM-dd")));
    QVERIFY(answer.error().detail.contains("clock says"_L1));
}

void TestHttpTls::TL1_wrongHostNamesTheCertificatesNames() {
    const TestCertificate certificate({.names = {u"DNS:kubernetes.example"_s, u"IP:10.0.0.1"_s}}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QCOMPARE(answer.error().code, ErrorCode::TlsUntrusted);
    QCOMPARE(answer.error().reason, u"HostnameMismatch"_s);
    QVERIFY(answer.error().detail.contains("kubernetes.example"_L1));
    QVERIFY(answer.error().detail.contains("10.0.0.1"_L1));
    QVERIFY(answer.error().detail.contains("127.0.0.1"_L1));
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTls::TL1_unknownIssuerIsNamed() {
    const TestCertificate stranger({.commonName = "corporate-proxy", .names = {}, .isCa = true});
    const TestCertificate certificate({}, &stranger);
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QCOMPARE(answer.error().reason, u"UnknownIssuer"_s);
    QVERIFY(answer.error().detail.contains("CN=corporate-proxy"_L1));
    QVERIFY(server.requests().isEmpty());
}

void TestHttpTls::TL1_selfSignedIsSaid() {
    const TestCertificate certificate({.commonName = "lonely"});
    ScriptedServer server(ok(), {.certificate = certificate});

    const auto answer = ask(server.url(), trusting(m_authority));

    QCOMPARE(answer.error().reason, u"SelfSigned"_s);
    QVERIFY(answer.error().detail.contains("CN=lonely"_L1));
}

void TestHttpTls::TL1_weakSignatureIsSaid() {
    // No server here serves such a certificate: OpenSSL's verdict is taken as it would come.
    TlsEvidence evidence;
    evidence.verifyError = X509_V_ERR_CA_MD_TOO_WEAK;
    evidence.failed.subject = u"CN=old"_s;

    const Error error = tlsError(evidence, u"host"_s, QDateTime::currentDateTimeUtc());

    QCOMPARE(error.reason, u"WeakCertificate"_s);
    QVERIFY(error.detail.contains("SHA-1"_L1));
}

void TestHttpTls::TL1_tooOldProtocolIsSaid() {
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    if (!QSslSocket::isProtocolSupported(QSsl::TlsV1_1)) {
        QSKIP("this OpenSSL serves no TLS 1.1");
    }
    const TestCertificate certificate({}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate, .protocol = QSsl::TlsV1_1});
    QT_WARNING_POP

    const auto answer = ask(server.url(), trusting(m_authority));

    QVERIFY(!answer.has_value());
    QCOMPARE(answer.error().reason, u"TlsTooOld"_s);
}

void TestHttpTls::TL2_changedAuthorityMakesANewConnection() {
    const TestCertificate certificate({}, &m_authority);
    const TestCertificate other({.commonName = "next-ca", .names = {}, .isCa = true});
    ScriptedServer server(ok(), {.certificate = certificate});
    QVERIFY(ask(server.url(), trusting(m_authority)).has_value());

    const auto answer = ask(server.url(), trusting(other));

    QCOMPARE(answer.error().reason, u"UnknownIssuer"_s);
    QCOMPARE(server.requests().size(), 1);
}

void TestHttpTls::TL3_missingClientCertificateIsSaid() {
    // As OpenSSL reports the alert: TLS 1.2 while shaking hands, TLS 1.3 with the first read.
    const Error early = curlError(CURLE_SSL_CONNECT_ERROR, 0,
        u"TLS connect error: error:0A000412:SSL routines::ssl/tls alert bad certificate"_s, {}, {}, {});
    const Error late = curlError(CURLE_RECV_ERROR, 0,
        u"OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate required, errno 0"_s, {}, {}, {});

    QCOMPARE(early.code, ErrorCode::TlsUntrusted);
    QCOMPARE(early.reason, u"ClientCertificateRequired"_s);
    QCOMPARE(late.code, ErrorCode::TlsUntrusted);
    QCOMPARE(late.reason, u"ClientCertificateRequired"_s);
}

void TestHttpTls::clientCertificateIsPresented() {
    const TestCertificate certificate({}, &m_authority);
    const TestCertificate user({.commonName = "alice"}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate, .clientCaPem = m_authority.certificatePem()});
    TransportSettings transport = trusting(m_authority);
    transport.clientCertificatePem = user.certificatePem();
    transport.clientKeyPem = Secret(user.keyPem());

    const auto answer = ask(server.url(), std::move(transport));

    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
}

void TestHttpTls::unreadableAuthorityIsSaid() {
    const TestCertificate certificate({}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});
    TransportSettings transport;
    transport.caPem = "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n";

    const auto answer = ask(server.url(), std::move(transport));

    QCOMPARE(answer.error().code, ErrorCode::Invalid);
    QCOMPARE(answer.error().reason, u"CaUnreadable"_s);
}

void TestHttpTls::plainServerIsSaid() {
    QTcpServer talker; // answers what it can't read

    QVERIFY(talker.listen(QHostAddress::LocalHost));
    connect(&talker, &QTcpServer::newConnection, &talker, [&talker] {
        QTcpSocket* const socket = talker.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->flush();
    });
    const QUrl url(u"https://127.0.0.1:%1/"_s.arg(talker.serverPort()));

    const auto answer = ask(url, trusting(m_authority));

    QCOMPARE(answer.error().code, ErrorCode::TlsUntrusted);
    QCOMPARE(answer.error().reason, u"NotTls"_s);
}

void TestHttpTls::tlsServerNameIsSniAndVerifiedName() {
    const TestCertificate certificate({.names = {u"DNS:api.internal.example"_s}}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});
    TransportSettings named = trusting(m_authority);
    named.tlsServerName = "api.internal.example";
    TransportSettings wrong = trusting(m_authority);
    wrong.tlsServerName = "other.example";

    const auto answer = ask(server.url(), std::move(named));
    const auto refused = ask(server.url(), std::move(wrong));

    QVERIFY2(answer.has_value(), answer ? "" : qPrintable(describe(answer.error())));
    QCOMPARE(refused.error().reason, u"HostnameMismatch"_s);
    QVERIFY(refused.error().detail.contains("other.example"_L1));
}

void TestHttpTls::tlsServerNameKeepsTheHostHeader() {
    const TestCertificate certificate({.names = {u"DNS:api.internal.example"_s}}, &m_authority);
    ScriptedServer server(ok(), {.certificate = certificate});
    TransportSettings named = trusting(m_authority);
    named.tlsServerName = "api.internal.example";

    QVERIFY(ask(server.url(u"/version"_s), std::move(named)).has_value());

    QCOMPARE(server.requests().first().header("host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QCOMPARE(server.requests().first().target, "/version");
}

void TestHttpTls::skippedVerificationAcceptsAll() {
    const TestCertificate certificate({.names = {u"DNS:elsewhere"_s}, .validFrom = -48h, .validTo = -24h});
    ScriptedServer server(ok(), {.certificate = certificate});
    TransportSettings transport;
    transport.skipTlsVerify = true;

    QVERIFY(ask(server.url(), std::move(transport)).has_value());
    // That connection is nobody else's.
    QVERIFY(!ask(server.url(), trusting(m_authority)).has_value());
    QCOMPARE(server.requests().size(), 1);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestHttpTls)
#include "test_http_tls.moc"
