// SPDX-License-Identifier: Apache-2.0
// The page of a change with a scripted desk. PILOTHOUSE_PICTURES=FOLDER also saves what it looks like.
#include "ui/change/change_page.h"

#include "tests/ui/change/change_fixtures.h"
#include "ui/change/apply_bar.h"
#include "ui/change/chart_form.h"
#include "ui/change/check_list.h"
#include "ui/change/cockpit_view.h"
#include "ui/widgets/confirm_field.h"
#include "ui/change/uninstall_form.h"
#include "ui/change/values_editor.h"
#include "ui/diff/diff_view.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/theme/theme.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

class TestChangePage final : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    CoreThread m_thread;
    std::shared_ptr<Clock> m_clock = std::make_shared<SystemClock>();
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<ScriptedGateway> m_gateway;
    std::unique_ptr<ChangeMemory> m_memory;
    std::unique_ptr<FakeNavigation> m_navigation;
    std::unique_ptr<ChangePage> m_page;

    void setMode(Mode mode, const ContextId& context = kPrd) {
        auto table = std::make_shared<ModeTable>();
        table->context = context;
        table->choices = {{.nameSpace = {}, .mode = mode, .reason = u"hotfix"_s, .until = {}}};
        Q_EMIT m_core->modesChanged(context, table);
    }
    ChangeSheet& open(QStringView page, const ContextId& context = kPrd) {
        Place place = placeOf(context, page);
        place.release = kPayment;
        m_page->showPlace(place);
        return *m_page->sheet();
    }
    bool waitUntilSettled() {
        return QTest::qWaitFor([this] { return m_page->isSettled(); });
    }
    void picture(const QString& name) {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (!folder.isEmpty()) {
            m_page->grab().save(folder + u'/' + name + u".png"_s);
        }
    }
    static void typeText(QWidget& field, const QString& text) {
        for (const QChar letter : text) {
            QTest::keyClick(&field, letter.toLatin1());
        }
    }

