// SPDX-License-Identifier: Apache-2.0
#include "core/config/credentials.h"
#include "tests/support/awaiting.h"
#include "tests/unit/config/kubeconfig_files.h"
#include "tests/unit/config/test_certificates.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray bearer(const Result<RequestCredentials>& credentials) {
    return credentials ? headerValue(credentials->headers, "Authorization") : credentials.error().reason.toLatin1();
}

/// Credentials of one context out of kubeconfig text.
struct Fixture {
    explicit Fixture(const QByteArray& user, const QByteArray& cluster = "{server: 'https://a.example'}") {
        const Kubeconfig config
            = loadKubeconfig({.files = {folder.write(u"config"_s, kubeconfigText(cluster, user))}, .isExplicit = true});
        credentials = makeCredentials(config.clusters[u"c-a"_s], config.users[u"u-a"_s], u"a"_s, nullptr, clock);
    }
    TestFolder folder;
    ManualClock clock;
    std::unique_ptr<Credentials> credentials;

    Result<RequestCredentials> current() { return runToEnd(credentials->current()); }
    Result<RequestCredentials> refresh(quint64 generation) { return runToEnd(credentials->refresh(generation)); }
};

} // namespace

class TestCredentials : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tokenAndBasic() {
        QCOMPARE(bearer(Fixture("{token: abc}").current()), "Bearer abc");
        QCOMPARE(bearer(Fixture("{username: u, password: p}").current()), "Basic dTpw");
        QCOMPARE(bearer(Fixture("{}").current()), "");
    }

    void plainHttpCarriesNoCredentials() {
        Fixture fixture("{token: abc, as: me}", "{server: 'http://127.0.0.1:8001'}");

        const auto credentials = fixture.current();

        QCOMPARE(bearer(credentials), "");
        QCOMPARE(headerValue(credentials->headers, "Impersonate-User"), "me");
        QCOMPARE(bearer(Fixture("{username: u, password: p}", "{server: 'http://127.0.0.1:8001'}").current()), "");
        // Files of credentials that are not used are not even opened.
        QVERIFY(Fixture("{tokenFile: none}", "{server: 'http://127.0.0.1:8001'}").current());
    }

    void impersonationKeysAreEscaped() {
        Fixture fixture("{token: t, as: me, as-uid: '7', as-groups: [g1, g2], as-user-extra: {'a/b%c é': [x]}}");

        const auto credentials = fixture.current();

        QVERIFY(credentials);
        QCOMPARE(headerValue(credentials->headers, "Impersonate-Extra-a%2Fb%25c%20%C3%A9"), "x");
        QCOMPARE(headerValue(credentials->headers, "Impersonate-Uid"), "7");
        QCOMPARE(std::ranges::count(credentials->headers, "Impersonate-Group", &HttpHeader::name), 2);
    }

    void AU8_unusableTokensAreRefused() {
        QCOMPARE(bearer(Fixture("{token: \"a\\r\\nX-Evil: 1\"}").current()), "TokenUnusable");
        QCOMPARE(bearer(Fixture("{token: \"t\u00f6ken\"}").current()), "TokenUnusable");
        QCOMPARE(bearer(Fixture("{token: t, as: \"a\\nX: 1\"}").current()), "TokenUnusable");
    }

    void tokenFileIsReadAgain() {
        Fixture fixture("{tokenFile: token, token: fallback}");
        QCOMPARE(bearer(fixture.current()), "Bearer fallback");

        fixture.folder.write(u"token"_s, " one\n");
        QCOMPARE(bearer(fixture.refresh(1)), "Bearer one");
        fixture.folder.write(u"token"_s, "two");
        QCOMPARE(bearer(fixture.current()), "Bearer one");
        fixture.clock.advance(std::chrono::seconds(51));
        QCOMPARE(bearer(fixture.current()), "Bearer two");

        QFile::remove(fixture.folder.path(u"token"_s));
        fixture.clock.advance(std::chrono::seconds(51));
        QCOMPARE(bearer(fixture.current()), "Bearer two");
    }

    void aTokenFileThatCantBeReadIsAnError() {
        Fixture fixture("{tokenFile: none}");

        const auto credentials = fixture.current();

        QVERIFY(!credentials);
        QCOMPARE(credentials.error().subject, fixture.folder.path(u"none"_s));
    }

    void AU1_staticCredentialsHaveNoOthers() {
        Fixture fixture("{token: abc}");
        const auto first = fixture.current();

        const auto again = fixture.refresh(first->generation);

        QCOMPARE(bearer(again), "NoOtherCredentials");
    }

    void AU1_anotherRequestHasRefreshedAlready() {
        Fixture fixture("{tokenFile: token}");
        fixture.folder.write(u"token"_s, "one");
        const quint64 old = fixture.current()->generation;
        fixture.folder.write(u"token"_s, "two");
        QCOMPARE(bearer(fixture.refresh(old)), "Bearer two");

        fixture.folder.write(u"token"_s, "three");

        QCOMPARE(bearer(fixture.refresh(old)), "Bearer two");
    }

    void KC6_certificatesAreCheckedWithTheirDates() {
        const QDateTime now = ManualClock().wallNow();
        const MadeCertificate made = makeCertificate(now.addDays(-2), now.addSecs(3600));
        Fixture fixture("{client-certificate: c.pem, client-key: k.pem}");
        fixture.folder.write(u"c.pem"_s, made.certificatePem);
        fixture.folder.write(u"k.pem"_s, made.keyPem);
        const auto first = fixture.current();
        QVERIFY2(first, first ? "" : qPrintable(describe(first.error())));
        QCOMPARE(first->transport->clientCertificatePem, made.certificatePem);

        fixture.clock.advance(std::chrono::hours(2));
        const auto later = fixture.current();

        QVERIFY(!later);
        QCOMPARE(later.error().reason, u"CertificateExpired"_s);
        QVERIFY2(
            later.error().detail.contains(now.addSecs(3600).toString(Qt::ISODate)), qPrintable(later.error().detail));
    }

    void TL2_newCertificatesMakeANewTransport() {
        const QDateTime now = ManualClock().wallNow();
        const MadeCertificate one = makeCertificate(now.addDays(-2), now.addDays(2));
        const MadeCertificate two = makeCertificate(now.addDays(-2), now.addDays(3));
        Fixture fixture(
            "{client-certificate: c.pem, client-key: k.pem}", "{server: 'https://a', certificate-authority: c.pem}");
        fixture.folder.write(u"c.pem"_s, one.certificatePem);
        fixture.folder.write(u"k.pem"_s, one.keyPem);
        const auto first = fixture.current();
        fixture.clock.advance(std::chrono::minutes(6));
        const auto unchanged = fixture.current();
        QCOMPARE(unchanged->transport, first->transport);
        QCOMPARE(unchanged->generation, first->generation);

        fixture.folder.write(u"c.pem"_s, two.certificatePem);
        fixture.folder.write(u"k.pem"_s, two.keyPem);
        fixture.clock.advance(std::chrono::minutes(6));
        const auto changed = fixture.current();

        QVERIFY(changed);
        QVERIFY(changed->transport != first->transport);
        QVERIFY(changed->generation != first->generation);
    }

    void aBrokenEntryGivesItsProblem() {
        QCOMPARE(bearer(Fixture("{token: t, username: u}").current()), "Contradiction");
    }
};

QTEST_GUILESS_MAIN(TestCredentials)
#include "test_credentials.moc"
