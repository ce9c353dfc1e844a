// SPDX-License-Identifier: Apache-2.0
#include "core/config/environment_rules.h"

#include "core/config/name_pattern.h"

#include <algorithm>

namespace pilothouse {

namespace {

struct Token {
    QStringView word;
    EnvironmentKind kind;
};
constexpr Token kTokens[] = {
    {u"prod", EnvironmentKind::Production},
    {u"prd", EnvironmentKind::Production},
    {u"production", EnvironmentKind::Production},
    {u"live", EnvironmentKind::Production},
    {u"stg", EnvironmentKind::Staging},
    {u"stage", EnvironmentKind::Staging},
    {u"staging", EnvironmentKind::Staging},
    {u"uat", EnvironmentKind::Staging},
    {u"preprod", EnvironmentKind::Staging},
    {u"dev", EnvironmentKind::Playground},
    {u"test", EnvironmentKind::Playground},
    {u"lab", EnvironmentKind::Playground},
    {u"sandbox", EnvironmentKind::Playground},
    {u"demo", EnvironmentKind::Playground},
    {u"local", EnvironmentKind::Playground},
};

Environment byTokens(QStringView name) {
    Environment found;
    for (const QString& token : nameTokens(name)) {
        const auto known = std::ranges::find(kTokens, QStringView(token), &Token::word);
        // EnvironmentKind goes from open to protected.
        if (known != std::end(kTokens) && known->kind > found.kind) {
            found = {known->kind, token};
        }
    }
    return found;
}

} // namespace

Environment EnvironmentRules::environmentOf(QStringView context, QStringView nameSpace) const {
    for (const EnvironmentRule& rule : m_rules) {
        if (matchesName(context, rule.contextPattern) && matchesName(nameSpace, rule.namespacePattern)) {
            const Environment ofNamespace = byTokens(nameSpace);
            const bool isWeaker = rule.namespacePattern.isEmpty() && ofNamespace.kind == EnvironmentKind::Production;
            return isWeaker && rule.kind != EnvironmentKind::Production ? ofNamespace
                                                                        : Environment{rule.kind, rule.label};
        }
    }
    const Environment ofContext = byTokens(context);
    const Environment ofNamespace = byTokens(nameSpace);
    return ofNamespace.kind > ofContext.kind ? ofNamespace : ofContext;
}

} // namespace pilothouse
