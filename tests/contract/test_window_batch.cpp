// SPDX-License-Identifier: Apache-2.0
// Several releases in one plan, made in the window by keys and buttons, carried out by a real helm in order.
#include "tests/contract/change_scene.h"
#include "tests/contract/window_scene.h"

#include "app/pilothouse/batch_wiring.h"
#include "app/pilothouse/change_wiring.h"
#include "ui/change/batch_bar.h"
#include "ui/change/batch_model.h"
#include "ui/change/change_gateway.h"
#include "ui/frame/batch_place.h"
#include "ui/releases/mark_bar.h"
#include "ui/releases/release_store.h"
#include "ui/shell/page_host.h"
#include "ui/widgets/data_table.h"

#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Progress = BatchStep::Progress;

namespace {

/// Its pods never get ready where the release is `beta`.
const QByteArray kStuckBeta = R"({{ if eq .Release.Name "beta" }}
apiVersion: apps/v1
kind: Deployment
metadata: {name: never-ready}
spec:
  selector: {matchLabels: {app: never-ready}}
  template:
    metadata: {labels: {app: never-ready}}
    spec: {containers: [{name: main, image: "registry.invalid/missing:1"}]}
{{ end }}
)";

} // namespace

class TestWindowBatch final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (qEnvironmentVariable("PILOTHOUSE_HELM3").isEmpty() || qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty()) {
            QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
        }
    }
    void initTestCase_data() {
        QTest::addColumn<QString>("helm");
        QTest::newRow("helm 3") << u"3"_s;
        QTest::newRow("helm 4") << u"4"_s;
    }
    void init() {
        QFETCH_GLOBAL(QString, helm);
        m_helm = qEnvironmentVariable(helm == u"3"_s ? "PILOTHOUSE_HELM3" : "PILOTHOUSE_HELM4");
        m_chart = std::make_unique<TestChart>();
        m_space = QString::fromUtf8(m_server.makeNamespace());
        for (const QString& name : {u"alpha"_s, u"beta"_s, u"gamma"_s}) {
            QCOMPARE(helmByHand(m_helm, m_server,
                         {u"install"_s, name, m_chart->path(), u"-n"_s, m_space, u"--set"_s, u"extra=of-"_s + name}),
                0);
        }
    }
    void cleanup() {
        if (QTest::currentTestFailed() && m_scene) {
            qInfo().noquote() << m_scene->everyText().left(6000);
        }
        m_scene.reset();
    }

    void PS3_markedReleasesAreUpgradedInTheOrderOfThePlan() {
        open(EnvironmentKind::Staging);
        QVERIFY(markAll());
        QVERIFY(m_scene->press(u"upgradeMarked"_s));
        m_chart->setVersion(u"0.2.0"_s);
        QVERIFY(askForChart(u"For hooks only"_s));
        QCOMPARE(order(), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s}));
        auto* list = qobject_cast<QTableView*>(m_scene->shown(u"planReleases"_s));
        list->selectRow(2);
        list->setFocus();
        m_scene->key(Qt::Key_Up, Qt::AltModifier);
        m_scene->key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(order(), (QStringList{u"gamma"_s, u"alpha"_s, u"beta"_s}));
        QVERIFY(settle());
        const QString text = m_scene->everyText();
        QVERIFY(text.contains(u"3 releases would change"_s) || text.contains(u"3 release(s) would change"_s));
        QVERIFY(text.contains(u"web-0.1.0 → web-0.2.0"_s));

        QVERIFY(m_scene->press(u"applyAll"_s));
        QVERIFY(ended());

        for (const BatchStep& step : presenter().plan()->steps) {
            QCOMPARE(batchProgressWord(step.progress), u"Succeeded"_s);
            QCOMPARE(step.run->reached, Revision{2});
            // Its own values are kept, whatever the others have.
            QVERIFY(step.request.values.contains("greeting: all"));
            QVERIFY(step.request.values.contains(QByteArray("extra: of-" + step.request.release.name.toUtf8())));
        }
        QCOMPARE(audited(),
            (QStringList{u"gamma upgrade Succeeded"_s, u"alpha upgrade Succeeded"_s, u"beta upgrade Succeeded"_s}));
        QCOMPARE(marked(), 0); // what is done is not marked any more
        QVERIFY(m_scene->everyText().contains(u"are upgraded"_s));
    }

    void theFirstThatFailsStopsTheRestWhichCanBePlannedAgain() {
        open(EnvironmentKind::Staging);
        QVERIFY(markAll());
        QVERIFY(m_scene->press(u"upgradeMarked"_s));
        m_chart->setVersion(u"0.2.0"_s);
        m_chart->write(u"templates/bad.yaml"_s, kStuckBeta);
        QVERIFY(askForChart(u"Until objects are ready"_s, u"3s"_s));

        QVERIFY(m_scene->press(u"applyAll"_s));
        QVERIFY(ended());

        QCOMPARE(states(), (QStringList{u"Succeeded"_s, u"Failed"_s, u"NotBegun"_s}));
        QCOMPARE(audited(), (QStringList{u"alpha upgrade Succeeded"_s, u"beta upgrade Failed"_s}));
        const QString text = m_scene->everyText();
        QVERIFY(text.contains(u"Stopped at %1/beta"_s.arg(m_space)));
        QVERIFY(text.contains(u"not begun"_s));
        QCOMPARE(revisionsOf(u"gamma"_s), 1);
        QCOMPARE(marked(), 2); // what is left to do
        QVERIFY(m_scene->press(u"planRest"_s));
        QVERIFY(settle());
        QCOMPARE(order(), (QStringList{u"beta"_s, u"gamma"_s}));
    }

    void aPersonStopsIt() {
        open(EnvironmentKind::Staging);
        QVERIFY(markAll());
        QVERIFY(m_scene->press(u"upgradeMarked"_s));
        m_chart->write(u"templates/bad.yaml"_s, QByteArray(kStuckBeta).replace("beta", "alpha"));
        QVERIFY(askForChart(u"Until objects are ready"_s, u"60s"_s));
        QVERIFY(m_scene->press(u"applyAll"_s));
        QVERIFY(WindowScene::waitFor([this] {
            const BatchStep& first = presenter().plan()->steps.front();
            return first.run && first.run->record && isPending(first.run->record->status);
        }));

        QVERIFY(m_scene->press(u"stopAfterThis"_s));
        QVERIFY(!m_scene->button(u"stopAfterThis"_s)->isEnabled());
        QVERIFY(m_scene->press(u"cancelRun"_s));
        QVERIFY(m_scene->press(u"Stop helm"_s));
        QVERIFY(ended());

        QCOMPARE(states(), (QStringList{u"Failed"_s, u"NotBegun"_s, u"NotBegun"_s}));
        QCOMPARE(presenter().plan()->steps.front().run->outcome, RunStatus::Outcome::Cancelled);
        QCOMPARE(audited(), QStringList{u"alpha upgrade Cancelled"_s});
    }

    void PS8_aReadOnlyPlaceShowsThePlanAndBeginsNothing() {
        open(EnvironmentKind::Production);
        QVERIFY(markAll());
        QVERIFY(m_scene->press(u"upgradeMarked"_s));
        m_chart->setVersion(u"0.2.0"_s);
        QVERIFY(askForChart(u"For hooks only"_s));

        QVERIFY(presenter().diff() && presenter().diff()->all);
        QCOMPARE(presenter().diff()->all->parts.size(), size_t(3)); // a preview it is
        QVERIFY(m_scene->everyText().contains(u"Changes are locked here."_s));
        QVERIFY(!m_scene->button(u"applyAll"_s)->isEnabled());
        presenter().apply(presenter().plan()->confirmation());
        QVERIFY(!presenter().isRunning());
        // Past every button, too: core itself refuses.
        std::optional<Result<BatchPlanPtr>> answer;
        const CallHandle call = m_scene->app().changes().gateway().runBatch(presenter().plan(),
            presenter().plan()->confirmation(), {}, {}, [&answer](const Result<BatchPlanPtr>& told) { answer = told; });
        QVERIFY(WindowScene::waitFor([&answer] { return answer.has_value(); }));
        QVERIFY(!answer->has_value());
        QCOMPARE(revisionsOf(u"alpha"_s), 1);
    }

    void PS11_aProtectedPlaceIsConfirmedByContextAndCount() {
        open(EnvironmentKind::Production);
        m_scene->app().core().postSession(ContextId(m_server.context()), [](ClusterSession& session) {
            (void)session.modes().choose({}, Mode::ChangesOpen, u"release day"_s, std::chrono::minutes(15));
        });
        QVERIFY(markAll());
        QVERIFY(m_scene->press(u"upgradeMarked"_s));
        m_chart->setVersion(u"0.2.0"_s);
        QVERIFY(askForChart(u"For hooks only"_s));
        const QString wanted = m_server.context() + u"/3"_s;
        QCOMPARE(presenter().plan()->confirmation(), wanted);
        QVERIFY(!m_scene->button(u"applyAll"_s)->isEnabled());
        QVERIFY(m_scene->type(u"confirm"_s, u"alpha"_s));
        QVERIFY(!m_scene->button(u"applyAll"_s)->isEnabled());

        QVERIFY(m_scene->type(u"confirm"_s, wanted));
        QVERIFY(m_scene->press(u"applyAll"_s));
        QVERIFY(ended());

        QCOMPARE(states(), (QStringList{u"Succeeded"_s, u"Succeeded"_s, u"Succeeded"_s}));
        QCOMPARE(presenter().plan()->steps.front().run->reason, u"release day"_s);
    }

