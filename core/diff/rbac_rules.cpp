// SPDX-License-Identifier: Apache-2.0
#include "core/diff/risk_rules.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMaxGrants = 20'000; ///< more than any real role; beyond, every change of rules counts as wider

/// One thing a rule allows. Empty name: all names.
struct Grant {
    QString group;
    QString resource;
    QString name;
    QString verb;
    bool isUrl = false; ///< a nonResourceURL, in `resource`
};

std::vector<QString> textsOf(const YamlValue& list) {
    std::vector<QString> texts;
    for (const YamlValue& item : list.items()) {
        texts.push_back(item.text());
    }
    return texts;
}

bool addGrants(std::vector<Grant>& grants, const YamlValue& rule) {
    auto names = textsOf(rule[u"resourceNames"]);
    if (names.empty()) {
        names.emplace_back();
    }
    const auto verbs = textsOf(rule[u"verbs"]);
    const auto groups = textsOf(rule[u"apiGroups"]);
    const auto resources = textsOf(rule[u"resources"]);
    const auto urls = textsOf(rule[u"nonResourceURLs"]);
    // Each is bounded before they are multiplied: a list may have as many items as the loader lets through.
    const bool areBounded
        = std::ranges::all_of(std::array{names.size(), verbs.size(), groups.size(), resources.size(), urls.size()},
            [](size_t size) { return size <= kMaxGrants; });
    if (!areBounded
        || grants.size() + verbs.size() * (urls.size() + groups.size() * resources.size() * names.size())
            > kMaxGrants) {
        return false;
    }
    for (const QString& verb : verbs) {
        for (const QString& url : urls) {
            grants.push_back({{}, url, {}, verb, true});
        }
        for (const QString& group : groups) {
            for (const QString& resource : resources) {
                for (const QString& name : names) {
                    grants.push_back({group, resource, name, verb, false});
                }
            }
        }
    }
    return true;
}

bool covers(const QString& have, const QString& want) {
    return have == want || have == u"*"_s;
}

bool coversResource(const Grant& have, const Grant& want) {
    if (have.isUrl) { // `/metrics/*`
        return covers(have.resource, want.resource)
            || (have.resource.endsWith(u'*') && want.resource.startsWith(QStringView(have.resource).chopped(1)));
    }
    return covers(have.resource, want.resource)
        || (have.resource.startsWith(u"*/") && want.resource.endsWith(QStringView(have.resource).sliced(1)));
}

bool allows(const Grant& have, const Grant& want) {
    return have.isUrl == want.isUrl && covers(have.verb, want.verb) && covers(have.group, want.group)
        && coversResource(have, want) && (have.name.isEmpty() || have.name == want.name);
}

/// Rules of real roles are few (cluster-admin 2, the built-in admin about 60), so every pair is looked at, up to a
/// bound.
bool areRulesWidened(const YamlValue& from, const YamlValue& to) {
    std::vector<Grant> before;
    std::vector<Grant> after;
    const auto addTo = [](std::vector<Grant>& grants) {
        return [&grants](const YamlValue& rule) { return addGrants(grants, rule); };
    };
    if (!std::ranges::all_of(from.items(), addTo(before)) || !std::ranges::all_of(to.items(), addTo(after))
        || before.size() * after.size() > 4'000'000) {
        return !(from == to);
    }
    return std::ranges::any_of(after, [&before](const Grant& want) {
        return std::ranges::none_of(before, [&want](const Grant& have) { return allows(have, want); });
    });
}

bool areSubjectsWidened(const YamlValue& from, const YamlValue& to) {
    const auto isSubject = [](const YamlValue& a, const YamlValue& b) {
        static constexpr std::array kFields = {QStringView(u"kind"), QStringView(u"namespace"), QStringView(u"name")};
        return std::ranges::all_of(kFields, [&](QStringView field) { return a[field].text() == b[field].text(); });
    };
    return std::ranges::any_of(to.items(), [&](const YamlValue& subject) {
        return std::ranges::none_of(from.items(), [&](const YamlValue& known) { return isSubject(known, subject); });
    });
}

} // namespace

bool isRbacWidened(const ManifestKey& key, const YamlValue& from, const YamlValue& to) {
    if (key.group != u"rbac.authorization.k8s.io"_s) {
        return false;
    }
    if (key.kind == u"Role"_s || key.kind == u"ClusterRole"_s) {
        const bool aggregatesOther
            = !to[u"aggregationRule"].isNull() && !(from[u"aggregationRule"] == to[u"aggregationRule"]);
        return aggregatesOther || areRulesWidened(from[u"rules"], to[u"rules"]);
    }
    return areSubjectsWidened(from[u"subjects"], to[u"subjects"])
        || (!to.isNull() && from.at({u"roleRef", u"name"}).text() != to.at({u"roleRef", u"name"}).text());
}

} // namespace pilothouse
