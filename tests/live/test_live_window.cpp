// SPDX-License-Identifier: Apache-2.0
// The releases page on a real cluster, with the real core behind it, while a plain helm changes a release.
#include "ui/releases/releases_page.h"

#include "tests/support/run_program.h"
#include "tests/ui/releases/release_fixtures.h"
#include "ui/widgets/data_table.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHang = 60'000;
constexpr int kFillers = 60; ///< rows, so that there is something to scroll
constexpr auto kSpace = "live-window"_L1;
constexpr auto kRelease = "moving"_L1;

/// What the window is made of, with everything real but the shell around the page.
struct Window {
    explicit Window(const QString& kubeconfig)
        : core(thread,
              Workspace::Options{.source = KubeconfigSource::fromEnvironment(kubeconfig),
                  .trustFile = folder.filePath(u"trust.json"_s),
                  .trace = {},
                  .watchFiles = false},
              std::make_shared<SystemClock>())
        , contexts(core, {})
        , settings(folder.filePath(u"settings.json"_s))
        , releases(core)
        , reader(coreReleaseReader(core)) {
        page = std::make_unique<ReleasesPage>(
            ReleasesPage::Services{core, contexts, navigation, pods, settings, releases, *reader, {}});
        navigation.show = [this](const Place& place) { page->showPlace(place); };
        page->resize(1042, 690);
        page->show();
        core.start();
    }
    QTemporaryDir folder;
    CoreThread thread;
    CoreAccess core;
    Contexts contexts;
    SettingsStore settings;
    ReleaseStore releases;
    std::unique_ptr<ReleaseReader> reader;
    ui::FakeNavigation navigation;
    ui::tests::FakePodTools pods;
    std::unique_ptr<ReleasesPage> page;
};

} // namespace

class TestLiveWindow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void anOutsideChangeKeepsSelectionAndScroll();

private:
    Answer helm(const QStringList& arguments) const {
        return runProgram(m_helm, arguments + QStringList{u"-n"_s, kSpace, u"--kubeconfig"_s, m_kubeconfig});
    }
    Answer kubectl(const QStringList& arguments, const QByteArray& input = {}) const {
        return runProgram(u"kubectl"_s, QStringList{u"--kubeconfig"_s, m_kubeconfig} + arguments, input);
    }
    void addFillers() const;

    QString m_kubeconfig;
    QString m_helm;
    QString m_chart;
};

void TestLiveWindow::initTestCase() {
    m_kubeconfig = qEnvironmentVariable("PILOTHOUSE_LIVE_STG");
    m_helm = qEnvironmentVariable("PILOTHOUSE_HELM3");
    m_chart = qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/tests/live/charts/secrets"_s;
    if (!QFileInfo::exists(m_kubeconfig) || !QFileInfo(m_helm).isExecutable()) {
        QSKIP("needs PILOTHOUSE_LIVE_STG and PILOTHOUSE_HELM3 (run by ./dev test --live)");
    }
    const Answer made = helm({u"upgrade"_s, u"--install"_s, kRelease, m_chart, u"--create-namespace"_s});
    QVERIFY2(made.code == 0, made.errors.constData());
    addFillers();
}

void TestLiveWindow::cleanupTestCase() {
    if (QFileInfo::exists(m_kubeconfig)) {
        (void)kubectl({u"delete"_s, u"namespace"_s, kSpace, u"--timeout=60s"_s});
    }
}

