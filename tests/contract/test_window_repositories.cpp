// SPDX-License-Identifier: Apache-2.0
// A repository with a CA and a login of its own, set up in the window and installed from with the real helm. The
// password appears nowhere but in the one request it is for.
#include "tests/contract/change_scene.h"
#include "tests/contract/window_scene.h"

#include "core/net/http_trace.h"
#include "core/session/repository_book.h"
#include "tests/support/scripted_server.h"

#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QProcess>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::contract;
using namespace Qt::StringLiterals;

namespace {

const QString kPassword = u"canary-repository-8d21"_s;
const QByteArray kBasic = "Basic " + QByteArray("deployer:" + kPassword.toUtf8()).toBase64();

} // namespace

class TestWindowRepositories final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_server.problem().isEmpty(), qPrintable(m_server.problem()));
        if (qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty() || !m_server.isDemo()) {
            QSKIP("needs PILOTHOUSE_HELM4 and the demo cluster");
        }
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at-all"); // no keychain of whoever runs this
        m_helm = std::make_unique<RecordingHelm>(qEnvironmentVariable("PILOTHOUSE_HELM4"));
        m_space = QString::fromUtf8(m_server.makeNamespace());
        QVERIFY(packChart());
        QFile ca(m_files.filePath(u"ca.pem"_s));
        QVERIFY(ca.open(QIODevice::WriteOnly));
        ca.write(m_ca.certificatePem());
        m_scene = std::make_unique<WindowScene>(WindowScene::Options{.kubeconfig = m_server.kubeconfig(),
            .context = m_server.context(),
            .helm = m_helm->path(),
            .rules = {{u'=' + m_server.context(), {}, EnvironmentKind::Staging, u"stg"_s}}});
        m_scene->app().core().trace().setBodiesRecorded(true);
    }
    void cleanupTestCase() { m_scene.reset(); }

    void setsARepositoryUpAndTestsIt() {
        QVERIFY(m_scene->command(u":repositories"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->shown(u"url"_s) != nullptr; }));
        QVERIFY(m_scene->type(u"name"_s, u"corp"_s));
        QVERIFY(m_scene->type(u"url"_s, url()));
        QVERIFY(m_scene->press(u"test"_s)); // nothing is trusted yet
        QVERIFY(says(u"CA file"_s));
        QVERIFY(m_repository.requests().isEmpty());

        QVERIFY(m_scene->type(u"caFile"_s, m_files.filePath(u"ca.pem"_s)));
        QVERIFY(m_scene->type(u"user"_s, u"deployer"_s));
        QVERIFY(m_scene->type(u"password"_s, u"wrong"_s));
        QVERIFY(m_scene->press(u"test"_s));
        QVERIFY(says(u"Check user and password"_s));

        QVERIFY(m_scene->type(u"password"_s, kPassword));
        QVERIFY(m_scene->press(u"test"_s));
        QVERIFY(says(u"It answers"_s));
        QVERIFY(m_scene->press(u"save"_s));
        QVERIFY(WindowScene::waitFor([this] { return !m_scene->app().repositories().all().empty(); }));
        QVERIFY(says(u"until the program ends"_s)); // there is no keychain: in memory, and it says so
    }

    void installsAChartOfIt() {
        QVERIFY(m_scene->openInstall());
        QVERIFY(m_scene->type(u"Name of the release"_s, u"web"_s));
        QVERIFY(m_scene->type(u"Namespace"_s, m_space));
        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"Repository"_s));
        QVERIFY(m_scene->choose(u"known"_s, u"corp  ·  "_s + url()));
        QVERIFY(m_scene->type(u"Chart"_s, u"web"_s));
        QVERIFY(m_scene->settle());
        QVERIFY2(m_scene->sheet()->presenter().rendering(),
            m_scene->sheet()->presenter().renderError()
                ? qPrintable(describe(*m_scene->sheet()->presenter().renderError()))
                : "");
        QVERIFY(m_scene->apply());
        const RunStatusPtr run = m_scene->end();

        QVERIFY(run);
        QCOMPARE(run->outcome, RunStatus::Outcome::Succeeded);
        QVERIFY(m_pulled > 0);
    }

    void HE11_thePasswordIsNowhere() {
        QStringList found;
        const auto check = [&found](const QString& text, const QString& where) {
            for (const QString& canary : {kPassword, QString::fromLatin1(kBasic.mid(6))}) {
                if (text.contains(canary)) {
                    found += where;
                }
            }
        };
        check(m_scene->everyText(), u"screen"_s);
        QVERIFY(m_scene->command(u":repositories"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->shown(u"url"_s) != nullptr; }));
        QVERIFY(m_scene->everyText().contains(u"corp"_s));
        check(m_scene->everyText(), u"page of repositories"_s);
        check(QGuiApplication::clipboard()->text(), u"clipboard"_s);
        check(m_helm->all().join(u'\n'), u"command lines"_s);
        for (const TraceEntry& entry : m_scene->app().core().trace().changesSince(0).entries) {
            check(entry.url + entry.error + entry.requestBody + entry.responseBody + entry.requestHeaders.join(u'\n')
                    + entry.responseHeaders.join(u'\n'),
                u"trace"_s);
        }
        (void)m_scene->app().settings().flush();
        int files = 0;
        QDirIterator it(m_scene->folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            check(file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()) : QString(), file.fileName());
            ++files;
        }
        QVERIFY(files > 1);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
        QVERIFY(m_helm->all().join(u'\n').contains(u"pull"_s));
        // Nothing of one pull is left.
        const QDir readings(m_scene->stateFolder() + u"/readings"_s);
        QVERIFY(readings.entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).isEmpty());
    }

    /// An index may name archives anywhere: the login is for the repository's own host (CVE-2021-32690).
    void CH6_anArchiveElsewhereIsAskedForWithoutTheLogin() {
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, u"web"_s));
        QVERIFY(m_scene->settle());
        QVERIFY(m_scene->type(u"Chart version"_s, u"0.0.9"_s));
        QVERIFY(m_scene->settle());

        QVERIFY(WindowScene::waitFor([this] { return !m_elsewhere.requests().isEmpty(); }));
        for (const ScriptedRequest& request : m_elsewhere.requests()) {
            QVERIFY(request.header("authorization").isEmpty());
        }
    }

    /// A script in helmfile's place, which renders with the real helm.
    void aHelmfileIsALookOnly() {
        const QString log = m_files.filePath(u"helmfile.log"_s);
        const QString helmfile = m_files.filePath(u"helmfile.yaml"_s);
        QVERIFY(write(helmfile, "releases: []\n"));
        const QByteArray script = "#!/bin/sh\necho \"$@\" >>'" + log.toUtf8()
            + "'\nfor a in \"$@\"; do case $a in\nlist) echo '[{\"name\":\"web\",\"namespace\":\"" + m_space.toUtf8()
            + "\",\"chart\":\"corp/web\",\"version\":\"0.1.0\"}]'; exit 0;;\ntemplate) exec '"
            + qEnvironmentVariable("PILOTHOUSE_HELM4").toUtf8() + "' template web '" + m_chart.path().toUtf8() + "' -n "
            + m_space.toUtf8() + " --set greeting=from-helmfile;;\nesac; done\nexit 9\n";
        const QString program = QFileInfo(m_helm->path()).path() + u"/helmfile"_s;
        QVERIFY(write(program, script) && QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, u"web"_s));
        QVERIFY(m_scene->settle());
        const int before = static_cast<int>(m_helm->mutating().size());

        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"helmfile"_s));
        QVERIFY(m_scene->type(u"Environment of the helmfile"_s, u"stg"_s));
        QVERIFY(m_scene->type(u"Selector of the helmfile"_s, u"tier=front"_s));
        QVERIFY(m_scene->type(u"Chart"_s, helmfile));
        QVERIFY(says(u"May this helmfile run?"_s));
        QVERIFY(!QFile::exists(log)); // nothing of it has run
        QVERIFY(m_scene->press(u"Trust it and render"_s));

        QVERIFY2(WindowScene::waitFor([this] {
            const RenderingPtr& rendering = m_scene->sheet()->presenter().rendering();
            return rendering && rendering->manifest.contains("from-helmfile");
        }),
            qPrintable(m_scene->everyText()));
        QVERIFY(m_scene->settle());
        QVERIFY(says(u"helmfile deploys web"_s));
        QVERIFY(says(u"helmfile --file="_s + helmfile + u" --environment=stg --selector=tier=front apply"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->sheet()->presenter().isPlanCurrent(); }));
        QVERIFY(m_scene->sheet()->presenter().plan()->isBlocked());
        QCOMPARE(m_scene->sheet()->presenter().hindrance({}), ui::Hindrance::Blocked);
        QCOMPARE(m_helm->mutating().size(), before);
        QFile ran(log);
        QVERIFY(ran.open(QIODevice::ReadOnly));
        const QByteArray calls = ran.readAll();
        QVERIFY(!calls.contains(" apply") && !calls.contains(" sync"));
        // Back to the repository for what follows.
        QVERIFY(m_scene->choose(u"Where the chart comes from"_s, u"Repository"_s));
        QVERIFY(m_scene->choose(u"known"_s, u"corp  ·  "_s + url()));
        QVERIFY(m_scene->type(u"Chart"_s, u"web"_s));
    }

    void aLoginThatRanOutLeadsToTheSettings() {
        m_isClosed = true;
        QVERIFY(m_scene->openChange(u"upgrade"_s, m_space, u"web"_s));
        QVERIFY(m_scene->settle());
        QVERIFY(m_scene->type(u"Chart version"_s, u"9.9.9"_s)); // another one: it has to be pulled
        QVERIFY(m_scene->settle());

        QVERIFY2(says(u"login was not accepted"_s), qPrintable(m_scene->everyText()));
        QVERIFY(m_scene->press(u"Set up the repository…"_s));
        QVERIFY(WindowScene::waitFor([this] { return m_scene->shown(u"url"_s) != nullptr; }));
        QCOMPARE(qobject_cast<QLineEdit*>(m_scene->shown(u"url"_s))->text(), url());
    }

