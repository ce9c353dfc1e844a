// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_arguments.h"

#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

HelmProgram helm(int major, int minor = 20) {
    HelmProgram program;
    program.path = u"/usr/bin/helm"_s;
    program.major = major;
    program.minor = minor;
    program.version = u"v%1.%2.0"_s.arg(major).arg(minor);
    return program;
}

HelmCall call(HelmVerb verb) {
    HelmCall call;
    call.verb = verb;
    call.release = u"payment"_s;
    call.nameSpace = u"shop"_s;
    call.context = u"eks_stg-app"_s;
    call.kubeconfig = u"/state/op/kubeconfig"_s;
    call.chart = u"/charts/payment"_s;
    call.valuesFile = u"/state/op/values.yaml"_s;
    call.revision = 7;
    return call;
}

QStringList argv(const HelmCall& call, int major) {
    const auto arguments = helmArguments(call, helm(major));
    return arguments ? *arguments : QStringList{u"error: "_s + arguments.error().reason};
}

QString reasonOf(const HelmCall& call, const HelmProgram& program) {
    const auto arguments = helmArguments(call, program);
    return arguments ? QString() : arguments.error().reason;
}

bool isInHelp(const QString& help, const QString& flag) {
    return help.contains(QRegularExpression(QRegularExpression::escape(flag) + u"[ =\\n]"_s));
}

/// With every option that adds a flag.
HelmCall loaded(HelmVerb verb, int major) {
    HelmCall all = call(verb);
    all.chartVersion = u"1.2.3"_s;
    all.repoUrl = u"http://127.0.0.1:9"_s;
    all.chart = verb == HelmVerb::DependencyBuild || verb == HelmVerb::Lint ? all.chart : u"payment"_s;
    all.destination = u"/state/op"_s;
    all.waitForJobs = true;
    all.rollbackOnFailure = true;
    all.runHooks = false;
    all.takeOwnership = true;
    all.createNamespace = true;
    all.keepHistory = true;
    all.cleanupOnFail = true;
    all.skipCrds = true;
    all.description = u"because"_s;
    if (major == 4) {
        all.apply = HelmApply::ServerSide;
        all.forceConflicts = true;
    }
    return all;
}

const QList<HelmVerb> kVerbs{HelmVerb::Version, HelmVerb::Template, HelmVerb::ShowChart, HelmVerb::ShowValues,
    HelmVerb::ShowCrds, HelmVerb::Lint, HelmVerb::Pull, HelmVerb::DependencyBuild, HelmVerb::Install, HelmVerb::Upgrade,
    HelmVerb::Rollback, HelmVerb::Uninstall, HelmVerb::Test};

} // namespace

