// SPDX-License-Identifier: Apache-2.0
#include "core/change/helmfile_source.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDigestShown = 12;
constexpr qsizetype kNamesShown = 20;

Result<void> askTrust(const HelmfileWish& wish, const ExecTrust& trust) {
    const auto identity = helmfileIdentity(wish.program, wish.call.file);
    if (!identity) {
        return std::unexpected(identity.error());
    }
    if (!trust.isTrusted(*identity)) {
        return fail(ErrorCode::Forbidden, wish.call.file,
            QString::fromLatin1(identity->fingerprint().first(kDigestShown)), u"HelmfileNotTrusted"_s);
    }
    return {};
}

/// The one that is meant. A helmfile need not say the namespace.
Result<HelmfileRelease> choose(const std::vector<HelmfileRelease>& all, const ReleaseKey& wanted) {
    std::vector<HelmfileRelease> found;
    QStringList names;
    for (const HelmfileRelease& release : all) {
        if (names.size() < kNamesShown) {
            names += release.nameSpace.isEmpty() ? release.name : release.nameSpace + u'/' + release.name;
        }
        const bool isHere = release.nameSpace.isEmpty() || release.nameSpace == wanted.nameSpace;
        if (release.name == wanted.name && isHere) {
            found.push_back(release);
        }
    }
    const QString subject = wanted.nameSpace + u'/' + wanted.name;
    if (found.empty()) {
        return fail(ErrorCode::NotFound, subject, names.join(u", "_s), u"NotInHelmfile"_s);
    }
    if (found.size() > 1) {
        return fail(ErrorCode::Invalid, subject, u"%1 of that name"_s.arg(found.size()), u"Ambiguous"_s);
    }
    if (!found.front().isEnabled || !found.front().isInstalled) {
        return fail(ErrorCode::Invalid, subject,
            found.front().isEnabled ? u"installed: false"_s : u"its condition is false"_s, u"NotInstalled"_s);
    }
    return found.front();
}

} // namespace

HelmfileCall helmfileCallOf(const ChartSource& source) {
    return {.verb = HelmfileCall::Verb::List,
        .file = source.location,
        .environment = source.environment,
        .selector = source.selector,
        .helm = {}};
}

Task<Result<HelmfileRendered>> renderHelmfile(HelmfileWish given, const ExecTrust* trust, Clock* clock) {
    const auto wish = std::make_shared<const HelmfileWish>(std::move(given));
    if (const auto trusted = askTrust(*wish, *trust); !trusted) {
        co_return std::unexpected(trusted.error());
    }
    const Clock::Steady begun = clock->steadyNow();
    HelmfileReading reading{.program = wish->program,
        .call = wish->call,
        .environment = wish->environment,
        .root = wish->root,
        .mask = wish->mask};
    reading.call.verb = HelmfileCall::Verb::List;
    const auto listed = co_await readHelmfile(reading, *clock);
    if (!listed) {
        co_return std::unexpected(listed.error());
    }
    const auto all = readHelmfileList(*listed);
    const auto release = all ? choose(*all, wish->release) : std::unexpected(all.error());
    if (!release) {
        co_return std::unexpected(release.error());
    }
    reading.call.verb = HelmfileCall::Verb::Template;
    reading.call.selector = selectorFor(wish->call.selector, release->name, release->nameSpace);
    auto output = co_await readHelmfile(std::move(reading), *clock);
    if (!output) {
        co_return std::unexpected(output.error());
    }
    co_return HelmfileRendered{.release = *release,
        .output = std::move(*output),
        .took = std::chrono::duration_cast<std::chrono::milliseconds>(clock->steadyNow() - begun)};
}

} // namespace pilothouse
