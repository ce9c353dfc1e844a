// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/plan_output.h"

#include "app/pilothousectl/diff_output.h"
#include "app/pilothousectl/output.h"

#include "core/base/plain_text.h"
#include "core/change/audit_line.h"
#include "core/change/check_words.h"
#include "core/change/run_outcome.h"
#include "core/helm/helm_arguments.h"
#include "core/helm/helm_environment.h"

#include <QJsonArray>

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString baseWord(DiffBase base) {
    switch (base) {
    case DiffBase::Record:
        return u"record"_s;
    case DiffBase::Live:
        return u"live"_s;
    case DiffBase::Predicted:
        break;
    }
    return u"predicted"_s;
}

QJsonArray checksJson(const ChangePlan& plan) {
    QJsonArray checks;
    for (const PlanCheck& check : plan.checks) {
        checks += QJsonObject{{u"level"_s, checkLevelWord(check.level)}, {u"topic"_s, checkTopicWord(check.topic)},
            {u"word"_s, check.word}, {u"subject"_s, check.subject}, {u"detail"_s, check.detail}};
    }
    return checks;
}

QString chartOf(const ReleaseRecordPtr& record) {
    return record && !record->chart.name.isEmpty() ? record->chart.label() : QString();
}

QJsonArray problemsJson(const ChangeDiff& diff) {
    QJsonArray problems;
    for (const Error& problem : diff.problems) {
        problems += describe(problem);
    }
    return problems;
}

QJsonObject planJson(const ChangePlan& plan, const ChangeDiff& shown) {
    const ChangeRequest& request = plan.request();
    const int from = number(plan.fingerprint.newest);
    QJsonObject diff = diffJson(shown.diff, from, from + 1);
    diff.insert(u"base"_s, baseWord(shown.base));
    diff.insert(u"notAsked"_s, problemsJson(shown));
    return {{u"id"_s, plan.id}, {u"verb"_s, changeWord(request.kind)}, {u"context"_s, request.context.value()},
        {u"namespace"_s, request.release.nameSpace}, {u"release"_s, request.release.name}, {u"from"_s, from},
        {u"target"_s, number(request.target)}, {u"chartFrom"_s, chartOf(plan.rendering->base)},
        {u"chartTo"_s, plan.rendering->chart.name.isEmpty() ? QString() : plan.rendering->chart.label()},
        {u"helm"_s, plan.rendering->helm.version}, {u"user"_s, plan.fingerprint.user},
        {u"cluster"_s, plan.fingerprint.clusterUid}, {u"blocked"_s, plan.isBlocked()},
        {u"confirmation"_s, plan.confirmation}, {u"command"_s, QJsonArray::fromStringList(plan.command)},
        {u"checks"_s, checksJson(plan)}, {u"diff"_s, diff}};
}

QByteArray line(const QString& text) {
    return escapeControls(text).toUtf8() + '\n';
}

void writePlanText(const ChangePlan& plan, const ChangeDiff& shown) {
    const ChangeRequest& request = plan.request();
    QString title = u"%1 %2/%3 in %4, revision %5"_s.arg(changeWord(request.kind), request.release.nameSpace,
        request.release.name, request.context.value(), QString::number(number(plan.fingerprint.newest)));
    if (request.target != Revision::None) {
        title += u", back to %1"_s.arg(number(request.target));
    }
    const QString from = chartOf(plan.rendering->base);
    const QString to = plan.rendering->chart.name.isEmpty() ? QString() : plan.rendering->chart.label();
    if (!to.isEmpty() && from != to) {
        title += u", chart %1 to %2"_s.arg(from.isEmpty() ? u"none"_s : from, to);
    }
    write(line(title));
    write(toUnifiedText(shown.diff, baseWord(shown.base), u"planned"_s));
    write(line(u"%1 objects differ, %2 stay as they are, %3 only in labels"_s.arg(shown.diff.objects.size())
            .arg(shown.diff.unchanged)
            .arg(shown.diff.labelsOnlyCount)));
    TextTable table{.header = {u"LEVEL"_s, u"TOPIC"_s, u"WHAT"_s, u"SUBJECT"_s, u"DETAIL"_s}, .rows = {}};
    for (const PlanCheck& check : plan.checks) {
        table.rows.push_back(
            {checkLevelWord(check.level), checkTopicWord(check.topic), check.word, check.subject, check.detail});
    }
    write(table.text());
    write(line(shellLine(plan.command)));
}

} // namespace

