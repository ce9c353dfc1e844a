// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"
#include "ui/frame/core_access.h"

#include <QObject>

#include <chrono>
#include <optional>

class QTimer;

namespace pilothouse::ui {

/// Decides what the diff of two revisions of a release shows: reads both records, compares them on the pool, reveals
/// hidden values of one object at a time for 30 s (RP5). No widget. Thread: GUI.
class DiffPresenter final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Loading, Comparing, Ready, Same, NoBefore, Cancelled, Failed };

    explicit DiffPresenter(CoreAccess& core, QObject* parent = nullptr);
    ~DiffPresenter() override;
    Q_DISABLE_COPY_MOVE(DiffPresenter)

    /// @param to None: the newest kept
    /// @param from None: the one kept before @p to
    /// The same again does nothing while that is shown or under way.
    void compare(const ContextId& context, const ReleaseKey& release, Revision from, Revision to);
    /// Once more, after a failure or a cancel.
    void retry();
    void cancel();
    void clear();
    void setNormalising(Normalising normalising);
    [[nodiscard]] Normalising normalising() const { return m_options.normalising; }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; } ///< with Failed
    [[nodiscard]] const ReleaseDiffPtr& diff() const { return m_diff; } ///< with Ready and Same
    [[nodiscard]] const std::vector<RecordMeta>& revisions() const { return m_revisions; } ///< kept ones, newest first
    [[nodiscard]] const ContextId& context() const { return m_context; }
    [[nodiscard]] const ReleaseKey& release() const { return m_release; }
    /// As resolved; None while not known.
    [[nodiscard]] Revision from() const { return m_from; }
    [[nodiscard]] Revision to() const { return m_to; }

    /// Shows what one entry hides for 30 s; another one shown until then is hidden first.
    void reveal(int entry, DiffSection section, const ManifestKey& key);
    void conceal();
    [[nodiscard]] int revealedEntry() const { return m_revealedEntry; } ///< -1: none
    [[nodiscard]] std::chrono::seconds revealedFor() const { return m_revealLeft; }
    static constexpr std::chrono::seconds kRevealTime{30};

Q_SIGNALS:
    /// State, revisions or diff changed.
    void changed();
    /// @p diff null: hidden again.
    void revealed(int entry, const std::shared_ptr<const pilothouse::ObjectDiff>& diff);
    void revealTick();

private:
    struct Sides {
        std::vector<RecordMeta> revisions;
        ReleaseRecordPtr from; ///< null: there is none before
        ReleaseRecordPtr to;
    };
    struct Wish {
        ReleaseKey release;
        Revision from;
        Revision to;
    };
    static Task<Result<Sides>> loadSides(ClusterSession& session, Wish wish);
    static Task<Result<ReleaseDiffPtr>> compareSides(WorkerPool& pool, ReleaseRecordPtr from, ReleaseRecordPtr to,
        CompareOptions options, std::shared_ptr<std::atomic_bool> cancelled);
    static Task<Result<std::shared_ptr<const ObjectDiff>>> revealSides(WorkerPool& pool, ReleaseRecordPtr from,
        ReleaseRecordPtr to, DiffSection section, ManifestKey key, CompareOptions options);
    static Task<Result<std::vector<RecordMeta>>> readRevisions(ClusterSession& session, ReleaseKey key);

    void load();
    void sidesLoaded(Result<Sides> sides);
    void startCompare();
    void compared(Result<ReleaseDiffPtr> diff);
    void stop();
    void setState(State state);
    void fail(Error error);
    void revisionsMoved(const ContextId& context, const ReleaseKey& release);
    void tick();

    CoreAccess& m_core;
    ContextId m_context;
    ReleaseKey m_release;
    Revision m_wantedFrom = Revision::None;
    Revision m_wantedTo = Revision::None;
    Revision m_from = Revision::None;
    Revision m_to = Revision::None;
    State m_state = State::Idle;
    std::optional<Error> m_error;
    CompareOptions m_options;
    std::vector<RecordMeta> m_revisions;
    ReleaseRecordPtr m_fromRecord;
    ReleaseRecordPtr m_toRecord;
    ReleaseDiffPtr m_diff;
    std::shared_ptr<std::atomic_bool> m_cancelled;
    QTimer* m_revealTimer;
    int m_revealedEntry = -1;
    std::chrono::seconds m_revealLeft{0};
    CallHandle m_call;
    CallHandle m_revealCall;
    CallHandle m_listCall;
};

} // namespace pilothouse::ui
