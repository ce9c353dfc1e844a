// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_gateway.h"

#include "core/change/object_desk.h"
#include "ui/frame/core_access.h"

#include <QThread>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Where the desk is kept: touched in the core thread only.
struct DeskPlace {
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<ObjectDesk> desk;
};
using DeskPlacePtr = std::shared_ptr<DeskPlace>;

ObjectDesk& deskIn(DeskPlace& place, Workspace& workspace, const QString& folder) {
    if (!place.desk) {
        place.audit = std::make_unique<AuditLog>(folder + u"/audit.jsonl"_s);
        place.desk = std::make_unique<ObjectDesk>(workspace, *place.audit, folder + u"/identities.json"_s);
    }
    return *place.desk;
}

/// In its own thread, whoever lets it go last.
void letGo(QObject* ear) {
    if (QThread::currentThread() == ear->thread()) {
        delete ear;
    } else {
        ear->deleteLater();
    }
}

class CoreObjectGateway final : public ObjectGateway {
public:
    CoreObjectGateway(CoreAccess& core, QString folder)
        : m_core(core)
        , m_folder(std::move(folder)) { }
    ~CoreObjectGateway() override {
        m_core.post([place = m_place](Workspace&) {
            place->desk.reset();
            place->audit.reset();
        });
    }
    Q_DISABLE_COPY_MOVE(CoreObjectGateway)

    CallHandle open(const ContextId& context, const ObjectRef& ref, Answer<OpenedObjectPtr> answer) override {
        return m_core.call<OpenedObjectPtr>(
            [place = m_place, folder = m_folder, context, ref](
                Workspace& workspace) { return deskIn(*place, workspace, folder).open(context, ref); },
            std::move(answer));
    }
    CallHandle plan(const ObjectRequestPtr& request, Answer<ObjectPlanPtr> answer) override {
        return m_core.call<ObjectPlanPtr>(
            [place = m_place, folder = m_folder, request](
                Workspace& workspace) { return deskIn(*place, workspace, folder).plan(request); },
            std::move(answer));
    }
    CallHandle carryOut(const ObjectPlanPtr& plan, const QString& typed, Progress progress, std::stop_token stop,
        Answer<ObjectReport> answer) override {
        ObjectWatch watch{.progress = inGuiThread(std::move(progress)), .stop = std::move(stop)};
        return m_core.call<ObjectReport>(
            [place = m_place, folder = m_folder, plan, typed, watch](
                Workspace& workspace) { return deskIn(*place, workspace, folder).carryOut(plan, typed, watch); },
            std::move(answer));
    }

private:
    /// Told through an object of this thread: nothing arrives once it is gone.
    Progress inGuiThread(Progress progress) const {
        if (!progress) {
            return {};
        }
        return [ear = m_ear, progress = std::move(progress)](const ObjectReport& report) {
            QMetaObject::invokeMethod(ear.get(), [progress, report] { progress(report); }, Qt::QueuedConnection);
        };
    }

    CoreAccess& m_core;
    QString m_folder;
    std::shared_ptr<QObject> m_ear{new QObject, letGo};
    DeskPlacePtr m_place = std::make_shared<DeskPlace>();
};

} // namespace

std::unique_ptr<ObjectGateway> coreObjectGateway(CoreAccess& core, QString stateFolder) {
    return std::make_unique<CoreObjectGateway>(core, std::move(stateFolder));
}

} // namespace pilothouse::ui
