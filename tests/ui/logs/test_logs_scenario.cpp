// SPDX-License-Identifier: Apache-2.0
// The log tab against the demo cluster, from the wire to the lines on screen. With PILOTHOUSE_PICTURES set it leaves
// pictures in that folder.
#include "core/settings/settings_store.h"
#include "tests/support/demo_process.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
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
constexpr int kPatience = 20'000;

} // namespace

class TestLogsScenario final : public QObject {
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
                .watchFiles = false},
            std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        m_settings = std::make_unique<SettingsStore>(m_folder.filePath(u"settings.json"_s));
        m_core->start();
        QTRY_VERIFY_WITH_TIMEOUT(m_contexts->isLoaded(), kPatience);
    }
    void cleanup() {
        m_tab.reset();
        m_contexts.reset();
        m_core.reset();
        m_thread.reset();
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
        store.folder = m_folder.filePath(u"lines"_s);
        m_tab = std::make_unique<LogsTab>(m_theme,
            LogsParts{coreLogsGateway(*m_core, kStaging), m_pool, m_settings.get(), store}, what,
            m_contexts->environmentOf(kStaging, nameSpace));
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

    DemoProcess m_demo;
    QHash<QString, QString> m_facts;
    QTemporaryDir m_folder;
    Theme m_theme{*qApp};
    WorkerPool m_pool{2};
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<CoreThread> m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<LogsTab> m_tab;
};

QTEST_MAIN(TestLogsScenario)
#include "test_logs_scenario.moc"
