// SPDX-License-Identifier: Apache-2.0
// The log tab against the demo cluster, from the wire to the lines on screen. With PILOTHOUSE_PICTURES set it leaves
// pictures in that folder.
#include "core/settings/settings_store.h"
#include "tests/support/demo_scene.h"
#include "ui/logs/log_view.h"
#include "ui/logs/logs_tab.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
constexpr int kPatience = DemoScene::kPatience;

} // namespace

class TestLogsScenario final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_scene.start(), "the demo clusters did not start"); }
    void init() {
        m_scene.open(ClusterSession::Feed::Started); // the log of a release follows its records
        m_settings = std::make_unique<SettingsStore>(m_scene.file(u"settings.json"_s));
    }
    void cleanup() {
        m_tab.reset();
        m_scene.close();
    }

    void aReleaseIsReadFromAllItsPods() {
        open(u"shop"_s, PodScope::Release{u"storefront"_s});
        LogsPresenter& presenter = m_tab->presenter();
        QTRY_VERIFY_WITH_TIMEOUT(presenter.store().count() > 50, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(presenter.status().state == LogFollowStatus::State::Streaming, kPatience);
        QVERIFY(!presenter.status().containers.empty());
        QVERIFY(m_tab->view().sources().pods().size() > 1);
        QVERIFY(m_tab->view().sources().hasRevisions());
        picture("release");
    }

    void otherPresetsReadAgain() {
        open(u"shop"_s, PodScope::Release{u"storefront"_s});
        LogsPresenter& presenter = m_tab->presenter();
        QTRY_VERIFY_WITH_TIMEOUT(presenter.store().count() > 50, kPatience);
        presenter.setPreset(SincePreset::Hour);
        QCOMPARE(presenter.store().count(), 0);
        QTRY_VERIFY_WITH_TIMEOUT(presenter.store().count() > 50, kPatience);
        presenter.chooseContainers({{u"no-such-container"_s}, false, true});
        picture("hour");
    }

    void whatIsNotThereIsSaid() {
        open(u"shop"_s, PodScope::Release{u"no-such-release"_s});
        LogsPresenter& presenter = m_tab->presenter();
        QTRY_VERIFY_WITH_TIMEOUT(presenter.status().state == LogFollowStatus::State::Failed, kPatience);
        QCOMPARE(presenter.status().error->code, ErrorCode::NotFound);
        picture("nothing");
    }

    void closingWhileItReadsEndsIt() {
        for (int i = 0; i < 5; ++i) {
            open(u"shop"_s, PodScope::Release{u"storefront"_s});
            QTest::qWait(i * 20);
            m_tab.reset();
        }
        QTest::qWait(50);
    }

private:
    void open(const QString& nameSpace, decltype(PodScope::what) scope) {
        PodTools::Logs what;
        what.context = kStaging;
        what.scope = {nameSpace, std::move(scope)};
        LogStore::Options store;
        store.folder = m_scene.file(u"lines"_s);
        m_tab = std::make_unique<LogsTab>(m_theme,
            LogsParts{coreLogsGateway(m_scene.core(), kStaging), m_pool, m_settings.get(), store}, what,
            m_scene.contexts().environmentOf(kStaging, nameSpace));
        m_tab->resize(1280, 800);
        m_tab->show();
    }
    void picture(const char* name) {
        const QString folder = qEnvironmentVariable("PILOTHOUSE_PICTURES");
        if (!folder.isEmpty()) {
            QTest::qWait(800);
            m_tab->grab().save(u"%1/logs-scenario-%2.png"_s.arg(folder, QLatin1StringView(name)));
        }
    }

    Theme m_theme{*qApp};
    DemoScene m_scene;
    WorkerPool m_pool{2};
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<LogsTab> m_tab;
};

QTEST_MAIN(TestLogsScenario)
#include "test_logs_scenario.moc"
