// SPDX-License-Identifier: Apache-2.0
// Nothing that changes anything leaves the window for a place that is read-only, whatever is pressed: seen at the other
// end of the wire, in the server's own record of requests, and in the record of every helm that was started.
#include "tests/contract/change_scene.h"
#include "tests/contract/window_fingers.h"

#include "app/pilothouse/batch_wiring.h"
#include "app/pilothouse/change_wiring.h"
#include "ui/change/apply_bar.h"
#include "ui/change/batch_bar.h"
#include "ui/change/change_gateway.h"
#include "ui/frame/batch_place.h"
#include "ui/shell/page_host.h"
#include "ui/widgets/confirm_field.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

const QString kRelease = u"payment-api"_s;
const QString kConfirmation = u"eks_prd-app/payment-api"_s;
const QString kGoodImage = u"registry.example.com/web:1"_s;

/// Requests that change something, or go into a container or through a tunnel.
QStringList mutationsAmong(const QList<QJsonObject>& requests) {
    QStringList found;
    for (const QJsonObject& request : requests) {
        const QString method = request["method"_L1].toString();
        const QString target = request["target"_L1].toString();
        const QString path = target.section(u'?', 0, 0);
        const bool isRead = method == "GET"_L1 || method == "HEAD"_L1 || method == "OPTIONS"_L1;
        const bool isTunnel = path.endsWith("/exec"_L1) || path.endsWith("/attach"_L1)
            || path.endsWith("/portforward"_L1) || path.contains("/proxy"_L1);
        const bool isQuestion = method == "POST"_L1 && path.section(u'/', -1).startsWith("selfsubject"_L1);
        const bool isDryRun = target.contains("dryRun=All"_L1);
        if (!((isRead && !isTunnel) || isQuestion || isDryRun)) {
            found += method + u' ' + target + u"  ("_s + request["userAgent"_L1].toString() + u')';
        }
    }
    return found;
}

} // namespace

