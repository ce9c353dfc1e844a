// SPDX-License-Identifier: Apache-2.0
#include "core/config/kubeconfig_watcher.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestKubeconfigWatcher : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsOnceOfManyWrites() {
        const TestFolder folder;
        const QString file = folder.write(u"config"_s, "a");
        SystemClock clock;
        KubeconfigWatcher watcher(clock, {file});
        QSignalSpy told(&watcher, &KubeconfigWatcher::changed);

        for (int i = 0; i < 5; ++i) {
            folder.write(u"config"_s, QByteArray(i + 2, 'b'));
            QTest::qWait(20);
        }

        QVERIFY(told.wait(5000));
        QTest::qWait(400);
        QCOMPARE(told.size(), 1);
    }

    void KC10_followsAFileThatIsReplacedOrComesBack() {
        const TestFolder folder;
        const QString file = folder.write(u"config"_s, "a");
        SystemClock clock;
        KubeconfigWatcher watcher(clock, {file});
        QSignalSpy told(&watcher, &KubeconfigWatcher::changed);

        folder.write(u"new"_s, "bb");
        QFile::remove(file);
        QVERIFY(told.wait(5000)); // gone
        QVERIFY(QFile::rename(folder.path(u"new"_s), file));
        QVERIFY(told.wait(5000)); // back
        folder.write(u"config"_s, "ccc");
        QVERIFY(told.wait(5000)); // and still watched
    }

    void tellsOfAFolderMadeLater() {
        const TestFolder folder;
        SystemClock clock;
        KubeconfigWatcher watcher(clock, {folder.path(u".kube/config"_s)});
        QSignalSpy told(&watcher, &KubeconfigWatcher::changed);

        QVERIFY(QDir().mkdir(folder.path(u".kube"_s)));
        QTest::qWait(400);
        folder.write(u".kube/config"_s, "a");

        QVERIFY(told.wait(5000));
    }

    void isSilentAboutOtherFilesOfTheFolder() {
        const TestFolder folder;
        const QString file = folder.write(u"config"_s, "a");
        SystemClock clock;
        KubeconfigWatcher watcher(clock, {file});
        QSignalSpy told(&watcher, &KubeconfigWatcher::changed);

        folder.write(u"cache"_s, "x");

        QVERIFY(!told.wait(600));
    }
};

QTEST_GUILESS_MAIN(TestKubeconfigWatcher)
#include "test_kubeconfig_watcher.moc"
