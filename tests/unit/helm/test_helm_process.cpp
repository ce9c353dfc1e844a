// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_traces.h"
#include "tests/unit/helm/fake_helm.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Kind = HelmEnding::Kind;
using State = HelmProcess::State;

namespace {

constexpr int kBound = 20'000; // ms; a hang, not an expectation
const FixedGate kOpen(Mode::ChangesOpen);

void endOf(HelmProcess& process) {
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), State::Ended, kBound);
}
void untilRunning(HelmProcess& process) {
    QTRY_VERIFY_WITH_TIMEOUT(process.state() == State::Running, kBound);
}
QByteArray fileText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
mode_t modeOf(const QString& path) {
    struct stat about{};
    return ::lstat(QFile::encodeName(path).constData(), &about) == 0 ? about.st_mode & 07777U : 0;
}

/// What the second program does: begins an operation and waits to be killed.
int beginAndWait(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const HelmFolder folder(QString::fromLocal8Bit(argv[2]));
    SystemClock clock;
    HelmProcess process(clock);
    HelmStart start;
    start.folder = folder;
    start.helm.path = QString::fromLocal8Bit(argv[3]);
    start.helm.major = 4;
    start.call = FakeHelm::upgrade();
    start.kubeconfig = FakeHelm::kubeconfig();
    start.environment = helmEnvironment({{u"PATH"_s, u"/usr/bin:/bin"_s}});
    start.supervisor = FakeHelm::supervisor();
    start.facts = {{u"release"_s, u"payment"_s}};
    return process.start(kOpen, start) ? QCoreApplication::exec() : 1;
}

} // namespace

class TestHelmProcess : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsExitCodeAndOutput() {
        const FakeHelm fake("echo rendered; echo 'Error: UPGRADE FAILED: no' >&2; exit 3\n");
        HelmProcess process(m_clock);
        const QSignalSpy ended(&process, &HelmProcess::ended);