bool changesSomething(const ChangePlan& plan, const ChangeDiff& shown) {
    const ChangeKind kind = plan.request().kind;
    const bool isWhole = kind == ChangeKind::Install || kind == ChangeKind::Uninstall;
    return isWhole || !shown.diff.objects.empty();
}

void writePlan(Format format, const ChangePlan& plan, const ChangeDiff& shown) {
    if (format == Format::Text) {
        writePlanText(plan, shown);
    } else {
        writeAs(format, planJson(plan, shown), {});
    }
}

void writeChangeDiff(Format format, const Rendering& rendering, const ChangeDiff& shown) {
    if (format == Format::Text) {
        write(toUnifiedText(shown.diff, baseWord(shown.base), u"wanted"_s));
        return;
    }
    const int from = rendering.base ? number(rendering.base->revision) : 0;
    QJsonObject diff = diffJson(shown.diff, from, from);
    diff.insert(u"base"_s, baseWord(shown.base));
    diff.insert(u"notAsked"_s, problemsJson(shown));
    writeAs(format, diff, {});
}

Result<QByteArray> exactPatch(const Rendering& rendering, DiffBase base) {
    if (base != DiffBase::Record) {
        return fail(ErrorCode::Invalid, u"--output patch"_s,
            u"a patch is made between two manifests: compare with the record, or take -o text"_s);
    }
    const QByteArray before = rendering.base ? rendering.base->manifest : QByteArray();
    const QString from = rendering.base ? u"revision %1"_s.arg(number(rendering.base->revision)) : u"nothing"_s;
    return unifiedPatch(before, rendering.manifest, from, u"planned"_s);
}

void writeHelm(Format format, const Result<HelmProgram>& chosen, const std::vector<HelmProgram>& found,
    const ChangeDesk::Places& places) {
    const HelmEnvironment environment = helmEnvironment(places.environment);
    QJsonArray programs;
    TextTable table{.header = {u"USED"_s, u"VERSION"_s, u"PATH"_s, u"PROBLEM"_s}, .rows = {}};
    for (const HelmProgram& program : found) {
        const bool isUsed = chosen && *chosen == program;
        const QString problem = program.problem ? describe(*program.problem) : program.warnings.join(u", "_s);
        programs += QJsonObject{
            {u"path"_s, program.path}, {u"version"_s, program.version}, {u"used"_s, isUsed}, {u"problem"_s, problem}};
        table.rows.push_back({isUsed ? u"*"_s : QString(), program.version, program.path, problem});
    }
    QStringList given;
    for (const auto& [name, value] : environment.variables) {
        given += name;
    }
    table.rows.push_back({QString(), u"gets"_s, given.join(u' '), QString()});
    table.rows.push_back({QString(), u"not"_s, environment.steering.join(u' '), QString()});
    writeAs(format,
        QJsonObject{{u"used"_s, chosen ? chosen->path : QString()},
            {u"error"_s, chosen ? QString() : describe(chosen.error())}, {u"programs"_s, programs},
            {u"environment"_s, QJsonArray::fromStringList(given)},
            {u"dropped"_s, QJsonArray::fromStringList(environment.dropped)}},
        table);
}

