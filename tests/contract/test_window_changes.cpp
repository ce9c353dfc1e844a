// SPDX-License-Identifier: Apache-2.0
// Every operation made in the window, by keys and buttons, leaves in the cluster what helm alone leaves in a twin of
// the release; and the window says how it ended.
#include "tests/contract/helm_rounds.h"
#include "tests/contract/window_scene.h"

#include "app/pilothouse/change_wiring.h"
#include "ui/change/change_gateway.h"

#include <QApplication>
#include <QProcess>

#include <cstdio>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

const QString kChild = u"--other-window"_s; ///< this program as a window of its own
const QByteArray kBadImage = "replicas: 1\nimage: registry.invalid/missing:9\n";

} // namespace

class TestWindowChanges final : public HelmRounds {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_chart = std::make_unique<TestChart>();
        m_twins = std::make_unique<Twins>(m_server, helm(), *m_chart);
        m_space = QString::fromUtf8(m_twins->ours());
        m_scene = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_server.kubeconfig(),
            .context = m_server.context(),
            .helm = helm(),
            .rules = rulesHere(m_server.context(), EnvironmentKind::Staging)});
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_scene) {
            qInfo().noquote() << m_scene->everyText().left(6000);
        }
        m_scene.reset();
        m_twins.reset();
    }

    void installUpgradeRollbackUninstallLeaveWhatHelmLeaves() {
        install("greeting: one\n");
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);
        QCOMPARE(m_twins->difference(), QString());

        m_chart->setVersion(u"0.2.0"_s);
        QVERIFY(openUpgrade("greeting: two\nextra: more\n"));
        QVERIFY(m_scene->apply());
        RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reached, Revision{2});
        QVERIFY(m_scene->everyText().contains(u"web is at revision 2"_s));
        QCOMPARE(m_twins->byHelm(u"upgrade"_s, "greeting: two\nextra: more\n"), 0);
        QCOMPARE(m_twins->difference(), QString());

        QVERIFY(m_scene->press(u"wayBack"_s));
        QVERIFY(waitForOptions(u"For hooks only"_s));
        QVERIFY(m_scene->apply());
        run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->kind, ChangeKind::Rollback);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(m_scene->everyText().contains(u"web is back at what revision 1 was, as revision 3"_s));
        QCOMPARE(m_twins->byHand({u"rollback"_s, Twins::kRelease, u"1"_s}), 0);
        QCOMPARE(m_twins->difference(), QString());

        QVERIFY(m_scene->openChange(u"uninstall"_s, m_space, Twins::kRelease));
        QVERIFY(waitForOptions(u"For hooks only"_s));
        QVERIFY(m_scene->apply());
        run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(m_scene->everyText().contains(u"web is uninstalled"_s));
        QCOMPARE(m_twins->byHand({u"uninstall"_s, Twins::kRelease}), 0);
        QCOMPARE(m_twins->difference(), QString());
    }

    void failedUpgradeIsToldAndLeavesWhatHelmLeaves() {
        install("greeting: one\n");
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);

        const auto twin = m_twins->startHelm(u"upgrade"_s, kBadImage, {u"--wait"_s, u"--timeout"_s, u"3s"_s});
        QVERIFY(openUpgrade(kBadImage, u"Until objects are ready"_s, u"3s"_s));
        QVERIFY(m_scene->apply());
        const RunStatusPtr run = m_scene->end();

        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Failed);
        QCOMPARE(run->wayBack, Revision{1});
        const QString text = m_scene->everyText();
        QVERIFY(text.contains(u"Upgrade of web failed"_s));
        QVERIFY(text.contains(u"Roll back to 1"_s));
        QVERIFY(m_scene->button(u"wayBack"_s)->isEnabled());
        QVERIFY(twin->state() == QProcess::NotRunning || twin->waitForFinished(20'000));
        QVERIFY(twin->exitCode() != 0);
        QCOMPARE(m_twins->difference(), QString());
    }

    void HE9_cancelIsToldAndLeavesWhatHelmLeaves() {
        install("greeting: one\n");
        QCOMPARE(m_twins->byHelm(u"install"_s, "greeting: one\n"), 0);
        const auto twin = m_twins->startHelm(u"upgrade"_s, kBadImage, {u"--wait"_s, u"--timeout"_s, u"60s"_s});
        QVERIFY(openUpgrade(kBadImage, u"Until objects are ready"_s, u"60s"_s));
        QVERIFY(m_scene->apply());
        QVERIFY(waitForPending());

        twin->terminate();
        QVERIFY(m_scene->press(u"cancelRun"_s));
        QVERIFY(m_scene->everyText().contains(u"helm stops, and marks the new revision as failed."_s)); // before it
        QVERIFY(m_scene->press(u"Stop helm"_s));
        const RunStatusPtr run = m_scene->end();

        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Cancelled);
        QVERIFY(m_scene->everyText().contains(u"Upgrade of web was cancelled"_s));
        QVERIFY(twin->state() == QProcess::NotRunning || twin->waitForFinished(20'000));
        QCOMPARE(m_twins->difference(), QString());
    }

    void HE8_killedHelmIsToldAsWhatItLeft() {
        install("greeting: one\n");
        QVERIFY(openUpgrade(kBadImage, u"Until objects are ready"_s, u"60s"_s));
        QVERIFY(m_scene->apply());
        QVERIFY(waitForPending());

        QVERIFY(killHelmOf(m_space));
        const RunStatusPtr run = m_scene->end();

        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::LeftPending);
        const QString text = m_scene->everyText();
        QVERIFY(text.contains(u"helm is gone and web is left unfinished"_s));
        QVERIFY(text.contains(u"The newest record is still pending"_s));
        QVERIFY(text.contains(u"Roll back to 1"_s)); // and the way out, one press away
        QVERIFY(m_scene->press(u"wayBack"_s));
        QVERIFY(waitForOptions(u"For hooks only"_s));
        QVERIFY(m_scene->apply());
        const RunStatusPtr back = m_scene->end();
        QVERIFY(back);
        QCOMPARE(back->outcome, Outcome::Succeeded);
        QCOMPARE(back->reached, Revision{3});
    }

    void HE8_killedWindowIsFollowedByTheNextOne() {
        install("greeting: one\n");
        m_scene->close();
        QProcess other;
        other.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        other.start(QCoreApplication::applicationFilePath(),
            {kChild, m_server.kubeconfig(), m_server.context(), helm(), m_scene->folder(), m_space});
        QVERIFY(other.waitForStarted());
        QVERIFY(WindowScene::waitFor([&] { return other.canReadLine(); }, std::chrono::seconds(40)));
        QCOMPARE(other.readLine(), QByteArray("pending\n"));

        other.kill();
        QVERIFY(other.waitForFinished(10'000));
        m_scene->open();
        QVERIFY(WindowScene::waitFor([this] { return !m_scene->app().changes().gateway().runs().empty(); }));
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, Twins::kRelease));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->run() != nullptr; }));
        QVERIFY(m_scene->run()->isAdopted);
        const RunStatusPtr run = m_scene->end();

        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Failed);
        QCOMPARE(run->reached, Revision{2});
        QVERIFY(m_scene->everyText().contains(u"Upgrade of web failed"_s));
    }

