// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>
#include <vector>

namespace pilothouse {

enum class EnvironmentKind { Unknown, Playground, Staging, Production };

/// What a context, or one namespace of it, is: given by rules on both names, because some teams keep stg and prd in one
/// cluster (U1b). Whole tokens count: `prd` is in `eks_prd-app`, not in `nonprd` or `product`.
struct Environment {
    EnvironmentKind kind = EnvironmentKind::Unknown;
    QString label; ///< `prd`, `stg`: short, for the tile
};

/// One rule, user's or built in. Patterns are whole tokens (letters and digits), `*`-globs over the whole name, or `=`
/// and the exact name.
struct EnvironmentRule {
    QString contextPattern; ///< empty: any
    QString namespacePattern; ///< empty: any
    EnvironmentKind kind = EnvironmentKind::Unknown;
    QString label;
};

/// The first rule that matches both names decides, but one that names no namespace never opens a namespace whose own
/// name says production (U1b); then the built-in tokens (prod, prd, production, live → Production;
/// stg, stage, staging, uat, preprod → Staging; dev, test, lab, sandbox, demo, local → Playground) in the namespace's
/// name and in the context's, the more protected of the two.
class EnvironmentRules {
public:
    EnvironmentRules() = default;
    explicit EnvironmentRules(std::vector<EnvironmentRule> rules)
        : m_rules(std::move(rules)) { }
    [[nodiscard]] Environment environmentOf(QStringView context, QStringView nameSpace = {}) const;
    [[nodiscard]] const std::vector<EnvironmentRule>& rules() const { return m_rules; }

private:
    std::vector<EnvironmentRule> m_rules;
};

} // namespace pilothouse
