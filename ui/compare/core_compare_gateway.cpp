// SPDX-License-Identifier: Apache-2.0
#include "core/change/record_chart.h"
#include "ui/compare/compare_gateway.h"
#include "ui/frame/core_access.h"

#include <QDir>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

Task<Result<ShownComparison>> readBoth(Workspace* workspace, ReleasePlace from, ReleasePlace to) {
    const auto fromSession = workspace->session(from.context);
    const auto toSession = workspace->session(to.context);
    if (!fromSession || !toSession) {
        co_return std::unexpected(fromSession ? toSession.error() : fromSession.error());
    }
    auto left = co_await readCompared(*fromSession, from.release);
    if (!left) {
        co_return std::unexpected(std::move(left.error()));
    }
    // The other one may have been closed while the first was read.
    const auto other = workspace->session(to.context);
    if (!other) {
        co_return std::unexpected(other.error());
    }
    auto right = co_await readCompared(*other, to.release);
    if (!right) {
        co_return std::unexpected(std::move(right.error()));
    }
    co_return co_await workspace->pool().run(
        [left = std::move(*left), right = std::move(*right)]() mutable -> Result<ShownComparison> {
            ShownComparison shown;
            auto made = std::make_shared<const ReleaseComparison>(compareNow(std::move(left), std::move(right)));
            auto diff = std::make_shared<ReleaseDiff>(*compareRecords(*made->renamed, *made->to.record, {}));
            diff->fromName = made->from.place.context.value() + u' ' + diff->fromName;
            diff->toName = made->to.place.context.value() + u' ' + diff->toName;
            shown.comparison = std::move(made);
            shown.diff = std::move(diff);
            return shown;
        });
}

Task<Result<QString>> rebuild(Workspace* workspace, ComparedRelease side, QString folder) {
    const auto session = workspace->session(side.place.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    if (!QDir().mkpath(folder)) {
        co_return fail(ErrorCode::Io, folder, u"the folder can't be made"_s);
    }
    co_return co_await keepRecordChart(&(*session)->client(), side.record, side.place.release, std::move(folder));
}

class CoreCompareGateway final : public CompareGateway {
public:
    CoreCompareGateway(CoreAccess& core, QString chartsFolder)
        : m_core(core)
        , m_chartsFolder(std::move(chartsFolder)) {
        connect(&core, &CoreAccess::revisionsChanged, this, &CompareGateway::revisionsChanged);
    }

    CallHandle compare(const ReleasePlace& from, const ReleasePlace& to, Answer<ShownComparison> answer) override {
        return m_core.call<ShownComparison>(
            [from, to](Workspace& workspace) { return readBoth(&workspace, from, to); }, std::move(answer));
    }
    CallHandle rebuildChart(const ComparedRelease& side, Answer<QString> answer) override {
        return m_core.call<QString>(
            [side, folder = m_chartsFolder](Workspace& workspace) { return rebuild(&workspace, side, folder); },
            std::move(answer));
    }

private:
    CoreAccess& m_core;
    QString m_chartsFolder;
};

} // namespace

std::unique_ptr<CompareGateway> coreCompareGateway(CoreAccess& core, QString chartsFolder) {
    return std::make_unique<CoreCompareGateway>(core, std::move(chartsFolder));
}

} // namespace pilothouse::ui