private:
    [[nodiscard]] bool waitForPending() const {
        return WindowScene::waitFor(
            [this] { return m_scene->run() && m_scene->run()->record && isPending(m_scene->run()->record->status); });
    }
    void install(const QByteArray& values) {
        QVERIFY(m_scene->openInstall());
        QVERIFY(m_scene->type(u"Name of the release"_s, Twins::kRelease));
        QVERIFY(m_scene->type(u"Namespace"_s, m_space));
        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"Folder"_s));
        QVERIFY(m_scene->type(u"Chart"_s, m_chart->path()));
        QVERIFY(m_scene->type(u"Values"_s, QString::fromUtf8(values)));
        QVERIFY(waitForOptions(u"For hooks only"_s));
        QVERIFY(m_scene->apply());
        const RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QVERIFY(m_scene->everyText().contains(u"web is installed"_s));
    }
    [[nodiscard]] bool openUpgrade(
        const QByteArray& values, const QString& wait = u"For hooks only"_s, const QString& timeout = u"5m"_s) {
        return m_scene->openChange(u"upgrade"_s, m_space, Twins::kRelease)
            && WindowScene::waitFor([this] { return m_scene->sheet()->presenter().isLoaded(); })
            && m_scene->type(u"Values"_s, QString::fromUtf8(values)) && waitForOptions(wait, timeout);
    }
    [[nodiscard]] bool waitForOptions(const QString& wait, const QString& timeout = u"5m"_s) {
        return WindowScene::waitFor([this] { return m_scene->sheet() && m_scene->sheet()->presenter().isLoaded(); })
            && m_scene->tab(u"Options"_s) && m_scene->choose(u"Wait"_s, wait) && m_scene->type(u"Timeout"_s, timeout);
    }

    [[nodiscard]] const ContractServer& server() const override { return m_server; }

    OwnEnvironment m_environment;
    ContractServer m_server;
    std::unique_ptr<TestChart> m_chart;
    QString m_space;
    std::unique_ptr<Twins> m_twins;
    std::unique_ptr<WindowScene> m_scene;
};

namespace {

/// The other window, that will be killed: begins an upgrade that takes a while, says so, and waits for its end.
int otherWindow(const QStringList& arguments) {
    const OwnEnvironment environment;
    const WindowScene scene({.kubeconfig = arguments[2],
        .context = arguments[3],
        .helm = arguments[4],
        .rules = rulesHere(arguments[3], EnvironmentKind::Staging),
        .folder = arguments[5]});
    const bool hasBegun = scene.openChange(u"upgrade"_s, arguments[6], Twins::kRelease)
        && WindowScene::waitFor([&] { return scene.sheet()->presenter().isLoaded(); })
        && scene.type(u"Values"_s, QString::fromUtf8(kBadImage)) && scene.tab(u"Options"_s)
        && scene.choose(u"Wait"_s, u"Until objects are ready"_s) && scene.type(u"Timeout"_s, u"5s"_s) && scene.apply()
        && WindowScene::waitFor(
            [&] { return scene.run() && scene.run()->record && isPending(scene.run()->record->status); });
    std::puts(hasBegun ? "pending" : "nothing");
    std::fflush(stdout);
    return QTest::qWaitFor([] { return false; }, 60'000) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    if (QApplication::arguments().value(1) == kChild) {
        return otherWindow(QApplication::arguments());
    }
    TestWindowChanges test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_window_changes.moc"