private Q_SLOTS:
    void init() {
        m_core = std::make_unique<CoreAccess>(m_thread, Workspace::Options(), m_clock);
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        Kubeconfig kubeconfig;
        for (const ContextId& id : {kPrd, kStg}) {
            ContextEntry entry;
            entry.id = id;
            entry.nameSpace = u"payments"_s;
            kubeconfig.contexts.push_back(entry);
        }
        Q_EMIT m_core->kubeconfigChanged(std::make_shared<const Kubeconfig>(kubeconfig));
        m_gateway = std::make_unique<ScriptedGateway>();
        m_memory = std::make_unique<ChangeMemory>(m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())));
        m_navigation = std::make_unique<FakeNavigation>();
        setMode(Mode::ChangesOpen);
        m_page = std::make_unique<ChangePage>(ChangePage::Services{.gateway = *m_gateway,
            .memory = *m_memory,
            .contexts = *m_contexts,
            .clock = *m_clock,
            .navigation = *m_navigation});
        m_page->resize(1042, 732);
        m_page->show();
        m_page->activateWindow();
    }
    void cleanup() { m_page.reset(); }

    void showsWhatWouldChange() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());

        QVERIFY(sheet.diff().diff());
        QCOMPARE(sheet.diff().diff()->manifest.objects.size(), 1U);
        QCOMPARE(wordsOf(m_page->breadcrumbs()), (QStringList{u"payments"_s, u"payment-api"_s, u"Upgrade"_s}));
        picture(u"upgrade"_s);
        auto* tabs = sheet.findChild<QTabWidget*>(u"parts"_s);
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            picture(u"upgrade-tab-%1"_s.arg(tab));
        }
    }

    void PS11_confirmationIsTypedAndNothingElse() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        ApplyBar& bar = sheet.applyBar();
        ConfirmField& field = bar.confirmField();
        QPushButton& apply = bar.applyButton();
        QVERIFY(field.isVisible());
        QVERIFY(!apply.isEnabled());
        QVERIFY(!apply.isDefault() && !apply.autoDefault());
        QCOMPARE(QApplication::focusWidget()->objectName(), u"cancel"_s);

        QGuiApplication::clipboard()->setText(kConfirmation);
        QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
        QTest::keyClick(&field, Qt::Key_Insert, Qt::ShiftModifier);
        QTest::mouseClick(&field, Qt::MiddleButton);
        QMimeData data;
        data.setText(kConfirmation);
        QDragEnterEvent drag(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&field, &drag);
        QCOMPARE(field.text(), QString());

        typeText(field, u"payment-api"_s);
        QVERIFY(!apply.isEnabled());
        field.clear();
        typeText(field, kConfirmation);
        QVERIFY(apply.isEnabled());
        QTest::keyClick(&field, Qt::Key_Return);
        QTest::qWait(10);
        QVERIFY(m_gateway->begun.empty());
        picture(u"confirmed"_s);
    }

    void RC5_doubleClickBeginsOnce() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        typeText(sheet.applyBar().confirmField(), kConfirmation);
        QPushButton& apply = sheet.applyBar().applyButton();

        QTest::mouseClick(&apply, Qt::LeftButton);
        QTest::mouseDClick(&apply, Qt::LeftButton);
        QTest::keyClick(&apply, Qt::Key_Space);
        QTest::qWait(20);

        QCOMPARE(m_gateway->begun.size(), 1U);
        QCOMPARE(m_gateway->begun.front().second, kConfirmation);
    }

    void RC6_sheetStaysWithItsContext() {
        ChangeSheet& prd = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        setMode(Mode::ChangesOpen, kStg);

        ChangeSheet& stg = open(page::kUpgrade, kStg);
        QVERIFY(waitUntilSettled());
        QVERIFY(&stg != &prd);
        QCOMPARE(stg.presenter().subject().context, kStg);
        QCOMPARE(m_gateway->rendered.back().context, kStg);
        QCOMPARE(m_gateway->rendered.front().context, kPrd);
    }

    void RC1_noticeOffersToCompareAgain() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        typeText(sheet.applyBar().confirmField(), kConfirmation);
        QVERIFY(sheet.applyBar().applyButton().isEnabled());

        m_gateway->overtake(1383);
        QTRY_VERIFY(sheet.overtaken().isVisible());
        QVERIFY(!sheet.applyBar().applyButton().isEnabled());
        picture(u"overtaken"_s);

        sheet.overtaken().findChild<QPushButton*>()->click();
        QTRY_VERIFY(!sheet.overtaken().isVisible());
        QTRY_VERIFY(sheet.applyBar().applyButton().isEnabled());
    }

    void CH4_editKeepsHiddenValuesByteForByte() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        ValuesEditor& editor = static_cast<ChartForm&>(sheet.form()).editor();
        QVERIFY(!editor.toPlainText().contains(u"hunter2"_s));
        QCOMPARE(editor.hiddenCount(), 1);

        editor.moveCursor(QTextCursor::End);
        QTest::keyClicks(&editor, u"more: 1"_s);
        QTRY_VERIFY(m_gateway->rendered.back().values.contains("more: 1"));

        QVERIFY(m_gateway->rendered.back().values.contains("password: hunter2-hunter2\n"));
        QVERIFY(editor.changedLines() >= 1);
        editor.selectAll();
        editor.copy();
        QVERIFY(!QGuiApplication::clipboard()->text().contains(u"hunter2"_s));
    }

    void anEncryptedFileIsOpenedByHelmSecretsAndStaysHidden() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        ValuesEditor& editor = static_cast<ChartForm&>(sheet.form()).editor();
        const QString path = m_folder.filePath(u"secrets.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("password: ENC[AES256_GCM,data:x]\nsops:\n  mac: ENC[x]\n");
        file.close();

        Q_EMIT editor.fileDropped(path);
        QTRY_VERIFY(m_gateway->rendered.back().values.contains("more: 1"));

        QCOMPARE(m_gateway->decryptedFiles, QStringList{path});
        QVERIFY(m_gateway->rendered.back().values.contains("password: hunter2-hunter2\n"));
        QVERIFY(!editor.toPlainText().contains(u"hunter2"_s));
    }

    void anEncryptedFileWithoutThePluginChangesNothing() {
        m_gateway->decrypted = fail(ErrorCode::NotFound, u"secrets.yaml"_s, u"unknown command"_s, u"NoSecretsPlugin"_s);
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        ValuesEditor& editor = static_cast<ChartForm&>(sheet.form()).editor();
        const QString before = editor.toPlainText();
        const QString path = m_folder.filePath(u"secrets2.yaml"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("sops:\n  mac: ENC[x]\n");
        file.close();

        Q_EMIT editor.fileDropped(path);
        QTRY_COMPARE(m_gateway->decryptedFiles.size(), 1);
        QTest::qWait(20);

        QCOMPARE(editor.toPlainText(), before);
    }

    void tabIndentsWithSpaces() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        ValuesEditor& editor = static_cast<ChartForm&>(sheet.form()).editor();
        editor.moveCursor(QTextCursor::Start);

        QTest::keyClick(&editor, Qt::Key_Tab);

        QVERIFY(editor.toPlainText().startsWith(u"  "_s));
        QVERIFY(!editor.toPlainText().contains(u'\t'));
    }

    void PS6_uninstallListsWhatDiesAndWhatStays() {
        m_gateway->checks = {{.level = PlanCheck::Level::Warning,
                                 .topic = PlanCheck::Topic::Leftover,
                                 .word = u"ClaimsStay"_s,
                                 .subject = u"StatefulSet payments/db"_s,
                                 .detail = {}},
            {.level = PlanCheck::Level::Warning,
                .topic = PlanCheck::Topic::Leftover,
                .word = u"KeepPolicy"_s,
                .subject = u"Secret payments/keys"_s,
                .detail = {}}};
        ChangeSheet& sheet = open(page::kUninstall);
        QVERIFY(waitUntilSettled());
        const auto& form = static_cast<UninstallForm&>(sheet.form());

        QCOMPARE(form.dying(), (QStringList{u"Deployment payments/payment-api"_s, u"Service payments/payment-api"_s}));
        QCOMPARE(form.staying().size(), 2);
        QVERIFY(form.staying().join(u' ').contains(u"StatefulSet payments/db"_s));
        picture(u"uninstall"_s);
    }

    void PS3_uninstallListsEveryObjectWhateverTheDifferenceFolds() {
        ChangeSheet& sheet = open(page::kUninstall);
        QVERIFY(waitUntilSettled());

        sheet.diff().setLabelsShown(false);

        QCOMPARE(static_cast<UninstallForm&>(sheet.form()).dying().size(), 2);
    }

    void lockDuringAnUpgradeLetsItFinishAndStopsTheNext() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        typeText(sheet.applyBar().confirmField(), kConfirmation);
        sheet.applyBar().applyButton().click();
        QTRY_COMPARE(m_gateway->begun.size(), 1U);
        const QString id = m_gateway->begun.front().first->id;
        m_gateway->tell(runOf(id, RunStatus::Phase::Running));
        QTRY_VERIFY(sheet.showsCockpit());

        setMode(Mode::ReadOnly);
        QVERIFY(m_gateway->cancelled.isEmpty());
        m_gateway->tell(runOf(id, RunStatus::Phase::Ended, RunStatus::Outcome::Failed));
        QVERIFY(sheet.showsCockpit());
        sheet.presenter().planAgain();
        QVERIFY(waitUntilSettled());

        QVERIFY(!sheet.showsCockpit());
        QVERIFY(!sheet.applyBar().applyButton().isEnabled());
        QCOMPARE(sheet.presenter().hindrance(kConfirmation), Hindrance::Locked);
    }

    void NS3_lockIsSaidAndAPersonMayAcceptTheOtherCluster() {
        auto table = std::make_shared<ModeTable>();
        table->context = kPrd;
        table->choices = {{.nameSpace = {}, .mode = Mode::ChangesOpen, .reason = u"x"_s, .until = {}}};
        table->lock = fail(ErrorCode::Forbidden, {}, u"another cluster answers"_s, u"OtherCluster"_s).error();
        Q_EMIT m_core->modesChanged(kPrd, table);
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        QCOMPARE(sheet.presenter().hindrance(kConfirmation), Hindrance::Locked);
        QVERIFY(sheet.locked().isVisible());
        QVERIFY(sheet.locked().accessibleName().contains(u"another cluster answers"_s));

        sheet.locked().findChild<QPushButton*>()->click();

        QCOMPARE(m_gateway->accepted, QStringList{kPrd.value()});
    }

    void cancelAsksFirstAndSaysWhatItLeaves() {
        ChangeSheet& sheet = open(page::kUpgrade);
        QVERIFY(waitUntilSettled());
        sheet.presenter().apply(kConfirmation);
        m_gateway->tell(runOf(m_gateway->begun.front().first->id, RunStatus::Phase::Running));
        picture(u"running"_s);

        sheet.cockpit().findChild<QPushButton*>(u"cancelRun"_s)->click();
        QVERIFY(m_gateway->cancelled.isEmpty());
        auto* notice = sheet.cockpit().findChild<Notice*>();
        QVERIFY(notice->isVisible());
        notice->findChild<QPushButton*>()->click();

        QCOMPARE(m_gateway->cancelled.size(), 1);
    }

    void adoptedRunIsShownAsItIs() {
        const auto run = runOf(u"adopted"_s, RunStatus::Phase::Running);
        run->isAdopted = true;
        m_gateway->tell(run);

        m_page->showPlace(placeOfRun(*run));

        QVERIFY(m_page->sheet()->showsCockpit());
        QCOMPARE(m_page->sheet()->presenter().run()->id, u"adopted"_s);
        m_gateway->tell(runOf(u"adopted"_s, RunStatus::Phase::Ended, RunStatus::Outcome::Succeeded));
        QCOMPARE(m_page->sheet()->cockpit().run()->outcome, RunStatus::Outcome::Succeeded);
        picture(u"succeeded"_s);
    }

    void commandIsShownAndNothingIsSent() {
        ChangeSheet& sheet = open(page::kRollback);
        QVERIFY(waitUntilSettled());
        picture(u"rollback"_s);

        QCOMPARE(number(sheet.presenter().request().target), 1381);
        QVERIFY(m_gateway->begun.empty());
    }
};

QTEST_MAIN(TestChangePage)
#include "test_change_page.moc"
