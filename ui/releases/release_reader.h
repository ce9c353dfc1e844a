// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/session/cluster_session.h"
#include "ui/releases/revision_facts.h"

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse::ui {

class CoreAccess;

/// What the pages ask core for, once each; answers come in the GUI thread, later. An interface, so that tests answer.
/// Keep the handle as long as the answer is wanted.
class ReleaseReader {
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;
    using Namespaces = ClusterSession::NamespaceList;

    ReleaseReader() = default;
    virtual ~ReleaseReader() = default;
    Q_DISABLE_COPY_MOVE(ReleaseReader)

    /// Newest first, from metadata alone: at once.
    [[nodiscard]] virtual CallHandle revisions(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RecordMeta>> answer)
        = 0;
    /// The same with what each body says; reads every body.
    [[nodiscard]] virtual CallHandle history(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RevisionFacts>> answer)
        = 0;
    [[nodiscard]] virtual CallHandle record(
        const ContextId& context, const ReleaseKey& key, Revision revision, Answer<ReleaseRecordPtr> answer)
        = 0;
    /// The stored object into a file of 0600, over one of that name: whoever asks has asked the person.
    [[nodiscard]] virtual CallHandle saveRecord(
        const ContextId& context, const ReleaseKey& key, Revision revision, const QString& path, Answer<bool> answer)
        = 0;
    [[nodiscard]] virtual CallHandle namespaces(const ContextId& context, Answer<Namespaces> answer) = 0;
    /// Namespaces a person named: looked at from now on.
    virtual void setKnownNamespaces(const ContextId& context, const QStringList& names) = 0;
    /// Bodies of these come first.
    virtual void prioritise(const ContextId& context, std::vector<ReleaseKey> keys) = 0;
    /// Runs @p work on core's pool, then @p done in the GUI thread. @p work touches only what it captured.
    [[nodiscard]] virtual CallHandle onPool(std::function<void()> work, std::function<void()> done) = 0;
};

/// The one that asks the session's feed.
[[nodiscard]] std::unique_ptr<ReleaseReader> coreReleaseReader(CoreAccess& core);

} // namespace pilothouse::ui
