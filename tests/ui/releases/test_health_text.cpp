// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/health_text.h"

#include "core/kube/health.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>
#include <QTranslator>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

/// Says so when it was asked for one of our sentences.
class Marking final : public QTranslator {
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* text, const char*, int) const override {
        return qstrcmp(context, "HealthText") == 0 ? u'*' + QString::fromLatin1(text) : QString();
    }
};

QJsonObject workload(const QString& kind, const QJsonObject& spec, const QJsonObject& status) {
    return {{u"apiVersion"_s, u"apps/v1"_s}, {u"kind"_s, kind}, {u"metadata"_s, QJsonObject{{u"generation"_s, 1}}},
        {u"spec"_s, spec}, {u"status"_s, status}};
}

} // namespace

class TestHealthText final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coresSentencesAreTranslated_data() {
        QTest::addColumn<QJsonObject>("object");
        const QJsonObject three{{u"replicas"_s, 3}};
        const auto add = [](const char* name, const QJsonObject& object) { QTest::newRow(name) << object; };
        add("created", workload(u"Deployment"_s, three, {}));
        add("updated", workload(u"Deployment"_s, three, {{u"replicas"_s, 3}, {u"updatedReplicas"_s, 1}}));
        add("old", workload(u"Deployment"_s, three, {{u"replicas"_s, 4}, {u"updatedReplicas"_s, 3}}));
        add("available",
            workload(
                u"Deployment"_s, three, {{u"replicas"_s, 3}, {u"updatedReplicas"_s, 3}, {u"availableReplicas"_s, 1}}));
        add("ready", workload(u"StatefulSet"_s, three, {{u"replicas"_s, 3}, {u"readyReplicas"_s, 0}}));
        add("daemons", workload(u"DaemonSet"_s, {}, {}));
        add("running",
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
                {u"status"_s, QJsonObject{{u"phase"_s, u"Running"_s}}}});
        add("pending",
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
                {u"status"_s, QJsonObject{{u"phase"_s, u"Pending"_s}}}});
        add("claim",
            {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"PersistentVolumeClaim"_s},
                {u"status"_s, QJsonObject{{u"phase"_s, u"Pending"_s}}}});
        add("job", {{u"apiVersion"_s, u"batch/v1"_s}, {u"kind"_s, u"Job"_s}, {u"status"_s, QJsonObject{}}});
    }
    void coresSentencesAreTranslated() {
        QFETCH(QJsonObject, object);
        const QString message = healthOf(object).message;
        QVERIFY(!message.isEmpty());
        Marking translator;
        QCoreApplication::installTranslator(&translator);

        const QString text = ui::healthText(message);

        QCoreApplication::removeTranslator(&translator);
        QCOMPARE(text, u'*' + message);
    }

    void theServersWordsStayAndAreEscaped() {
        QCOMPARE(ui::healthText(u"Back-off pulling image \"x%1\""_s), u"Back-off pulling image \"x%1\""_s);
        QVERIFY(!ui::healthText(u"a\x1b[31mb"_s).contains(u'\x1b'));
        QCOMPARE(ui::healthText({}), QString());
    }
};

QTEST_MAIN(TestHealthText)
#include "test_health_text.moc"