private:
    void open(EnvironmentKind kind) {
        m_scene = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_server.kubeconfig(),
            .context = m_server.context(),
            .helm = m_helm,
            .rules = rulesHere(m_server.context(), kind)});
    }
    [[nodiscard]] bool markAll() const {
        ui::Place place = ui::placeOf(ContextId(m_server.context()), ui::page::kReleases);
        place.nameSpace = m_space;
        m_scene->window().host().goTo(place);
        ui::DataTable* table = nullptr;
        for (auto* found : m_scene->window().findChildren<ui::DataTable*>()) {
            table = found->accessibleName() == u"Releases"_s ? found : table;
        }
        if (!table || !WindowScene::waitFor([&] { return table->isVisible() && table->shownRows() == 3; })) {
            return false;
        }
        table->sortByColumn(0, Qt::AscendingOrder);
        table->setFocus();
        m_scene->key(Qt::Key_A, Qt::ShiftModifier);
        return marked() == 3 && m_scene->button(u"upgradeMarked"_s) != nullptr;
    }
    /// One chart for all of them, the test's own.
    [[nodiscard]] bool askForChart(const QString& wait, const QString& timeout = u"5m"_s) const {
        return WindowScene::waitFor([this] { return page() && page()->sheet(); })
            && m_scene->press(u"One chart for all"_s) && m_scene->choose(u"Where the chart comes from"_s, u"Folder"_s)
            && m_scene->type(u"Chart"_s, m_chart->path()) && m_scene->type(u"Values for all"_s, u"greeting: all"_s)
            && m_scene->tab(u"Options"_s) && m_scene->choose(u"Wait"_s, wait) && m_scene->type(u"Timeout"_s, timeout)
            && settle();
    }
    [[nodiscard]] bool settle() const {
        return WindowScene::waitFor([this] { return page()->sheet()->isSettled() && presenter().isPlanCurrent(); });
    }
    [[nodiscard]] bool ended() const {
        return WindowScene::waitFor([this] { return presenter().hasEnded(); }, std::chrono::seconds(60));
    }
    [[nodiscard]] ui::BatchPage* page() const { return m_scene->app().batches().page(); }
    [[nodiscard]] ui::BatchPresenter& presenter() const { return page()->sheet()->presenter(); }
    [[nodiscard]] qsizetype marked() const {
        return m_scene->app().releases().model(ContextId(m_server.context())).marked().size();
    }
    [[nodiscard]] QStringList order() const {
        QStringList names;
        for (const ui::BatchItem& item : presenter().items()) {
            names += item.release.name;
        }
        return names;
    }
    [[nodiscard]] QStringList states() const {
        QStringList words;
        for (const BatchStep& step : presenter().plan()->steps) {
            words += batchProgressWord(step.progress);
        }
        return words;
    }
    /// What ended, oldest first, as the audit has it.
    [[nodiscard]] QStringList audited() const {
        std::optional<Result<AuditLog::Reading>> answer;
        const CallHandle call = m_scene->app().changes().gateway().audit(
            100, [&answer](const Result<AuditLog::Reading>& read) { answer = read; });
        if (!WindowScene::waitFor([&answer] { return answer.has_value(); }) || !*answer) {
            return {u"the audit can't be read"_s};
        }
        QStringList lines;
        for (const AuditEntry& entry : (*answer)->entries) {
            if (entry.step == AuditEntry::Step::Outcome && entry.nameSpace == m_space) {
                lines.prepend(entry.release + u' ' + entry.verb + u' ' + entry.outcome);
            }
        }
        return lines;
    }
    [[nodiscard]] int revisionsOf(const QString& release) const {
        const QByteArray path = "/api/v1/namespaces/" + m_space.toUtf8() + "/secrets?labelSelector=owner%3Dhelm,name%3D"
            + release.toUtf8();
        return static_cast<int>(m_server.get(path).json().value("items"_L1).toArray().size());
    }

    OwnEnvironment m_environment;
    ContractServer m_server;
    std::unique_ptr<TestChart> m_chart;
    QString m_helm;
    QString m_space;
    std::unique_ptr<WindowScene> m_scene;
};

QTEST_MAIN(TestWindowBatch)
#include "test_window_batch.moc"
