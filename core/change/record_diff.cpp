// SPDX-License-Identifier: Apache-2.0
#include "core/change/record_diff.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isTestOnly(const Hook& hook) {
    return std::ranges::all_of(hook.events, [](const QString& event) { return event.startsWith("test"_L1); });
}

ChangeDiffPtr compareNow(const Rendering& rendering) {
    const QString nameSpace = rendering.request.release.nameSpace;
    const bool withTheirHooks = rendering.request.kind != ChangeKind::Uninstall;
    const ReleaseRecord* base = rendering.base.get();
    const QByteArray before = !base ? QByteArray()
        : withTheirHooks            ? withHooks(base->manifest, base->hooks)
                                    : base->manifest;
    const QByteArray after = withTheirHooks ? withHooks(rendering.manifest, rendering.hooks) : rendering.manifest;
    DiffOptions options;
    options.releaseName = rendering.request.release.name;
    auto diff = std::make_shared<ChangeDiff>();
    diff->base = DiffBase::Record;
    diff->diff = diffManifests(parseManifest(before, nameSpace), parseManifest(after, nameSpace), options);
    return diff;
}

} // namespace

QByteArray withHooks(const QByteArray& manifest, const std::vector<Hook>& hooks) {
    QByteArray text = manifest;
    if (!text.isEmpty() && !text.endsWith('\n')) {
        text += '\n';
    }
    for (const Hook& hook : hooks) {
        if (!isTestOnly(hook)) {
            text += "---\n# Source: " + hook.path.toUtf8() + '\n' + hook.manifest.trimmed() + '\n';
        }
    }
    return text;
}

Task<ChangeDiffPtr> compareWithRecord(WorkerPool* pool, RenderingPtr rendering) {
    co_return co_await pool->run([rendering] { return compareNow(*rendering); });
}

} // namespace pilothouse
