// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/settings/settings_store.h"
#include "tests/support/fake_navigation.h"
#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/pod_tools.h"
#include "ui/releases/release_reader.h"
#include "ui/releases/release_store.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTimer>

#include <map>

namespace pilothouse::ui::tests {

using namespace Qt::StringLiterals;

inline const ContextId kContext{u"eks_prd-app"_s};

inline RecordMeta meta(const ReleaseKey& key, int revision, ReleaseStatus status, const QDateTime& time) {
    RecordMeta made;
    made.key = key;
    made.revision = Revision{revision};
    made.status = status;
    made.statusText = releaseStatusWord(status);
    made.uid = Uid(key.nameSpace + key.name + QString::number(revision));
    made.resourceVersion = ResourceVersion(QString::number(revision) + releaseStatusWord(status));
    made.objectName = u"sh.helm.release.v1.%1.v%2"_s.arg(key.name).arg(revision);
    made.created = made.modified = time;
    return made;
}

/// A release that is well, three minutes old.
inline ReleaseSummary summary(const QString& nameSpace, const QString& name, int revision = 1,
    ReleaseStatus status = ReleaseStatus::Deployed, qint64 secondsOld = 180) {
    ReleaseSummary made;
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(-secondsOld);
    made.newest = meta({nameSpace, name, StorageDriver::Secret}, revision, status, time);
    made.deployedRevision = Revision{status == ReleaseStatus::Deployed ? revision : revision - 1};
    made.chartName = name;
    made.chartVersion = u"0.1.0"_s;
    made.appVersion = u"1.0"_s;
    made.description = u"Upgrade complete"_s;
    made.updated = time;
    made.bodyState = ReleaseSummary::BodyState::Loaded;
    made.workloadsReady = made.workloadsTotal = 3;
    return made;
}

/// Answers from what the test put in, a turn of the event loop later.
class FakeReader final : public ReleaseReader {
public:
    std::map<QString, std::vector<RevisionFacts>> histories; ///< by release name
    std::map<int, ReleaseRecordPtr> records; ///< by revision
    std::optional<Error> recordError;
    Namespaces nameSpaces;
    QStringList known;
    QStringList saved;
    std::vector<ReleaseKey> asked;
    int historiesRead = 0;

    CallHandle revisions(const ContextId&, const ReleaseKey& key, Answer<std::vector<RecordMeta>> answer) override {
        std::vector<RecordMeta> metas;
        for (const RevisionFacts& facts : histories[key.name])
            metas.push_back(facts.meta);
        return later([metas, answer] { answer(metas); });
    }
    CallHandle history(const ContextId&, const ReleaseKey& key, Answer<std::vector<RevisionFacts>> answer) override {
        ++historiesRead;
        return later([facts = histories[key.name], answer] { answer(facts); });
    }
    CallHandle record(
        const ContextId&, const ReleaseKey&, Revision revision, Answer<ReleaseRecordPtr> answer) override {
        if (recordError)
            return later([error = *recordError, answer] { answer(std::unexpected(error)); });
        return later([record = records[number(revision)], answer] { answer(record); });
    }
    CallHandle saveRecord(
        const ContextId&, const ReleaseKey& key, Revision revision, const QString& path, Answer<bool> answer) override {
        saved << u"%1 v%2 %3"_s.arg(key.name).arg(number(revision)).arg(path);
        return later([answer] { answer(true); });
    }
    CallHandle namespaces(const ContextId&, Answer<Namespaces> answer) override {
        return later([names = nameSpaces, answer] { answer(names); });
    }
    void setKnownNamespaces(const ContextId&, const QStringList& names) override { known = names; }
    void prioritise(const ContextId&, std::vector<ReleaseKey> keys) override { asked = std::move(keys); }
    CallHandle onPool(std::function<void()> work, std::function<void()> done) override {
        return later([work = std::move(work), done = std::move(done)] {
            work();
            done();
        });
    }

private:
    CallHandle later(std::function<void()> function) {
        QMetaObject::invokeMethod(&m_loop, std::move(function), Qt::QueuedConnection);
        return {};
    }
    QObject m_loop;
};

/// Remembers what was asked for.
class FakePodTools final : public PodTools {
public:
    std::vector<Logs> logs;
    void openLogs(const Logs& wanted) override { logs.push_back(wanted); }
    void openTerminal(const Terminal& /*terminal*/) override { }
    void openForward(const Forward& /*forward*/) override { }
};

/// The window's side without a cluster: tests play core by emitting what CoreAccess would.
class Stage {
public:
    Stage()
        : clock(std::make_shared<SystemClock>())
        , core(thread, {}, clock)
        , contexts(core, {})
        , settings(folder.filePath(u"settings.json"_s))
        , releases(core) {
        Kubeconfig kubeconfig;
        for (const QString& name : {kContext.value(), u"eks_stg-app"_s}) {
            ContextEntry entry;
            entry.id = ContextId(name);
            entry.nameSpace = u"shop"_s;
            kubeconfig.contexts.push_back(entry);
        }
        Q_EMIT core.kubeconfigChanged(std::make_shared<const Kubeconfig>(kubeconfig));
    }
    void connectContext(
        ConnectionStatus::State state, const ContextId& id = kContext, std::optional<Error> error = {}) {
        ConnectionStatus status;
        status.state = state;
        status.error = std::move(error);
        status.lastAlive = clock->steadyNow() - std::chrono::seconds(30);
        Q_EMIT core.statusChanged(id, status);
    }
    void feed(FeedState::Phase phase, int rows, const ContextId& id = kContext) {
        FeedState state;
        state.phase = phase;
        state.rows = state.bodiesLoaded = rows;
        state.isComplete = phase != FeedState::Phase::Loading;
        Q_EMIT core.feedStateChanged(id, state);
    }
    void tell(std::vector<ReleaseSummary> upserted, std::vector<ReleaseKey> removed = {}, bool isReset = false,
        const ContextId& id = kContext) {
        auto delta = std::make_shared<ReleaseDelta>();
        delta->upserted = std::move(upserted);
        delta->removed = std::move(removed);
        delta->isReset = isReset;
        Q_EMIT core.releasesChanged(id, delta);
    }
    /// Connected, and everything is known.
    void live(std::vector<ReleaseSummary> rows, const ContextId& id = kContext) {
        connectContext(ConnectionStatus::State::Live, id);
        const int count = static_cast<int>(rows.size());
        tell(std::move(rows), {}, true, id);
        feed(FeedState::Phase::Live, count, id);
    }

    QTemporaryDir folder;
    CoreThread thread;
    std::shared_ptr<Clock> clock;
    CoreAccess core;
    Contexts contexts;
    SettingsStore settings;
    ReleaseStore releases;
    FakeReader reader;
    FakeNavigation navigation;
    FakePodTools pods;
};

} // namespace pilothouse::ui::tests
