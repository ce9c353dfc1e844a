// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/ui/releases/release_fixtures.h"

namespace pilothouse::ui::tests {

inline const ReleaseKey kStorefront{u"shop"_s, u"storefront"_s, StorageDriver::Secret};

inline QDateTime ago(qint64 seconds) {
    return QDateTime::currentDateTimeUtc().addSecs(-seconds);
}

RevisionFacts revision(
    int number, ReleaseStatus status, qint64 secondsOld, std::vector<HistoryEntry::Move> moves = {}) {
    RevisionFacts facts;
    facts.meta = meta(kStorefront, number, status, ago(secondsOld));
    facts.isRead = true;
    facts.chart = u"storefront-0.1.0"_s;
    facts.appVersion = u"1.0"_s;
    facts.description = u"Upgrade complete"_s;
    facts.updated = facts.meta.modified;
    facts.moves = std::move(moves);
    facts.before = Revision{number - 1};
    return facts;
}

inline std::vector<RevisionFacts> storefrontHistory() {
    constexpr qint64 day = 86'400;
    std::vector<RevisionFacts> all;
    all.push_back(revision(1384, ReleaseStatus::Deployed, 190,
        {{u"sniffer"_s, u"0.2.2-61a65"_s, u"0.2.3-ca3b6"_s}, {u"web-neo"_s, u"0.3.0-aa0d4"_s, u"0.3.0-a47e8"_s}}));
    all.push_back(
        revision(1383, ReleaseStatus::Failed, 2 * day, {{u"payment"_s, u"1.4.19-b0b0b"_s, u"1.4.20-c4962"_s}}));
    all.back().description = u"Upgrade \"storefront\" failed: timed out waiting for the condition"_s;
    all.push_back(
        revision(1382, ReleaseStatus::Superseded, 2 * day, {{u"sniffer"_s, u"0.2.1-0aa11"_s, u"0.2.2-61a65"_s}}));
    all.push_back(revision(1381, ReleaseStatus::Superseded, 4 * day));
    all.back().rollbackTo = 1379;
    all.push_back(revision(1380, ReleaseStatus::Superseded, 4 * day));
    all.back().changedValues = 2;
    for (int number = 1379; number > 1360; --number)
        all.push_back(revision(
            number, ReleaseStatus::Superseded, (1386 - number) * day, {{u"web-neo"_s, u"0.2.9"_s, u"0.3.0-aa0d4"_s}}));
    all.front().meta.labels.insert(u"app.kubernetes.io/managed-by"_s, u"helmfile"_s);
    return all;
}

inline ReleaseRecordPtr record(int number) {
    auto made = std::make_shared<ReleaseRecord>();
    made->name = u"storefront"_s;
    made->nameSpace = u"shop"_s;
    made->revision = Revision{number};
    made->status = number == 1384 ? ReleaseStatus::Deployed : ReleaseStatus::Superseded;
    made->statusText = releaseStatusWord(made->status);
    made->lastDeployed = ago(190);
    made->firstDeployed = ago(86'400 * 300);
    made->description = u"Upgrade complete"_s;
    made->notes
        = u"1. Get the application URL by running:\n  kubectl --namespace shop get ingress storefront\npassword: hunter2-hunter2\n"_s;
    made->chart.name = u"storefront"_s;
    made->chart.version = u"0.1.0"_s;
    made->chart.appVersion = u"1.0"_s;
    made->chart.dependencies = {{u"sniffer"_s, u"0.2.3-ca3b6"_s, u"s3://charts/stable"_s, {}},
        {u"web-neo"_s, u"0.3.0-a47e8"_s, u"s3://charts/stable"_s, {}}};
    made->manifest
        = QByteArrayLiteral("---\n# Source: storefront/charts/sniffer/templates/deployment.yaml\napiVersion: "
                            "apps/v1\nkind: Deployment\nmetadata:\n"
                            "  name: storefront-sniffer\n  labels:\n    helm.sh/chart: sniffer-0.2.3-ca3b6\nspec:\n  "
                            "replicas: 6\n  template:\n    spec:\n"
                            "      containers:\n      - name: sniffer\n        image: "
                            "registry.corp/sniffer:v0.2.3-ca3b6\n        resources:\n"
                            "          limits:\n            memory: 768Mi\n---\napiVersion: v1\nkind: "
                            "Service\nmetadata:\n  name: storefront-ws\nspec:\n"
                            "  ports:\n  - port: 8080\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: "
                            "storefront-db\ndata:\n  password: aHVudGVyMg==\n");
    YamlValue::Map db{
        {u"password"_s, YamlValue::string(u"hunter2-hunter2"_s)}, {u"host"_s, YamlValue::string(u"db.shop.svc"_s)}};
    YamlValue::Map sniffer{
        {u"replicas"_s, YamlValue(YamlValue::Scalar{u"6"_s, false})}, {u"tag"_s, YamlValue::string(u"v0.2.3-ca3b6"_s)}};
    made->userValues = YamlValue(YamlValue::Map{{u"database"_s, YamlValue(db)}, {u"sniffer"_s, YamlValue(sniffer)}});
    Hook hook;
    hook.name = u"storefront-migrate"_s;
    hook.kind = u"Job"_s;
    hook.events = {u"pre-upgrade"_s};
    hook.phase = u"Succeeded"_s;
    hook.startedAt = ago(260);
    hook.completedAt = ago(214);
    hook.manifest = QByteArrayLiteral("apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: storefront-migrate\n");
    made->hooks = {hook};
    made->storedBytes = 212'000;
    return made;
}

inline std::vector<ReleaseSummary> shop() {
    std::vector<ReleaseSummary> all;
    const auto add = [&all](const QString& nameSpace, const QString& name, int number, ReleaseStatus status, qint64 age,
                         const QString& version, const QString& app, int ready, int total) -> ReleaseSummary& {
        all.push_back(summary(nameSpace, name, number, status, age));
        all.back().chartVersion = version;
        all.back().appVersion = app;
        all.back().workloadsReady = ready;
        all.back().workloadsTotal = total;
        return all.back();
    };
    constexpr qint64 hour = 3600;
    add(u"shop"_s, u"storefront"_s, 1384, ReleaseStatus::Deployed, 190, u"0.1.0"_s, u"1.0"_s, 41, 41).searchWords
        = {u"v0.2.3-ca3b6"_s};
    add(u"edge"_s, u"gateway"_s, 207, ReleaseStatus::Deployed, 5 * hour, u"3.2.7-90b1e"_s, u"3.2.7"_s, 5, 8).worstReason
        = u"0/3 ready"_s;
    add(u"payments"_s, u"ledger"_s, 41, ReleaseStatus::PendingUpgrade, 2 * hour + 9, u"0.9.1-a71f0"_s, u"0.9.1"_s, 5,
        5);
    add(u"orders"_s, u"orders"_s, 598, ReleaseStatus::Failed, 6 * hour, u"2.18.3-71d02"_s, u"2.18.3"_s, 4, 5)
        .worstReason
        = u"ImagePullBackOff"_s;
    add(u"messaging"_s, u"notifier"_s, 88, ReleaseStatus::Deployed, 25 * hour, u"1.0.9-22ce8"_s, u"1.0.9"_s, 3, 3);
    add(u"catalog"_s, u"search"_s, 163, ReleaseStatus::Deployed, 26 * hour, u"4.6.1-3f0aa"_s, u"4.6.1"_s, 5, 5);
    add(u"infra"_s, u"kafka"_s, 12, ReleaseStatus::Deployed, 9 * 24 * hour, u"26.4.2"_s, u"3.7.0"_s, 10, 10);
    add(u"infra"_s, u"ingress-nginx"_s, 9, ReleaseStatus::Deployed, 12 * 24 * hour, u"4.11.2"_s, u"1.11.2"_s, 8, 8)
        .owner
        = u"Flux"_s;
    add(u"cart"_s, u"redis-cart"_s, 31, ReleaseStatus::Deployed, 14 * 24 * hour, u"19.6.4"_s, u"7.2.5"_s, 4, 4);
    return all;
}

} // namespace pilothouse::ui::tests