QString progressLine(const RunStatus& run) {
    QString text = phaseWord(run.phase);
    if (run.record) {
        text += u": revision %1 %2"_s.arg(number(run.record->revision)).arg(run.record->statusText);
    }
    const auto waiting = std::ranges::count_if(run.objects,
        [](const LiveObject& object) { return object.isInManifest && object.health.state != HealthState::Current; });
    if (!run.objects.empty()) {
        text += u", %1 of %2 objects are not ready"_s.arg(waiting).arg(
            std::ranges::count_if(run.objects, [](const LiveObject& object) { return object.isInManifest; }));
    }
    return text;
}

void writeRun(Format format, const RunStatus& run) {
    QJsonObject json{{u"id"_s, run.id}, {u"verb"_s, changeWord(run.kind)}, {u"release"_s, run.release.name},
        {u"namespace"_s, run.release.nameSpace}, {u"outcome"_s, outcomeWord(run.outcome)},
        {u"from"_s, number(run.from)}, {u"reached"_s, number(run.reached)}, {u"wayBack"_s, number(run.wayBack)},
        {u"output"_s, run.output}};
    if (run.exitCode) {
        json.insert(u"exit"_s, *run.exitCode);
    }
    QJsonArray logs;
    for (const HookLog& log : run.hookLogs) {
        logs += QJsonObject{{u"hook"_s, log.hook}, {u"pod"_s, log.pod}, {u"container"_s, log.container},
            {u"phase"_s, log.phase}, {u"text"_s, log.text}, {u"problem"_s, log.problem}};
    }
    json.insert(u"hookLogs"_s, logs);
    if (run.error) {
        json.insert(u"error"_s, describe(*run.error));
    }
    if (format != Format::Text) {
        writeAs(format, json, {});
        return;
    }
    for (const HookLog& log : run.hookLogs) {
        write(line(u"-- %1 %2 %3 %4"_s.arg(log.pod, log.container, log.phase, log.problem).trimmed()));
        write(log.text.toUtf8()); // made safe to show over several lines where it was read
    }
    QString text = outcomeWord(run.outcome);
    if (run.reached != Revision::None) {
        text += u": revision %1"_s.arg(number(run.reached));
    }
    if (run.wayBack != Revision::None) {
        text += u"; revision %1 is there to go back to"_s.arg(number(run.wayBack));
    }
    write(line(text));
    if (run.error) {
        write(line(describe(*run.error)));
    }
}

void writeAudit(Format format, const AuditLog::Reading& reading) {
    QJsonArray array;
    TextTable table{.header = {u"TIME"_s, u"STEP"_s, u"PERSON"_s, u"CONTEXT"_s, u"NAMESPACE"_s, u"RELEASE"_s, u"VERB"_s,
                        u"REVISION"_s, u"OUTCOME"_s, u"REASON"_s},
        .rows = {}};
    for (const AuditEntry& entry : reading.entries) {
        const QString time = entry.time.toString(Qt::ISODate);
        const QString step = auditStepWord(entry.step);
        const QString moved = entry.to > 0 ? u"%1 > %2"_s.arg(entry.from).arg(entry.to) : QString();
        array += QJsonObject{{u"time"_s, time}, {u"step"_s, step}, {u"operation"_s, entry.operation},
            {u"person"_s, entry.person}, {u"context"_s, entry.context}, {u"user"_s, entry.clusterUser},
            {u"cluster"_s, entry.clusterUid}, {u"verb"_s, entry.verb}, {u"namespace"_s, entry.nameSpace},
            {u"release"_s, entry.release}, {u"from"_s, entry.from}, {u"to"_s, entry.to}, {u"outcome"_s, entry.outcome},
            {u"reason"_s, entry.reason}, {u"more"_s, entry.more}};
        table.rows.push_back({time, step, entry.person, entry.context, entry.nameSpace, entry.release, entry.verb,
            moved, entry.outcome, entry.reason});
    }
    writeAs(format,
        QJsonObject{{u"entries"_s, array}, {u"lines"_s, reading.lines}, {u"brokenAt"_s, reading.brokenAt},
            {u"tornAt"_s, reading.tornAt}},
        table);
}

} // namespace pilothouse::ctl