private:
    [[nodiscard]] QString url() const { return m_repository.url(u"/charts"_s).toString(); }
    [[nodiscard]] bool says(const QString& words) const {
        return WindowScene::waitFor([this, words] { return m_scene->everyText().contains(words); });
    }
    static bool write(const QString& path, const QByteArray& text) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
    }
    /// The chart as the repository hands it out.
    bool packChart() {
        QProcess tar;
        const QString archive = m_files.filePath(u"web.tgz"_s);
        tar.start(u"tar"_s, {u"-czf"_s, archive, u"-C"_s, QFileInfo(m_chart.path()).path(), u"web"_s});
        QFile file(archive);
        if (!tar.waitForFinished() || tar.exitCode() != 0 || !file.open(QIODevice::ReadOnly)) {
            return false;
        }
        m_archive = file.readAll();
        return !m_archive.isEmpty();
    }
    QByteArray answer(const ScriptedRequest& request) {
        if (m_isClosed || request.header("authorization") != kBasic) {
            return ScriptedServer::answer(401, "no", "WWW-Authenticate: Basic realm=\"charts\"\r\n");
        }
        if (request.target.endsWith(".tgz")) {
            ++m_pulled;
            return ScriptedServer::answer(200, m_archive);
        }
        return ScriptedServer::answer(200,
            "apiVersion: v1\nentries:\n  web:\n  - {apiVersion: v2, name: web, version: 0.1.0, urls: "
            "[web-0.1.0.tgz]}\n  - {apiVersion: v2, name: web, version: 0.0.9, urls: ['"
                + m_elsewhere.url(u"/web-0.0.9.tgz"_s).toEncoded() + "']}\n");
    }

    OwnEnvironment m_environment;
    ContractServer m_server;
    TestChart m_chart;
    QTemporaryDir m_files;
    QString m_space;
    std::unique_ptr<RecordingHelm> m_helm;
    QByteArray m_archive;
    int m_pulled = 0;
    bool m_isClosed = false;
    TestCertificate m_ca{{.commonName = "corp CA", .isCa = true}};
    TestCertificate m_certificate{{.commonName = "charts"}, &m_ca};
    ScriptedServer m_repository{[this](const ScriptedRequest& request, const QPointer<QTcpSocket>& socket) {
                                    if (socket) {
                                        socket->write(answer(request));
                                    }
                                },
        {.certificate = m_certificate}};
    ScriptedServer m_elsewhere{[this](const ScriptedRequest&, const QPointer<QTcpSocket>& socket) {
                                   if (socket) {
                                       socket->write(ScriptedServer::answer(200, m_archive));
                                   }
                               },
        {.certificate = m_certificate}};
    std::unique_ptr<WindowScene> m_scene;
};

QTEST_MAIN(TestWindowRepositories)
#include "test_window_repositories.moc"
