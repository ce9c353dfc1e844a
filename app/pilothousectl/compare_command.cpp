// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/compare_output.h"
#include "app/pilothousectl/output.h"

#include "core/change/release_comparison.h"

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// Every release of the other side that may be meant. @param nameSpace only there; empty: anywhere
/// @param likely where an account without rights in the whole cluster is asked instead (U4)
Task<Result<std::vector<ReleasePlace>>> releasesOf(ClusterSession* session, QString nameSpace, QString likely) {
    auto ready = co_await waitForFeed(session, nameSpace, Needs::Metadata);
    if (!ready && ready.error().code == ErrorCode::Forbidden && nameSpace.isEmpty()) {
        ready = co_await waitForFeed(session, std::move(likely), Needs::Metadata);
    }
    if (!ready) {
        co_return std::unexpected(ready.error());
    }
    std::vector<ReleasePlace> places;
    for (const ReleaseSummary& row : session->releases().snapshot()) {
        places.push_back({session->context().id, row.newest.key});
    }
    co_return places;
}

/// The other side of @p of. Errors: NotFound; Invalid where more than one is as likely.
Task<Result<ReleasePlace>> findCounterpart(
    ClusterSession* other, ReleasePlace of, QString nameSpace, EnvironmentRules rules) {
    const QString subject = u"counterpart of release "_s + of.release.name;
    const auto known = co_await releasesOf(other, nameSpace, of.release.nameSpace);
    if (!known) {
        co_return std::unexpected(known.error());
    }
    const std::vector<Counterpart> found = counterparts(of, *known, rules);
    if (found.empty()) {
        co_return fail(ErrorCode::NotFound, subject,
            u"context %1 has none, neither of that name nor of one that differs by its environment only"_s.arg(
                other->context().id.value()));
    }
    const bool isClear
        = found.size() == 1 || found[0].by != found[1].by || found[0].environment.kind != found[1].environment.kind;
    if (!isClear) {
        co_return fail(ErrorCode::Invalid, subject,
            u"namespaces %1 and %2 have one; say which with --with-namespace"_s.arg(
                found[0].place.release.nameSpace, found[1].place.release.nameSpace),
            u"Ambiguous"_s);
    }
    co_return found.front().place;
}

} // namespace

Task<Result<int>> runCompare(Workspace* workspace, Options options) {
    if (options.with.isEmpty() && options.withNamespace.isEmpty()) {
        co_return fail(
            ErrorCode::Invalid, u"compare"_s, u"say with which context: compare storefront --with eks_prd-app"_s);
    }
    const auto session = workspace->session(options.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const auto other = workspace->session(options.with.isEmpty() ? options.context : options.with);
    if (!other) {
        co_return std::unexpected(other.error());
    }
    const auto key = co_await findRelease(*session, options);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    const auto place = co_await findCounterpart(
        *other, {options.context, *key}, options.withNamespace, workspace->environmentRules());
    if (!place) {
        co_return std::unexpected(place.error());
    }
    auto from = co_await readCompared(*session, *key);
    if (!from) {
        co_return std::unexpected(from.error());
    }
    auto to = co_await readCompared(*other, place->release);
    if (!to) {
        co_return std::unexpected(to.error());
    }
    const auto comparison = co_await compareReleases(&workspace->pool(), std::move(*from), std::move(*to));
    if (!comparison) {
        co_return std::unexpected(comparison.error());
    }
    writeComparison(options.format, **comparison);
    co_return (*comparison)->isSame() ? kExitSame : kExitDifferent;
}

} // namespace pilothouse::ctl
