// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/owner_rules.h"
#include "ui/releases/release_reader.h"
#include "ui/releases/revision_model.h"

#include <QObject>
#include <QTimer>

namespace pilothouse::ui {

class CoreAccess;
class ReleaseStore;

/// Which release and revision the release page shows, and what is known of them: loads, follows, keeps the choice when
/// revisions come. No widgets. Thread: GUI.
class ReleaseDetail final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseDetail)

public:
    /// What one release page shows.
    struct Subject {
        ContextId context;
        ReleaseKey key;
        friend bool operator==(const Subject&, const Subject&) = default;
    };
    ReleaseDetail(CoreAccess& core, ReleaseStore& releases, ReleaseReader& reader, QObject* parent = nullptr);
    ~ReleaseDetail() override;

    /// @param revision None: the newest; it then stays that one
    void show(const Subject& subject, Revision revision, Revision compareWith);
    void clear();
    void selectRevision(Revision revision);
    void setCompareWith(Revision revision);
    /// Asks again for what failed.
    void retry();

    [[nodiscard]] const std::optional<Subject>& subject() const { return m_subject; }
    [[nodiscard]] Revision revision() const { return m_revision; }
    [[nodiscard]] Revision compareWith() const { return m_compareWith; }
    [[nodiscard]] RevisionModel& revisions() { return m_model; }
    /// Of the shown revision; null while it is read, or where it can't be (recordError).
    [[nodiscard]] const ReleaseRecordPtr& record() const { return m_record; }
    [[nodiscard]] const std::optional<Error>& recordError() const { return m_recordError; }
    [[nodiscard]] const std::optional<Error>& historyError() const { return m_historyError; }
    [[nodiscard]] bool isHistoryLoading() const { return m_historyCall.isActive(); }
    /// The row of the list; null where it is gone.
    [[nodiscard]] const ReleaseSummary* summary() const;
    /// Who else deploys it, as a person said.
    [[nodiscard]] OwnerRules owners() const;
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    /// Another release, or none.
    void subjectChanged();
    /// Another revision is shown, or compared with.
    void revisionChanged();
    /// Record or its error came, or the list's row says something else.
    void recordChanged();
    void historyChanged();

private:
    void readRevisions();
    void readHistory();
    void readRecord();
    void onRevisions(const Result<std::vector<RecordMeta>>& revisions);
    void choose(const std::vector<RevisionFacts>& facts);

    ReleaseStore& m_releases;
    ReleaseReader& m_reader;
    RevisionModel m_model;
    std::optional<Subject> m_subject;
    Revision m_revision = Revision::None;
    Revision m_compareWith = Revision::None;
    ReleaseRecordPtr m_record;
    ResourceVersion m_recordVersion;
    std::optional<Error> m_recordError;
    std::optional<Error> m_historyError;
    CallHandle m_revisionsCall;
    CallHandle m_historyCall;
    CallHandle m_recordCall;
    QTimer m_readSoon;
};

} // namespace pilothouse::ui
