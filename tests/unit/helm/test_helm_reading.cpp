// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_traces.h"
#include "tests/support/awaiting.h"
#include "tests/unit/helm/fake_helm.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QStringList leftIn(const QString& root) {
    return QDir(root).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
}

} // namespace

class TestHelmReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void givesOutputAndWarningsApart() {
        const FakeHelm fake("echo manifest; echo 'level=WARN msg=x' >&2\n");

        const auto answer = runToEnd(readHelm(fake.reading(HelmVerb::Template), m_clock));

        QVERIFY2(answer, answer ? "" : qPrintable(describe(answer.error())));
        QCOMPARE(answer->output, QByteArray("manifest\n"));
        QCOMPARE(answer->messages, u"level=WARN msg=x\n"_s);
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void HE11_inputIsInPrivateFilesAndNotInArguments() {
        const FakeHelm fake("echo \"$@\"; env; for a in \"$@\"; do case $a in --kubeconfig=*|--values=*) "
                            "stat -c '%a %n' \"${a#*=}\";; esac; done; stat -c '%a %n' ..\n");

        const auto answer = runToEnd(readHelm(fake.reading(HelmVerb::Template), m_clock));

        QVERIFY(answer);
        QVERIFY(!answer->output.contains(kCanaryToken) && !answer->output.contains(kCanaryValue));
        QCOMPARE(answer->output.count("\n600 /"), 2);
        QVERIFY(answer->output.endsWith("700 ..\n"));
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void failureIsInHelmsOwnWords() {
        FakeHelm fake("echo 'Error: chart needs " + kCanaryValue + "' >&2; exit 1\n");
        HelmReading reading = fake.reading(HelmVerb::Template);
        reading.mask = [](QString text) { return text.replace(QString::fromLatin1(kCanaryValue), u"***"_s); };

        const auto answer = runToEnd(readHelm(reading, m_clock));

        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Process);
        QCOMPARE(answer.error().detail, u"chart needs ***"_s);
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void HE4_badPluginIsNamedAsTheReason() {
        const FakeHelm fake("echo 'Error: plugin \"x\" could not be loaded' >&2; exit 1\n");

        const auto answer = runToEnd(readHelm(fake.reading(HelmVerb::ShowValues), m_clock));

        QCOMPARE(answer.error().reason, u"BadPlugin"_s);
    }

    void PS8_verbsThatChangeAreNoReadings() {
        const FakeHelm fake("touch \"$(dirname \"$0\")/ran\"\n");
        for (const HelmVerb verb :
            {HelmVerb::Install, HelmVerb::Upgrade, HelmVerb::Rollback, HelmVerb::Uninstall, HelmVerb::Test}) {
            const auto answer = runToEnd(readHelm(fake.reading(verb), m_clock));
            QCOMPARE(answer.error().reason, u"NotReading"_s);
        }
        QVERIFY(!QFileInfo::exists(fake.folder.path(u"ran"_s)));
    }

    void HE6_endlessOutputIsEnded() {
        const FakeHelm fake("exec yes\n");
        HelmReading reading = fake.reading(HelmVerb::Template);
        reading.outputLimit = 1_MiB;

        const auto answer = runToEnd(readHelm(reading, m_clock));

        QCOMPARE(answer.error().reason, u"TooLarge"_s);
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void HE6_loudErrorsAreBounded() {
        const FakeHelm fake("head -c 30000000 /dev/zero | tr '\\0' 'x' >&2; echo >&2; echo 'Error: end' >&2; exit 1\n");

        const auto answer = runToEnd(readHelm(fake.reading(HelmVerb::Template), m_clock));

        QCOMPARE(answer.error().detail, u"end"_s);
    }

    void deadlineEndsHelmAndItsChildren() {
        const FakeHelm fake("trap '' TERM\nsleep 30 &\necho $! > \"$(dirname \"$0\")/child\"\nwait\n");
        HelmReading reading = fake.reading(HelmVerb::Template);
        reading.deadline = std::chrono::milliseconds(500);

        const auto answer = runToEnd(readHelm(reading, m_clock));

        QCOMPARE(answer.error().code, ErrorCode::Timeout);
        const ProcessMark child = ProcessMark::of(fake.folder.read(u"child"_s).trimmed().toLongLong());
        QTRY_VERIFY(!child.isAlive());
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void destroyingTheTaskEndsHelm() {
        const FakeHelm fake("echo $$ > \"$(dirname \"$0\")/pid\"\nsleep 30\n");
        auto scope = std::make_unique<TaskScope>();
        scope->launch<Result<HelmAnswer>>(
            readHelm(fake.reading(HelmVerb::Template), m_clock), [](const Result<HelmAnswer>&) { QFAIL("was told"); });
        QTRY_VERIFY(fake.folder.read(u"pid"_s).endsWith('\n'));
        const ProcessMark helm = ProcessMark::of(fake.folder.read(u"pid"_s).trimmed().toLongLong());
        QVERIFY(helm.isAlive());

        scope.reset();

        QTRY_VERIFY(!helm.isAlive());
        QCOMPARE(leftIn(fake.root()), QStringList());
    }

    void leftoversOfAKilledProgramAreSwept() {
        const FakeHelm fake("true\n");
        const auto gone = HelmFolder::create(fake.root(), u"read-gone"_s);
        const auto mine = HelmFolder::create(fake.root(), u"read-mine"_s);
        const auto operation = HelmFolder::create(fake.root(), u"op-1"_s);
        QVERIFY(gone->write(u"owner"_s, "1 1"));
        QVERIFY(gone->write(u"kubeconfig"_s, kCanaryToken));
        const ProcessMark self = ProcessMark::of(QCoreApplication::applicationPid());
        QVERIFY(mine->write(u"owner"_s, QByteArray(QByteArray::number(self.pid) + ' ' + self.start)));

        sweepHelmReadings(fake.root());

        QCOMPARE(helmFolders(fake.root()), QStringList({operation->path(), mine->path()}));
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestHelmReading)
#include "test_helm_reading.moc"
