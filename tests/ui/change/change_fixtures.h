// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_navigation.h"
#include "tests/support/manual_clock.h"
#include "ui/change/change_gateway.h"
#include "ui/change/change_memory.h"
#include "ui/change/change_presenter.h"

#include <QTemporaryDir>

#include <deque>

namespace pilothouse::ui::tests {

using namespace Qt::StringLiterals;

inline const ContextId kPrd{u"eks_prd-app"_s};
inline const ContextId kStg{u"eks_stg-app"_s};
inline const ReleaseKey kPayment{u"payments"_s, u"payment-api"_s, StorageDriver::Secret};
inline constexpr QLatin1StringView kConfirmation{"prd-app/payment-api"};

inline YamlValue yaml(const QByteArray& text) {
    return loadYaml(text, u"test"_s).value();
}

inline RecordMeta meta(int revision, ReleaseStatus status = ReleaseStatus::Superseded) {
    RecordMeta made;
    made.key = kPayment;
    made.revision = Revision{revision};
    made.status = status;
    made.statusText = releaseStatusWord(status);
    made.uid = Uid(u"uid-%1"_s.arg(revision));
    made.resourceVersion = ResourceVersion(QString::number(revision * 10));
    made.modified = made.created = QDateTime::currentDateTimeUtc().addSecs(-3600 * (1400 - revision));
    return made;
}

inline const QByteArray kManifest = R"(---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: payment-api
  namespace: payments
spec:
  replicas: 6
  template:
    spec:
      containers:
        - name: api
          image: registry.example.com/payment:1.4.20
---
apiVersion: v1
kind: Service
metadata:
  name: payment-api
  namespace: payments
spec:
  type: ClusterIP
)";

inline ReleaseRecordPtr record(int revision, ReleaseStatus status = ReleaseStatus::Deployed) {
    auto made = std::make_shared<ReleaseRecord>();
    made->name = kPayment.name;
    made->nameSpace = kPayment.nameSpace;
    made->revision = Revision{revision};
    made->status = status;
    made->statusText = releaseStatusWord(status);
    made->description = u"Upgrade complete"_s;
    made->chart.name = u"payment"_s;
    made->chart.version = u"1.4.20-c4962"_s;
    made->manifest = kManifest;
    made->userValues = yaml("replicaCount: 6\nimage:\n  tag: 1.4.20-c4962\ndatabase:\n  password: hunter2-hunter2\n");
    made->notes = u"Pay at https://pay.example.com\n"_s;
    return made;
}

/// The desk as a test scripts it: answers come a turn of the loop later, from what the test put in; what was asked is
/// kept. With `isHolding`, answers wait until release().
class ScriptedGateway : public ChangeGateway {
public:
    std::vector<RecordMeta> known
        = {meta(1382, ReleaseStatus::Deployed), meta(1381), meta(1380, ReleaseStatus::Failed), meta(1379)};
    QString confirmation{kConfirmation};
    std::vector<PlanCheck> checks;
    std::optional<Error> renderError;
    std::optional<Error> beginError;
    QByteArray manifestAfter = QByteArray(kManifest).replace("1.4.20", "1.5.0");
    std::vector<Hook> hooks; ///< of every record
    Result<QByteArray> decrypted = QByteArray("password: hunter2-hunter2\nmore: 1\n");
    QStringList decryptedFiles;
    bool isHolding = false;

    std::vector<ChangeRequest> rendered;
    std::vector<DiffBase> compared;
    std::vector<std::pair<ChangePlanPtr, QString>> begun;
    QStringList cancelled;
    QStringList accepted;
    AuditLog::Reading reading;
    int plans = 0;

