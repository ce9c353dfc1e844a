// SPDX-License-Identifier: Apache-2.0
// The page of objects against the demo cluster: live tables, and changes by the sheet. With PILOTHOUSE_PICTURES set it
// leaves pictures of each step in that folder.
#include "ui/resources/objects_page.h"

#include "core/change/audit.h"
#include "core/kube/objects.h"
#include "core/settings/settings_store.h"
#include "tests/support/demo_process.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"
#include "ui/resources/object_change_sheet.h"
#include "ui/resources/object_detail.h"
#include "ui/resources/object_gateway.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using State = ObjectChangePresenter::State;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ContextId kProduction{u"eks_prd-app"_s};
constexpr int kPatience = 20'000;

class NoNavigation final : public Navigation {
public:
    [[nodiscard]] Place current() const override { return {}; }
    void goTo(const Place&) override { }
    void replace(const Place&) override { }
    void back() override { }
    void forward() override { }
    void openDock(const QString&) override { }
};

} // namespace

class TestObjectsScenario final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
    }
    void init() {
        m_thread = std::make_unique<CoreThread>();
        m_core = std::make_unique<CoreAccess>(*m_thread,
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_facts.value(u"kubeconfig"_s)),
                .trustFile = m_folder.filePath(u"trust.json"_s),
                .trace = std::make_shared<HttpTrace>(),
                .watchFiles = false,
                .feed = ClusterSession::Feed::OnDemand},
            std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        m_settings = std::make_unique<SettingsStore>(m_folder.filePath(u"settings.json"_s));
        m_gateway = coreObjectGateway(*m_core, stateFolder());
        m_page = std::make_unique<ObjectsPage>(ObjectsPage::Services{.theme = m_theme,
            .core = *m_core,
            .navigation = m_navigation,
            .settings = *m_settings,
            .contexts = m_contexts.get(),
            .gateway = m_gateway.get()});
        m_page->resize(1280, 860);
        m_core->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_contexts->isLoaded(), kPatience);
    }
    void cleanup() {
        m_page.reset();
        m_gateway.reset();
        m_contexts.reset();
        m_core.reset();
        m_thread.reset();
    }

    void podsAreListedAndDescribed() {
        goTo(kStaging, u"kind:pods"_s);
        QVERIFY(m_page->table()->shownRows() > 5);
        picture("pods");
        selectRow(0);
        m_page->openRow(ObjectDetail::Overview);
        QTRY_VERIFY_WITH_TIMEOUT(allText(*m_page->detail()).contains(u"Containers"_s), kPatience);
        picture("overview");
        m_page->openRow(ObjectDetail::Events);
        QTest::qWait(300);
        picture("events");
    }

    void aRowThatIsMadeAndDeletedComesAndGoes() {
        goTo(kStaging, u"kind:configmaps"_s, u"default"_s);
        apply("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: live-row}\ndata: {a: b}\n");
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"live-row"_s) >= 0, kPatience); // told by the watch
        selectRow(rowOf(u"live-row"_s));
        QTest::keyClick(m_page->table(), Qt::Key_D, Qt::ControlModifier);
        ObjectChangeSheet& sheet = *m_page->sheet();
        QTRY_COMPARE_WITH_TIMEOUT(sheet.presenter().state(), State::Planned, kPatience);
        QCOMPARE(sheet.presenter().request().verb, ObjectVerb::Delete);
        picture("delete-configmap");
        open(kStaging);
        QVERIFY2(sheet.presenter().whyNot({}).isEmpty(), qPrintable(sheet.presenter().whyNot({})));
        button("apply")->click();
        QTRY_COMPARE_WITH_TIMEOUT(sheet.presenter().state(), State::Done, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"live-row"_s) < 0, kPatience);
    }

    void PS9_aDeploymentGoesWithItsPods() {
        goTo(kStaging, u"kind:deployments.apps"_s);
        selectRow(0);
        QTest::keyClick(m_page->table(), Qt::Key_D, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_page->sheet()->presenter().state(), State::Planned, kPatience);
        const ObjectPlanPtr plan = m_page->sheet()->presenter().plan();
        QVERIFY(!plan->dependents.empty());
        QTest::qWait(100);
        picture("delete-deployment");
        QVERIFY(m_page->escape());
        QCOMPARE(m_page->sheet()->presenter().state(), State::Idle);
    }

    void PS11_productionAsksForTheName() {
        goTo(kProduction, u"kind:pods"_s);
        open(kProduction);
        selectRow(0);
        QTest::keyClick(m_page->table(), Qt::Key_D, Qt::ControlModifier);
        ObjectChangePresenter& presenter = m_page->sheet()->presenter();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Planned, kPatience);
        const ObjectStep step = presenter.plan()->steps.front();
        QCOMPARE(presenter.plan()->confirmation, u"eks_prd-app/%1/%2"_s.arg(step.ref.nameSpace, step.ref.name));
        QVERIFY(!presenter.whyNot({}).isEmpty());
        presenter.setReason(u"a test"_s);
        QVERIFY(!presenter.whyNot(u"eks_stg-app/x"_s).isEmpty());
        QVERIFY(presenter.whyNot(presenter.plan()->confirmation).isEmpty());
        QTest::qWait(100);
        picture("production");
        presenter.close();
    }

    void yamlIsComparedBeforeItIsApplied() {
        goTo(kStaging, u"kind:services"_s, u"accounts"_s);
        open(kStaging);
        m_page->createFrom("apiVersion: v1\nkind: Service\nmetadata:\n  name: from-yaml\nspec:\n  selector:\n"
                           "    app: web\n  ports:\n  - name: http\n    port: 80\n");
        ObjectChangePresenter& presenter = m_page->sheet()->presenter();
        button("look")->click();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Planned, kPatience);
        QCOMPARE(presenter.plan()->diff.objects.size(), 1U);
        QTest::qWait(200);
        picture("create");
        button("apply")->click();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Done, kPatience);
        QVERIFY(presenter.report()->isDone());
        picture("created");
        presenter.close();

        QTRY_VERIFY_WITH_TIMEOUT(rowOf(u"from-yaml"_s) >= 0, kPatience);
        selectRow(rowOf(u"from-yaml"_s));
        QTest::keyClick(m_page->table(), Qt::Key_E);
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Editing, kPatience);
        auto* editor = m_page->sheet()->findChild<QPlainTextEdit*>();
        QVERIFY(editor->toPlainText().contains(u"port: 80"_s));
        editor->setPlainText(editor->toPlainText().replace(u"port: 80"_s, u"port: 8080"_s));
        button("look")->click();
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Planned, kPatience);
        QVERIFY2(!presenter.plan()->isBlocked(), qPrintable(presenter.plan()->steps.front().detail));
        QTest::qWait(200);
        picture("edit");
        editor->setPlainText(u"kind: ["_s);
        QCOMPARE(presenter.state(), State::Editing); // what was looked at does not hold any more
        button("look")->click();
        QTRY_VERIFY_WITH_TIMEOUT(presenter.error().has_value(), kPatience);
        picture("yaml-error");
        presenter.close();
    }

