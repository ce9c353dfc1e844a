// SPDX-License-Identifier: Apache-2.0
#include "core/settings/settings_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestSettingsStore : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"conf/settings.json"_s);
    }

    void remembersByPath() {
        {
            SettingsStore store(m_file);
            QVERIFY(store.load());
            QCOMPARE(store.value(u"window.geometry"_s, u"none"_s).toString(), u"none"_s);
            QSignalSpy changed(&store, &SettingsStore::changed);
            store.setValue(u"window.geometry"_s, u"1x1"_s);
            store.setValue(u"window.geometry"_s, u"1x1"_s);
            store.setValue(u"window.state"_s, QJsonArray{1});
            QCOMPARE(changed.size(), 2);
            QVERIFY(store.flush());
        }
        SettingsStore store(m_file);
        QVERIFY(store.load());
        QCOMPARE(store.value(u"window.geometry"_s).toString(), u"1x1"_s);
        QCOMPARE(store.value(u"window.state"_s).toArray().size(), 1);
    }

    void savesSoonByItself() {
        SettingsStore store(m_file);
        store.setValue(u"a"_s, 1);

        QVERIFY(QTest::qWaitFor([this] { return QFileInfo::exists(m_file); }, 5000));
    }

    void FS5_keysOfNewerVersionsStay() {
        write("{\"fromTheFuture\":{\"x\":[1]},\"window\":{\"y\":2}}");
        SettingsStore store(m_file);
        QVERIFY(store.load());
        store.setValue(u"window.geometry"_s, 7);
        QVERIFY(store.flush());

        const QJsonObject root = QJsonDocument::fromJson(read(m_file)).object();
        QCOMPARE(root["fromTheFuture"_L1].toObject()["x"_L1].toArray().size(), 1);
        QCOMPARE(root["window"_L1].toObject()["y"_L1].toInt(), 2);
    }

    void FS1_badFilesAreSetAsideAndTold_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("cut") << QByteArray("{\"a\":");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("bytes") << QByteArray(100, '\0');
    }
    void FS1_badFilesAreSetAsideAndTold() {
        QFETCH(QByteArray, text);
        write(text);
        SettingsStore store(m_file);

        const Result<void> loaded = store.load();

        QVERIFY(!loaded);
        QCOMPARE(loaded.error().reason, u"SetAside"_s);
        const QStringList bad = QDir(QFileInfo(m_file).absolutePath()).entryList({u"settings.json.bad-*"_s});
        QCOMPARE(bad.size(), 1);
        QCOMPARE(read(QFileInfo(m_file).absolutePath() + u'/' + bad[0]), text);
        store.setValue(u"a"_s, 1);
        QVERIFY(store.flush());
    }

    void FS1_threeGenerationsAreKept() {
        SettingsStore store(m_file);
        for (int i = 1; i <= 5; ++i) {
            store.setValue(u"n"_s, i);
            QVERIFY(store.flush());
        }

        QCOMPARE(numberIn(m_file), 5);
        QCOMPARE(numberIn(m_file + u".1"_s), 4);
        QCOMPARE(numberIn(m_file + u".2"_s), 3);
        QVERIFY(!QFileInfo::exists(m_file + u".3"_s));
    }

    void FS1_aFailedSaveIsToldOnce() {
        // A file stands where the folder should be: fails for root too.
        QVERIFY(QFile(m_folder->filePath(u"conf"_s)).open(QIODevice::WriteOnly));
        SettingsStore store(m_file);
        QSignalSpy failed(&store, &SettingsStore::saveFailed);

        store.setValue(u"a"_s, 1);
        QVERIFY(failed.wait(5000));
        store.setValue(u"a"_s, 2);
        QVERIFY(!failed.wait(1500));

        QFile::remove(m_folder->filePath(u"conf"_s));
        store.setValue(u"a"_s, 3);
        QVERIFY(QTest::qWaitFor([this] { return QFileInfo::exists(m_file); }, 5000));
    }

    /// A writer is killed at some point of its saving, again and again: the file is always a whole one.
    void FS2_killedWhileSavingLeavesOldOrNew() {
        {
            SettingsStore store(m_file);
            store.setValue(u"text"_s, QString(20'000, u'a'));
            store.setValue(u"n"_s, 0);
            QVERIFY(store.flush());
        }
        int last = 0;
        for (int round = 0; round < 40; ++round) {
            const pid_t writer = fork();
            if (writer == 0) {
                SettingsStore store(m_file);
                (void)store.load();
                for (int i = last + 1; i < last + 10'000; ++i) {
                    store.setValue(u"text"_s, QString(20'000, QChar(u'a' + i % 26)));
                    store.setValue(u"n"_s, i);
                    (void)store.flush();
                }
                _exit(0);
            }
            QTest::qSleep(5 + (round * 7) % 23);
            kill(writer, SIGKILL);
            waitpid(writer, nullptr, 0);

            SettingsStore store(m_file);
            const Result<void> loaded = store.load();
            QVERIFY2(loaded, loaded ? "" : qPrintable(describe(loaded.error())));
            QVERIFY(store.value(u"n"_s).toInt() >= last);
            last = store.value(u"n"_s).toInt();
            QCOMPARE(store.value(u"text"_s).toString().size(), 20'000);
        }
        QVERIFY(last > 0);
    }

    void FS7_filesArePrivateWhateverTheUmask() {
        const auto before = umask(0);
        SettingsStore store(m_file);
        for (int i = 0; i < 3; ++i) {
            store.setValue(u"a"_s, i);
            QVERIFY(store.flush());
        }
        umask(before);

        for (const QString& file : {m_file, QString(m_file + u".1"_s), QString(m_file + u".2"_s)}) {
            QCOMPARE(modeOf(file), 0600U);
        }
        QCOMPARE(modeOf(QFileInfo(m_file).absolutePath()), 0700U);
    }

private:
    void write(const QByteArray& text) {
        QVERIFY(QDir().mkpath(QFileInfo(m_file).absolutePath()));
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    static QByteArray read(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static int numberIn(const QString& path) { return QJsonDocument::fromJson(read(path)).object()["n"_L1].toInt(); }
    static uint modeOf(const QString& path) {
        struct stat status{};
        return stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 0777U : 0U;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestSettingsStore)
#include "test_settings_store.moc"
