// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/change_comparison.h"
#include "ui/change/change_gateway.h"
#include "ui/change/change_memory.h"
#include "ui/change/values_review.h"
#include "ui/frame/place_mode.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <functional>

namespace pilothouse::ui {

class ChartOffers;

/// Why a change can't be begun now; the first that holds.
enum class Hindrance {
    None,
    NotLoaded,
    Incomplete, ///< no chart, no name: core was not asked
    BadValues, ///< a placeholder that stands for nothing
    Working, ///< rendering, comparing or checking what was typed
    RenderFailed,
    PlanFailed,
    Overtaken, ///< another revision appeared (RC1)
    Locked, ///< the mode of the place (PS8: core judges again)
    Blocked, ///< a check says no
    NotTyped, ///< the place is protected and its name is not typed yet (PS11)
    UnderWay, ///< this change has begun (RC5)
    AnotherRuns, ///< one of this release has not ended
};

/// One change of one release, from the first look to its outcome: renders, compares and plans what is asked, as it is
/// typed; says whether it may begin; begins it once; follows it. Bound to its context for its whole life (RC6). No
/// widget. Thread: GUI.
class ChangePresenter final : public QObject {
    Q_OBJECT
public:
    struct Services {
        ChangeGateway& gateway;
        const ChangeMemory& memory;
        const Clock& clock;
        std::function<PlaceMode(const ContextId& context, const QString& nameSpace)> mode;
        ChartOffers* offers = nullptr; ///< what repositories have; may be null
    };
    ChangePresenter(ChangeSubject subject, Services services, QObject* parent = nullptr);
    ~ChangePresenter() override;
    Q_DISABLE_COPY_MOVE(ChangePresenter)

    /// Reads what is deployed, brings back unsaved edits, and makes the first plan.
    /// @param target of a rollback; None: the one before
    void start(Revision target);
    /// Asks for the chart and the values another page proposes, instead of what is deployed and of edits made before.
    /// While the change is under way: nothing.
    void propose(const ChangeRequest& proposal);
    /// Shows an operation that is known already (begun by an earlier window, or opened from the status line).
    void follow(const RunStatusPtr& run);

    [[nodiscard]] const ChangeSubject& subject() const { return m_subject; }
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] const std::optional<Error>& loadError() const { return m_loadError; }
    void retry();
    /// What is asked for, as of the last edit.
    [[nodiscard]] const ChangeRequest& request() const { return m_request; }
    /// After every edit; rendered 250 ms after the last one.
    void setRequest(ChangeRequest request);
    /// The values can't be given to helm: @p error says why; nothing: they can.
    void setValuesError(std::optional<Error> error);
    [[nodiscard]] const std::optional<Error>& valuesError() const { return m_valuesError; }
    [[nodiscard]] bool isEdited() const { return m_isEdited; }
    [[nodiscard]] const std::optional<QDateTime>& restoredFrom() const { return m_restoredFrom; }
    /// Back to what is deployed; the draft is removed.
    void discardEdits();

    /// The record helm merges from: whose values the editor is compared with; null: there is none.
    [[nodiscard]] const ReleaseRecordPtr& deployed() const { return m_deployed; }
    [[nodiscard]] QByteArray deployedValues() const;
    /// Newest first.
    [[nodiscard]] const std::vector<RecordMeta>& revisions() const { return m_revisions; }

    [[nodiscard]] DiffBase base() const { return m_base; }
    void setBase(DiffBase base);
    [[nodiscard]] const ChangeComparison& comparison() const { return m_comparisons[static_cast<size_t>(m_base)]; }
    [[nodiscard]] const RenderingPtr& rendering() const { return m_rendering; }
    [[nodiscard]] const std::optional<Error>& renderError() const { return m_renderError; }
    [[nodiscard]] bool isRendering() const { return m_isRendering || m_debounce.isActive(); }
    [[nodiscard]] const ChangePlanPtr& plan() const { return m_plan; }
    [[nodiscard]] bool isPlanCurrent() const { return m_plan && !m_isPlanOutdated; }
    [[nodiscard]] const std::optional<Error>& planError() const { return m_planError; }

    /// Of the values as of the last pause; null: not looked at yet.
    [[nodiscard]] const ValuesReviewPtr& review() const { return m_review; }