/// Copies of the record under other names: rows like any other.
void TestLiveWindow::addFillers() const {
    const Answer got = kubectl(
        {u"get"_s, u"secret"_s, u"-n"_s, kSpace, u"-l"_s, u"owner=helm,name="_s + kRelease, u"-o"_s, u"json"_s});
    QJsonObject secret = QJsonDocument::fromJson(got.text)["items"_L1][0].toObject();
    QVERIFY2(!secret.isEmpty(), got.errors.constData());
    QJsonArray items;
    for (int i = 0; i < kFillers; ++i) {
        const QString name = u"filler-%1"_s.arg(i, 2, 10, QLatin1Char('0'));
        const QJsonObject labels{
            {u"owner"_s, u"helm"_s}, {u"name"_s, name}, {u"status"_s, u"deployed"_s}, {u"version"_s, u"1"_s}};
        secret[u"metadata"_s] = QJsonObject{
            {u"name"_s, u"sh.helm.release.v1.%1.v1"_s.arg(name)}, {u"namespace"_s, kSpace}, {u"labels"_s, labels}};
        items += secret;
    }
    const QJsonObject list{{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"List"_s}, {u"items"_s, items}};
    const Answer applied = kubectl({u"create"_s, u"-f"_s, u"-"_s}, QJsonDocument(list).toJson());
    QVERIFY2(applied.code == 0, applied.errors.constData());
}

void TestLiveWindow::anOutsideChangeKeepsSelectionAndScroll() {
    Window window(m_kubeconfig);
    QTRY_VERIFY_WITH_TIMEOUT(window.contexts.isLoaded() && !window.contexts.items().empty(), kHang);
    const ContextId context = window.contexts.items().front().id;
    window.contexts.open(context);
    Place place;
    place.context = context;
    place.page = page::kReleases.toString();
    place.nameSpace = kSpace;
    window.navigation.goTo(place);
    auto* table = window.page->findChild<DataTable*>();
    QTRY_COMPARE_WITH_TIMEOUT(table->shownRows(), kFillers + 1, kHang);
    QTRY_VERIFY_WITH_TIMEOUT(window.page->isSettled(), kHang);
    const ReleaseTableModel& model = window.releases.model(context);
    const auto moving = [&model]() -> ReleaseSummary { return *model.find({kSpace, kRelease, StorageDriver::Secret}); };
    const int revision = number(moving().newest.revision);

    QScrollBar* bar = table->verticalScrollBar();
    QVERIFY(bar->maximum() > 10);
    bar->setValue(bar->maximum() / 2);
    const QModelIndex inView = table->indexAt(table->viewport()->rect().center());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(inView).center());
    const QString selected = table->currentUid();
    QVERIFY(!selected.isEmpty());
    // What one looks at stays where it is, whatever comes above it.
    const auto top = [table] { return table->visualRect(table->currentIndex()).top(); };
    const int before = top();

    const Answer upgraded = helm({u"upgrade"_s, kRelease, m_chart});
    QVERIFY2(upgraded.code == 0, upgraded.errors.constData());
    QElapsedTimer sinceHelmEnded;
    sinceHelmEnded.start();
    QTRY_VERIFY_WITH_TIMEOUT(
        number(moving().newest.revision) == revision + 1 && moving().newest.status == ReleaseStatus::Deployed, kHang);
    qInfo("in the window's table %lld ms after helm ended", static_cast<long long>(sinceHelmEnded.elapsed()));

    QCOMPARE(table->currentUid(), selected);
    QCOMPARE(top(), before);

    // A release that comes and one that goes keep them too.
    const Answer installed = helm({u"install"_s, u"another"_s, m_chart});
    QVERIFY2(installed.code == 0, installed.errors.constData());
    QTRY_COMPARE_WITH_TIMEOUT(table->shownRows(), kFillers + 2, kHang);
    QCOMPARE(table->currentUid(), selected);
    QCOMPARE(top(), before);
    const Answer gone = helm({u"uninstall"_s, u"another"_s});
    QVERIFY2(gone.code == 0, gone.errors.constData());
    QTRY_COMPARE_WITH_TIMEOUT(table->shownRows(), kFillers + 1, kHang);
    QCOMPARE(table->currentUid(), selected);
    QCOMPARE(top(), before);
}

QTEST_MAIN(TestLiveWindow)
#include "test_live_window.moc"