class TestWindowWire final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM4");
        }
        if (!qEnvironmentVariable("PILOTHOUSE_CONTRACT_KUBECONFIG").isEmpty()) {
            QSKIP("only the demo cluster keeps a record of the requests it got");
        }
        m_helm = std::make_unique<RecordingHelm>(qEnvironmentVariable("PILOTHOUSE_HELM4"));
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_scene) {
            qInfo().noquote() << m_scene->everyText().left(4000);
        }
        m_scene.reset();
        m_server.reset();
    }

    void PS8_nothingLeavesAReadOnlyPlace_data() {
        QTest::addColumn<bool>("byNamespace");
        QTest::newRow("read-only by its context") << false;
        QTest::newRow("read-only by its namespace, in a cluster that is open") << true;
    }
    void PS8_nothingLeavesAReadOnlyPlace() {
        QFETCH(bool, byNamespace);
        open(byNamespace);
        m_server->clearRequests();
        m_helm->clear();
        Fingers fingers(*m_scene);
        QStringList mutations;
        const auto look = [&] {
            mutations += mutationsAmong(m_server->requests());
            m_server->clearRequests();
        };

        for (const ui::Place& place : places(byNamespace)) {
            fingers.pressEverythingAt(place, [this, place] { fill(place); });
            look();
            QVERIFY2(isLocked(), qPrintable(place.page + u": opened by pressing\n"_s + audit()));
            QVERIFY2(mutations.isEmpty(), qPrintable(place.page + u": "_s + mutations.join(u", "_s)));
        }

        // Past every button, too: core itself refuses, at the place everything goes through.
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        QVERIFY(m_scene->settle());
        const ChangePlanPtr plan = m_scene->sheet()->presenter().plan();
        QVERIFY(plan);
        std::optional<Result<QString>> answer;
        const CallHandle call = m_scene->app().changes().gateway().begin(
            plan, plan->confirmation, [&answer](const Result<QString>& id) { answer = id; });
        QVERIFY(WindowScene::waitFor([&answer] { return answer.has_value(); }));
        QVERIFY(!answer->has_value());
        QCOMPARE(answer->error().code, ErrorCode::Forbidden);
        look();

        QVERIFY2(mutations.isEmpty(), qPrintable(mutations.join(u'\n')));
        QVERIFY2(m_helm->mutating().isEmpty(), qPrintable(m_helm->mutating().join(u'\n')));
        QVERIFY(!m_helm->all().isEmpty()); // the record works: helm has rendered
        QVERIFY(QDir(m_scene->stateFolder() + u"/operations"_s).isEmpty());
        QVERIFY(fingers.pressed() > 500);
        QVERIFY2(fingers.names().contains(u"shortcut Ctrl+D"_s), "the keys of the release list were not pressed");
        qInfo("%d presses of %zu different things", fingers.pressed(), fingers.names().size());
    }

    void PS11_onlyContextAndReleaseTypedEnableTheButton() {
        open(false);
        QVERIFY(openChanges());
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        QVERIFY(m_scene->settle());
        const QString confirmation = m_scene->sheet()->presenter().plan()->confirmation;
        QCOMPARE(confirmation, kConfirmation);
        const QPushButton& apply = m_scene->sheet()->applyBar().applyButton();
        QVERIFY(!apply.isEnabled());

        QVERIFY(m_scene->type(u"confirm"_s, kRelease));
        QVERIFY(!apply.isEnabled());
        QVERIFY(m_scene->type(u"confirm"_s, QString()));
        QGuiApplication::clipboard()->setText(confirmation);
        m_scene->key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(m_scene->sheet()->applyBar().confirmField().text(), QString());
        QVERIFY(!apply.isEnabled());

        QVERIFY(m_scene->type(u"confirm"_s, confirmation));
        QVERIFY(apply.isEnabled());
    }

    void theLockLetsWhatRunsEndAndStopsTheNext() {
        open(false);
        QVERIFY(openChanges());
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        QVERIFY(m_scene->type(u"Values"_s, u"replicas: 1\nimage: %1\n"_s.arg(kGoodImage)));
        m_server->control("POST", "/_demo/pace", {{u"ms"_s, 3000}});
        QVERIFY(m_scene->apply(kConfirmation));
        QVERIFY(WindowScene::waitFor(
            [this] { return m_scene->run() && m_scene->run()->record && isPending(m_scene->run()->record->status); }));

        QVERIFY(m_scene->press(u"mode"_s));
        QVERIFY(m_scene->press(u"lockNow"_s));
        QVERIFY(WindowScene::waitFor([this] { return !m_scene->sheet()->presenter().mode().canChange(); }));
        QVERIFY(m_scene->run()->phase != RunStatus::Phase::Ended); // it closed while helm was at work
        const RunStatusPtr run = m_scene->end();
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        QCOMPARE(run->reached, Revision{3});

        QVERIFY(m_scene->press(u"toRelease"_s));
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        const QString text = u"replicas: 0\ngreeting: kept\n"_s;
        QVERIFY(m_scene->type(u"Values"_s, text));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->settle(); }));
        QVERIFY(!m_scene->sheet()->applyBar().applyButton().isEnabled());
        QCOMPARE(m_scene->sheet()->presenter().hindrance(kConfirmation), ui::Hindrance::Locked);
        QVERIFY(m_scene->everyText().contains(u"Open changes"_s)); // and how to go on

        QVERIFY(m_scene->command(u":faults"_s));
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        QCOMPARE(m_scene->sheet()->presenter().request().values, text.toUtf8());
        m_server->clearRequests();
        m_scene->close();
        m_scene->open();
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->sheet()->presenter().isLoaded(); }));
        QCOMPARE(m_scene->sheet()->presenter().request().values, text.toUtf8());
        QCOMPARE(mutationsAmong(m_server->requests()), QStringList());
    }

