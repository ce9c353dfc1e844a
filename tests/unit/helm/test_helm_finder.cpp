// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_finder.h"
#include "tests/support/awaiting.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

struct Machine {
    QString helm(const QString& folderName, const QByteArray& body) const {
        return folder.script(folderName + u"/helm"_s, "echo x >> \"$(dirname \"$0\")/runs\"\n" + body);
    }
    HelmProgram probe(const QString& path) { return runToEnd(finder().probe(path)); }
    HelmFinder& finder(const QString& path = {}) {
        if (!made) {
            const EnvironmentVariables own{{u"PATH"_s, path + u":/usr/bin:/bin"_s}, {u"HOME"_s, folder.path(u"home"_s)},
                {u"HELM_KUBEAPISERVER"_s, u"https://hostile.example"_s}};
            made = std::make_unique<HelmFinder>(clock, folder.path(u"state"_s), own);
        }
        return *made;
    }
    [[nodiscard]] qsizetype runs(const QString& folderName) const {
        return folder.read(folderName + u"/runs"_s).count('x');
    }

    TestFolder folder;
    SystemClock clock;
    std::unique_ptr<HelmFinder> made;
};

QString problemOf(const HelmProgram& program) {
    return program.problem ? program.problem->reason : QString();
}

} // namespace

