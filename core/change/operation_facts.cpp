// SPDX-License-Identifier: Apache-2.0
#include "core/change/operation_facts.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kKinds
    = {ChangeKind::Install, ChangeKind::Upgrade, ChangeKind::Rollback, ChangeKind::Uninstall, ChangeKind::Test};

ChangeKind kindFromWord(const QString& word) {
    for (const ChangeKind kind : kKinds) {
        if (changeWord(kind) == word) {
            return kind;
        }
    }
    return ChangeKind::Upgrade;
}

QString driverWord(StorageDriver driver) {
    return driver == StorageDriver::Secret ? u"secret"_s : u"configmap"_s;
}

/// Digest of what the person saw, for the audit: the masked texts of the diff.
QString diffDigest(const ChangePlan& plan) {
    if (!plan.againstRecord) {
        return {};
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const ObjectDiff& object : plan.againstRecord->diff.objects) {
        const QStringList name{object.key.group, object.key.kind, object.key.nameSpace, object.key.name};
        hash.addData(name.join(u'/').toUtf8());
        hash.addData(object.fromText);
        hash.addData(object.toText);
    }
    return QString::fromLatin1(hash.result().toHex());
}

QJsonObject auditFacts(const ChangePlan& plan) {
    const Rendering& rendering = *plan.rendering;
    QJsonObject more{{u"helm"_s, rendering.helm.version}, {u"command"_s, QJsonArray::fromStringList(plan.command)}};
    if (!rendering.chart.name.isEmpty()) {
        more.insert(u"chart"_s, rendering.chart.label());
    }
    if (!plan.fingerprint.chartDigest.isEmpty()) {
        more.insert(u"chartDigest"_s, QString::fromLatin1(plan.fingerprint.chartDigest.toHex()));
    }
    if (!plan.fingerprint.valuesDigest.isEmpty()) {
        more.insert(u"valuesDigest"_s, QString::fromLatin1(plan.fingerprint.valuesDigest.toHex()));
    }
    if (const QString digest = diffDigest(plan); !digest.isEmpty()) {
        more.insert(u"diffDigest"_s, digest);
    }
    return more;
}

} // namespace

QJsonObject OperationFacts::toJson() const {
    return {{u"id"_s, id}, {u"context"_s, context.value()}, {u"namespace"_s, release.nameSpace},
        {u"release"_s, release.name}, {u"driver"_s, driverWord(release.driver)}, {u"verb"_s, changeWord(kind)},
        {u"reason"_s, reason}, {u"user"_s, user}, {u"clusterUid"_s, clusterUid}, {u"chart"_s, chartLabel},
        {u"helm"_s, helmVersion}, {u"from"_s, number(from)}, {u"target"_s, number(target)},
        {u"started"_s, started.toUTC().toString(Qt::ISODateWithMs)},
        {u"timeoutSeconds"_s, static_cast<qint64>(timeout.count())}, {u"keepHistory"_s, keepHistory},
        {u"rollbackOnFailure"_s, rollbackOnFailure}, {u"connection"_s, QString::fromLatin1(connection.toHex())},
        {u"audit"_s, audit}};
}

OperationFacts OperationFacts::fromJson(const QJsonObject& object) {
    const auto text = [&object](QLatin1StringView key) { return object.value(key).toString(); };
    OperationFacts facts;
    facts.id = text("id"_L1);
    facts.context = ContextId(text("context"_L1));
    facts.release = {.nameSpace = text("namespace"_L1),
        .name = text("release"_L1),
        .driver = text("driver"_L1) == "configmap"_L1 ? StorageDriver::ConfigMap : StorageDriver::Secret};
    facts.kind = kindFromWord(text("verb"_L1));
    facts.reason = text("reason"_L1);
    facts.user = text("user"_L1);
    facts.clusterUid = text("clusterUid"_L1);
    facts.chartLabel = text("chart"_L1);
    facts.helmVersion = text("helm"_L1);
    facts.from = Revision{object.value("from"_L1).toInt()};
    facts.target = Revision{object.value("target"_L1).toInt()};
    facts.started = QDateTime::fromString(text("started"_L1), Qt::ISODateWithMs).toUTC();
    facts.timeout = std::chrono::seconds(object.value("timeoutSeconds"_L1).toInteger());
    facts.keepHistory = object.value("keepHistory"_L1).toBool();
    facts.rollbackOnFailure = object.value("rollbackOnFailure"_L1).toBool();
    facts.connection = QByteArray::fromHex(text("connection"_L1).toLatin1());
    facts.audit = object.value("audit"_L1).toObject();
    return facts;
}

OperationFacts factsOfPlan(const ChangePlan& plan, const QDateTime& now) {
    const ChangeRequest& request = plan.request();
    OperationFacts facts;
    facts.id = plan.id;
    facts.context = request.context;
    facts.release = request.release;
    facts.kind = request.kind;
    facts.reason = request.reason;
    facts.user = plan.fingerprint.user;
    facts.clusterUid = plan.fingerprint.clusterUid;
    facts.chartLabel = plan.rendering->chart.name.isEmpty() ? QString() : plan.rendering->chart.label();
    facts.helmVersion = plan.fingerprint.helmVersion;
    facts.from = plan.fingerprint.newest;
    facts.target = request.target;
    facts.started = now;
    facts.timeout = request.options.timeout;
    facts.keepHistory = request.options.keepHistory;
    facts.rollbackOnFailure = request.options.rollbackOnFailure;
    facts.connection = plan.rendering->kubeconfig.fingerprint;
    facts.audit = auditFacts(plan);
    return facts;
}

} // namespace pilothouse
