// SPDX-License-Identifier: Apache-2.0
#include "core/change/encrypted_values.h"

#include "tests/support/awaiting.h"
#include "tests/unit/helm/fake_helm.h"

#include <QDir>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

class TestEncryptedValues final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knowsASopsFileByItsCheckSum_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("isEncrypted");
        QTest::newRow("sops") << QByteArray("password: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[x]\n  version: 3.9\n")
                              << true;
        QTest::newRow("plain") << QByteArray("password: x\n") << false;
        QTest::newRow("a chart's own key") << QByteArray("sops:\n  enabled: true\n") << false;
        QTest::newRow("a word") << QByteArray("note: uses sops\n") << false;
        QTest::newRow("not YAML") << QByteArray("sops: [\n") << false;
        QTest::newRow("empty") << QByteArray() << false;
    }
    void knowsASopsFileByItsCheckSum() {
        QFETCH(QByteArray, text);
        QFETCH(bool, isEncrypted);

        QCOMPARE(isEncryptedValues(text), isEncrypted);
    }

    void HE11_thePluginGetsThePathAloneAndNothingIsWritten() {
        const FakeHelm fake("echo \"args: $*\"; echo \"password: " + kCanaryValue + "\"\n");

        const auto values
            = runToEnd(decryptValues(fake.reading(HelmVerb::Template), u"/conf/prd values.yaml"_s, &m_clock));

        QVERIFY2(values, values ? "" : qPrintable(describe(values.error())));
        QCOMPARE(*values, "args: secrets decrypt /conf/prd values.yaml\npassword: " + kCanaryValue + '\n');
        QVERIFY(QDir(fake.root()).isEmpty());
    }

    void aMissingPluginIsNamed() {
        const FakeHelm fake("echo 'Error: unknown command \"secrets\" for \"helm\"' >&2; exit 1\n");

        const auto values = runToEnd(decryptValues(fake.reading(HelmVerb::Template), u"/conf/v.yaml"_s, &m_clock));

        QVERIFY(!values);
        QCOMPARE(values.error().code, ErrorCode::NotFound);
        QCOMPARE(values.error().reason, u"NoSecretsPlugin"_s);
        QCOMPARE(values.error().subject, u"/conf/v.yaml"_s);
    }

    void aMissingKeyIsToldInThePluginsWords() {
        const FakeHelm fake("echo 'Error: no key could decrypt the data key' >&2; exit 1\n");

        const auto values = runToEnd(decryptValues(fake.reading(HelmVerb::Template), u"/conf/v.yaml"_s, &m_clock));

        QVERIFY(!values);
        QCOMPARE(values.error().code, ErrorCode::Process);
        QVERIFY(values.error().detail.contains(u"no key could decrypt"_s));
    }

    void aRelativePathIsRefused() {
        const FakeHelm fake("echo never\n");

        const auto values = runToEnd(decryptValues(fake.reading(HelmVerb::Template), u"--help"_s, &m_clock));

        QVERIFY(!values);
        QCOMPARE(values.error().code, ErrorCode::Invalid);
    }

private:
    SystemClock m_clock;
};

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestEncryptedValues)
#include "test_encrypted_values.moc"