    /// The revision somebody else made meanwhile; nothing: none.
    [[nodiscard]] const std::optional<RecordMeta>& overtakenBy() const { return m_overtakenBy; }
    /// Its record, once read: whose it is.
    [[nodiscard]] const ReleaseRecordPtr& overtakingRecord() const { return m_overtakingRecord; }
    /// Renders and plans anew against what is there now; edits are kept.
    void compareAgain();

    [[nodiscard]] PlaceMode mode() const;
    /// The mode of a place changed: the plan's checks are made again.
    void modeChanged();

    [[nodiscard]] Hindrance hindrance(const QString& typed) const;
    /// Begins, if nothing hinders it; a second call while the first is under way does nothing.
    void apply(const QString& typed);
    [[nodiscard]] bool isBeginning() const { return m_isBeginning; }
    [[nodiscard]] const std::optional<Error>& beginError() const { return m_beginError; }
    /// Null while nothing was begun.
    [[nodiscard]] const RunStatusPtr& run() const { return m_run; }
    void cancelRun();
    [[nodiscard]] const std::optional<Error>& cancelError() const { return m_cancelError; }
    /// Back to the plan after an end, edits kept.
    void planAgain();

Q_SIGNALS:
    /// The request is there for the first time, or was put back: forms fill themselves.
    void requestLoaded();
    /// Anything else of the above.
    void changed();

private:
    void readRevisions(bool isFirst);
    void onRevisions(const Result<std::vector<RecordMeta>>& revisions, bool isFirst);
    void readDeployed(bool isFirst);
    void onDeployed(const Result<ReleaseRecordPtr>& record, bool isFirst);
    void fillRequest();
    void takeProposal();
    [[nodiscard]] bool isComplete() const;
    void markOutdated();
    void renderNow();
    void onRendered(const Result<RenderingPtr>& rendering);
    void compareNow();
    void onCompared(DiffBase base, const Result<ChangeDiffPtr>& diff);
    void planNow();
    void onPlanned(const Result<ChangePlanPtr>& plan);
    [[nodiscard]] bool isUnderWay() const;
    void lookForOthers();
    void onOthers(const Result<std::vector<RecordMeta>>& revisions);
    void onRun(const RunStatusPtr& run);
    void onEnded();
    void saveDraft();
    void reviewNow();

    ChangeSubject m_subject;
    Services m_services;
    ChangeRequest m_request;
    std::optional<ChangeRequest> m_proposal; ///< not taken up yet
    Revision m_target = Revision::None;
    bool m_isLoaded = false;
    bool m_isEdited = false;
    std::optional<Error> m_loadError;
    std::optional<Error> m_valuesError;
    std::optional<QDateTime> m_restoredFrom;
    std::optional<ChangeSubject> m_draftOf; ///< the last one kept here
    std::vector<RecordMeta> m_revisions;
    ReleaseRecordPtr m_deployed;

    DiffBase m_base = DiffBase::Record;
    std::array<ChangeComparison, 3> m_comparisons;
    RenderingPtr m_rendering;
    std::optional<Error> m_renderError;
    bool m_isRendering = false;
    bool m_isReading = false; ///< what is deployed, once more
    ChangePlanPtr m_plan;
    std::optional<Error> m_planError;
    bool m_isPlanOutdated = true;
    std::optional<RecordMeta> m_overtakenBy;
    ReleaseRecordPtr m_overtakingRecord;

    ValuesReviewPtr m_review;
    bool m_isBeginning = false;
    std::optional<Error> m_beginError;
    std::optional<Error> m_cancelError;
    QString m_operation;
    std::optional<ChangeRequest> m_begun; ///< what the operation was begun with, here; nothing: elsewhere
    RunStatusPtr m_run;

    QTimer m_debounce;
    QTimer m_autosave;
    CallHandle m_revisionsCall;
    CallHandle m_recordCall;
    CallHandle m_renderCall;
    CallHandle m_reviewCall;
    CallHandle m_compareCall;
    CallHandle m_showCall;
    CallHandle m_planCall;
    CallHandle m_othersCall;
    CallHandle m_othersRecordCall;
    CallHandle m_beginCall;
    CallHandle m_cancelCall;
};

} // namespace pilothouse::ui
