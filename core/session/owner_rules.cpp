// SPDX-License-Identifier: Apache-2.0
#include "core/session/owner_rules.h"

#include "core/config/name_pattern.h"
#include "core/settings/settings_store.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kRules = u"owners.rules";
constexpr auto kGit = "git"_L1;
constexpr auto kPipeline = "pipeline"_L1;

constexpr std::array<std::pair<EnvironmentKind, QLatin1StringView>, 4> kEnvironments = {{
    {EnvironmentKind::Production, "production"_L1},
    {EnvironmentKind::Staging, "staging"_L1},
    {EnvironmentKind::Playground, "playground"_L1},
    {EnvironmentKind::Unknown, "unknown"_L1},
}};

/// A word this version does not know is no condition: better one warning too many.
std::optional<EnvironmentKind> environmentOf(const QString& word) {
    const auto found = std::ranges::find_if(kEnvironments, [&word](const auto& known) { return known.second == word; });
    return found == kEnvironments.end() ? std::nullopt : std::optional(found->first);
}

QString wordOf(std::optional<EnvironmentKind> environment) {
    const auto found = std::ranges::find_if(
        kEnvironments, [&environment](const auto& known) { return environment && known.first == *environment; });
    return found == kEnvironments.end() ? QString() : QString(found->second);
}

} // namespace

OwnerRules ownerRulesFor(const OwnerRules& rules, const ContextId& context, const ReleaseKey& release,
    std::optional<EnvironmentKind> environment) {
    OwnerRules found;
    for (const OwnerRule& rule : rules) {
        const bool isElsewhere = environment && rule.environment && *rule.environment != *environment;
        if (!isElsewhere && matchesName(context.value(), rule.contextPattern)
            && matchesName(release.nameSpace, rule.namespacePattern)
            && matchesName(release.name, rule.releasePattern)) {
            found.push_back(rule);
        }
    }
    return found;
}

OwnerRules ownerRulesIn(const SettingsStore& store) {
    OwnerRules rules;
    for (const QJsonValue& value : store.value(kRules).toArray()) {
        const QJsonObject object = value.toObject();
        rules.push_back(
            {.kind = object["kind"_L1].toString() == kGit ? OwnerRule::Kind::Git : OwnerRule::Kind::Pipeline,
                .environment = environmentOf(object["environment"_L1].toString()),
                .contextPattern = object["context"_L1].toString(),
                .namespacePattern = object["namespace"_L1].toString(),
                .releasePattern = object["release"_L1].toString(),
                .name = object["name"_L1].toString()});
    }
    return rules;
}

void setOwnerRules(SettingsStore& store, const OwnerRules& rules) {
    QJsonArray array;
    for (const OwnerRule& rule : rules) {
        array += QJsonObject{{u"kind"_s, QString(rule.kind == OwnerRule::Kind::Git ? kGit : kPipeline)},
            {u"environment"_s, wordOf(rule.environment)}, {u"context"_s, rule.contextPattern},
            {u"namespace"_s, rule.namespacePattern}, {u"release"_s, rule.releasePattern}, {u"name"_s, rule.name}};
    }
    store.setValue(kRules, array);
}

} // namespace pilothouse
