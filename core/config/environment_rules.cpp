// SPDX-License-Identifier: Apache-2.0
#include "core/config/environment_rules.h"

#include <QStringList>

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

/// The runs of letters and digits of a name, in lower case.
QStringList tokensOf(QStringView name) {
    QStringList tokens;
    QString token;
    for (const QChar c : name) {
        if (c.isLetterOrNumber()) {
            token += c.toLower();
        } else if (!token.isEmpty()) {
            tokens += std::exchange(token, {});
        }
    }
    if (!token.isEmpty()) {
        tokens += token;
    }
    return tokens;
}

/// `*` stands for any run of characters. Linear but for the backtracking to the last star: no pattern can make it slow.
bool matchesGlob(QStringView name, QStringView glob) {
    qsizetype at = 0;
    qsizetype inGlob = 0;
    qsizetype star = -1;
    qsizetype atStar = 0;
    while (at < name.size()) {
        if (inGlob < glob.size() && glob[inGlob] == u'*') {
            star = inGlob++;
            atStar = at;
        } else if (inGlob < glob.size() && glob[inGlob].toLower() == name[at].toLower()) {
            ++inGlob;
            ++at;
        } else if (star >= 0) {
            inGlob = star + 1;
            at = ++atStar;
        } else {
            return false;
        }
    }
    return std::ranges::all_of(glob.sliced(inGlob), [](QChar c) { return c == u'*'; });
}

/// A pattern without `*` is one whole token or several in a row (`eks_prd`).
bool matches(QStringView name, QStringView pattern) {
    if (pattern.isEmpty()) {
        return true;
    }
    if (pattern.startsWith(u'=')) {
        return name == pattern.sliced(1);
    }
    if (pattern.contains(u'*')) {
        return matchesGlob(name, pattern);
    }
    const QStringList wanted = tokensOf(pattern);
    const QStringList tokens = tokensOf(name);
    return !wanted.isEmpty() && !std::ranges::search(tokens, wanted).empty();
}

Environment byTokens(QStringView name) {
    Environment found;
    for (const QString& token : tokensOf(name)) {
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
        if (matches(context, rule.contextPattern) && matches(nameSpace, rule.namespacePattern)) {
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
