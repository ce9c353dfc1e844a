// SPDX-License-Identifier: Apache-2.0
#include "app/demo/release_plan.h"

namespace pilothouse::demo {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kDay{24};

/// A service of the house: chart named like the release, a commit in its version.
ReleasePlan service(const char* space, const char* name, const char* version, const char* commit, int revision,
    int kept, minutes age, int replicas = 2) {
    ReleasePlan out;
    out.namespaceName = space;
    out.name = name;
    out.chartVersion = version;
    out.commit = commit;
    out.appVersion = version[0] == 'v' ? version + 1 : version;
    out.revision = revision;
    out.kept = kept;
    out.age = age;
    out.replicas = replicas;
    return out;
}

/// A chart from outside: a plain version and an app version of its own.
ReleasePlan outside(const char* space, const char* name, Shape shape, const char* version, const char* appVersion,
    int revision, minutes age, int replicas = 1) {
    ReleasePlan out = service(space, name, version, "", revision, 10, age, replicas);
    out.shape = shape;
    out.appVersion = appVersion;
    return out;
}

ReleasePlan with(ReleasePlan plan, const char* status, Trouble trouble = Trouble::None) {
    plan.status = status;
    plan.trouble = trouble;
    return plan;
}

ReleasePlan shaped(ReleasePlan plan, Shape shape) {
    plan.shape = shape;
    return plan;
}

ReleasePlan bornInHelm4(ReleasePlan plan) {
    plan.helm4 = true;
    return plan;
}

ReleasePlan umbrella() {
    ReleasePlan out = service("shop", "storefront", "0.1.0", "", 1384, 250, minutes(3), 3);
    out.shape = Shape::Umbrella;
    out.appVersion = "1.0";
    return out;
}

std::vector<ReleasePlan> troubled() {
    ReleasePlan broken = service("legacy", "invoice-archive", "1.1.4", "0be71", 6, 10, kDay * 40);
    broken.broken = true;
    ReleasePlan inConfigMap = service("legacy", "fax-bridge", "0.4.2", "77a1d", 14, 10, kDay * 90, 1);
    inConfigMap.configMap = true;
    return {
        with(service("edge", "gateway", "3.2.7", "90b1e", 207, 50, hours(5), 3), "deployed", Trouble::CrashLoop),
        with(shaped(service("payments", "ledger", "0.9.1", "a71f0", 41, 25, hours(2), 2), Shape::Stateful),
            "pending-upgrade", Trouble::PullSecretMissing),
        with(service("orders", "orders", "2.18.3", "71d02", 598, 100, hours(6), 2), "failed", Trouble::ImagePull),
        with(service("payments", "fraud-check", "0.3.0", "5be20", 1, 10, hours(26), 2), "pending-install",
            Trouble::PullSecretMissing),
        with(service("orders", "returns", "1.2.9", "e01c4", 33, 25, hours(20), 2), "pending-rollback"),
        with(service("catalog", "image-resizer", "2.0.1", "c0ffe", 57, 10, kDay * 3, 2), "uninstalled"),
        with(shaped(service("orders", "order-export", "1.0.6", "3d9f1", 19, 10, kDay * 2, 1), Shape::Worker),
            "deployed", Trouble::OutOfMemory),
        broken,
        inConfigMap,
    };
}

std::vector<ReleasePlan> houseServices() {
    return {
        service("payments", "payment", "v1.4.20", "c4962", 312, 100, kDay * 1, 3),
        service("payments", "wallet", "v2.3.1", "0d1aa", 96, 25, kDay * 2),
        service("payments", "refunds", "1.7.4", "b7702", 61, 10, kDay * 4),
        service("payments", "payout", "0.12.0", "9fe31", 44, 10, kDay * 6),
        service("payments", "tax", "3.1.2", "41c8e", 27, 10, kDay * 11),
        service("edge", "bff-mobile", "5.0.3", "d1207", 140, 50, hours(30), 3),
        service("edge", "rate-limiter", "1.0.12", "6a6b0", 38, 10, kDay * 8),
        bornInHelm4(service("edge", "geoip", "0.2.5", "2f11c", 9, 10, kDay * 19, 1)),
        service("orders", "checkout", "4.4.0", "8e3c5", 221, 50, hours(44), 3),
        service("orders", "shipping", "2.9.1", "13dfa", 87, 25, kDay * 3),
        service("orders", "tracking", "1.15.0", "aa914", 52, 10, kDay * 5),
        bornInHelm4(service("messaging", "notifier", "1.0.9", "22ce8", 88, 25, kDay * 1)),
        service("messaging", "mailer", "2.2.2", "f0d07", 49, 10, kDay * 7),
        service("messaging", "sms", "0.8.3", "5c5c1", 23, 10, kDay * 13, 1),
        service("messaging", "webhooks", "1.3.0", "b10a9", 71, 25, kDay * 2),
        shaped(service("messaging", "digest", "0.1.9", "7e7d2", 16, 10, kDay * 21, 1), Shape::Worker),
        service("catalog", "search", "4.6.1", "3f0aa", 163, 50, hours(26), 3),
        service("catalog", "products", "6.2.0", "9d0b4", 204, 100, hours(31), 3),
        service("catalog", "reviews", "1.9.7", "e8f2d", 64, 10, kDay * 6),
        service("catalog", "recommender", "0.31.2", "4b4e7", 118, 50, kDay * 2),
        shaped(service("catalog", "indexer", "4.6.1", "3f0aa", 77, 10, hours(27), 1), Shape::Worker),
        service("cart", "cart", "3.0.8", "1c9e2", 131, 25, kDay * 2, 3),
        service("cart", "promotions", "1.4.4", "a0b53", 58, 10, kDay * 9),
        bornInHelm4(service("accounts", "accounts", "2.5.6", "d4c0f", 102, 25, kDay * 3, 3)),
        service("accounts", "sessions", "1.1.11", "6f8a1", 67, 10, kDay * 4),
        service("accounts", "consent", "0.6.0", "02b7c", 21, 10, kDay * 16),
        service("shop", "landing", "7.1.3", "9a2c0", 176, 50, hours(60)),
        bornInHelm4(service("shop", "feature-flags", "0.9.4", "e5d19", 34, 10, kDay * 5)),
        shaped(service("reporting", "sales-report", "1.8.2", "58ad3", 45, 10, kDay * 7, 1), Shape::Worker),
        service("reporting", "dashboards", "2.0.0", "c3f0e", 29, 10, kDay * 10),
        shaped(service("reporting", "exporter", "0.5.5", "717b6", 18, 10, kDay * 30, 1), Shape::Worker),
        service("reporting", "warehouse-sync", "0.3.6", "08650", 12, 10, kDay * 25, 1),
    };
}

std::vector<ReleasePlan> infrastructure() {
    return {
        outside("infra", "kafka", Shape::Stateful, "26.4.2", "3.7.0", 12, kDay * 9, 3),
        bornInHelm4(outside("infra", "ingress-nginx", Shape::Service, "4.11.2", "1.11.2", 9, kDay * 12, 2)),
        outside("infra", "cert-manager", Shape::Service, "v1.15.3", "v1.15.3", 6, kDay * 33),
        outside("infra", "external-dns", Shape::Service, "1.14.5", "0.14.2", 4, kDay * 51),
        outside("infra", "vault", Shape::Stateful, "0.28.1", "1.17.2", 7, kDay * 28, 3),
        outside("infra", "zookeeper", Shape::Stateful, "13.4.6", "3.9.2", 5, kDay * 60, 3),
        outside("cart", "redis-cart", Shape::Stateful, "19.6.4", "7.2.5", 31, kDay * 14, 2),
        outside("accounts", "redis-sessions", Shape::Stateful, "19.6.4", "7.2.5", 17, kDay * 14, 2),
        outside("payments", "postgres-payments", Shape::Stateful, "15.5.20", "16.3.0", 11, kDay * 22, 2),
        outside("orders", "postgres-orders", Shape::Stateful, "15.5.20", "16.3.0", 13, kDay * 22, 2),
        outside("catalog", "opensearch", Shape::Stateful, "2.21.0", "2.15.0", 8, kDay * 18, 3),
        outside("messaging", "rabbitmq", Shape::Stateful, "14.6.6", "3.13.6", 10, kDay * 35, 3),
        bornInHelm4(outside("monitoring", "prometheus", Shape::Stateful, "25.24.1", "v2.53.1", 22, kDay * 15, 2)),
        outside("monitoring", "grafana", Shape::Service, "8.4.4", "11.1.3", 19, kDay * 15),
        outside("monitoring", "loki", Shape::Stateful, "6.7.3", "3.1.0", 14, kDay * 26, 2),
        outside("monitoring", "alertmanager", Shape::Stateful, "1.12.0", "v0.27.0", 6, kDay * 26),
        outside("infra", "traefik", Shape::Service, "27.0.2", "v2.11.2", 2, kDay * 80),
        outside("infra", "metrics-server", Shape::Service, "3.12.1", "0.7.1", 3, kDay * 80),
        outside("reporting", "clickhouse", Shape::Stateful, "6.2.8", "24.7.2", 9, kDay * 24, 2),
    };
}

/// In stg the same services are newer by a few builds; some carry the same commit under another version.
ReleasePlan asInStg(ReleasePlan plan) {
    if (plan.commit.empty() || plan.status != "deployed" || plan.trouble != Trouble::None)
        return plan;
    const std::uint64_t dice = mixed(7, plan.name);
    const auto dot = plan.chartVersion.find_last_of('.');
    const int patch = std::stoi(plan.chartVersion.substr(dot + 1));
    const bool sameBuild = dice % 3 == 0;
    plan.chartVersion
        = plan.chartVersion.substr(0, dot + 1) + std::to_string(sameBuild && patch > 0 ? patch - 1 : patch + 1);
    plan.appVersion = plan.chartVersion[0] == 'v' ? plan.chartVersion.substr(1) : plan.chartVersion;
    if (!sameBuild)
        plan.commit = commitText(dice);
    plan.revision += static_cast<int>(dice % 90);
    plan.age = std::max<minutes>(minutes(20), plan.age / 3);
    return plan;
}

} // namespace

std::vector<ReleasePlan> releasePlans(const std::string& cluster) {
    if (cluster == "edge") {
        std::vector<ReleasePlan> out{service("edge", "gateway", "3.2.6", "1b0c9", 188, 25, kDay * 1, 2),
            service("edge", "bff-mobile", "5.0.1", "aa31d", 120, 10, kDay * 3, 2),
            service("edge", "geoip", "0.2.5", "2f11c", 7, 10, kDay * 19, 1),
            service("platform", "registry-mirror", "1.0.3", "9e9e9", 11, 10, kDay * 44, 1)};
        return out;
    }
    std::vector<ReleasePlan> out{umbrella()};
    for (const auto& part : {troubled(), houseServices(), infrastructure()})
        for (const ReleasePlan& plan : part)
            out.push_back(cluster == "stg" ? asInStg(plan) : plan);
    return out;
}

} // namespace pilothouse::demo
