// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_actions.h"
#include "ui/resources/object_cells.h"
#include "ui/resources/object_overview.h"
#include "ui/resources/object_table_model.h"
#include "ui/resources/usage_plot.h"
#include "ui/resources/yaml_templates.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

namespace {

ObjectTable::Row row(const QString& uid, const QString& name, const QString& status) {
    return {.uid = Uid(uid),
        .nameSpace = u"shop"_s,
        .name = name,
        .created = QDateTime::fromString(u"2026-01-01T00:00:00Z"_s, Qt::ISODate),
        .cells = {name, status, u"5m"_s}};
}

TableDelta firstDelta() {
    TableDelta delta;
    delta.isAnew = true;
    for (const QString& name : {u"Name"_s, u"Status"_s, u"Age"_s}) {
        delta.columns.push_back({.name = name, .type = u"string"_s, .format = {}, .description = {}, .priority = 0});
    }
    delta.upserted
        = {row(u"1"_s, u"a"_s, u"Running"_s), row(u"2"_s, u"b"_s, u"Running"_s), row(u"3"_s, u"c"_s, u"Pending"_s)};
    return delta;
}

QJsonObject json(const QByteArray& text) {
    return QJsonDocument::fromJson(text).object();
}

QStringList titles(const std::vector<ObjectLine>& lines) {
    QStringList all;
    for (const ObjectLine& line : lines) {
        all += line.title;
    }
    return all;
}

ApiResource resourceOf(const QString& group, const QString& kind) {
    ApiResource resource;
    resource.kind = {.group = group, .version = u"v1"_s, .kind = kind};
    resource.verbs = {u"get"_s, u"list"_s, u"update"_s, u"patch"_s, u"delete"_s};
    return resource;
}

bool offers(const ApiResource& resource, ObjectActions::What what, bool isMany = false) {
    const auto actions = ObjectActions::actionsOf(resource, isMany);
    return std::ranges::any_of(actions, [what](const ObjectActions::Action& action) { return action.what == what; });
}

} // namespace

class TestObjectModels final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChangedRowIsOneChange() {
        ObjectTableModel model;
        model.apply(firstDelta());
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        TableDelta delta;
        delta.upserted = {row(u"2"_s, u"b"_s, u"Error"_s), row(u"1"_s, u"a"_s, u"Running"_s)};

        model.apply(delta);

