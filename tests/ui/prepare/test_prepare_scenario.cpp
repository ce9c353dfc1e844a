// SPDX-License-Identifier: Apache-2.0
// Scenario U3 walked through in the window, against the demo cluster: nothing between the page and the server is made
// up.
#include "ui/prepare/prepare_page.h"

#include "core/change/audit.h"
#include "tests/support/demo_process.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segmented_control.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using State = PreparePresenter::State;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
const ContextId kProduction{u"eks_prd-app"_s};
const QByteArray kConfig = R"({"auths":{"registry.example.com":{"auth":"ZGVwbG95ZXI6Y2FuYXJ5LTc3MTA="}}})";
constexpr auto kCanary = "canary-7710"_L1;
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

class TestPrepareScenario final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        m_facts = m_demo.start();
        QVERIFY2(m_facts.contains(u"kubeconfig"_s), "the demo clusters did not start");
        QFile config(m_folder.filePath(u"config.json"_s));
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write(kConfig) == kConfig.size());
    }
    void init() {
        m_trace = std::make_shared<HttpTrace>();
        m_trace->setBodiesRecorded(true);
        m_thread = std::make_unique<CoreThread>();
        m_core = std::make_unique<CoreAccess>(*m_thread,
            Workspace::Options{.source = KubeconfigSource::fromEnvironment(m_facts.value(u"kubeconfig"_s)),
                .trustFile = m_folder.filePath(u"trust.json"_s),
                .trace = m_trace,
                .watchFiles = false,
                .feed = ClusterSession::Feed::OnDemand},
            std::make_shared<SystemClock>());
        m_contexts = std::make_unique<Contexts>(*m_core, EnvironmentRules());
        m_gateway = corePrepareGateway(*m_core, stateFolder());
        m_page = std::make_unique<PreparePage>(PreparePage::Services{
            .gateway = *m_gateway, .contexts = *m_contexts, .clock = m_core->clock(), .navigation = m_navigation});
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

    void U3_aNamespaceIsPreparedInStaging() {
        goTo(kStaging, u"team-window"_s);
        type("secret", u"registry-corp"_s);
        type("file", m_folder.filePath(u"config.json"_s));

        button("look")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Planned, kPatience);
        QVERIFY(allText().contains(u"Namespace team-window: will be created"_s));
        QVERIFY(allText().contains(u"+ registry.example.com: user deployer"_s));
        QVERIFY2(button("begin")->isEnabled(), qPrintable(m_page->presenter().whyNot({})));
        button("begin")->click();

        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Done, kPatience);
        for (const auto& line : m_page->presenter().lines()) {
            QVERIFY2(line.title.endsWith(u": done"_s), qPrintable(line.title + u' ' + line.detail));
        }
        const auto reading = AuditLog(stateFolder() + u"/audit.jsonl"_s).read();
        QVERIFY(reading && reading->brokenAt == 0);
        QCOMPARE(reading->entries.size(), 6U);
        QVERIFY(!allText().contains(kCanary));
        for (const TraceEntry& entry : m_trace->changesSince(0).entries) {
            QVERIFY(!entry.requestBody.contains(kCanary) && !entry.responseBody.contains(kCanary));
        }
        // Again: there is nothing left to do.
        button("look")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Planned, kPatience);
        QVERIFY(!button("begin")->isEnabled());
    }

    void PS8_productionIsLookedAtAndNotTouched() {
        goTo(kProduction, u"team-window"_s);

        button("look")->click();

        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Planned, kPatience);
        QVERIFY(!button("begin")->isEnabled());
        m_page->presenter().begin(u"eks_prd-app/team-window"_s);
        for (const TraceEntry& entry : m_trace->changesSince(0).entries) {
            const bool changes = entry.method != "GET"_L1 && !entry.url.contains(u"/self"_s);
            QVERIFY2(!changes || entry.url.contains(u"dryRun=All"_s), qPrintable(entry.url));
        }
    }

private:
    [[nodiscard]] QString stateFolder() const { return m_folder.filePath(u"state"_s); }
    void goTo(const ContextId& context, const QString& nameSpace) {
        m_contexts->open(context);
        QTRY_VERIFY_WITH_TIMEOUT(m_contexts->find(context)->modes != nullptr, kPatience);
        Place place = placeOf(context, page::kPrepare);
        place.nameSpace = nameSpace;
        m_page->showPlace(place);
    }
    QPushButton* button(const char* name) { return m_page->findChild<QPushButton*>(QString::fromLatin1(name)); }
    void type(const char* field, const QString& text) {
        auto* edit = m_page->findChild<QLineEdit*>(QString::fromLatin1(field));
        edit->setText(text);
        Q_EMIT edit->textEdited(text);
    }
    QString allText() {
        QStringList words;
        for (const QLabel* label : m_page->findChildren<QLabel*>()) {
            words += label->text();
        }
        return words.join(u'\n');
    }

    Theme m_theme{*qApp};
    DemoProcess m_demo;
    QTemporaryDir m_folder;
    QHash<QString, QString> m_facts;
    NoNavigation m_navigation;
    std::shared_ptr<HttpTrace> m_trace;
    std::unique_ptr<CoreThread> m_thread;
    std::unique_ptr<CoreAccess> m_core;
    std::unique_ptr<Contexts> m_contexts;
    std::unique_ptr<PrepareGateway> m_gateway;
    std::unique_ptr<PreparePage> m_page;
};

QTEST_MAIN(TestPrepareScenario)
#include "test_prepare_scenario.moc"
