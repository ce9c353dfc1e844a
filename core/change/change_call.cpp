// SPDX-License-Identifier: Apache-2.0
#include "core/change/change_call.h"

#include "core/change/helmfile_source.h"
#include "core/helm/helm_arguments.h"

#include <QCryptographicHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// helm keeps it in every record, and the list shows it.
constexpr qsizetype kMaxReason = 300;
constexpr qsizetype kMarkDigits = 8;

HelmVerb verbOf(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Install:
        return HelmVerb::Install;
    case ChangeKind::Upgrade:
        return HelmVerb::Upgrade;
    case ChangeKind::Rollback:
        return HelmVerb::Rollback;
    case ChangeKind::Uninstall:
        return HelmVerb::Uninstall;
    case ChangeKind::Test:
        break;
    }
    return HelmVerb::Test;
}

HelmWait waitOf(WaitKind wait) {
    switch (wait) {
    case WaitKind::HooksOnly:
        return HelmWait::HooksOnly;
    case WaitKind::Legacy:
        return HelmWait::Legacy;
    case WaitKind::Watcher:
        break;
    }
    return HelmWait::Watcher;
}

HelmApply applyOf(ApplyMethod method) {
    switch (method) {
    case ApplyMethod::ClientSide:
        return HelmApply::ClientSide;
    case ApplyMethod::ServerSide:
        return HelmApply::ServerSide;
    case ApplyMethod::Auto:
        break;
    }
    return HelmApply::Auto;
}

void setOptions(HelmCall& call, const ChangeOptions& options) {
    call.timeout = options.timeout;
    call.wait = waitOf(options.wait);
    call.waitForJobs = options.waitForJobs;
    call.rollbackOnFailure = options.rollbackOnFailure;
    call.runHooks = options.runHooks;
    call.historyMax = options.historyMax;
    call.apply = applyOf(options.applyMethod);
    call.forceConflicts = options.forceConflicts;
    call.takeOwnership = options.takeOwnership;
    call.createNamespace = options.createNamespace;
    call.keepHistory = options.keepHistory;
    call.cleanupOnFail = options.cleanupOnFail;
    call.skipCrds = options.skipCrds;
}

} // namespace

HelmCall helmCallOf(const ChangeRequest& request, const QString& chart, const QString& description) {
    HelmCall call;
    call.verb = verbOf(request.kind);
    call.release = request.release.name;
    call.nameSpace = request.release.nameSpace;
    call.context = request.context.value();
    call.isUpgrade = request.kind != ChangeKind::Install;
    call.description = description;
    setOptions(call, request.options);
    if (request.kind == ChangeKind::Install || request.kind == ChangeKind::Upgrade) {
        call.chart = chart;
    }
    if (request.kind == ChangeKind::Rollback) {
        call.revision = number(request.target);
    }
    return call;
}

QString operationMark(const QString& operation) {
    const QByteArray hash = QCryptographicHash::hash(operation.toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"[ph-%1]"_s.arg(QString::fromLatin1(hash.first(kMarkDigits)));
}

QString describeChange(const ChangeRequest& request, const QString& user, const QString& operation) {
    QString reason = request.reason.simplified().left(kMaxReason);
    if (reason.isEmpty()) {
        reason = u"%1 with Pilothouse"_s.arg(changeWord(request.kind));
    }
    const QString who = user.isEmpty() ? QString() : u" (%1)"_s.arg(user.simplified().left(kMaxReason));
    return reason + who + u' ' + operationMark(operation);
}

Result<QStringList> commandFor(const Rendering& rendering) {
    const ChangeRequest& request = rendering.request;
    const bool hasChart = request.kind == ChangeKind::Install || request.kind == ChangeKind::Upgrade;
    if (hasChart && request.chart.kind == ChartSource::Kind::Helmfile) {
        return helmfileApplyCommand(helmfileCallOf(request.chart));
    }
    const bool isRebuilt = request.chart.kind == ChartSource::Kind::Record;
    HelmCall call = helmCallOf(request, isRebuilt ? rendering.chartPath : request.chart.location,
        request.reason.simplified().left(kMaxReason));
    if (request.chart.kind == ChartSource::Kind::Repository) {
        call.repoUrl = request.chart.repositoryUrl;
    }
    if (hasChart) {
        call.chartVersion = request.chart.version;
        call.valuesFile = u"values.yaml"_s;
    }
    return displayCommand(std::move(call), rendering.helm);
}

} // namespace pilothouse
