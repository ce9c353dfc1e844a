// SPDX-License-Identifier: Apache-2.0
// The page of objects against the demo cluster: live tables, and changes by the sheet. With PILOTHOUSE_PICTURES set it
// leaves pictures of each step in that folder.
#include "ui/resources/objects_page.h"

#include "core/change/audit.h"
#include "core/kube/objects.h"
#include "core/settings/settings_store.h"
#include "tests/support/demo_scene.h"
#include "tests/support/fake_navigation.h"
#include "tests/support/widget_looks.h"
#include "ui/resources/object_change_sheet.h"
#include "ui/resources/object_detail.h"
#include "ui/resources/object_gateway.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
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
constexpr int kPatience = DemoScene::kPatience;

} // namespace

class TestObjectsScenario final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_scene.start(), "the demo clusters did not start"); }
    void init() {
        m_scene.open();
        m_settings = std::make_unique<SettingsStore>(m_scene.file(u"settings.json"_s));
        m_gateway = coreObjectGateway(m_scene.core(), m_scene.stateFolder());
        m_page = std::make_unique<ObjectsPage>(ObjectsPage::Services{.theme = m_theme,
            .core = m_scene.core(),
            .navigation = m_navigation,
            .settings = *m_settings,
            .contexts = &m_scene.contexts(),
            .gateway = m_gateway.get()});
        m_page->resize(1280, 860);
    }
    void cleanup() {
        m_page.reset();
        m_gateway.reset();
        m_scene.close();
    }

    void podsAreListedAndDescribed() {
        goTo(kStaging, u"kind:pods"_s);
        QVERIFY(m_page->table()->shownRows() > 5);
        picture("pods");
        selectRow(0);
        m_page->openRow(ObjectDetail::Overview);
        QTRY_VERIFY_WITH_TIMEOUT(labelText(*m_page->detail()).contains(u"Containers"_s), kPatience);
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
    void goTo(const ContextId& context, const QString& pageName, const QString& nameSpace = {}) {
        QVERIFY(m_scene.connectTo(context));
        Place place = placeOf(context, pageName);
        place.nameSpace = nameSpace;
        m_page->showPlace(place);
        m_page->show();
        m_page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled() && m_page->table()->shownRows() > 0, kPatience);
    }
    void open(const ContextId& context) { QVERIFY(m_scene.openMode(context, Mode::ChangesOpen)); }
    void apply(const QByteArray& text) {
        open(kStaging);
        ObjectRequest request;
        request.context = kStaging;
        request.verb = ObjectVerb::Apply;
        request.nameSpace = u"default"_s;
        request.text = text;
        ObjectChangePresenter presenter(*m_gateway, m_scene.contexts(), m_scene.core().clock());
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
    void picture(const char* name) { savePictures(*m_page, QString::fromLatin1(name)); }

    Theme m_theme{*qApp};
    DemoScene m_scene;
    FakeNavigation m_navigation;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<ObjectGateway> m_gateway;
    std::unique_ptr<ObjectsPage> m_page;
};

QTEST_MAIN(TestObjectsScenario)
#include "test_objects_scenario.moc"
