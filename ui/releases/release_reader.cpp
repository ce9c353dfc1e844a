// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_reader.h"

#include "core/helm/record_file.h"
#include "ui/frame/core_access.h"

#include <algorithm>

namespace pilothouse::ui {

namespace {

Task<Result<std::vector<RecordMeta>>> readRevisions(std::vector<RecordMeta> revisions) {
    co_return revisions;
}

Task<Result<bool>> runOnPool(WorkerPool* pool, std::function<void()> work) {
    co_return co_await pool->run([work = std::move(work)] {
        work();
        return true;
    });
}

Task<Result<bool>> saveRecordOf(ClusterSession* session, WorkerPool* pool, RecordMeta meta, QString path) {
    auto object = co_await readRecordObject(&session->client(), meta);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    const auto written = co_await pool->run(
        [bytes = std::move(*object), path] { return writeRecordFile(path, bytes, IfFileExists::Replace); });
    if (!written) {
        co_return std::unexpected(written.error());
    }
    co_return true;
}

Task<Result<bool>> noSuchRevision(ReleaseKey key) {
    co_return fail(ErrorCode::NotFound, key.nameSpace + u'/' + key.name, QStringLiteral("this revision is not kept"));
}

class CoreReleaseReader final : public ReleaseReader {
public:
    explicit CoreReleaseReader(CoreAccess& core)
        : m_core(core) { }

    CallHandle revisions(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RecordMeta>> answer) override {
        return m_core.callSession<std::vector<RecordMeta>>(
            context, [key](ClusterSession& session) { return readRevisions(session.releases().revisions(key)); },
            std::move(answer));
    }
    CallHandle history(
        const ContextId& context, const ReleaseKey& key, Answer<std::vector<RevisionFacts>> answer) override {
        return m_core.callSession<std::vector<RevisionFacts>>(
            context, [key](ClusterSession& session) { return loadRevisionFacts(session.releases(), key); },
            std::move(answer));
    }
    CallHandle record(
        const ContextId& context, const ReleaseKey& key, Revision revision, Answer<ReleaseRecordPtr> answer) override {
        return m_core.callSession<ReleaseRecordPtr>(
            context, [key, revision](ClusterSession& session) { return session.releases().record(key, revision); },
            std::move(answer));
    }
    CallHandle saveRecord(const ContextId& context, const ReleaseKey& key, Revision revision, const QString& path,
        Answer<bool> answer) override {
        return m_core.callSession<bool>(
            context,
            [key, revision, path](ClusterSession& session) {
                const auto kept = session.releases().revisions(key);
                const auto found = std::ranges::find(kept, revision, &RecordMeta::revision);
                return found == kept.end() ? noSuchRevision(key)
                                           : saveRecordOf(&session, &session.releases().workers(), *found, path);
            },
            std::move(answer));
    }
    CallHandle namespaces(const ContextId& context, Answer<Namespaces> answer) override {
        return m_core.callSession<Namespaces>(
            context, [](ClusterSession& session) { return session.namespaces(); }, std::move(answer));
    }
    void setKnownNamespaces(const ContextId& context, const QStringList& names) override {
        m_core.postSession(context, [names](ClusterSession& session) { session.setKnownNamespaces(names); });
    }
    void prioritise(const ContextId& context, std::vector<ReleaseKey> keys) override {
        m_core.postSession(
            context, [keys = std::move(keys)](ClusterSession& session) { session.releases().prioritise(keys); });
    }
    CallHandle onPool(std::function<void()> work, std::function<void()> done) override {
        return m_core.call<bool>(
            [work = std::move(work)](Workspace& workspace) { return runOnPool(&workspace.pool(), work); },
            [done = std::move(done)](const Result<bool>&) { done(); });
    }

private:
    CoreAccess& m_core;
};

} // namespace

std::unique_ptr<ReleaseReader> coreReleaseReader(CoreAccess& core) {
    return std::make_unique<CoreReleaseReader>(core);
}

} // namespace pilothouse::ui
