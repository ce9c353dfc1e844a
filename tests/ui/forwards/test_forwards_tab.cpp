// SPDX-License-Identifier: Apache-2.0
// The book of forwards, with a made-up gateway, and once through core against the demo cluster. With
// PILOTHOUSE_PICTURES set it leaves pictures in that folder.
#include "ui/forwards/forwards_tab.h"

#include "core/change/audit.h"
#include "core/kube/objects.h"
#include "tests/support/demo_scene.h"
#include "tests/support/fake_navigation.h"
#include "tests/support/widget_looks.h"
#include "ui/forwards/forwards_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

const ContextId kStaging{u"eks_stg-app"_s};
constexpr int kPatience = DemoScene::kPatience;

class FakeGateway final : public ForwardGateway {
public:
    void add(const ContextId& context, const ForwardRequest& request) override {
        ForwardEntry entry{.id = QString::number(book.size()), .context = context, .request = request, .status = {}};
        entry.status.state = State::Listening;
        entry.status.localPort = request.localPort > 0 ? request.localPort : 40123;
        entry.status.pod = u"web-1"_s;
        book.push_back(entry);
        tell(book);
    }
    void start(const QString& id) override { set(id, State::Listening); }
    void stop(const QString& id) override { set(id, State::Stopped); }
    void remove(const QString& id) override {
        std::erase_if(book, [&id](const ForwardEntry& entry) { return entry.id == id; });
        tell(book);
    }
    CallHandle ports(
        const ContextId&, const PodScope&, std::function<void(Result<std::vector<TargetPort>>)> answer) override {
        answer(std::vector<TargetPort>{{.number = 8080, .name = u"http"_s}, {.number = 9090, .name = {}}});
        return {};
    }
    void set(const QString& id, State state, std::optional<Error> error = {}) {
        for (ForwardEntry& entry : book) {
            if (entry.id == id) {
                entry.status.state = state;
                entry.status.lastError = error;
                entry.status.localPort = state == State::Listening ? 40123 : 0;
            }
        }
        tell(book);
    }
    std::vector<ForwardEntry> book;
};

PodTools::Forward forwardOf(const QString& nameSpace, const QString& pod) {
    return {
        .context = kStaging, .target = {.nameSpace = nameSpace, .what = PodScope::Pod{.name = pod}}, .remotePort = {}};
}

} // namespace

class TestForwardsTab final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aForwardIsMadeFromItsProposal() {
        FakeGateway gateway;
        ForwardsTab tab(gateway, m_navigation);
        tab.resize(1200, 320);
        tab.show();
        tab.propose(forwardOf(u"shop"_s, u"web-1"_s));
        auto* remote = tab.findChild<QComboBox*>(u"remote"_s);
        QCOMPARE(remote->count(), 2);
        QCOMPARE(remote->currentText(), u"8080 (http)"_s);
        savePictures(tab, u"forward-new"_s);

        tab.findChild<QPushButton*>(u"add"_s)->click();