private:
    void open(bool byNamespace) {
        m_server = std::make_unique<ContractServer>(byNamespace ? QString() : u"eks_prd-app"_s);
        if (!m_server->isDemo()) {
            QSKIP("needs the demo cluster's own record of requests");
        }
        m_space = QString::fromUtf8(m_server->makeNamespace());
        const QString helm = qEnvironmentVariable("PILOTHOUSE_HELM4");
        const QStringList place{u"-n"_s, m_space};
        QCOMPARE(helmByHand(helm, *m_server, QStringList{u"install"_s, kRelease, m_chart.path()} + place), 0);
        QCOMPARE(helmByHand(helm, *m_server,
                     QStringList{u"upgrade"_s, kRelease, m_chart.path(), u"--set"_s, u"greeting=two"_s} + place),
            0);
        std::vector<EnvironmentRule> rules;
        if (byNamespace) {
            rules = {{u'=' + m_server->context(), u'=' + m_space, EnvironmentKind::Production, u"prd"_s},
                {u'=' + m_server->context(), {}, EnvironmentKind::Staging, u"stg"_s}};
        }
        m_scene = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_server->kubeconfig(),
            .context = m_server->context(),
            .helm = m_helm->path(),
            .rules = rules});
        QVERIFY(m_scene->command(u":ns "_s + m_space));
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, kRelease)); // the list knows it
    }
    [[nodiscard]] bool openChanges() const {
        return m_scene->press(u"mode"_s) && m_scene->type(u"Reason"_s, u"hotfix PAY-1120"_s)
            && m_scene->press(u"openMode"_s) && WindowScene::waitFor([this] {
                   return m_scene->sheet() && m_scene->sheet()->presenter().mode().canChange();
               });
    }

    [[nodiscard]] bool isLocked() const {
        const ui::ContextItem* item = m_scene->app().contexts().find(ContextId(m_server->context()));
        return item && !ui::placeMode(item, m_space, std::chrono::steady_clock::now()).canChange();
    }
    [[nodiscard]] QString audit() const {
        QFile file(m_scene->stateFolder() + u"/audit.jsonl"_s);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }

    /// Every page of the window, and the release page's tabs.
    [[nodiscard]] std::vector<ui::Place> places(bool byNamespace) const {
        std::vector<ui::Place> all;
        const auto add = [&](QStringView page, bool ofRelease) -> ui::Place& {
            ui::Place place = ui::placeOf(ContextId(m_server->context()), page);
            place.nameSpace = m_space;
            if (ofRelease) {
                place.release = ReleaseKey{.nameSpace = m_space, .name = kRelease};
            }
            return all.emplace_back(place);
        };
        for (const QStringView tab : {ui::tab::kOverview, ui::tab::kValues, ui::tab::kManifest, ui::tab::kResources,
                 ui::tab::kHistory, ui::tab::kDiff, ui::tab::kHooks, ui::tab::kNotes}) {
            if (byNamespace && tab != ui::tab::kResources) {
                continue; // the same keys and buttons as by context, and a minute
            }
            ui::Place& place = add(ui::page::kReleases, true);
            place.tab = tab.toString();
            place.revision = tab == ui::tab::kHistory ? Revision{1} : Revision::None;
        }
        for (const QStringView page :
            {ui::page::kUpgrade, ui::page::kRollback, ui::page::kUninstall, ui::page::kCompare}) {
            add(page, true);
        }
        for (const QStringView page : {ui::page::kInstall, ui::page::kPrepare, ui::page::kWorkloads, ui::page::kPods,
                 ui::page::kEvents, QStringView(u"kind:secrets"), QStringView(u"kind:configmaps")}) {
            add(page, false);
        }
        if (!byNamespace) { // what these show is of every namespace; the plan has the same guards as one upgrade
            add(ui::page::kUpgradeMarked, false);
            add(ui::page::kFaults, false);
        }
        return all;
    }
    /// So that nothing but the mode stands in the way.
    void fill(const ui::Place& place) const {
        if (place.page == ui::page::kInstall) {
            (void)m_scene->type(u"Name of the release"_s, u"another"_s);
            (void)m_scene->type(u"Namespace"_s, m_space);
            (void)m_scene->type(u"Chart"_s, m_chart.path());
        }
        if (place.page == ui::page::kUpgradeMarked) {
            ui::BatchPresenter& presenter = m_scene->app().batches().page()->sheet()->presenter();
            presenter.choose({{.release = {.nameSpace = m_space, .name = kRelease}}});
            (void)WindowScene::waitFor([&presenter] { return presenter.isPlanCurrent() && presenter.diff(); });
            m_scene->app().batches().page()->sheet()->bar().confirmField().setText(kConfirmation);
        }
        if (ui::page::isChange(place.page) && m_scene->settle() && m_scene->sheet()->presenter().plan()) {
            m_scene->sheet()->applyBar().confirmField().setText(m_scene->sheet()->presenter().plan()->confirmation);
        }
    }

    OwnEnvironment m_environment;
    TestChart m_chart;
    std::unique_ptr<RecordingHelm> m_helm;
    std::unique_ptr<ContractServer> m_server;
    std::unique_ptr<WindowScene> m_scene;
    QString m_space;
};

QTEST_MAIN(TestWindowWire)
#include "test_window_wire.moc"
