// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_presenter.h"

#include "core/async/parallel.h"

#include <QTimer>

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The newest kept revision below @p revision; None: there is none.
Revision before(const std::vector<RecordMeta>& newestFirst, Revision revision) {
    const auto found
        = std::ranges::find_if(newestFirst, [revision](const RecordMeta& meta) { return meta.revision < revision; });
    return found == newestFirst.end() ? Revision::None : found->revision;
}

Task<Result<ReleaseRecordPtr>> readRecord(ReleaseFeed& feed, ReleaseKey key, Revision revision) {
    return feed.record(std::move(key), revision);
}

} // namespace

DiffPresenter::DiffPresenter(CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_revealTimer(new QTimer(this)) {
    m_revealTimer->setInterval(1s);
    connect(m_revealTimer, &QTimer::timeout, this, &DiffPresenter::tick);
    connect(&core, &CoreAccess::revisionsChanged, this, &DiffPresenter::revisionsMoved);
}

DiffPresenter::~DiffPresenter() {
    stop();
}

void DiffPresenter::compare(const ContextId& context, const ReleaseKey& release, Revision from, Revision to) {
    const bool isSame = context == m_context && release == m_release && from == m_wantedFrom && to == m_wantedTo;
    if (isSame && m_state != State::Idle) {
        return;
    }
    if (context != m_context || release != m_release) {
        m_revisions.clear();
    }
    m_context = context;
    m_release = release;
    m_wantedFrom = from;
    m_wantedTo = to;
    load();
}

void DiffPresenter::retry() {
    if (!m_release.name.isEmpty()) {
        load();
    }
}

void DiffPresenter::cancel() {
    if (m_state == State::Loading || m_state == State::Comparing) {
        stop();
        setState(State::Cancelled);
    }
}

void DiffPresenter::clear() {
    stop();
    m_listCall = {};
    m_context = {};
    m_release = {};
    m_revisions.clear();
    m_fromRecord.reset();
    m_toRecord.reset();
    m_diff.reset();
    m_from = m_to = Revision::None;
    setState(State::Idle);
}

void DiffPresenter::stop() {
    if (m_cancelled) {
        m_cancelled->store(true, std::memory_order_relaxed);
    }
    m_cancelled.reset();
    m_call = {};
    conceal();
}

void DiffPresenter::setState(State state) {
    m_state = state;
    Q_EMIT changed();
}

void DiffPresenter::fail(Error error) {
    m_error = std::move(error);
    setState(State::Failed);
}

void DiffPresenter::load() {
    stop();
    m_diff.reset();
    m_fromRecord.reset();
    m_toRecord.reset();
    m_error.reset();
    m_from = m_wantedFrom;
    m_to = m_wantedTo;
    setState(State::Loading);
    const Wish wish{m_release, m_wantedFrom, m_wantedTo};
    m_call = m_core.callSession<Sides>(
        m_context, [wish](ClusterSession& session) { return loadSides(session, wish); },
        [this](Result<Sides> sides) { sidesLoaded(std::move(sides)); });
}

Task<Result<DiffPresenter::Sides>> DiffPresenter::loadSides(ClusterSession& session, Wish wish) {
    ReleaseFeed& feed = session.releases();
    Sides sides;
    sides.revisions = feed.revisions(wish.release);
    if (wish.to == Revision::None) {
        if (sides.revisions.empty()) {
            co_return pilothouse::fail(ErrorCode::NotFound,
                u"release %1/%2"_s.arg(wish.release.nameSpace, wish.release.name), u"no revision is kept"_s);
        }
        wish.to = sides.revisions.front().revision;
    }
    if (wish.from == Revision::None) {
        wish.from = before(sides.revisions, wish.to);
    }
    const std::array wanted{wish.to, wish.from};
    auto* const source = &feed;
    const auto key = wish.release;
    const size_t count = wish.from == Revision::None ? 1 : 2;
    auto records = co_await inParallel<Result<ReleaseRecordPtr>>(
        count, 2, [source, key, wanted](size_t i) { return readRecord(*source, key, wanted[i]); });
    for (const Result<ReleaseRecordPtr>& record : records) {
        if (!record) {
            co_return std::unexpected(record.error());
        }
    }
    sides.to = *records.front();
    sides.from = count > 1 ? *records.back() : nullptr;
    co_return sides;
}

void DiffPresenter::sidesLoaded(Result<Sides> sides) {
    if (!sides) {
        return fail(std::move(sides).error());
    }
    m_revisions = std::move(sides->revisions);
    m_fromRecord = std::move(sides->from);
    m_toRecord = std::move(sides->to);
    m_to = m_toRecord->revision;
    m_from = m_fromRecord ? m_fromRecord->revision : Revision::None;
    m_fromRecord ? startCompare() : setState(State::NoBefore);
}

void DiffPresenter::startCompare() {
    stop();
    m_cancelled = std::make_shared<std::atomic_bool>(false);
    setState(State::Comparing);
    m_call = m_core.call<ReleaseDiffPtr>(
        [from = m_fromRecord, to = m_toRecord, options = m_options, cancelled = m_cancelled](
            Workspace& workspace) { return compareSides(workspace.pool(), from, to, options, cancelled); },
        [this](Result<ReleaseDiffPtr> diff) { compared(std::move(diff)); });
}

Task<Result<ReleaseDiffPtr>> DiffPresenter::compareSides(WorkerPool& pool, ReleaseRecordPtr from, ReleaseRecordPtr to,
    CompareOptions options, std::shared_ptr<std::atomic_bool> cancelled) {
    co_return co_await pool.run(
        [from, to, options, cancelled] { return compareRecords(*from, *to, options, cancelled.get()); });
}

void DiffPresenter::compared(Result<ReleaseDiffPtr> diff) {
    if (!diff) {
        return fail(std::move(diff).error());
    }
    m_diff = std::move(*diff);
    setState(entriesOf(m_diff).empty() ? State::Same : State::Ready);
}

void DiffPresenter::setNormalising(Normalising normalising) {
    if (normalising == m_options.normalising) {
        return;
    }
    m_options.normalising = normalising;
    if (m_fromRecord && m_toRecord && m_state != State::Loading) {
        startCompare();
    }
}

void DiffPresenter::reveal(int entry, DiffSection section, const ManifestKey& key) {
    conceal();
    if (!m_fromRecord || !m_toRecord || m_state != State::Ready) {
        return;
    }
    m_revealCall = m_core.call<std::shared_ptr<const ObjectDiff>>(
        [from = m_fromRecord, to = m_toRecord, section, key, options = m_options](
            Workspace& workspace) { return revealSides(workspace.pool(), from, to, section, key, options); },
        [this, entry](Result<std::shared_ptr<const ObjectDiff>> diff) {
            if (!diff || !*diff) {
                return;
            }
            m_revealedEntry = entry;
            m_revealLeft = kRevealTime;
            m_revealTimer->start();
            Q_EMIT revealed(entry, *diff);
            Q_EMIT revealTick();
        });
}

Task<Result<std::shared_ptr<const ObjectDiff>>> DiffPresenter::revealSides(WorkerPool& pool, ReleaseRecordPtr from,
    ReleaseRecordPtr to, DiffSection section, ManifestKey key, CompareOptions options) {
    co_return co_await pool.run(
        [from, to, section, key, options] { return compareRevealed(*from, *to, section, key, options); });
}

void DiffPresenter::conceal() {
    m_revealCall = {};
    m_revealTimer->stop();
    m_revealLeft = 0s;
    if (m_revealedEntry >= 0) {
        const int entry = std::exchange(m_revealedEntry, -1);
        Q_EMIT revealed(entry, nullptr);
        Q_EMIT revealTick();
    }
}

void DiffPresenter::tick() {
    m_revealLeft -= 1s;
    m_revealLeft <= 0s ? conceal() : void(Q_EMIT revealTick());
}

Task<Result<std::vector<RecordMeta>>> DiffPresenter::readRevisions(ClusterSession& session, ReleaseKey key) {
    co_return session.releases().revisions(key);
}

/// The menus get the new list; what is shown stays, unless it waited for just this.
void DiffPresenter::revisionsMoved(const ContextId& context, const ReleaseKey& release) {
    if (context != m_context || release != m_release || m_state == State::Idle) {
        return;
    }
    const bool isMissing
        = m_state == State::NoBefore || (m_state == State::Failed && m_error && m_error->code == ErrorCode::NotFound);
    if (isMissing) {
        return load();
    }
    m_listCall = m_core.callSession<std::vector<RecordMeta>>(
        m_context, [release](ClusterSession& session) { return readRevisions(session, release); },
        [this](Result<std::vector<RecordMeta>> revisions) {
            if (revisions && m_state != State::Loading) {
                m_revisions = std::move(*revisions);
                Q_EMIT changed();
            }
        });
}

} // namespace pilothouse::ui
