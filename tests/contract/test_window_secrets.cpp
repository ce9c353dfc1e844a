// SPDX-License-Identifier: Apache-2.0
// Secrets in values, in Secrets and in the token appear nowhere: no text on any screen, no clipboard, trace, audit,
// command line or file; and are the same byte for byte after an edit.
#include "tests/contract/change_scene.h"
#include "tests/contract/window_scene.h"

#include "app/pilothouse/change_wiring.h"
#include "core/net/http_trace.h"
#include "ui/diff/diff_view.h"
#include "ui/shell/dock_area.h"
#include "ui/shell/page_host.h"
#include "ui/widgets/code_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QTimer>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;
using Outcome = RunStatus::Outcome;

namespace {

const QString kRelease = u"web"_s;
const QString kPassword = u"canary-pass-4b1f"_s; ///< under a key that says so
const QString kDsn = u"postgres://shop-canary-dsn-77aa@db/shop"_s; ///< as helm-secrets leaves it: under any key
const QString kLive = u"canary-live-90cd"_s; ///< in a Secret of somebody else

const QByteArray kDsnSecret = R"(apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}-database
stringData:
  dsn: {{ .Values.source | quote }}
)";
const QByteArray kNotes = "Log in with {{ .Values.password }} at {{ .Values.source }}\n";

QString tokenIn(const QString& kubeconfig, const QString& user) {
    QFile file(kubeconfig);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QString text = QString::fromUtf8(file.readAll());
    const QRegularExpression pattern(u"token: \"?(demo-%1-[0-9a-f]+)"_s.arg(user));
    return pattern.match(text).captured(1);
}

} // namespace

