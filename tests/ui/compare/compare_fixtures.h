// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_navigation.h"
#include "tests/unit/change/release_samples.h"
#include "ui/compare/compare_page.h"

#include <QTimer>

namespace pilothouse::ui::tests {

using namespace Qt::StringLiterals;

inline const ReleasePlace kStgStorefront{ContextId(u"eks_stg-app"_s), {u"shop"_s, u"storefront"_s}};
inline const ReleasePlace kPrdStorefront{ContextId(u"eks_prd-app"_s), {u"shop"_s, u"storefront"_s}};

/// The users' storefront (U5, U7c), as one environment has it.
inline ReleaseSample storefront(bool isProduction) {
    const auto pick = [isProduction](const char* stg, const char* prd) { return QByteArray(isProduction ? prd : stg); };
    const std::vector<std::pair<QByteArray, QByteArray>> services = {{"cart", pick("v1.3.8-14f02", "v1.7.4-d44ba")},
        {"payment", pick("v1.4.21-c4962", "v1.4.19-9d1f3")}, {"sniffer", pick("v0.2.2-ca3b6", "v0.2.3-ca3b6")},
        {"web-neo", pick("v1.9.0", "v1.9.0")}, {"ws", pick("v0.7.3-4e0b2", "v0.7.3-4e0b2")}};
    ReleaseSample sample(u"storefront"_s);
    sample.record.revision = Revision{1384};
    QByteArray values = "global:\n  database:\n    host: postgres." + pick("stg", "prd")
        + ".corp.example\n    password: canary-" + pick("stg", "prd") + "-4c1d\n";
    for (const auto& [name, tag] : services) {
        const QByteArray chart = name == "web-neo" ? QByteArray("v1.9.0-a47e8") : tag;
        sample.subchart(QString::fromUtf8(name), QString::fromUtf8(chart));
        sample.object(deploymentText("storefront-" + name, "registry.corp/" + name + ':' + tag, name, "shop"));
        values += name + ":\n  image:\n    repository: registry.corp/" + name + "\n    tag: " + tag
            + "\n  replicaCount: " + pick("1", "4") + '\n';
    }
    return sample.values(values);
}

/// Answers a turn of the loop later, from the samples a test put in.
class FakeCompareGateway final : public CompareGateway {
public:
    std::map<QString, ReleaseSample> samples; ///< by `context namespace/name`
    std::optional<Error> error;
    std::optional<Error> rebuildError;
    std::vector<std::pair<ReleasePlace, ReleasePlace>> asked;
    int rebuilt = 0;

    static QString keyOf(const ReleasePlace& place) {
        return place.context.value() + u' ' + place.release.nameSpace + u'/' + place.release.name;
    }
    void put(const ReleasePlace& place, const ReleaseSample& sample) { samples.insert_or_assign(keyOf(place), sample); }

    CallHandle compare(const ReleasePlace& from, const ReleasePlace& to, Answer<ShownComparison> answer) override {
        asked.emplace_back(from, to);
        QTimer::singleShot(0, this, [this, from, to, answer = std::move(answer)] {
            if (error) {
                answer(std::unexpected(*error));
                return;
            }
            ShownComparison shown;
            shown.comparison = std::make_shared<const ReleaseComparison>(
                compareNow({from, samples.at(keyOf(from)).shared(), {}}, {to, samples.at(keyOf(to)).shared(), {}}));
            shown.diff = compareRecords(*shown.comparison->renamed, *shown.comparison->to.record, {});
            answer(std::move(shown));
        });
        return {};
    }
    CallHandle rebuildChart(const ComparedRelease&, Answer<QString> answer) override {
        ++rebuilt;
        QTimer::singleShot(0, this, [this, answer = std::move(answer)] {
            rebuildError ? answer(std::unexpected(*rebuildError)) : answer(u"/charts/rebuilt"_s);
        });
        return {};
    }
};

/// A page on both storefronts.
struct ComparedStorefront {
    FakeCompareGateway gateway;
    FakeNavigation navigation;
    std::vector<ReleasePlace> known{kStgStorefront, kPrdStorefront};
    std::optional<ChartSource> remembered;

    ComparedStorefront() {
        gateway.put(kStgStorefront, storefront(false));
        gateway.put(kPrdStorefront, storefront(true));
    }
    [[nodiscard]] ComparePresenter::Services services() {
        return {.gateway = gateway,
            .known = [this] { return known; },
            .rules = [] { return EnvironmentRules(); },
            .rememberedChart = [this](const ReleasePlace&) { return remembered; }};
    }
};

} // namespace pilothouse::ui::tests