    CallHandle helmFor(const ContextId&, Answer<HelmProgram> answer) override {
        return later([answer] {
            answer(HelmProgram{.path = u"/usr/bin/helm"_s,
                .major = 4,
                .minor = 3,
                .version = u"v4.3.1"_s,
                .problem = {},
                .warnings = {}});
        });
    }
    CallHandle helmPrograms(Answer<std::vector<HelmProgram>> answer) override {
        return later([answer] { answer(std::vector<HelmProgram>{}); });
    }
    void pinHelm(const ContextId&, const QString&) override { }
    CallHandle revisions(const ContextId&, const ReleaseKey&, Answer<std::vector<RecordMeta>> answer) override {
        return later([this, answer] { answer(known); });
    }
    CallHandle record(
        const ContextId&, const ReleaseKey&, Revision revision, Answer<ReleaseRecordPtr> answer) override {
        return later([this, revision, answer] {
            auto made = std::make_shared<ReleaseRecord>(*tests::record(number(revision)));
            made->hooks = hooks;
            answer(ReleaseRecordPtr(made));
        });
    }
    CallHandle render(const ChangeRequest& request, Answer<RenderingPtr> answer) override {
        rendered.push_back(request);
        return later([this, request, answer] {
            if (renderError) {
                answer(std::unexpected(*renderError));
                return;
            }
            auto made = std::make_shared<Rendering>();
            made->request = request;
            if (request.kind != ChangeKind::Install) {
                made->newest = tests::record(number(known.front().revision));
                made->base = made->newest;
            }
            made->manifest = request.kind == ChangeKind::Uninstall ? QByteArray() : manifestAfter;
            made->chart.name = u"payment"_s;
            made->chart.version = u"1.5.0-d81f2"_s;
            answer(RenderingPtr(made));
        });
    }
    CallHandle compare(const RenderingPtr& rendering, DiffBase base, Found, Answer<ChangeDiffPtr> answer) override {
        compared.push_back(base);
        return later([rendering, base, answer] { answer(diffOf(*rendering, base)); });
    }
    CallHandle plan(const RenderingPtr& rendering, Answer<ChangePlanPtr> answer) override {
        ++plans;
        return later([this, rendering, answer, id = u"op-%1"_s.arg(plans)] {
            auto made = std::make_shared<ChangePlan>();
            made->id = id;
            made->rendering = rendering;
            made->againstRecord = diffOf(*rendering, DiffBase::Record);
            made->checks = checks;
            made->command = {u"helm"_s, u"upgrade"_s, u"payment-api"_s};
            made->confirmation = confirmation;
            answer(ChangePlanPtr(made));
        });
    }
    CallHandle begin(const ChangePlanPtr& plan, const QString& typed, Answer<QString> answer) override {
        begun.emplace_back(plan, typed);
        return later([this, plan, answer] {
            if (beginError) {
                answer(std::unexpected(*beginError));
            } else {
                answer(plan->id);
            }
        });
    }
    CallHandle cancel(const QString& id, Answer<bool> answer) override {
        cancelled += id;
        return later([answer] { answer(true); });
    }
    void dismiss(const QString& id) override { tellDismissed(id); }
    CallHandle acceptIdentity(const ContextId& context, Answer<bool> answer) override {
        accepted += context.value();
        return later([answer] { answer(true); });
    }
    CallHandle decryptValues(const ContextId&, const QString& path, Answer<QByteArray> answer) override {
        decryptedFiles += path;
        return later([this, answer] { answer(decrypted); });
    }
    CallHandle audit(int, Answer<AuditLog::Reading> answer) override {
        return later([this, answer] { answer(reading); });
    }
    CallHandle onPool(std::function<void()> work, std::function<void()> done) override {
        return later([work = std::move(work), done = std::move(done)] {
            work();
            done();
        });
    }
    void tell(const RunStatusPtr& run) { tellRun(run); }
    /// Somebody else's revision.
    void overtake(int revision) {
        known.insert(known.begin(), meta(revision, ReleaseStatus::Deployed));
        Q_EMIT revisionsChanged(kPrd, kPayment);
    }
    void release() {
        isHolding = false;
        while (!m_held.empty()) {
            auto next = std::move(m_held.front());
            m_held.pop_front();
            next();
        }
    }
    static ChangeDiffPtr diffOf(const Rendering& rendering, DiffBase base) {
        auto made = std::make_shared<ChangeDiff>();
        made->base = base;
        const QByteArray before = rendering.base ? rendering.base->manifest : QByteArray();
        made->diff
            = diffManifests(parseManifest(before, u"payments"_s), parseManifest(rendering.manifest, u"payments"_s));
        return made;
    }

protected:
    CallHandle later(std::function<void()> function) {
        if (isHolding) {
            m_held.push_back(std::move(function));
        } else {
            QMetaObject::invokeMethod(&m_loop, std::move(function), Qt::QueuedConnection);
        }
        return {};
    }

private:
    QObject m_loop;
    std::deque<std::function<void()>> m_held;
};

/// A run of payment-api as the desk would tell it.
inline std::shared_ptr<RunStatus> runOf(
    const QString& id, RunStatus::Phase phase, RunStatus::Outcome outcome = RunStatus::Outcome::None) {
    auto run = std::make_shared<RunStatus>();
    run->id = id;
    run->context = kPrd;
    run->release = kPayment;
    run->phase = phase;
    run->outcome = outcome;
    run->from = Revision{1382};
    run->reached = outcome == RunStatus::Outcome::None ? Revision::None : Revision{1383};
    run->started = QDateTime::currentDateTimeUtc().addSecs(-42);
    run->timeout = std::chrono::seconds(300);
    run->record = record(1383, ReleaseStatus::PendingUpgrade);
    run->wayBack = Revision{1382};
    if (phase == RunStatus::Phase::Ended) {
        run->ended = QDateTime::currentDateTimeUtc();
        run->exitCode = outcome == RunStatus::Outcome::Succeeded ? 0 : 1;
    }
    return run;
}

/// The place's mode as a test sets it.
inline PlaceMode openProduction() {
    PlaceMode mode;
    mode.mode = Mode::ChangesOpen;
    mode.environment.kind = EnvironmentKind::Production;
    mode.isKnown = true;
    mode.reason = u"hotfix"_s;
    return mode;
}

} // namespace pilothouse::ui::tests
