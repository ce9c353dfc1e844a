// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/diff_output.h"
#include "app/pilothousectl/output.h"

#include "core/async/parallel.h"
#include "core/diff/manifest_diff.h"

#include <array>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

Result<Revision> revisionArgument(const Options& options, qsizetype index) {
    bool isNumber = false;
    const int value = options.arguments.value(index).toInt(&isNumber);
    if (!isNumber || value < 1) {
        return fail(ErrorCode::Invalid, u"diff"_s, u"say a release and two revisions: diff storefront 1382 1384"_s);
    }
    return Revision{value};
}

} // namespace

Task<Result<int>> runDiff(ClusterSession* session, Options options) {
    const auto from = revisionArgument(options, 1);
    const auto to = revisionArgument(options, 2);
    if (!from || !to) {
        co_return std::unexpected(from ? to.error() : from.error());
    }
    const auto key = co_await findRelease(session, options);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    const std::array revisions = {*from, *to};
    auto records = co_await inParallel<Result<ReleaseRecordPtr>>(
        2, 2, [&](size_t i) { return session->releases().record(*key, revisions.at(i)); });
    for (const auto& record : records) {
        if (!record) {
            co_return std::unexpected(record.error());
        }
    }
    const ReleaseRecordPtr older = *records.front();
    const ReleaseRecordPtr newer = *records.back();
    const QString fromName = u"revision %1"_s.arg(number(*from));
    const QString toName = u"revision %1"_s.arg(number(*to));
    if (options.format == Format::Patch) {
        const QByteArray patch = unifiedPatch(older->manifest, newer->manifest, fromName, toName);
        write(patch);
        co_return patch.isEmpty() ? kExitSame : kExitDifferent;
    }
    DiffOptions diffOptions;
    diffOptions.maskSecrets = !options.showSecrets;
    diffOptions.releaseName = newer->name;
    const ManifestDiff diff = diffManifests(parseManifest(older->manifest, older->nameSpace),
        parseManifest(newer->manifest, newer->nameSpace), diffOptions);
    if (options.format == Format::Text) {
        write(toUnifiedText(diff, fromName, toName));
    } else {
        writeAs(options.format, diffJson(diff, number(*from), number(*to)), {});
    }
    co_return diff.objects.empty() ? kExitSame : kExitDifferent;
}

} // namespace pilothouse::ctl