        QCOMPARE(gateway.book.size(), 1U);
        QCOMPARE(gateway.book.front().request.remotePort, u"8080"_s);
        QCOMPARE(gateway.book.front().request.localPort, 0);
        QCOMPARE(tab.title(), u"Forwards (1)"_s);
        QCOMPARE(forwardUrl(gateway.entries().front()), u"http://127.0.0.1:40123"_s);
        savePictures(tab, u"forwards"_s);
    }

    void aLockedPlaceOffersToOpenIt() {
        FakeGateway gateway;
        gateway.add(kStaging, {.target = forwardOf(u"shop"_s, u"web"_s).target, .remotePort = u"80"_s});
        ForwardsTab tab(gateway, m_navigation);
        tab.show();
        gateway.set(u"0"_s, State::Failed,
            fail(ErrorCode::Forbidden, u"port-forward"_s, u"namespace shop is read-only"_s, u"ReadOnly"_s).error());
        QPushButton* open = nullptr;
        for (QPushButton* button : tab.findChildren<QPushButton*>()) {
            open = button->text().startsWith(u"Open for troubleshooting"_s) ? button : open;
        }
        QVERIFY(open && open->isVisible());
        open->click();
        QCOMPARE(m_navigation.modes, QStringList{u"eks_stg-app/shop"_s});
    }

    void portsAreReadFromObjects() {
        const auto object = [](const char* text) { return QJsonDocument::fromJson(text).object(); };
        const auto service
            = portsOf(object(R"({"spec":{"ports":[{"port":80,"name":"http"},{"port":53,"protocol":"UDP"}]}})"));
        QCOMPARE(service, (std::vector<TargetPort>{{.number = 80, .name = u"http"_s}}));
        const auto workload = portsOf(
            object(R"({"spec":{"template":{"spec":{"containers":[{"ports":[{"containerPort":8080}]},{}]}}}})"));
        QCOMPARE(workload, (std::vector<TargetPort>{{.number = 8080, .name = {}}}));
    }

    void throughCoreItListensIsAuditedAndRemembered() {
        QVERIFY2(m_scene.start(), "the demo clusters did not start");
        m_scene.open();
        const auto gateway = coreForwardGateway(m_scene.core(), m_scene.stateFolder(), {});
        QJsonArray remembered;
        connect(gateway.get(), &ForwardGateway::definitionsChanged, this,
            [&remembered](const QJsonArray& definitions) { remembered = definitions; });
        QVERIFY(m_scene.connectTo(kStaging) && m_scene.openMode(kStaging, Mode::Troubleshooting));
        const auto [nameSpace, pod] = runningPod(m_scene.core());
        QVERIFY(!pod.isEmpty());

        gateway->add(kStaging, {.target = forwardOf(nameSpace, pod).target, .remotePort = u"8080"_s});

        QTRY_VERIFY_WITH_TIMEOUT(
            !gateway->entries().empty() && gateway->entries().front().status.state == State::Listening, kPatience);
        QVERIFY(gateway->entries().front().status.localPort > 0);
        QCOMPARE(remembered.size(), 1);
        gateway->stop(gateway->entries().front().id);
        QTRY_COMPARE_WITH_TIMEOUT(gateway->entries().front().status.state, State::Stopped, kPatience);
        const auto audited = [this] { return AuditLog(m_scene.stateFolder() + u"/audit.jsonl"_s).read()->entries; };
        QTRY_COMPARE_WITH_TIMEOUT(audited().size(), 2U, kPatience);
        QCOMPARE(audited().front().verb, u"port-forward"_s);
        QCOMPARE(audited().front().step, AuditEntry::Step::Outcome);
        QCOMPARE(audited().back().step, AuditEntry::Step::Intent);
    }

private:
    static std::pair<QString, QString> runningPod(CoreAccess& core) {
        std::optional<Result<std::vector<QJsonObject>>> pods;
        const CallHandle call = core.callSession<std::vector<QJsonObject>>(
            kStaging, [](ClusterSession& session) { return listObjects(session.client(), builtin::pods(), {}); },
            [&pods](Result<std::vector<QJsonObject>> answer) { pods.emplace(std::move(answer)); });
        (void)QTest::qWaitFor([&pods] { return pods.has_value(); }, kPatience);
        for (const QJsonObject& pod : pods && *pods ? **pods : std::vector<QJsonObject>()) {
            if (pod.value("status"_L1).toObject().value("phase"_L1).toString() == "Running"_L1) {
                const QJsonObject metadata = pod.value("metadata"_L1).toObject();
                return {metadata.value("namespace"_L1).toString(), metadata.value("name"_L1).toString()};
            }
        }
        return {};
    }
    Theme m_theme{*qApp};
    DemoScene m_scene;
    FakeNavigation m_navigation;
};

QTEST_MAIN(TestForwardsTab)
#include "test_forwards_tab.moc"