private:
    [[nodiscard]] QString stateFolder() const { return m_folder.filePath(u"state"_s); }
    void goTo(const ContextId& context, const QString& pageName, const QString& nameSpace = {}) {
        m_contexts->open(context);
        QTRY_VERIFY_WITH_TIMEOUT(m_contexts->find(context)->modes != nullptr, kPatience);
        Place place = placeOf(context, pageName);
        place.nameSpace = nameSpace;
        m_page->showPlace(place);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && m_page->table()->shownRows() > 0, kPatience);
    }
    void open(const ContextId& context) {
        m_core->postSession(context, [](ClusterSession& session) {
            (void)session.modes().choose({}, Mode::ChangesOpen, u"tests"_s, std::chrono::minutes(30));
        });
        QTRY_VERIFY_WITH_TIMEOUT(
            m_contexts->find(context)->modes->modeOf(u"default"_s, m_core->clock().steadyNow()) == Mode::ChangesOpen,
            kPatience);
    }
    void apply(const QByteArray& text) {
        open(kStaging);
        ObjectRequest request;
        request.context = kStaging;
        request.verb = ObjectVerb::Apply;
        request.nameSpace = u"default"_s;
        request.text = text;
        ObjectChangePresenter presenter(*m_gateway, *m_contexts, m_core->clock());
        presenter.begin(request);
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Planned, kPatience);
        presenter.carryOut({});
        QTRY_COMPARE_WITH_TIMEOUT(presenter.state(), State::Done, kPatience);
    }
    int rowOf(const QString& name) {
        const QAbstractItemModel* model = m_page->table()->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->index(row, 0).data().toString() == name) {
                return row;
            }
        }
        return -1;
    }
    void selectRow(int row) {
        m_page->table()->selectRow(row);
        m_page->table()->setFocus();
    }
    QPushButton* button(const char* name) {
        return m_page->sheet()->findChild<QPushButton*>(QString::fromLatin1(name));
    }
    static QString allText(QWidget& widget) {
        QStringList words;
        for (const QLabel* label : widget.findChildren<QLabel*>()) {
            words += label->text();
        }
        return words.join(u'\n');
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (folder.isEmpty()) {
            return;
        }
        for (const Theme::Choice choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            m_theme.setChoice(choice);
            QTest::qWait(60);
            m_page->grab().save(
                u"%1/%2-%3.png"_s.arg(folder, name, choice == Theme::Choice::Dark ? u"dark"_s : u"light"_s));
        }
    }
    void picture(const char* name) { picture(QString::fromLatin1(name)); }

    Theme m_theme{*qApp};
    DemoProcess m_demo;
    QTemporaryDir m_folder;
    QHash<QString, QString> m_facts;
    NoNavigation m_navigation;
    std::unique_ptr<CoreThread> m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<ObjectGateway> m_gateway;
    std::unique_ptr<ObjectsPage> m_page;
};

QTEST_MAIN(TestObjectsScenario)
#include "test_objects_scenario.moc"
