// SPDX-License-Identifier: Apache-2.0
// Scenario U3 walked through in the window, against the demo cluster: nothing between the page and the server is made
// up.
#include "ui/prepare/prepare_page.h"

#include "core/change/audit.h"
#include "tests/support/demo_scene.h"
#include "tests/support/fake_navigation.h"
#include "tests/support/widget_looks.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segmented_control.h"

#include <QApplication>
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
constexpr int kPatience = DemoScene::kPatience;

} // namespace

class TestPrepareScenario final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        QVERIFY2(m_scene.start(), "the demo clusters did not start");
        QFile config(configFile());
        QVERIFY(config.open(QIODevice::WriteOnly) && config.write(kConfig) == kConfig.size());
    }
    void init() {
        m_scene.open();
        m_gateway = corePrepareGateway(m_scene.core(), m_scene.stateFolder());
        m_page = std::make_unique<PreparePage>(PreparePage::Services{.gateway = *m_gateway,
            .contexts = m_scene.contexts(),
            .clock = m_scene.core().clock(),
            .navigation = m_navigation});
    }
    void cleanup() {
        m_page.reset();
        m_gateway.reset();
        m_scene.close();
    }

    void U3_aNamespaceIsPreparedInStaging() {
        goTo(kStaging, u"team-window"_s);
        type("secret", u"registry-corp"_s);
        type("file", configFile());

        button("look")->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Planned, kPatience);
        QVERIFY(labelText(*m_page).contains(u"Namespace team-window: will be created"_s));
        QVERIFY(labelText(*m_page).contains(u"+ registry.example.com: user deployer"_s));
        QVERIFY2(button("begin")->isEnabled(), qPrintable(m_page->presenter().whyNot({})));
        button("begin")->click();

        QTRY_COMPARE_WITH_TIMEOUT(m_page->presenter().state(), State::Done, kPatience);
        for (const auto& line : m_page->presenter().lines()) {
            QVERIFY2(line.title.endsWith(u": done"_s), qPrintable(line.title + u' ' + line.detail));
        }
        const auto reading = AuditLog(m_scene.stateFolder() + u"/audit.jsonl"_s).read();
        QVERIFY(reading && reading->brokenAt == 0);
        QCOMPARE(reading->entries.size(), 6U);
        QVERIFY(!labelText(*m_page).contains(kCanary));
        for (const TraceEntry& entry : m_scene.trace().changesSince(0).entries) {
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
        for (const TraceEntry& entry : m_scene.trace().changesSince(0).entries) {
            const bool changes = entry.method != "GET"_L1 && !entry.url.contains(u"/self"_s);
            QVERIFY2(!changes || entry.url.contains(u"dryRun=All"_s), qPrintable(entry.url));
        }
    }

private:
    [[nodiscard]] QString configFile() const { return m_scene.file(u"config.json"_s); }
    void goTo(const ContextId& context, const QString& nameSpace) {
        QVERIFY(m_scene.connectTo(context));
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
    Theme m_theme{*qApp};
    DemoScene m_scene;
    FakeNavigation m_navigation;
    std::unique_ptr<PrepareGateway> m_gateway;
    std::unique_ptr<PreparePage> m_page;
};

QTEST_MAIN(TestPrepareScenario)
#include "test_prepare_scenario.moc"
