// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_detail.h"

#include "ui/frame/core_access.h"
#include "ui/releases/release_store.h"

#include <QHash>

namespace pilothouse::ui {

using namespace std::chrono_literals;

namespace {
/// Running down the table with a key must not read every release passed on the way.
constexpr auto kRest = 90ms;

/// Facts of bodies that were read stay until the new ones are here: rows must not flicker empty at each event.
std::vector<RevisionFacts> withKnown(std::vector<RevisionFacts> fresh, const std::vector<RevisionFacts>& known) {
    QHash<Uid, const RevisionFacts*> byUid;
    for (const RevisionFacts& facts : known)
        byUid.insert(facts.meta.uid, &facts);
    for (RevisionFacts& facts : fresh) {
        const RevisionFacts* before = byUid.value(facts.meta.uid, nullptr);
        if (!before || !before->isRead)
            continue;
        const RecordMeta meta = facts.meta;
        facts = *before;
        facts.meta = meta;
    }
    return fresh;
}
} // namespace

ReleaseDetail::ReleaseDetail(CoreAccess& core, ReleaseStore& releases, ReleaseReader& reader, QObject* parent)
    : QObject(parent)
    , m_releases(releases)
    , m_reader(reader)
    , m_model(core.clock()) {
    m_readSoon.setSingleShot(true);
    m_readSoon.setInterval(kRest);
    connect(&m_readSoon, &QTimer::timeout, this, &ReleaseDetail::readRevisions);
    connect(&core, &CoreAccess::revisionsChanged, this, [this](const ContextId& id, const ReleaseKey& key) {
        if (m_subject == Subject{id, key})
            m_readSoon.start();
    });
    connect(&releases, &ReleaseStore::ownersChanged, this, &ReleaseDetail::recordChanged);
    // After the store's own slot: its row already says what is new.
    connect(&core, &CoreAccess::releasesChanged, this, [this](const ContextId& id) {
        if (m_subject && m_subject->context == id)
            Q_EMIT recordChanged();
    });
}

ReleaseDetail::~ReleaseDetail() = default;

void ReleaseDetail::show(const Subject& subject, Revision revision, Revision compareWith) {
    if (m_subject == subject) {
        if (revision != Revision::None)
            selectRevision(revision);
        setCompareWith(compareWith);
        return;
    }
    m_revisionsCall.cancel();
    m_historyCall.cancel();
    m_recordCall.cancel();
    m_subject = subject;
    m_revision = revision;
    m_compareWith = compareWith;
    m_record.reset();
    m_recordError.reset();
    m_historyError.reset();
    m_model.clear();
    m_model.setCompared(compareWith);
    m_readSoon.start();
    Q_EMIT subjectChanged();
}

void ReleaseDetail::clear() {
    if (!m_subject)
        return;
    m_readSoon.stop();
    m_revisionsCall.cancel();
    m_historyCall.cancel();
    m_recordCall.cancel();
    m_subject.reset();
    m_record.reset();
    m_recordError.reset();
    m_historyError.reset();
    m_revision = m_compareWith = Revision::None;
    m_model.clear();
    Q_EMIT subjectChanged();
}

void ReleaseDetail::selectRevision(Revision revision) {
    if (revision == m_revision || revision == Revision::None)
        return;
    m_revision = revision;
    if (m_compareWith == revision)
        setCompareWith(Revision::None);
    readRecord();
    Q_EMIT revisionChanged();
}

void ReleaseDetail::setCompareWith(Revision revision) {
    if (revision == m_compareWith || (revision == m_revision && revision != Revision::None))
        return;
    m_compareWith = revision;
    m_model.setCompared(revision);
    Q_EMIT revisionChanged();
}

void ReleaseDetail::retry() {
    m_recordError.reset();
    m_historyError.reset();
    readRevisions();
    Q_EMIT recordChanged();
}

const ReleaseSummary* ReleaseDetail::summary() const {
    const ReleaseTableModel* model = m_subject ? m_releases.find(m_subject->context) : nullptr;
    return model ? model->find(m_subject->key) : nullptr;
}

OwnerRules ReleaseDetail::owners() const {
    return m_subject ? m_releases.ownersOf(m_subject->context, m_subject->key) : OwnerRules();
}

bool ReleaseDetail::isSettled() const {
    return !m_subject
        || (!m_readSoon.isActive() && !m_revisionsCall.isActive() && !m_historyCall.isActive()
            && !m_recordCall.isActive());
}

void ReleaseDetail::readRevisions() {
    if (!m_subject)
        return;
    m_revisionsCall = m_reader.revisions(m_subject->context, m_subject->key,
        [this](const Result<std::vector<RecordMeta>>& answer) { onRevisions(answer); });
}

void ReleaseDetail::onRevisions(const Result<std::vector<RecordMeta>>& revisions) {
    m_revisionsCall.cancel();
    if (!revisions) {
        m_historyError = revisions.error();
        Q_EMIT historyChanged();
        return;
    }
    const auto facts = withKnown(factsOf(*revisions), m_model.all());
    m_model.setFacts(facts);
    choose(facts);
    readHistory();
    Q_EMIT historyChanged();
}

/// What was chosen stays as long as it is there: a revision that comes in on top does not take over what is being read.
void ReleaseDetail::choose(const std::vector<RevisionFacts>& facts) {
    const Revision before = m_revision;
    if (m_model.rowOf(m_revision) < 0)
        m_revision = facts.empty() ? Revision::None : facts.front().meta.revision;
    const RevisionFacts* chosen = m_model.find(m_revision);
    if (m_revision != before) {
        readRecord();
        Q_EMIT revisionChanged();
    } else if (chosen && (!m_record || chosen->meta.resourceVersion != m_recordVersion)) {
        readRecord();
    }
}

void ReleaseDetail::readHistory() {
    m_historyCall = m_reader.history(
        m_subject->context, m_subject->key, [this](const Result<std::vector<RevisionFacts>>& answer) {
            m_historyCall.cancel();
            if (answer)
                m_model.setFacts(*answer);
            m_historyError = answer ? std::nullopt : std::optional(answer.error());
            Q_EMIT historyChanged();
        });
}

void ReleaseDetail::readRecord() {
    if (m_record && m_record->revision != m_revision)
        m_record.reset();
    m_recordError.reset();
    m_recordCall.cancel();
    const RevisionFacts* facts = m_model.find(m_revision);
    if (!facts) {
        Q_EMIT recordChanged(); // comes with the list of revisions
        return;
    }
    m_recordVersion = facts->meta.resourceVersion;
    m_recordCall = m_reader.record(
        m_subject->context, m_subject->key, m_revision, [this](const Result<ReleaseRecordPtr>& answer) {
            m_recordCall.cancel();
            m_record = answer ? *answer : nullptr;
            m_recordError = answer ? std::nullopt : std::optional(answer.error());
            Q_EMIT recordChanged();
        });
    Q_EMIT recordChanged();
}

} // namespace pilothouse::ui
