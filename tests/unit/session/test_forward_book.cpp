// SPDX-License-Identifier: Apache-2.0
#include "core/session/forward_book.h"
#include "tests/unit/kube/socket_scene.h"

#include <QJsonObject>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kPod
    = R"({"metadata":{"name":"web-1","uid":"u1"},"spec":{"containers":[]},"status":{"phase":"Running"}})";
const ContextId kContext(u"stg"_s);

ForwardRequest toPod(const QString& port = u"8080"_s) {
    return {.target = {.nameSpace = u"shop"_s, .what = PodScope::Pod{u"web-1"_s}}, .remotePort = port, .localPort = 0};
}

struct Scene : SocketScene {
    Scene() { serve("/api/v1/namespaces/shop/pods/web-1", kPod); }
    ForwardBook book{[this](const ContextId& context) -> Result<ApiClient*> {
        if (context == kContext) {
            return &client;
        }
        return fail(ErrorCode::NotFound, context.value(), u"no such context"_s);
    }};
    [[nodiscard]] ForwardStatus::State state(size_t at = 0) const { return book.entries()->at(at).status.state; }
};

} // namespace

class TestForwardBook final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sameForwardIsInTheBookOnce();
    void startsAndStops();
    void contextThatGoesStopsItsForwards();
    void unknownContextIsAnError();
    void failureEndsIt();
    void definitionsComeBack();
    void brokenDefinitionsAreLeftOut();
};

void TestForwardBook::sameForwardIsInTheBookOnce() {
    Scene scene;
    const QString id = scene.book.add(kContext, toPod());

    QCOMPARE(scene.book.add(kContext, toPod()), id);
    QVERIFY(scene.book.add(kContext, toPod(u"9090"_s)) != id);

    QCOMPARE(scene.book.entries()->size(), 2U);
    scene.book.remove(id);
    QCOMPARE(scene.book.entries()->size(), 1U);
}

void TestForwardBook::startsAndStops() {
    Scene scene;
    int changes = 0;
    int ends = 0;
    QObject::connect(&scene.book, &ForwardBook::changed, &scene.book, [&changes] { ++changes; });
    QObject::connect(&scene.book, &ForwardBook::ended, &scene.book, [&ends] { ++ends; });
    const QString id = scene.book.add(kContext, toPod());

    QVERIFY(scene.book.start(id));
    QTRY_COMPARE(scene.state(), ForwardStatus::State::Listening);
    QVERIFY(scene.book.entries()->front().status.localPort > 0);
    QVERIFY(scene.book.start(id)); // runs already

    scene.book.stop(id);
    QCOMPARE(scene.state(), ForwardStatus::State::Stopped);
    QCOMPARE(ends, 1);
    scene.book.stop(id);
    QCOMPARE(ends, 1);
    QVERIFY(changes >= 4);
    QVERIFY(scene.book.start(id));
    QTRY_COMPARE(scene.state(), ForwardStatus::State::Listening);
}

void TestForwardBook::contextThatGoesStopsItsForwards() {
    Scene scene;
    QVERIFY(scene.book.start(scene.book.add(kContext, toPod())));
    QTRY_COMPARE(scene.state(), ForwardStatus::State::Listening);

    scene.book.contextGone(ContextId(u"prd"_s));
    QCOMPARE(scene.state(), ForwardStatus::State::Listening);
    scene.book.contextGone(kContext);

    QCOMPARE(scene.state(), ForwardStatus::State::Stopped);
    QCOMPARE(scene.book.entries()->front().status.lastError->reason, u"ContextGone"_s);
}

void TestForwardBook::unknownContextIsAnError() {
    Scene scene;
    QVERIFY(!scene.book.start(scene.book.add(ContextId(u"gone"_s), toPod())));
    QVERIFY(!scene.book.start(u"no such id"_s));
}

void TestForwardBook::failureEndsIt() {
    Scene scene;
    scene.gate.mode = Mode::ReadOnly;
    QList<ForwardEntry> ended;
    QObject::connect(
        &scene.book, &ForwardBook::ended, &scene.book, [&ended](const ForwardEntry& entry) { ended.append(entry); });

    QVERIFY(scene.book.start(scene.book.add(kContext, toPod())));

    QTRY_COMPARE(ended.size(), 1);
    QCOMPARE(ended.first().status.state, ForwardStatus::State::Failed);
    QCOMPARE(ended.first().status.lastError->reason, u"ReadOnly"_s);
}

void TestForwardBook::definitionsComeBack() {
    Scene scene;
    scene.book.add(kContext, toPod());
    ForwardRequest service = toPod(u"http"_s);
    service.localPort = 9000;
    service.target.what = PodScope::Workload{GroupVersionKind::fromApiVersion(u"apps/v1", u"Deployment"_s), u"web"_s};
    scene.book.add(kContext, service);
    ForwardRequest selector = toPod();
    selector.target.what = PodScope::Selector{u"app=web"_s};
    scene.book.add(kContext, selector);

    Scene other;
    other.book.restore(scene.book.definitions());

    QCOMPARE(other.book.entries()->size(), 3U);
    for (size_t i = 0; i < 3; ++i) {
        QVERIFY(other.book.entries()->at(i).request == scene.book.entries()->at(i).request);
        QCOMPARE(other.book.entries()->at(i).context, kContext);
        QCOMPARE(other.state(i), ForwardStatus::State::Stopped);
    }
}

void TestForwardBook::brokenDefinitionsAreLeftOut() {
    Scene scene;
    scene.book.restore({QJsonObject{}, u"text"_s, QJsonObject{{u"context"_s, u"c"_s}, {u"pod"_s, u"p"_s}},
        QJsonObject{{u"context"_s, u"c"_s}, {u"pod"_s, u"p"_s}, {u"remotePort"_s, u"80"_s}, {u"localPort"_s, 99999}}});
    QVERIFY(scene.book.entries()->empty());
}

QTEST_GUILESS_MAIN(TestForwardBook)
#include "test_forward_book.moc"
