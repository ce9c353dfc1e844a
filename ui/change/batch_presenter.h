// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/batch.h"
#include "ui/change/batch_diff.h"
#include "ui/change/batch_request.h"
#include "ui/change/change_gateway.h"
#include "ui/change/change_presenter.h"

#include <QObject>
#include <QTimer>

namespace pilothouse::ui {

/// Several releases of one context that are upgraded in one plan, from the marks to the outcome: reads what is
/// deployed, asks core to look at all of them, says whether it may begin, begins it once and follows it. Bound to its
/// context for its whole life (RC6); outlives the page, so that leaving it stops nothing. No widget. Thread: GUI.
class BatchPresenter final : public QObject {
    Q_OBJECT
public:
    struct Services {
        ChangeGateway& gateway;
        const ChangeMemory& memory;
        std::function<PlaceMode(const ContextId& context, const QString& nameSpace)> mode;
    };
    BatchPresenter(ContextId context, Services services, QObject* parent = nullptr);
    ~BatchPresenter() override;
    Q_DISABLE_COPY_MOVE(BatchPresenter)

    [[nodiscard]] const ContextId& context() const { return m_context; }

    /// Which releases it is about. Those known already keep their place, new ones come at the end, hidden ones first
    /// (PS3). While it runs, and until what came of it was left: nothing.
    /// @param chosen release and isHidden count
    void choose(const std::vector<BatchItem>& chosen);
    /// In the order in which they are changed.
    [[nodiscard]] const std::vector<BatchItem>& items() const { return m_items; }
    void move(size_t from, size_t to);
    void takeOut(size_t index);

    [[nodiscard]] const BatchCommon& common() const { return m_common; }
    void setCommon(BatchCommon common);
    [[nodiscard]] const std::optional<Error>& valuesError() const { return m_valuesError; }
    [[nodiscard]] DiffBase base() const { return m_base; }
    void setBase(DiffBase base);

    /// The last one; while it runs, with its progress. Null: none yet.
    [[nodiscard]] const BatchPlanPtr& plan() const { return m_plan; }
    /// Of one item; null: not looked at.
    [[nodiscard]] const BatchStep* step(const ReleaseKey& release) const;
    [[nodiscard]] bool isPlanCurrent() const { return m_plan && !m_isOutdated; }
    [[nodiscard]] const BatchDiffPtr& diff() const { return m_diff; }
    [[nodiscard]] const std::optional<Error>& planError() const { return m_planError; }
    [[nodiscard]] bool isReading() const; ///< what is deployed
    [[nodiscard]] bool isPlanning() const { return m_isPlanning || m_isComparing || m_debounce.isActive(); }
    [[nodiscard]] int looked() const { return m_looked; } ///< at how many, while planning

    /// Of the first place that can't be changed, else of the first that is protected, else of the first.
    [[nodiscard]] PlaceMode mode() const;
    [[nodiscard]] QString nameSpaceOfMode() const;
    /// The mode of a place changed, maybe: where it did, the plan is made again, because its checks say the mode.
    void modeChanged();

    /// Those of which somebody else made another revision meanwhile (RC1).
    [[nodiscard]] const std::vector<ReleaseKey>& overtaken() const { return m_overtaken; }
    /// Reads and plans everything anew.
    void compareAgain();

    [[nodiscard]] Hindrance hindrance(const QString& typed) const;
    /// Begins, if nothing hinders it; a second call does nothing.
    void apply(const QString& typed);
    [[nodiscard]] const std::optional<Error>& beginError() const { return m_beginError; }
    [[nodiscard]] bool isRunning() const { return m_isRunning; }
    [[nodiscard]] bool hasEnded() const { return m_hasEnded; }
    /// The release that is being changed; nothing: none.
    [[nodiscard]] std::optional<ReleaseKey> current() const;
    /// Begins no further one.
    void stopAfterThis();
    [[nodiscard]] bool isStopping() const { return m_stop && m_stop->isAsked(); }
    /// SIGTERM to the helm that runs; the rest is not begun.
    void cancelCurrent();
    [[nodiscard]] const std::optional<Error>& cancelError() const { return m_cancelError; }
    /// After an end: a new plan of those that did not succeed.
    void planAgain();

Q_SIGNALS:
    void changed();
    void takenOut(const pilothouse::ReleaseKey& release);
    void succeeded(const pilothouse::ReleaseKey& release);

private:
    using Calls = std::vector<std::pair<ReleaseKey, CallHandle>>;
    static void keep(Calls& calls, const ReleaseKey& release, CallHandle call);
    void readAll();
    void read(const ReleaseKey& release);
    void onRevisions(const ReleaseKey& release, const Result<std::vector<RecordMeta>>& revisions);
    void onRecord(const ReleaseKey& release, const Result<ReleaseRecordPtr>& record);
    BatchItem* find(const ReleaseKey& release);
    [[nodiscard]] std::vector<ReleaseKey> order() const;
    void arrange();
    void planSoon();
    void planNow();
    void onPlanned(const Result<BatchPlanPtr>& plan);
    void compareNow();
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] std::vector<BatchChoice> choices() const;
    [[nodiscard]] QString modesText() const;
    void lookForOthers(const ReleaseKey& release);
    void onEnded(const Result<BatchPlanPtr>& plan);
    void remember(const ChangeRequest& request) const;

    ContextId m_context;
    Services m_services;
    std::vector<BatchItem> m_items;
    BatchCommon m_common;
    YamlValue m_over;
    std::optional<Error> m_valuesError;
    DiffBase m_base = DiffBase::Record;

    BatchPlanPtr m_plan;
    BatchDiffPtr m_diff;
    std::optional<Error> m_planError;
    bool m_isOutdated = true;
    bool m_isPlanning = false;
    bool m_isComparing = false;
    int m_looked = 0;
    int m_planning = 0; ///< counts plans: what an older one tells is dropped (RC8)
    QString m_plannedModes;
    std::vector<ReleaseKey> m_overtaken;

    std::shared_ptr<BatchStop> m_stop;
    std::optional<Error> m_beginError;
    std::optional<Error> m_cancelError;
    bool m_isRunning = false;
    bool m_hasEnded = false;

    QTimer m_debounce;
    Calls m_reads;
    Calls m_looks;
    CallHandle m_planCall;
    CallHandle m_diffCall;
    CallHandle m_runCall;
    CallHandle m_cancelCall;
};

} // namespace pilothouse::ui
