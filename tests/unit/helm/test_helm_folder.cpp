// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_folder.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

mode_t modeOf(const QString& path) {
    struct stat about{};
    return ::lstat(QFile::encodeName(path).constData(), &about) == 0 ? about.st_mode & 07777U : 0;
}

QString reasonOf(const Result<HelmFolder>& made) {
    return made ? QString() : made.error().reason;
}

} // namespace

class TestHelmFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void FS7_isPrivateUnderAnyUmask_data() {
        QTest::addColumn<int>("mask");
        QTest::newRow("000") << 0;
        QTest::newRow("077") << 077;
        QTest::newRow("777") << 0777;
    }
    void FS7_isPrivateUnderAnyUmask() {
        QFETCH(const int, mask);
        const TestFolder folder;
        const mode_t before = ::umask(static_cast<mode_t>(mask));
        const auto made = HelmFolder::create(folder.path(u"a/b/state"_s), u"op"_s);
        const auto file = made ? made->write(u"values.yaml"_s, "x") : Result<QString>(QString());
        ::umask(before);

        QVERIFY(made && file);
        for (const QString& path : {u"a"_s, u"a/b"_s, u"a/b/state"_s, u"a/b/state/op"_s, u"a/b/state/op/cwd"_s}) {
            QCOMPARE(modeOf(folder.path(path)), 0700U);
        }
        QCOMPARE(modeOf(*file), 0600U);
    }

    void HE10_placeThatOthersMayWriteIsRefused() {
        const TestFolder folder;
        const QString root = folder.path(u"state"_s);
        QVERIFY(QDir().mkdir(root));
        ::chmod(QFile::encodeName(root).constData(), 0777);

        QCOMPARE(reasonOf(HelmFolder::create(root, u"op"_s)), u"NotPrivate"_s);
        QCOMPARE(QDir(root).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden), QStringList());
    }

    void HE10_placeThatOthersMayReadIsClosed() {
        const TestFolder folder;
        const QString root = folder.path(u"state"_s);
        QVERIFY(QDir().mkdir(root));
        ::chmod(QFile::encodeName(root).constData(), 0755);

        QVERIFY(HelmFolder::create(root, u"op"_s));
        QCOMPARE(modeOf(root), 0700U);
    }

    void HE10_linkInPlaceOfTheFolderIsRefused() {
        const TestFolder folder;
        QVERIFY(QDir().mkdir(folder.path(u"elsewhere"_s)));
        QVERIFY(QFile::link(folder.path(u"elsewhere"_s), folder.path(u"state"_s)));

        QCOMPARE(reasonOf(HelmFolder::create(folder.path(u"state"_s), u"op"_s)), u"NotPrivate"_s);
    }

    void HE10_otherUsersFolderIsRefused() {
        if (::geteuid() != 0) {
            QSKIP("only root can give a folder away");
        }
        const TestFolder folder;
        const QString root = folder.path(u"state"_s);
        QVERIFY(QDir().mkdir(root));
        if (::chown(QFile::encodeName(root).constData(), 65534, 65534) != 0) {
            QSKIP("this user name space has no other users");
        }

        QCOMPARE(reasonOf(HelmFolder::create(root, u"op"_s)), u"NotPrivate"_s);
    }

    void HE10_fullDiskIsFoundBeforeAnythingStarts() {
        const TestFolder folder;
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit small{1024, before.rlim_max}; // writes fail half way, as on a full disk
        const auto handler = ::signal(SIGXFSZ, SIG_IGN);
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto made = HelmFolder::create(folder.path(u"state"_s), u"op"_s);
        ::setrlimit(RLIMIT_FSIZE, &before);
        ::signal(SIGXFSZ, handler);

        QCOMPARE(reasonOf(made), u"DiskFull"_s);
        QCOMPARE(QDir(folder.path(u"state"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
            QStringList());
    }

    void namesCannotLeaveTheFolder() {
        const TestFolder folder;
        for (const QString& name : {u".."_s, u"a/b"_s, u""_s, u".hidden"_s, u"-x"_s, u"a\n"_s, QString(200, u'a')}) {
            QVERIFY(!HelmFolder::create(folder.path(u"state"_s), name));
        }
        const auto made = HelmFolder::create(folder.path(u"state"_s), u"op"_s);
        QVERIFY(!made->write(u"../x"_s, "x"));
        QVERIFY(!HelmFolder::create(u"relative"_s, u"op"_s));
    }

    void nothingIsWrittenThroughALink() {
        const TestFolder folder;
        const QString victim = folder.write(u"victim"_s, "keep");
        const auto made = HelmFolder::create(folder.path(u"state"_s), u"op"_s);
        QVERIFY(QFile::link(victim, made->file(u"values.yaml")));

        QVERIFY(!made->write(u"values.yaml"_s, "x"));
        made->discard(u"values.yaml"_s);
        QCOMPARE(made->read(u"values.yaml"_s), QByteArray());
        made->remove();

        QCOMPARE(folder.read(u"victim"_s), QByteArray("keep"));
        QVERIFY(!QFileInfo::exists(made->path()));
    }

    void oneIdIsOneFolder() {
        const TestFolder folder;
        const auto made = HelmFolder::create(folder.path(u"state"_s), u"op"_s);
        QVERIFY(made->write(u"x"_s, "1"));

        QCOMPARE(reasonOf(HelmFolder::create(folder.path(u"state"_s), u"op"_s)), u"Exists"_s);
        QVERIFY(!made->write(u"x"_s, "2"));
        QCOMPARE(made->read(u"x"_s), QByteArray("1"));
        QCOMPARE(helmFolders(folder.path(u"state"_s)), QStringList{made->path()});
    }
};

QTEST_GUILESS_MAIN(TestHelmFolder)
#include "test_helm_folder.moc"