class TestHelmFinder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void HE1_versionIsRead_data() {
        QTest::addColumn<QString>("printed");
        QTest::addColumn<int>("major");
        QTest::addColumn<int>("minor");
        QTest::addColumn<QString>("problem");
        QTest::newRow("released 3") << u"v3.22.0\n"_s << 3 << 22 << QString();
        QTest::newRow("with a commit") << u"v3.18.4+gd80839c"_s << 3 << 18 << QString();
        QTest::newRow("go install") << u"v4.3"_s << 4 << 3 << QString();
        QTest::newRow("candidate") << u"v4.2.0-rc.1"_s << 4 << 2 << QString();
        QTest::newRow("helm 2") << u"v2.17.0"_s << 2 << 17 << u"Helm2"_s;
        QTest::newRow("too old") << u"v3.12.3"_s << 3 << 12 << u"HelmTooOld"_s;
        QTest::newRow("from the future") << u"v5.0.0"_s << 5 << 0 << u"UnknownHelm"_s;
        QTest::newRow("something else") << u"Client: v1"_s << 0 << 0 << u"NotHelm"_s;
        QTest::newRow("nothing") << u""_s << 0 << 0 << u"NotHelm"_s;
        QTest::newRow("endless number") << u"v33333333333.1.1"_s << 0 << 0 << u"NotHelm"_s;
    }
    void HE1_versionIsRead() {
        QFETCH(const QString, printed);

        const HelmProgram program = helmFromVersion(u"/usr/bin/helm"_s, printed);

        QTEST(program.major, "major");
        QTEST(program.minor, "minor");
        QTEST(problemOf(program), "problem");
    }

    void HE2_knownHolesAreNamed_data() {
        QTest::addColumn<QString>("printed");
        QTest::addColumn<QStringList>("cves");
        QTest::newRow("4.1.3") << u"v4.1.3"_s
                               << QStringList{u"CVE-2026-35204"_s, u"CVE-2026-35205"_s, u"CVE-2026-35206"_s};
        QTest::newRow("4.1.4") << u"v4.1.4"_s << QStringList();
        QTest::newRow("3.18.3") << u"v3.18.3"_s
                                << QStringList{u"CVE-2025-53547"_s, u"CVE-2025-55198"_s, u"CVE-2025-55199"_s,
                                       u"CVE-2026-35206"_s};
        QTest::newRow("3.17.4 has the backport")
            << u"v3.17.4"_s << QStringList{u"CVE-2025-55198"_s, u"CVE-2025-55199"_s, u"CVE-2026-35206"_s};
        QTest::newRow("3.20.2") << u"v3.20.2"_s << QStringList();
        QTest::newRow("patch not told") << u"v4.1"_s << QStringList();
    }
    void HE2_knownHolesAreNamed() {
        QFETCH(const QString, printed);
        QFETCH(QStringList, cves);

        cves.replaceInStrings(QRegularExpression(u"^"_s), u"KnownVulnerable:"_s);
        QCOMPARE(helmFromVersion(u"/usr/bin/helm"_s, printed).warnings, cves);
    }

    void HE1_relativeFoldersAreNoPlaceForHelm() {
        const Machine machine;
        machine.helm(u"good"_s, "echo v4.3.1\n");
        machine.helm(u"here"_s, "echo v4.3.1\n");
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(machine.folder.path(u"here"_s)));

        const QStringList found = HelmFinder::candidates(u".::here:bin:%1:%1/"_s.arg(machine.folder.path(u"good"_s)));

        QDir::setCurrent(before);
        QCOMPARE(found, QStringList{machine.folder.path(u"good/helm"_s)});
    }

    void HE1_firstUsableOneOfPathIsTaken() {
        Machine machine;
        machine.helm(u"old"_s, "echo v2.17.0\n");
        machine.helm(u"good"_s, "echo v4.3.1\n");
        machine.helm(u"other"_s, "echo v3.22.0\n");
        QStringList path;
        for (const char* name : {"absent", "old", "good", "other"}) {
            path += machine.folder.path(QString::fromLatin1(name));
        }

        HelmFinder& finder = machine.finder(path.join(u':'));
        const auto all = runToEnd(finder.findAll());
        const auto found = runToEnd(finder.find());

        QCOMPARE(all.size(), 3UZ);
        QCOMPARE(problemOf(all[0]), u"Helm2"_s);
        QVERIFY(found);
        QCOMPARE(found->path, machine.folder.path(u"good/helm"_s));
        QCOMPARE(found->major, 4);
        QCOMPARE(runToEnd(finder.find(machine.folder.path(u"other/helm"_s)))->major, 3);
        QCOMPARE(runToEnd(finder.find(machine.folder.path(u"gone/helm"_s))).error().reason, u"NoHelm"_s);
    }

    void HE1_unusableProgramsAreTold() {
        Machine machine;
        QCOMPARE(problemOf(machine.probe(machine.folder.path(u"none"_s))), u"NoHelm"_s);
        QCOMPARE(problemOf(machine.probe(u"helm"_s)), u"NoHelm"_s);
        QCOMPARE(problemOf(machine.probe(machine.folder.write(u"plain"_s, "text"))), u"NotExecutable"_s);
        const auto mayRun = QFile::ReadOwner | QFile::ExeOwner;
        // 64 bit, little endian, an S/390's.
        const QByteArray foreign = "\x7f"
                                   "ELF\x02\x01\x01"
            + QByteArray(9, '\0') + QByteArray("\x02\x00\x16\x00", 4);
        QCOMPARE(problemOf(machine.probe(machine.folder.write(u"foreign"_s, foreign, mayRun))), u"WrongArchitecture"_s);
        QCOMPARE(problemOf(machine.probe(machine.folder.write(u"junk"_s, QByteArray("\0\1\2", 3), mayRun))),
            u"WrongArchitecture"_s);
        QCOMPARE(problemOf(machine.probe(machine.helm(u"alias"_s, "echo hello\n"))), u"NotHelm"_s);
        QCOMPARE(problemOf(machine.probe(machine.helm(u"two"_s, "echo 'Error: could not find tiller' >&2; exit 1\n"))),
            u"Helm2"_s);
        QCOMPARE(
            problemOf(machine.probe(machine.helm(u"fails"_s, "echo 'Error: no' >&2; exit 1\n"))), u"ProbeFailed"_s);
    }

    void HE1_scriptsAndOpenFoldersAreWarnedOf() {
        Machine machine;
        const QString path = machine.helm(u"open"_s, "echo v4.3.1\n");
        QFile::setPermissions(machine.folder.path(u"open"_s), QFile::Permissions(0x7777));

        const HelmProgram program = machine.probe(path);

        QVERIFY(!program.problem);
        QCOMPARE(program.warnings, QStringList({u"Wrapper"_s, u"WritableByOthers"_s}));
    }

    void HE4_brokenPluginIsToldAndGotRound() {
        Machine machine;
        const HelmProgram fatal = machine.probe(machine.helm(
            u"fatal"_s, "[ -n \"$HELM_NO_PLUGINS\" ] || { echo 'panic: plugin.yaml' >&2; exit 2; }\necho v3.13.0\n"));
        const HelmProgram warned = machine.probe(
            machine.helm(u"warned"_s, "echo 'level=WARN msg=\"failed to load plugin (ignoring)\"' >&2; echo v4.3.1\n"));

        QVERIFY(!fatal.problem && fatal.warnings.contains(u"BadPlugin"_s));
        QVERIFY(!warned.problem && warned.warnings.contains(u"BadPlugin"_s));
    }

    void HE5_probeHasTheCleanEnvironment() {
        Machine machine;

        const HelmProgram program = machine.probe(machine.helm(u"x"_s,
            "[ -z \"$HELM_KUBEAPISERVER\" ] && [ \"$NO_COLOR\" = 1 ] && [ \"$1\" = version ] && echo v4.3.1\n"));

        QCOMPARE(program.version, u"v4.3.1"_s);
    }

    void isAskedAgainOnlyWhenItsFileChanges() {
        Machine machine;
        const QString path = machine.helm(u"x"_s, "echo v4.3.1\n");
        QCOMPARE(machine.probe(path).minor, 3);
        QCOMPARE(machine.probe(path).minor, 3);
        QCOMPARE(machine.runs(u"x"_s), 1);

        machine.helm(u"x"_s, "echo v4.10.1\n");

        QCOMPARE(machine.probe(path).minor, 10);
        QCOMPARE(machine.runs(u"x"_s), 2);
    }

    void realHelmsAreRecognised() {
        const QString three = qEnvironmentVariable("PILOTHOUSE_HELM3");
        const QString four = qEnvironmentVariable("PILOTHOUSE_HELM4");
        if (three.isEmpty() || four.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
        }
        Machine machine;
        const HelmProgram v3 = machine.probe(three);
        const HelmProgram v4 = machine.probe(four);

        QVERIFY2(!v3.problem && !v4.problem, qPrintable(problemOf(v3) + problemOf(v4)));
        QCOMPARE(v3.major, 3);
        QCOMPARE(v4.major, 4);
        QVERIFY(!v4.warnings.contains(u"Wrapper"_s));
    }
};

QTEST_GUILESS_MAIN(TestHelmFinder)
#include "test_helm_finder.moc"