class TestHelmArguments : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void upgradeSendsAllValues() {
        QCOMPARE(argv(call(HelmVerb::Upgrade), 4),
            QStringList({u"upgrade"_s, u"--kubeconfig=/state/op/kubeconfig"_s, u"--kube-context=eks_stg-app"_s,
                u"--namespace=shop"_s, u"--values=/state/op/values.yaml"_s, u"--timeout=300s"_s, u"--wait=watcher"_s,
                u"--reset-values"_s, u"--history-max=10"_s, u"--"_s, u"payment"_s, u"/charts/payment"_s}));
    }

    void PS1_everyCallThatAsksAClusterNamesContextAndNamespace() {
        for (const HelmVerb verb : kVerbs) {
            const QStringList arguments = argv(call(verb), 4);
            const bool asks = isMutating(verb) || verb == HelmVerb::Template;
            QCOMPARE(arguments.contains(u"--kube-context=eks_stg-app"_s), asks);
            QCOMPARE(arguments.contains(u"--kubeconfig=/state/op/kubeconfig"_s), asks);
            HelmCall nowhere = call(verb);
            nowhere.context.clear();
            QCOMPARE(reasonOf(nowhere, helm(4)), asks ? u"NoContext"_s : QString());
        }
    }

    void HE1_flagsFollowTheMajor() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.rollbackOnFailure = true;
        upgrade.wait = HelmWait::Legacy;
        const QStringList three = argv(upgrade, 3);
        const QStringList four = argv(upgrade, 4);

        QVERIFY(three.contains(u"--atomic"_s) && three.contains(u"--wait"_s));
        QVERIFY(four.contains(u"--rollback-on-failure"_s) && four.contains(u"--wait=legacy"_s));
        QVERIFY(!four.contains(u"--atomic"_s) && !four.contains(u"legacy"_s));
    }

    void rollbackKeepsItsDescriptionInHelm4Only() {
        HelmCall rollback = call(HelmVerb::Rollback);
        rollback.description = u"bad\nimage"_s;

        QVERIFY(argv(rollback, 4).contains(u"--description=bad image"_s));
        QVERIFY(argv(rollback, 3).filter(u"description"_s).isEmpty());
        QCOMPARE(
            argv(rollback, 3).mid(argv(rollback, 3).indexOf(u"--"_s)), QStringList({u"--"_s, u"payment"_s, u"7"_s}));
    }

    void descriptionIsCutWhereHelmWouldRefuseIt() {
        HelmCall rollback = call(HelmVerb::Rollback);
        rollback.description = QString(255, u'x') + QString::fromUcs4(U"\U0001F600") + u"tail"_s;

        const QString flag = argv(rollback, 4).filter(u"--description="_s).value(0);

        QCOMPARE(flag.size(), u"--description="_s.size() + 255); // no half of a pair
    }

    void previewAsksTheServerAndChangesNothing() {
        const QStringList three = argv(call(HelmVerb::Template), 3);
        const QStringList four = argv(call(HelmVerb::Template), 4);

        QVERIFY(three.contains(u"--validate"_s) && three.contains(u"--dry-run=server"_s));
        QVERIFY(four.contains(u"--dry-run=server"_s) && !four.contains(u"--validate"_s));
        QVERIFY(three.contains(u"--is-upgrade"_s) && four.contains(u"--is-upgrade"_s));
        HelmCall install = call(HelmVerb::Template);
        install.isUpgrade = false;
        QVERIFY(!argv(install, 4).contains(u"--is-upgrade"_s));
    }

    void waitingIsSaidInWordsHelmTakes() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.wait = HelmWait::HooksOnly;
        upgrade.waitForJobs = true;
        QVERIFY(argv(upgrade, 4).contains(u"--wait=hookOnly"_s));
        QVERIFY(argv(upgrade, 3).filter(u"--wait"_s).isEmpty());

        upgrade.rollbackOnFailure = true; // implies waiting
        QVERIFY(argv(upgrade, 4).contains(u"--wait=watcher"_s));
        QVERIFY(argv(upgrade, 3).contains(u"--wait"_s));
    }

    void serverSideApplyNeedsHelm4() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.apply = HelmApply::ServerSide;
        upgrade.forceConflicts = true;

        QCOMPARE(reasonOf(upgrade, helm(3)), u"NeedsHelm4"_s);
        QVERIFY(argv(upgrade, 4).contains(u"--server-side=true"_s));
        QVERIFY(argv(upgrade, 4).contains(u"--force-conflicts"_s));
        upgrade.apply = HelmApply::ClientSide;
        upgrade.forceConflicts = false;
        QVERIFY(argv(upgrade, 3).filter(u"server-side"_s).isEmpty());
    }

    void takingOwnershipNeeds317() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.takeOwnership = true;

        QCOMPARE(reasonOf(upgrade, helm(3, 16)), u"HelmTooOld"_s);
        QCOMPARE(reasonOf(upgrade, helm(3, 17)), QString());
    }

    void HE3_namesThatLookLikeFlagsAreRefused_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("plain") << u"payment-api"_s << true;
        QTest::newRow("dotted") << u"a.b-c.d"_s << true;
        QTest::newRow("53") << QString(53, u'a') << true;
        for (const QString& bad : {u"-f"_s, u"--set=a=b"_s, u""_s, u"a,b"_s, u"a=b"_s, u"a b"_s, u"$(id)"_s, u"a\nb"_s,
                 u"payment\n"_s, u"'a'"_s, u"A"_s, u"a..b"_s, u"a-"_s, QString(54, u'a')}) {
            QTest::newRow(qPrintable(u"bad:"_s + bad)) << bad << false;
        }
    }
    void HE3_namesThatLookLikeFlagsAreRefused() {
        QFETCH(const QString, name);
        QFETCH(const bool, isGood);
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.release = name;

        QCOMPARE(isReleaseName(name), isGood);
        QCOMPARE(reasonOf(upgrade, helm(4)), isGood ? QString() : u"BadName"_s);
    }

    void HE3_namespacesAndChartsAreCheckedToo() {
        for (const QString& bad : {u"-n"_s, u""_s, u"a.b"_s, u"shop\n"_s, QString(64, u'a')}) {
            HelmCall upgrade = call(HelmVerb::Upgrade);
            upgrade.nameSpace = bad;
            QCOMPARE(reasonOf(upgrade, helm(4)), u"BadName"_s);
        }
        for (const QString& bad : {u"--post-renderer=x"_s, u""_s, u"a\nb"_s, u"./chart"_s, u"../chart"_s}) {
            HelmCall upgrade = call(HelmVerb::Upgrade);
            upgrade.chart = bad;
            QCOMPARE(reasonOf(upgrade, helm(4)), u"BadChart"_s);
        }
    }

    void HE3_hostileTextStaysInItsOwnArgument() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.context = u"-x --kube-token=t"_s;
        upgrade.chartVersion = u"--devel"_s;
        upgrade.valuesFile = u"/a,b\"c/values.yaml"_s;

        const QStringList arguments = argv(upgrade, 4);

        QVERIFY(arguments.contains(u"--kube-context=-x --kube-token=t"_s));
        QVERIFY(arguments.contains(u"--version=--devel"_s));
        QVERIFY(arguments.contains(u"--values=\"/a,b\"\"c/values.yaml\""_s));
    }

    void HE11_passwordsInAddressesAreRefused() {
        for (const QString& url : {u"https://me:secret@charts.example"_s, u"https://token@charts.example"_s,
                 u"oci://me:secret@registry.example/chart"_s}) {
            HelmCall upgrade = call(HelmVerb::Upgrade);
            (url.startsWith(u"oci"_s) ? upgrade.chart : upgrade.repoUrl) = url;
            const auto arguments = helmArguments(upgrade, helm(4));
            QVERIFY(!arguments);
            QCOMPARE(arguments.error().reason, u"SecretInArguments"_s);
            QVERIFY(!describe(arguments.error()).contains(u"secret"_s));
        }
        HelmCall pinned = call(HelmVerb::Upgrade);
        pinned.chart = u"oci://registry.example/chart@sha256:0123"_s;
        QCOMPARE(reasonOf(pinned, helm(4)), QString());
    }

    void displayedCommandIsWhatAPersonWouldType() {
        HelmCall upgrade = call(HelmVerb::Upgrade);
        upgrade.description = u"it's late"_s;

        const auto command = displayCommand(upgrade, helm(4), u"payment stg.yaml"_s);

        QVERIFY(command);
        QVERIFY(command->filter(u"kubeconfig"_s).isEmpty());
        QCOMPARE(shellLine(*command),
            u"helm upgrade --kube-context=eks_stg-app --namespace=shop '--values=payment stg.yaml' --timeout=300s "
            "--wait=watcher '--description=it'\\''s late' --reset-values --history-max=10 -- payment /charts/payment"_s);
    }

    void realHelmKnowsEveryFlag_data() {
        QTest::addColumn<int>("major");
        QTest::newRow("helm 3") << 3;
        QTest::newRow("helm 4") << 4;
    }
    void realHelmKnowsEveryFlag() {
        QFETCH(const int, major);
        const QString program = qEnvironmentVariable(major == 3 ? "PILOTHOUSE_HELM3" : "PILOTHOUSE_HELM4");
        if (program.isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
        }
        for (const HelmVerb verb : kVerbs) {
            const auto arguments = helmArguments(loaded(verb, major), helm(major));
            QVERIFY2(arguments, qPrintable(helmVerbWord(verb)));
            QProcess process;
            process.start(program, helmVerbWord(verb).split(u' ') + QStringList{u"--help"_s});
            QVERIFY(process.waitForFinished());
            const QString help = QString::fromUtf8(process.readAllStandardOutput());
            for (const QString& argument : arguments->first(arguments->indexOf(u"--"_s))) {
                const QString flag = argument.section(u'=', 0, 0);
                QVERIFY2(!flag.startsWith(u'-') || isInHelp(help, flag), qPrintable(helmVerbWord(verb) + u' ' + flag));
            }
            // And parses them: what fails then is the cluster or the chart.
            process.start(program, *arguments);
            QVERIFY(process.waitForFinished(20'000));
            const QByteArray said = process.readAllStandardError();
            for (const char* word : {"unknown flag", "unknown shorthand", "invalid argument", "flag needs", "requires",
                     "deprecated", "unknown command"}) {
                QVERIFY2(!said.contains(word), said.constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestHelmArguments)
#include "test_helm_arguments.moc"