class TestWindowSecrets final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty() || !m_server.isDemo()) {
            QSKIP("needs PILOTHOUSE_HELM4 and the demo cluster");
        }
        m_helm = std::make_unique<RecordingHelm>(qEnvironmentVariable("PILOTHOUSE_HELM4"));
    }
    void init() {
        m_chart = std::make_unique<TestChart>();
        m_chart->write(u"templates/database.yaml"_s, kDsnSecret);
        m_chart->write(u"templates/NOTES.txt"_s, kNotes);
        m_space = m_server.makeNamespace();
        m_values = u"greeting: one\npassword: %1\nsource: %2\n"_s.arg(kPassword, kDsn).toUtf8();
        QFile file(m_outside.filePath(u"values.yaml"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_values) == m_values.size());
        file.close();
        QCOMPARE(helmByHand(qEnvironmentVariable("PILOTHOUSE_HELM4"), m_server,
                     {u"install"_s, kRelease, m_chart->path(), u"-n"_s, QString::fromUtf8(m_space), u"-f"_s,
                         file.fileName()}),
            0);
        QCOMPARE(m_server
                     .create("/api/v1/namespaces/" + m_space + "/secrets",
                         {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s},
                             {u"metadata"_s, QJsonObject{{u"name"_s, u"external"_s}}},
                             {u"stringData"_s, QJsonObject{{u"key"_s, kLive}}}})
                     .status,
            201);
        m_helm->clear();
        m_canaries = {kPassword, kDsn, kLive, QString::fromLatin1(kLive.toUtf8().toBase64()),
            QString::fromLatin1(kPassword.toUtf8().toBase64()), QString::fromLatin1(kDsn.toUtf8().toBase64())};
        if (const QString token = tokenIn(m_server.kubeconfig(), u"stg"_s); !token.isEmpty()) {
            m_canaries += token;
        }
        m_scene = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_server.kubeconfig(),
            .context = m_server.context(),
            .helm = m_helm->path(),
            .rules = {{u'=' + m_server.context(), {}, EnvironmentKind::Staging, u"stg"_s}}});
        m_found.clear();
        m_copied = 0;
    }
    void cleanup() { m_scene.reset(); }

    void RP5_secretsAreNowhereFromLookingToTheOutcome() {
        m_scene->app().core().trace().setBodiesRecorded(true);
        lookAtTheRelease();
        lookAtObjects();
        QVERIFY2(m_found.isEmpty(), qPrintable(m_found.join(u'\n')));

        changeTheRelease();
        if (QTest::currentTestFailed()) {
            return;
        }
        lookAtTheDock();
        lookAtTheTrace();
        lookAtFiles();

        QVERIFY2(m_found.isEmpty(), qPrintable(m_found.join(u'\n')));
        QVERIFY2(m_copied >= 6, qPrintable(QString::number(m_copied)));
        QVERIFY(!m_helm->mutating().isEmpty());
        // The same secrets are in the cluster, as they were.
        const Remains remains = remainsOf(m_server, m_space, kRelease);
        QCOMPARE(remains.records.size(), 2);
        for (const QString& secret : {kPassword, kDsn}) {
            QVERIFY(remains.records.last().contains(u'"' + secret + u'"'));
        }
    }

    void RP5_whatIsShownIsAuditedAndCopiedNowhere() {
        goTo(ui::tab::kValues);
        QVERIFY(!m_scene->everyText().contains(kPassword));
        QVERIFY(m_scene->press(u"Secrets hidden"_s));
        QVERIFY(chooseInMenu(u"password"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->everyText().contains(kPassword); }));
        QVERIFY(!m_scene->everyText().contains(kDsn)); // one by one

        copyEverything(u"values that are shown"_s);
        QVERIFY2(m_found.isEmpty(), qPrintable(m_found.join(u'\n'))); // on the screen, not on the clipboard
        const auto audited = [this] {
            QFile file(m_scene->stateFolder() + u"/audit.jsonl"_s);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
        };
        QVERIFY(WindowScene::waitFor([&] { return audited().contains(u"\"step\":\"shown\""_s); }));
        QVERIFY(audited().contains(u"\"release\":\"web\""_s));
        QVERIFY(audited().contains(u"values: password"_s));
        QVERIFY(!audited().contains(kPassword));
        goTo(ui::tab::kNotes); // hidden again as soon as one looks elsewhere
        goTo(ui::tab::kValues);
        QVERIFY(!m_scene->everyText().contains(kPassword));
    }

    void RP5_aValueShownInTheEditorHidesItselfAndStaysWhatItIs() {
        QVERIFY(m_scene->openChange(u"upgrade"_s, QString::fromUtf8(m_space), kRelease));
        QVERIFY(m_scene->settle());
        auto* editor = qobject_cast<QPlainTextEdit*>(m_scene->shown(u"Values"_s));
        QVERIFY(editor);
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_Home, Qt::ControlModifier);
        QTest::keyClick(editor, Qt::Key_Down); // greeting, password, source
        const auto chips = m_scene->window().findChildren<QAbstractButton*>();
        const auto chip = std::ranges::find_if(chips,
            [](const QAbstractButton* button) { return button->isVisible() && button->text().endsWith(u"hidden"_s); });
        QVERIFY(chip != chips.end());
        QTest::mouseClick(*chip, Qt::LeftButton);
        QVERIFY(editor->toPlainText().contains(u"password: "_s + kPassword));
        QVERIFY(!editor->toPlainText().contains(kDsn));

        auto* timer = editor->findChild<QTimer*>(u"hideSoon"_s);
        QVERIFY(timer && timer->isActive());
        QCOMPARE(timer->intervalAsDuration(), std::chrono::milliseconds(30'000));
        timer->setInterval(1); // its half a minute, made short

        QVERIFY(WindowScene::waitFor([editor] { return !editor->toPlainText().contains(kPassword); }));
        QVERIFY(m_scene->settle());
        const ui::ChangePresenter& presenter = m_scene->sheet()->presenter();
        QCOMPARE(presenter.request().values, presenter.deployedValues());
        QFile audit(m_scene->stateFolder() + u"/audit.jsonl"_s);
        QVERIFY(WindowScene::waitFor([&audit] { return audit.exists(); }));
        QVERIFY(audit.open(QIODevice::ReadOnly));
        const QByteArray lines = audit.readAll();
        QVERIFY(lines.contains("values: password") && !lines.contains(kPassword.toUtf8()));
    }

private:
    void check(const QString& text, const QString& where) {
        for (const QString& canary : m_canaries) {
            if (text.contains(canary)) {
                m_found += u"%1: %2"_s.arg(where, canary);
            }
        }
    }
    void checkScreen(const QString& where) { check(m_scene->everyText(), where); }

    /// Everything that can be selected is, and copied.
    void copyEverything(const QString& where) {
        for (QWidget* widget : m_scene->window().findChildren<QWidget*>()) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::ClickFocus)) {
                continue;
            }
            QGuiApplication::clipboard()->clear();
            widget->setFocus();
            QTest::keyClick(widget, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClick(widget, Qt::Key_C, Qt::ControlModifier);
            const QString copied = QGuiApplication::clipboard()->text();
            m_copied += copied.isEmpty() ? 0 : 1;
            check(copied, where + u", copied"_s);
        }
    }

    [[nodiscard]] static bool chooseInMenu(const QString& item) {
        QMenu* menu = nullptr;
        const bool isOpen = WindowScene::waitFor([&menu] {
            menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            return menu != nullptr;
        });
        const QList<QAction*> actions = isOpen ? menu->actions() : QList<QAction*>();
        const auto found = std::ranges::find(actions, item, &QAction::text);
        if (found == actions.end()) {
            return false;
        }
        menu->setActiveAction(*found);
        QTest::keyClick(menu, Qt::Key_Return);
        return true;
    }
    void goTo(QStringView tab) {
        ui::Place place = ui::placeOf(ContextId(m_server.context()), ui::page::kReleases);
        place.nameSpace = QString::fromUtf8(m_space);
        place.release = ReleaseKey{.nameSpace = place.nameSpace, .name = kRelease};
        place.tab = tab.toString();
        m_scene->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] {
            const ui::Page* page = m_scene->window().host().currentPage();
            return page && page->isSettled() && m_scene->everyText().contains(kRelease);
        }));
        QTest::qWait(100);
    }

    void lookAtTheRelease() {
        for (const QStringView tab : {ui::tab::kOverview, ui::tab::kValues, ui::tab::kManifest, ui::tab::kResources,
                 ui::tab::kHistory, ui::tab::kDiff, ui::tab::kHooks, ui::tab::kNotes}) {
            goTo(tab);
            checkScreen(tab.toString());
            for (const QString& segment : {u"Merged"_s, u"Chart defaults"_s}) {
                if (tab == ui::tab::kValues && m_scene->button(segment)) {
                    QVERIFY(m_scene->press(segment));
                    QTest::qWait(100);
                    checkScreen(u"values, "_s + segment);
                }
            }
            copyEverything(tab.toString());
        }
    }

    void lookAtObjects() {
        ui::Place place = ui::placeOf(ContextId(m_server.context()), u"kind:secrets");
        place.nameSpace = QString::fromUtf8(m_space);
        place.object
            = ObjectRef{.kind = {{}, u"v1"_s, u"Secret"_s}, .nameSpace = place.nameSpace, .name = u"external"_s};
        m_scene->window().host().goTo(place);
        QVERIFY(WindowScene::waitFor([this] { return m_scene->everyText().contains(u"external"_s); }));
        QTest::qWait(300);
        checkScreen(u"secrets"_s);
        copyEverything(u"secrets"_s);
    }

    void changeTheRelease() {
        QVERIFY(m_scene->openChange(u"upgrade"_s, QString::fromUtf8(m_space), kRelease));
        QVERIFY(m_scene->settle());
        checkScreen(u"the values' editor"_s);
        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"Folder"_s));
        QVERIFY(m_scene->type(u"Chart"_s, m_chart->path()));
        auto* editor = qobject_cast<QPlainTextEdit*>(m_scene->shown(u"Values"_s));
        QVERIFY(editor);
        editor->setFocus();
        QTest::keyClick(editor, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(editor, u"replicas: 1"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTest::keyClicks(editor, u"image: registry.example.com/web:1"_s);
        for (const QString& base : {u"Record"_s, u"Live"_s, u"Predicted"_s}) {
            QVERIFY(m_scene->press(base));
            QVERIFY(m_scene->settle());
            checkScreen(u"difference, "_s + base);
            for (const ui::DiffEntry& entry : ui::entriesOf(m_scene->sheet()->diff().diff())) {
                check(QString::fromUtf8(entry.diff->fromText + entry.diff->toText), u"difference, "_s + base);
            }
        }
        // Byte for byte: what is sent is what was deployed, and the two lines.
        const QByteArray sent = m_scene->sheet()->presenter().request().values;
        QVERIFY(sent.startsWith(m_scene->sheet()->presenter().deployedValues().trimmed()));
        QVERIFY(sent.endsWith("replicas: 1\nimage: registry.example.com/web:1"));
        QVERIFY(m_scene->tab(u"What moved"_s));
        QTest::qWait(100);
        checkScreen(u"what moved"_s);
        QVERIFY(m_scene->tab(u"Values"_s));
        copyEverything(u"the change"_s);
        QVERIFY(m_scene->press(u"Show the command"_s));
        QVERIFY(m_scene->press(u"Copy"_s));
        check(QGuiApplication::clipboard()->text(), u"the command"_s);
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"upgrade"_s));

        m_server.control("POST", "/_demo/pace", {{u"ms"_s, 1500}});
        QVERIFY(m_scene->apply());
        QVERIFY(WindowScene::waitFor(
            [this] { return m_scene->run() && m_scene->run()->record && isPending(m_scene->run()->record->status); }));
        checkSpool();
        checkScreen(u"the cockpit"_s);
        const RunStatusPtr run = m_scene->end();
        m_server.control("POST", "/_demo/pace", {{u"ms"_s, 100}});
        QVERIFY(run);
        QCOMPARE(run->outcome, Outcome::Succeeded);
        check(run->output, u"what helm says"_s);
        for (const QString& tab : {u"helm says"_s, u"Notes"_s, u"Events"_s}) {
            QVERIFY(m_scene->tab(tab));
            checkScreen(u"the outcome, "_s + tab);
            copyEverything(u"the outcome, "_s + tab);
        }
    }

    /// While helm runs: one folder for us alone, and nothing in it that others may read (FS7).
    void checkSpool() {
        const QString folder = m_scene->stateFolder() + u"/operations"_s;
        int files = 0;
        QDirIterator it(folder, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QFileInfo file(it.next());
            constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
                | QFile::WriteOther | QFile::ExeOther;
            QVERIFY2(file.isSymLink() || !(file.permissions() & kOthers), qPrintable(file.filePath()));
            ++files;
        }
        QVERIFY(files > 2);
    }

    void lookAtTheDock() {
        for (const QString& tab : {u"trace"_s, u"audit"_s}) {
            QVERIFY(m_scene->command(u':' + tab));
            QTest::qWait(200);
            checkScreen(tab);
            copyEverything(tab);
        }
    }

    void lookAtTheTrace() {
        int entries = 0;
        for (const TraceEntry& entry : m_scene->app().core().trace().changesSince(0).entries) {
            const QString where = u"trace, %1 %2"_s.arg(entry.method, entry.url);
            check(entry.url + entry.error + entry.requestBody + entry.responseBody + entry.requestHeaders.join(u'\n')
                    + entry.responseHeaders.join(u'\n'),
                where);
            entries += entry.responseBody.isEmpty() ? 0 : 1;
        }
        QVERIFY(entries > 5); // bodies were recorded
    }

    void lookAtFiles() {
        QVERIFY(QDir(m_scene->stateFolder() + u"/operations"_s).isEmpty());
        check(m_helm->all().join(u'\n'), u"a command line"_s);
        int files = 0;
        for (const QString& folder : {m_scene->folder(), QString::fromUtf8(qgetenv("HOME"))}) {
            QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QByteArray bytes = file.readAll();
                check(QString::fromUtf8(bytes), file.fileName());
                ++files;
            }
        }
        QVERIFY(files >= 2); // settings, audit
        QVERIFY(QDir(m_scene->stateFolder() + u"/drafts"_s).entryList({u"draft-*"_s}).isEmpty());
    }

    OwnEnvironment m_environment;
    ContractServer m_server;
    std::unique_ptr<TestChart> m_chart;
    std::unique_ptr<RecordingHelm> m_helm;
    std::unique_ptr<WindowScene> m_scene;
    QTemporaryDir m_outside; ///< the file plain helm was given
    QByteArray m_space;
    QByteArray m_values;
    QStringList m_canaries;
    QStringList m_found;
    int m_copied = 0; ///< how often the clipboard held something
};

QTEST_MAIN(TestWindowSecrets)
#include "test_window_secrets.moc"
