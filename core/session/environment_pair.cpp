// SPDX-License-Identifier: Apache-2.0
#include "core/session/environment_pair.h"

#include <QStringList>

#include <algorithm>
#include <optional>
#include <tuple>

namespace pilothouse {

namespace {

/// The words of a name that name no environment.
QStringList lastingWords(QStringView name) {
    static const EnvironmentRules kBuiltIn;
    QStringList words;
    QString word;
    const auto take = [&] {
        if (!word.isEmpty() && kBuiltIn.environmentOf({}, word).kind == EnvironmentKind::Unknown) {
            words += word;
        }
        word.clear();
    };
    for (const QChar c : name) {
        if (c.isLetterOrNumber()) {
            word += c.toLower();
        } else {
            take();
        }
    }
    take();
    return words;
}

std::optional<Counterpart::By> matchOf(const ReleaseKey& of, const ReleaseKey& other) {
    using enum Counterpart::By;
    const bool isSameNamespace = of.nameSpace == other.nameSpace;
    const bool isSiblingNamespace = isSameNamespace || differByEnvironmentOnly(of.nameSpace, other.nameSpace);
    if (of.name == other.name) {
        return isSameNamespace ? Name : isSiblingNamespace ? NamespaceToken : NameOnly;
    }
    return isSiblingNamespace && differByEnvironmentOnly(of.name, other.name) ? std::optional(NameToken) : std::nullopt;
}

/// 0: another environment; 1: one that nobody named; 2: the same.
int nearness(EnvironmentKind of, EnvironmentKind other) {
    return other == EnvironmentKind::Unknown ? 1 : of == other ? 2 : 0;
}

} // namespace

bool differByEnvironmentOnly(QStringView one, QStringView other) {
    if (one == other) {
        return false;
    }
    const QStringList words = lastingWords(one);
    return !words.isEmpty() && words == lastingWords(other);
}

std::vector<Counterpart> counterparts(
    const ReleasePlace& of, const std::vector<ReleasePlace>& known, const EnvironmentRules& rules) {
    const auto environmentOf = [&rules](const ReleasePlace& place) {
        return rules.environmentOf(place.context.value(), place.release.nameSpace);
    };
    const EnvironmentKind own = environmentOf(of).kind;
    std::vector<Counterpart> found;
    for (const ReleasePlace& place : known) {
        const auto by = matchOf(of.release, place.release);
        const Environment environment = environmentOf(place);
        // In one context a second release of the name is a counterpart only where the namespace says so.
        const bool isElsewhere = place.context != of.context || environment.kind != own;
        const bool isItself = place.context == of.context && by == Counterpart::By::Name;
        if (by && !isItself && (isElsewhere || by != Counterpart::By::NameOnly)) {
            found.push_back({place, *by, environment});
        }
    }
    std::ranges::stable_sort(found, {}, [own](const Counterpart& counterpart) {
        return std::tuple(counterpart.by, nearness(own, counterpart.environment.kind),
            counterpart.place.context.value(), counterpart.place.release.nameSpace);
    });
    return found;
}

} // namespace pilothouse