        QVERIFY(process.start(kOpen, fake.start()));
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Exited);
        QCOMPARE(process.ending().exitCode, 3);
        QCOMPARE(process.lastError(), u"UPGRADE FAILED: no"_s);
        QVERIFY(process.output().contains(u"rendered\n"_s));
        QCOMPARE(ended.size(), 1);
        QVERIFY(process.ending().when.secsTo(QDateTime::currentDateTimeUtc()) < 60);
    }

    void getsItsArgumentsUnchanged() {
        const FakeHelm fake("for a in \"$@\"; do echo \"$a\"; done\n");
        HelmProcess process(m_clock);
        HelmStart start = fake.start();
        start.call.description = u"$(touch /tmp/x) `id` \"q\" 'r' ; --force"_s;

        QVERIFY(process.start(kOpen, start));
        endOf(process);

        QCOMPARE(process.output().trimmed().split(u'\n'), process.arguments());
        QVERIFY(process.arguments().contains(u"--description="_s + start.call.description));
    }

    void PS8_lockedPlaceStartsNothing() {
        for (const Mode mode : {Mode::ReadOnly, Mode::Troubleshooting}) {
            const FakeHelm fake("touch \"$(dirname \"$0\")/ran\"\n");
            HelmProcess process(m_clock);
            const HelmStart start = fake.start();

            const auto started = process.start(FixedGate(mode), start);

            QVERIFY(!started);
            QCOMPARE(started.error().code, ErrorCode::Forbidden);
            QTest::qWait(50);
            QVERIFY(!QFileInfo::exists(fake.folder.path(u"ran"_s)));
            QCOMPARE(QDir(start.folder.path()).entryList(QDir::Files), QStringList());
        }
    }

    void HE8_outlivesTheProgramThatBeganIt() {
        const FakeHelm fake("echo begun\n" + waitFor(u"../../go"_s) + "echo finished; exit 0\n");
        const auto folder = HelmFolder::create(fake.root(), u"op-1"_s);
        QProcess first;
        first.start(QCoreApplication::applicationFilePath(), {u"begin"_s, folder->path(), fake.helm.path});
        QTRY_VERIFY_WITH_TIMEOUT(HelmTraces::read(*folder).helm, kBound);

        first.kill();
        QVERIFY(first.waitForFinished());
        HelmProcess process(m_clock);
        QVERIFY(process.adopt(*folder));

        QCOMPARE(process.state(), State::Running);
        QVERIFY(process.isSupervised());
        QCOMPARE(process.facts().value("release"_L1).toString(), u"payment"_s);
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);
        QCOMPARE(process.ending().kind, Kind::Exited);
        QCOMPARE(process.ending().exitCode, 0);
        QCOMPARE(process.output(), u"begun\nfinished\n"_s);
    }

    void HE8_tellsOfOneThatEndedMeanwhile() {
        const FakeHelm fake("exit 4\n");
        const HelmStart start = fake.start();
        auto earlier = std::make_unique<HelmProcess>(m_clock);
        QVERIFY(earlier->start(kOpen, start));
        earlier.reset();
        QTRY_VERIFY_WITH_TIMEOUT(HelmTraces::read(start.folder).ending, kBound);

        HelmProcess process(m_clock);
        const QSignalSpy ended(&process, &HelmProcess::ended);
        QVERIFY(process.adopt(start.folder));
        QCOMPARE(ended.size(), 0);
        endOf(process);

        QCOMPARE(process.ending().exitCode, 4);
        QCOMPARE(ended.size(), 1);
        QVERIFY(!QFileInfo::exists(start.folder.file(u"kubeconfig")));
    }

    void HE8_killedHelmIsTold() {
        const FakeHelm fake(waitFor(u"never"_s));
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        untilRunning(process);

        QVERIFY(HelmTraces::read(start.folder).helm->signal(SIGKILL, ProcessMark::Reach::Group));
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Signalled);
        QCOMPARE(process.ending().signal, SIGKILL);
        QVERIFY(!process.wasKilled());
    }

    void HE8_withoutSupervisorOnlyTheExitCodeIsLost() {
        const FakeHelm fake(waitFor(u"../../go"_s) + "echo finished\n");
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        untilRunning(process);

        QVERIFY(HelmTraces::read(start.folder).supervisor->signal(SIGKILL));
        QTRY_VERIFY_WITH_TIMEOUT(!process.isSupervised(), kBound);
        QCOMPARE(process.state(), State::Running);
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Lost);
        QCOMPARE(process.output(), u"finished\n"_s);
    }

    void HE8_bothKilledIsTold() {
        const FakeHelm fake(waitFor(u"never"_s));
        const HelmStart start = fake.start();
        auto earlier = std::make_unique<HelmProcess>(m_clock);
        QVERIFY(earlier->start(kOpen, start));
        untilRunning(*earlier);
        earlier.reset();
        const HelmTraces traces = HelmTraces::read(start.folder);
        QVERIFY(traces.supervisor->signal(SIGKILL));
        QVERIFY(traces.helm->signal(SIGKILL, ProcessMark::Reach::Group));

        HelmProcess process(m_clock);
        QVERIFY(process.adopt(start.folder));
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Lost);
    }

    void HE8_aStartThatWasGivenUpNeverRuns() {
        const FakeHelm fake("touch \"$(dirname \"$0\")/ran\"\n");
        const HelmStart start = fake.start();
        const QString file = *start.folder.write(u"operation.json"_s, R"({"id": "op-1"})");
        QFile old(file);
        QVERIFY(old.open(QIODevice::ReadWrite));
        QVERIFY(old.setFileTime(QDateTime::currentDateTime().addSecs(-60), QFileDevice::FileModificationTime));
        HelmProcess process(m_clock);
        QVERIFY(process.adopt(start.folder));
        endOf(process);
        QCOMPARE(process.ending().kind, Kind::NotStarted);

        QProcess late;
        late.start(FakeHelm::supervisor(), {start.folder.path(), fake.helm.path});
        QVERIFY(late.waitForFinished());

        QVERIFY(late.exitCode() != 0);
        QVERIFY(!QFileInfo::exists(fake.folder.path(u"ran"_s)));
    }

    void HE8_anotherProcessWithTheSamePidIsNotTaken() {
        const FakeHelm fake("true\n");
        const HelmStart start = fake.start();
        const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid());
        QVERIFY(start.folder.write(u"operation.json"_s, R"({"id": "op-1"})"));
        QVERIFY(start.folder.write(u"pid"_s, QByteArray("supervisor " + pid + " 1\nhelm " + pid + " 1\n")));

        HelmProcess process(m_clock);
        QVERIFY(process.adopt(start.folder));
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Lost);
        QVERIFY(!process.kill());
    }

    void HE9_cancelIsOneSigterm() {
        const FakeHelm fake("trap 'echo TERM' TERM\necho up\n" + waitFor(u"../../go"_s) + "exit 1\n");
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        QTRY_VERIFY_WITH_TIMEOUT(process.output().contains(u"up"_s), kBound);

        QVERIFY(process.cancel());
        const auto again = process.cancel();
        QVERIFY(!again);
        QCOMPARE(again.error().reason, u"AlreadyCancelled"_s);
        QTRY_VERIFY_WITH_TIMEOUT(process.output().contains(u"TERM"_s), kBound);
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);

        QCOMPARE(process.ending().exitCode, 1);
        QCOMPARE(process.output().count(u"TERM"_s), 1);
        HelmProcess later(m_clock);
        QVERIFY(later.adopt(start.folder));
        QVERIFY(later.wasCancelled());
    }

    void HE9_cancelAtOnceReachesHelm() {
        const FakeHelm fake("exec sleep 20\n");
        HelmProcess process(m_clock);
        QVERIFY(process.start(kOpen, fake.start()));

        QVERIFY(process.cancel());
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::Signalled);
        QCOMPARE(process.ending().signal, SIGTERM);
    }

    void HE9_killsOnlyWhenAskedTo() {
        const FakeHelm fake("trap '' TERM\nsleep 60 &\necho child $!\nwait\n" + waitFor(u"never"_s));
        HelmProcess process(m_clock);
        QVERIFY(process.start(kOpen, fake.start()));
        QTRY_VERIFY_WITH_TIMEOUT(process.output().contains(u'\n'), kBound);
        const qint64 child = process.output().trimmed().split(u' ').last().toLongLong();
        const ProcessMark mark = ProcessMark::of(child);
        QVERIFY(process.cancel());
        QTest::qWait(300);
        QCOMPARE(process.state(), State::Running);

        QVERIFY(process.kill());
        endOf(process);

        QCOMPARE(process.ending().signal, SIGKILL);
        QVERIFY(process.wasKilled());
        QTRY_VERIFY_WITH_TIMEOUT(!mark.isAlive(), kBound);
    }

    void supervisorHandsSigtermOn() {
        const FakeHelm fake("trap 'echo TERM; exit 5' TERM\necho up\n" + waitFor(u"never"_s));
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        QTRY_VERIFY_WITH_TIMEOUT(process.output().contains(u"up"_s), kBound);

        QVERIFY(HelmTraces::read(start.folder).supervisor->signal(SIGTERM));
        endOf(process);

        QCOMPARE(process.ending().exitCode, 5);
    }

    void missingSupervisorLeavesNothing() {
        const FakeHelm fake("true\n");
        HelmProcess process(m_clock);
        HelmStart start = fake.start();
        start.supervisor = u"/nowhere/pilothouse-supervisor"_s;

        const auto started = process.start(kOpen, start);

        QVERIFY(!started);
        QCOMPARE(started.error().reason, u"NoSupervisor"_s);
        QCOMPARE(QDir(start.folder.path()).entryList(QDir::Files), QStringList());
    }

    void HE1_helmThatCannotBeRunIsTold() {
        FakeHelm fake("true\n");
        fake.helm.path = fake.folder.write(u"broken"_s,
            "\x7f"
            "ELFnot really",
            QFile::ReadOwner | QFile::ExeOwner);
        HelmProcess process(m_clock);
        QVERIFY(process.start(kOpen, fake.start()));
        endOf(process);

        QCOMPARE(process.ending().kind, Kind::NotStarted);
        QCOMPARE(process.ending().error->detail, QString::fromLocal8Bit(std::strerror(ENOEXEC)));
    }

    void HE5_hostileVariablesDoNotReachHelm() {
        FakeHelm fake("env\n");
        for (const char* name : {"HELM_KUBEAPISERVER", "HELM_KUBETOKEN", "HELM_KUBECONTEXT", "HELM_NAMESPACE",
                 "KUBECONFIG", "KUBERC", "HELM_DRIVER", "HELM_DEBUG", "LD_PRELOAD"}) {
            fake.own.emplace_back(QString::fromLatin1(name), u"hostile"_s);
        }
        HelmProcess process(m_clock);
        QVERIFY(process.start(kOpen, fake.start()));
        endOf(process);

        QVERIFY(!process.output().contains(u"hostile"_s));
        QVERIFY(process.output().contains(u"HELM_DRIVER=secret\n"_s));
        QVERIFY(process.output().contains(u"PATH=/usr/bin:/bin\n"_s));
    }

    void HE11_secretsAreOnlyInTheTwoFiles() {
        const FakeHelm fake(waitFor(u"../../go"_s));
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        untilRunning(process);
        const HelmTraces traces = HelmTraces::read(start.folder);

        for (const auto& mark : {traces.helm, traces.supervisor}) {
            for (const char* name : {"cmdline", "environ"}) {
                QByteArray text; // empty for a moment, while the process becomes another program
                QTRY_VERIFY(!(text = fileText(u"/proc/%1/%2"_s.arg(mark->pid).arg(QLatin1StringView(name)))).isEmpty());
                QVERIFY(!text.contains(kCanaryToken) && !text.contains(kCanaryValue));
            }
        }
        const auto files = QDir(start.folder.path()).entryInfoList(QDir::Files);
        for (const QFileInfo& file : files) {
            const QByteArray text = fileText(file.filePath());
            const bool mayHold = file.fileName() == u"kubeconfig"_s || file.fileName() == u"values.yaml"_s;
            QCOMPARE(text.contains(kCanaryToken) || text.contains(kCanaryValue), mayHold);
        }
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);
        QVERIFY(!QFileInfo::exists(start.folder.file(u"kubeconfig")));
        QVERIFY(!QFileInfo::exists(start.folder.file(u"values.yaml")));
        process.forget();
        QVERIFY(!QFileInfo::exists(start.folder.path()));
    }

    void HE12_knownSecretsAreMaskedInOutput() {
        const FakeHelm fake("echo 'NOTES: log in with " + kCanaryValue + "'; echo 'Error: bad " + kCanaryValue
            + "' >&2; printf '\\033[31mred\\033[0m\\n'; exit 1\n");
        HelmProcess process(
            m_clock, [](QString text) { return text.replace(QString::fromLatin1(kCanaryValue), u"***"_s); });
        QVERIFY(process.start(kOpen, fake.start()));
        endOf(process);

        QVERIFY(process.output().contains(u"log in with ***\n"_s));
        QVERIFY(process.output().contains(u"red\n"_s));
        QVERIFY(!process.output().contains(u'\x1b'));
        QCOMPARE(process.lastError(), u"bad ***"_s);
    }

    void HE6_spoolOfALoudHelmIsBounded() {
        const FakeHelm fake("head -c 80000000 /dev/zero | tr '\\0' 'x'\necho; echo last\n" + waitFor(u"../../go"_s));
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));

        QTRY_VERIFY_WITH_TIMEOUT(process.output().endsWith(u"last\n"_s), kBound);
        QVERIFY(process.output().size() <= 64 * 1024);
        const auto blocks = [&start] {
            struct stat about{};
            ::stat(QFile::encodeName(start.folder.file(u"stdout")).constData(), &about);
            return about.st_blocks * 512;
        };
        QTRY_VERIFY_WITH_TIMEOUT(blocks() < (4 << 20), kBound);
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);
    }

    void FS7_filesArePrivateUnderAnyUmask() {
        const mode_t before = ::umask(0);
        const FakeHelm fake(waitFor(u"../../go"_s) + "touch made\n");
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        untilRunning(process);
        ::umask(before);

        QCOMPARE(modeOf(fake.folder.path(u"state"_s)), 0700U);
        QCOMPARE(modeOf(fake.root()), 0700U);
        QCOMPARE(modeOf(start.folder.path()), 0700U);
        const auto entries = QDir(start.folder.path()).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QVERIFY(entries.size() >= 8);
        for (const QFileInfo& entry : entries) {
            QCOMPARE(modeOf(entry.filePath()), entry.isDir() ? 0700U : 0600U);
        }
        fake.folder.write(u"state/operations/go"_s, {});
        endOf(process);
        QCOMPARE(modeOf(start.folder.file(u"cwd/made")), 0600U);
    }

    void inheritsNoDescriptorsAndNoTerminal() {
        const int leaked = ::open("/dev/null", O_RDONLY); // not CLOEXEC: on purpose
        const FakeHelm fake("ls -l /proc/$$/fd | sed 's/.* \\([0-9]* -> .*\\)/\\1/'; pwd; ls -A\n");
        HelmProcess process(m_clock);
        const HelmStart start = fake.start();
        QVERIFY(process.start(kOpen, start));
        endOf(process);
        ::close(leaked);

        const QString output = process.output();
        QVERIFY(output.contains(u"0 -> /dev/null\n"_s));
        QVERIFY(output.contains(u"1 -> %1\n"_s.arg(start.folder.file(u"stdout"))));
        QVERIFY(output.endsWith(start.folder.file(u"cwd") + u'\n')); // and nothing in it
        // The shell reads its script from a descriptor of its own.
        QCOMPARE(output.count(u" -> "_s) - output.count(fake.helm.path), 3);
    }

private:
    SystemClock m_clock;
};

int main(int argc, char** argv) {
    if (argc == 4 && std::strcmp(argv[1], "begin") == 0) {
        return beginAndWait(argc, argv);
    }
    QCoreApplication app(argc, argv);
    TestHelmProcess test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_helm_process.moc"
