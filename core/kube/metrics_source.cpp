// SPDX-License-Identifier: Apache-2.0
#include "core/kube/metrics_source.h"

#include "core/kube/api_client.h"
#include "core/kube/json_text.h"
#include "core/kube/resource.h"

#include <QJsonArray>
#include <QJsonObject>

#include <array>
#include <cmath>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

ApiResource resourceOf(UsageOf what) {
    ApiResource resource;
    resource.kind = {.group = u"metrics.k8s.io"_s,
        .version = u"v1beta1"_s,
        .kind = what == UsageOf::Pods ? u"PodMetrics"_s : u"NodeMetrics"_s};
    resource.plural = what == UsageOf::Pods ? u"pods"_s : u"nodes"_s;
    resource.scope = what == UsageOf::Pods ? ResourceScope::Namespaced : ResourceScope::Cluster;
    return resource;
}

Usage usageOf(const QJsonObject& usage) {
    return {.cores = quantityValue(usage.value("cpu"_L1).toString()),
        .bytes = static_cast<qint64>(quantityValue(usage.value("memory"_L1).toString()))};
}

UsageSample sampleOf(const QJsonObject& item) {
    const QJsonObject metadata = item.value("metadata"_L1).toObject();
    UsageSample sample;
    sample.nameSpace = metadata.value("namespace"_L1).toString();
    sample.name = metadata.value("name"_L1).toString();
    sample.time = QDateTime::fromString(item.value("timestamp"_L1).toString(), Qt::ISODate);
    const QJsonObject labels = metadata.value("labels"_L1).toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        sample.labels.insert(it.key(), it.value().toString());
    }
    sample.usage = usageOf(item.value("usage"_L1).toObject());
    for (const QJsonValue& value : item.value("containers"_L1).toArray()) {
        const Usage usage = usageOf(value.toObject().value("usage"_L1).toObject());
        sample.containers.emplace_back(value.toObject().value("name"_L1).toString(), usage);
        sample.usage.cores += usage.cores;
        sample.usage.bytes += usage.bytes;
    }
    return sample;
}

/// The name without its last @p parts, cut at dashes; empty where it has not so many.
QString shortened(const QString& name, int parts) {
    QString rest = name;
    for (int i = 0; i < parts; ++i) {
        const qsizetype dash = rest.lastIndexOf(u'-');
        rest = dash > 0 ? rest.first(dash) : QString();
    }
    return rest;
}

/// Which workload of that kind made the pod; empty: none, or not to be told. Names: pkg/controller of deployment
/// (NAME-HASH-xxxxx), statefulset (NAME-0), daemon (NAME-xxxxx).
QString ownerName(const UsageSample& pod, const QString& kind) {
    const QString hash = pod.labels.value(u"pod-template-hash"_s);
    const bool isOfSet = pod.labels.contains(u"statefulset.kubernetes.io/pod-name"_s);
    if (kind == "Deployment"_L1 || kind == "ReplicaSet"_L1) {
        const QString set = shortened(pod.name, 1);
        const bool isOfDeployment = !hash.isEmpty() && set.endsWith(u'-' + hash);
        return !isOfDeployment ? QString() : kind == "ReplicaSet"_L1 ? set : shortened(pod.name, 2);
    }
    if (kind == "StatefulSet"_L1) {
        return isOfSet ? shortened(pod.name, 1) : QString();
    }
    const bool isOfDaemon = !isOfSet && pod.labels.contains(u"controller-revision-hash"_s);
    return kind == "DaemonSet"_L1 && isOfDaemon ? shortened(pod.name, 1) : QString();
}

} // namespace

double quantityValue(const QString& text) {
    struct Suffix {
        QLatin1StringView word;
        double factor;
    };
    static constexpr std::array kSuffixes = {Suffix{"Ki"_L1, 1024.0}, Suffix{"Mi"_L1, 1048576.0},
        Suffix{"Gi"_L1, 1073741824.0}, Suffix{"Ti"_L1, 1099511627776.0}, Suffix{"Pi"_L1, 1125899906842624.0},
        Suffix{"n"_L1, 1e-9}, Suffix{"u"_L1, 1e-6}, Suffix{"m"_L1, 1e-3}, Suffix{"k"_L1, 1e3}, Suffix{"M"_L1, 1e6},
        Suffix{"G"_L1, 1e9}, Suffix{"T"_L1, 1e12}, Suffix{"P"_L1, 1e15}};
    QStringView number = text;
    double factor = 1;
    for (const Suffix& suffix : kSuffixes) {
        if (number.endsWith(suffix.word)) {
            number.chop(suffix.word.size());
            factor = suffix.factor;
            break;
        }
    }
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    return isNumber && std::isfinite(value) && value >= 0 ? std::min(value * factor, 1e18) : 0;
}

Result<std::vector<UsageSample>> parseUsage(const QByteArray& text, const QString& subject) {
    const auto parsed = parseJsonObject(text, subject);
    if (!parsed) {
        return std::unexpected(parsed.error());
    }
    if (!parsed->value("items"_L1).isArray()) {
        return fail(ErrorCode::Protocol, subject, u"the answer is no list of metrics"_s, u"NotAList"_s);
    }
    std::vector<UsageSample> samples;
    for (const QJsonValue& item : parsed->value("items"_L1).toArray()) {
        samples.push_back(sampleOf(item.toObject()));
    }
    return samples;
}

namespace {

Task<Result<std::vector<UsageSample>>> read(ApiClient* client, UsageOf what, QString nameSpace) {
    auto body = co_await client->get(resourceOf(what).path(nameSpace));
    if (!body) {
        co_return std::unexpected(std::move(body.error()));
    }
    co_return co_await client->services().pool.run(
        [text = std::move(*body)] { return parseUsage(text, QStringLiteral("metrics.k8s.io")); });
}

} // namespace

Task<Result<std::vector<UsageSample>>> readUsage(ApiClient& client, UsageOf what, QString nameSpace) {
    return read(&client, what, std::move(nameSpace));
}

QString usageKey(const QString& nameSpace, const QString& name) {
    return nameSpace + u'/' + name;
}

QHash<QString, Usage> workloadUsage(const std::vector<UsageSample>& pods, const QString& kind) {
    QHash<QString, Usage> sums;
    for (const UsageSample& pod : pods) {
        const QString owner = ownerName(pod, kind);
        if (!owner.isEmpty()) {
            Usage& sum = sums[usageKey(pod.nameSpace, owner)];
            sum.cores += pod.usage.cores;
            sum.bytes += pod.usage.bytes;
        }
    }
    return sums;
}

} // namespace pilothouse
