// SPDX-License-Identifier: Apache-2.0
#include "core/keychain/keychain_store.h"

#include "tests/support/awaiting.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassword = "canary-password-9e02";

/// A session bus of the test's own, and GNOME's keyring on it with its files in the test's folder.
class KeyringSession {
public:
    QString begin() {
        const QString bus = QStandardPaths::findExecutable(u"dbus-daemon"_s);
        const QString keyring = QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s);
        if (bus.isEmpty() || keyring.isEmpty()) {
            return u"there is no dbus-daemon or gnome-keyring-daemon here"_s;
        }
        m_bus.start(bus, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        if (!m_bus.waitForStarted() || !m_bus.waitForReadyRead(5000)) {
            return u"dbus-daemon does not start"_s;
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
        qputenv("XDG_DATA_HOME", m_folder.path(u"data"_s).toUtf8());
        qputenv("HOME", m_folder.path(u"home"_s).toUtf8());
        qputenv("XDG_RUNTIME_DIR", m_folder.path(u"run"_s).toUtf8());
        QDir().mkpath(m_folder.path(u"run"_s));
        QDir().mkpath(m_folder.path(u"home"_s));
        m_keyring.start(keyring, {u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s});
        if (!m_keyring.waitForStarted()) {
            return u"gnome-keyring-daemon does not start"_s;
        }
        m_keyring.write("keyring-password\n");
        m_keyring.closeWriteChannel();
        return {};
    }
    ~KeyringSession() {
        for (QProcess* process : {&m_keyring, &m_bus}) {
            process->kill();
            process->waitForFinished(2000);
        }
    }

private:
    TestFolder m_folder;
    QProcess m_bus;
    QProcess m_keyring;
};

} // namespace

class TestKeychainStore final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void memoryKeepsForItsLife();
    void withoutASecretServiceItSaysSo();
    void keepsInTheSystemsKeychain();
};

void TestKeychainStore::memoryKeepsForItsLife() {
    MemorySecretStore store;

    QVERIFY(runToEnd(store.probe()));
    QVERIFY(runToEnd(store.write(u"a"_s, std::make_shared<const Secret>(QByteArray(kPassword)))));
    QCOMPARE(runToEnd(store.read(u"a"_s)).value()->reveal(), kPassword);
    QVERIFY(runToEnd(store.remove(u"a"_s)));
    QVERIFY(runToEnd(store.remove(u"a"_s)));
    QCOMPARE(runToEnd(store.read(u"a"_s)).error().code, ErrorCode::NotFound);
}

void TestKeychainStore::withoutASecretServiceItSaysSo() {
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at-all");
    qunsetenv("DISPLAY");
    const TestFolder home;
    qputenv("HOME", home.path(u"home"_s).toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path(u"config"_s).toUtf8());
    SystemClock clock;
    KeychainStore store(clock, u"pilothouse test"_s);

    const auto probed = runToEnd(store.probe());
    const auto written = runToEnd(store.write(u"a"_s, std::make_shared<const Secret>(QByteArray(kPassword))));

    QVERIFY(!probed);
    QCOMPARE(probed.error().reason, u"NoKeychain"_s);
    QVERIFY(!written);
    QVERIFY(QDir(home.path({})).isEmpty()); // nothing was written in the clear instead
}

void TestKeychainStore::keepsInTheSystemsKeychain() {
    KeyringSession session;
    if (const QString why = session.begin(); !why.isEmpty()) {
        QSKIP(qPrintable(why));
    }
    SystemClock clock;
    KeychainStore store(clock, u"pilothouse test"_s);

    // The daemon takes a moment to be on the bus.
    QTRY_VERIFY_WITH_TIMEOUT(runToEnd(store.probe()).has_value(), 15'000);
    const auto written = runToEnd(store.write(u"a"_s, std::make_shared<const Secret>(QByteArray(kPassword))));
    QVERIFY2(written, written ? "" : qPrintable(describe(written.error())));
    KeychainStore next(clock, u"pilothouse test"_s);
    const auto read = runToEnd(next.read(u"a"_s));
    QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
    QCOMPARE((*read)->reveal(), kPassword);
    QVERIFY(runToEnd(next.remove(u"a"_s)));
    QCOMPARE(runToEnd(store.read(u"a"_s)).error().code, ErrorCode::NotFound);
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestKeychainStore)
#include "test_keychain_store.moc"