        QCOMPARE(changes.size(), 1);
        QCOMPARE(resets.size(), 0);
        QCOMPARE(model.index(1, 1).data().toString(), u"Error"_s);
    }

    void rowsKeepTheirPlacesWhenOthersGo() {
        ObjectTableModel model;
        model.apply(firstDelta());
        TableDelta delta;
        delta.removed = {Uid(u"1"_s), Uid(u"unknown"_s)};
        delta.upserted = {row(u"4"_s, u"d"_s, u"Running"_s)};

        model.apply(delta);

        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.find(Uid(u"2"_s))->name, u"b"_s);
        QCOMPARE(model.find(Uid(u"3"_s))->name, u"c"_s);
        QCOMPARE(model.find(Uid(u"4"_s))->name, u"d"_s);
        QVERIFY(!model.find(Uid(u"1"_s)));
    }

    void theSelectionIsKeptByUid() {
        ObjectTableModel model;
        DataTable table;
        table.setSource(&model);
        model.apply(firstDelta());
        table.sortByColumn(0, Qt::AscendingOrder);
        QVERIFY(table.selectUid(u"2"_s));
        TableDelta delta;
        delta.removed = {Uid(u"1"_s)};
        delta.upserted = {row(u"9"_s, u"0-first"_s, u"Running"_s), row(u"2"_s, u"b"_s, u"Error"_s)};

        model.apply(delta);

        QCOMPARE(table.currentUid(), u"2"_s);
    }

    void agesGoOnWithoutTheServer() {
        ObjectTableModel model;
        model.apply(firstDelta());
        model.setNow(QDateTime::fromString(u"2026-01-01T03:30:00Z"_s, Qt::ISODate));
        QCOMPARE(model.index(0, 2).data().toString(), u"3h30m"_s);
    }

    void usageComesAsColumnsAndGoes() {
        ObjectTableModel model;
        model.apply(firstDelta());
        model.setUsage({{usageKey(u"shop"_s, u"b"_s), {.cores = 0.25, .bytes = 128LL * 1024 * 1024}}}, true);
        QCOMPARE(model.columnCount(), 5);
        QCOMPARE(model.index(1, 3).data().toString(), u"250m"_s);
        QCOMPARE(model.index(1, 4).data().toString(), u"128 Mi"_s);
        QCOMPARE(model.index(0, 3).data().toString(), QString());
        model.setUsage({}, false);
        QCOMPARE(model.columnCount(), 3);
    }

    void printedTextsSortAsWhatTheyMean_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("key");
        QTest::newRow("share") << u"2/4"_s << QVariant(0.5);
        QTest::newRow("none of none") << u"0/0"_s << QVariant(1.0);
        QTest::newRow("restarts") << u"3 (5m ago)"_s << QVariant(3.0);
        QTest::newRow("age") << u"1h2m"_s << QVariant(3720.0);
        QTest::newRow("name") << u"12-web"_s << QVariant(u"12-web"_s);
        QTest::newRow("address") << u"10.0.0.1"_s << QVariant(u"10.0.0.1"_s);
        QTest::newRow("empty") << QString() << QVariant(QString());
    }
    void printedTextsSortAsWhatTheyMean() {
        QFETCH(QString, text);
        QFETCH(QVariant, key);
        QCOMPARE(cellSortKey(text), key);
    }

    void agesReadAsKubectlPrintsThem() {
        QCOMPARE(humanAge(45), u"45s"_s);
        QCOMPARE(humanAge(119), u"119s"_s);
        QCOMPARE(humanAge(125), u"2m5s"_s);
        QCOMPARE(humanAge(3 * 3600), u"3h"_s);
        QCOMPARE(humanAge(26 * 3600), u"26h"_s);
        QCOMPARE(humanAge(3 * 86400 + 7200), u"3d2h"_s);
        QCOMPARE(humanAge(-5), u"0s"_s);
    }

    void quantitiesAreRead_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("milli") << u"250m"_s << 0.25;
        QTest::newRow("nano") << u"1500000n"_s << 0.0015;
        QTest::newRow("mebi") << u"2Mi"_s << 2097152.0;
        QTest::newRow("plain") << u"3"_s << 3.0;
        QTest::newRow("nonsense") << u"lots"_s << 0.0;
        QTest::newRow("negative") << u"-3"_s << 0.0;
        QTest::newRow("infinite") << u"inf"_s << 0.0;
    }
    void quantitiesAreRead() {
        QFETCH(QString, text);
        QFETCH(double, value);
        QVERIFY(qAbs(quantityValue(text) - value) < 1e-9);
    }

    void usageIsSummedByWorkload() {
        const auto pods = parseUsage(R"({"kind":"PodMetricsList","items":[
            {"metadata":{"name":"web-7f9c-abcde","namespace":"shop","labels":{"pod-template-hash":"7f9c"}},
             "containers":[{"name":"a","usage":{"cpu":"100m","memory":"1Mi"}},{"name":"b","usage":{"cpu":"50m","memory":"1Mi"}}]},
            {"metadata":{"name":"web-7f9c-fghij","namespace":"shop","labels":{"pod-template-hash":"7f9c"}},
             "containers":[{"name":"a","usage":{"cpu":"100m","memory":"1Mi"}}]},
            {"metadata":{"name":"db-0","namespace":"shop","labels":{"statefulset.kubernetes.io/pod-name":"db-0"}},
             "containers":[{"name":"a","usage":{"cpu":"1","memory":"1Gi"}}]}]})",
            u"test"_s);
        QVERIFY(pods);
        const auto deployments = workloadUsage(*pods, u"Deployment"_s);
        QCOMPARE(deployments.size(), 1);
        QVERIFY(qAbs(deployments.value(u"shop/web"_s).cores - 0.25) < 1e-9);
        QCOMPARE(deployments.value(u"shop/web"_s).bytes, 3 * 1024 * 1024);
        QCOMPARE(workloadUsage(*pods, u"StatefulSet"_s).value(u"shop/db"_s).cores, 1.0);
        QVERIFY(!parseUsage("{}", u"test"_s));
    }

    void historyIsBounded() {
        UsageHistory history;
        for (int i = 0; i < 300; ++i) {
            history.add({{u"shop/web"_s, {.cores = 1, .bytes = i}}}, QDateTime::fromSecsSinceEpoch(i));
        }
        QCOMPARE(history.of(u"shop/web"_s).size(), UsageHistory::kPoints);
        QCOMPARE(history.of(u"shop/web"_s).back().usage.bytes, 299);
        history.add({}, QDateTime::fromSecsSinceEpoch(301));
        QVERIFY(history.of(u"shop/web"_s).empty()); // it is gone
    }

    void anOverviewSaysHowAContainerEnded() {
        const auto lines = overviewLines(json(R"({"kind":"Pod","metadata":{"name":"web"},
            "spec":{"nodeName":"n1","containers":[{"name":"app","image":"shop:1"}]},
            "status":{"phase":"Running","containerStatuses":[{"name":"app","ready":false,"restartCount":4,
              "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off 40s"}},
              "lastState":{"terminated":{"exitCode":137,"reason":"OOMKilled","finishedAt":"2026-01-01T00:00:00Z"}}}]}})"),
            QDateTime::fromString(u"2026-01-01T00:05:00Z"_s, Qt::ISODate));
        const QString all = titles(lines).join(u'\n');
        QVERIFY2(all.contains(u"waiting: CrashLoopBackOff"_s), qPrintable(all));
        QVERIFY(all.contains(u"4 restart"_s));
        const auto app
            = std::ranges::find_if(lines, [](const ObjectLine& line) { return line.title.startsWith(u"app"_s); });
        QVERIFY(app != lines.end());
        QVERIFY2(app->detail.contains(u"137"_s) && app->detail.contains(u"OOMKilled"_s), qPrintable(app->detail));
    }

    void eventsThatSayTheSameAreOneLine() {
        const auto event = [](const QByteArray& name, const QByteArray& time, const QByteArray& count) {
            return json(R"({"metadata":{"name":")" + name + R"("},"type":"Warning","reason":"BackOff","message":"again",
                "involvedObject":{"kind":"Pod","name":"web"},"lastTimestamp":")"
                + time + R"(","firstTimestamp":"2026-01-01T00:00:00Z","count":)" + count + '}');
        };
        const auto lines
            = eventLines({event("a", "2026-01-01T00:01:00Z", "3"), event("b", "2026-01-01T00:04:00Z", "2")});
        QCOMPARE(lines.size(), 1U);
        QCOMPARE(lines.front().count, 5);
        QCOMPARE(lines.front().last, QDateTime::fromString(u"2026-01-01T00:04:00Z"_s, Qt::ISODate));
        QVERIFY(lines.front().isWarning);
    }

    void aKindOffersWhatItCan() {
        using What = ObjectActions::What;
        const ApiResource pods = resourceOf({}, u"Pod"_s);
        const ApiResource deployments = resourceOf(u"apps"_s, u"Deployment"_s);
        QVERIFY(offers(pods, What::Shell) && offers(pods, What::Logs) && !offers(pods, What::Restart));
        QVERIFY(offers(deployments, What::Restart) && offers(deployments, What::Scale));
        QVERIFY(!offers(deployments, What::Shell));
        QVERIFY(offers(resourceOf({}, u"Node"_s), What::Cordon) && !offers(deployments, What::Cordon));
        QVERIFY(offers(pods, What::Delete, true) && !offers(pods, What::Edit, true));
        ApiResource readOnly = pods;
        readOnly.verbs = {u"get"_s, u"list"_s};
        QVERIFY(!offers(readOnly, What::Delete) && !offers(readOnly, What::Edit));
    }

    void noTwoThingsOfAKindHaveOneKey() {
        for (const ApiResource& resource : {resourceOf({}, u"Pod"_s), resourceOf({}, u"Node"_s),
                 resourceOf({}, u"Service"_s), resourceOf(u"apps"_s, u"Deployment"_s), resourceOf(u"batch"_s, u"Job"_s),
                 resourceOf(u"example.com"_s, u"Widget"_s)}) {
            QStringList keys;
            for (const auto& action : ObjectActions::actionsOf(resource, false)) {
                QVERIFY2(!action.keys.isEmpty() && !keys.contains(action.keys), qPrintable(action.text));
                keys += action.keys;
            }
        }
    }

    void aNodeIsDrainedByItsKeyAndADeploymentRestarted() {
        using What = ObjectActions::What;
        QVERIFY(offers(resourceOf({}, u"Node"_s), What::Drain));
        QWidget widget;
        const ObjectRef ref{.kind = {}, .nameSpace = {}, .name = u"one"_s};
        ObjectActions actions(widget, [&ref] { return std::vector<ObjectTarget>{{.ref = ref, .uid = {}}}; });
        std::vector<ObjectVerb> wanted;
        connect(&actions, &ObjectActions::changeWanted, this,
            [&wanted](const ObjectRequest& request) { wanted.push_back(request.verb); });
        widget.show();
        widget.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&widget));

        actions.setPlace(ContextId(u"stg"_s), resourceOf({}, u"Node"_s));
        QTest::keyClick(&widget, Qt::Key_R);
        actions.setPlace(ContextId(u"stg"_s), resourceOf(u"apps"_s, u"Deployment"_s));
        QTest::keyClick(&widget, Qt::Key_R);
        QTest::keyClick(&widget, Qt::Key_S);
        QTest::keyClick(&widget, Qt::Key_U); // nodes only

        QCOMPARE(wanted, (std::vector{ObjectVerb::Drain, ObjectVerb::Restart, ObjectVerb::Scale}));
    }

    void templatesAreYamlThatSaysWhatItIs() {
        for (const YamlTemplate& one : yamlTemplates(u"shop"_s)) {
            if (one.text.isEmpty()) {
                continue;
            }
            const auto yaml = loadYaml(one.text, one.title);
            QVERIFY2(yaml, qPrintable(one.title));
            QCOMPARE((*yaml)[u"kind"].text(), one.title);
            QCOMPARE(yaml->at({u"metadata", u"namespace"}).text(), u"shop"_s);
            QVERIFY2(one.text.contains(" # ") && !one.text.contains("{1}"), one.text.constData());
        }
    }

private:
    Theme m_theme{*qApp};
};

QTEST_MAIN(TestObjectModels)
#include "test_object_models.moc"
