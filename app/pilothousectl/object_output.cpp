// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/object_output.h"

#include "app/pilothousectl/diff_output.h"
#include "app/pilothousectl/output.h"

#include "core/base/plain_text.h"

#include <QJsonArray>
#include <QJsonObject>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString levelWord(ObjectCheck::Level level) {
    switch (level) {
    case ObjectCheck::Level::Fine:
        return u"Fine"_s;
    case ObjectCheck::Level::Warning:
        return u"Warning"_s;
    case ObjectCheck::Level::Grave:
        break;
    }
    return u"Grave"_s;
}

QJsonObject refJson(const ObjectRef& ref) {
    return {{u"apiVersion"_s, ref.kind.apiVersion()}, {u"kind"_s, ref.kind.kind}, {u"namespace"_s, ref.nameSpace},
        {u"name"_s, ref.name}};
}

QJsonObject stepJson(const ObjectStep& step) {
    QJsonObject object = refJson(step.ref);
    object.insert(u"uid"_s, step.uid.value());
    object.insert(u"effect"_s, objectEffectWord(step.effect));
    object.insert(u"word"_s, step.word);
    object.insert(u"detail"_s, step.detail);
    object.insert(u"before"_s, step.before);
    object.insert(u"after"_s, step.after);
    object.insert(u"tried"_s, step.wasTried);
    return object;
}

QJsonObject planJson(const ObjectPlan& plan) {
    QJsonArray steps;
    for (const ObjectStep& step : plan.steps) {
        steps += stepJson(step);
    }
    QJsonArray dependents;
    for (const Dependent& one : plan.dependents) {
        QJsonObject object = refJson(one.ref);
        object.insert(u"depth"_s, one.depth);
        dependents += object;
    }
    QJsonArray checks;
    for (const ObjectCheck& check : plan.checks) {
        checks += QJsonObject{{u"level"_s, levelWord(check.level)}, {u"word"_s, check.word},
            {u"subject"_s, check.subject}, {u"detail"_s, check.detail}, {u"count"_s, check.count}};
    }
    QJsonObject object{{u"id"_s, plan.id}, {u"verb"_s, objectVerbWord(plan.request->verb)},
        {u"context"_s, plan.request->context.value()}, {u"steps"_s, steps}, {u"dependents"_s, dependents},
        {u"checks"_s, checks}, {u"diff"_s, diffJson(plan.diff, 0, 0)}, {u"confirmation"_s, plan.confirmation},
        {u"blocked"_s, plan.isBlocked()}, {u"commands"_s, QJsonArray::fromStringList(plan.commands)}};
    if (plan.locked) {
        object.insert(u"locked"_s, describe(*plan.locked));
    }
    return object;
}

QByteArray line(const QString& text) {
    return escapeControls(text).toUtf8() + '\n';
}

QString replicasOf(const ObjectStep& step) {
    return step.after.isEmpty() ? QString() : u"%1 to %2"_s.arg(step.before, step.after);
}

void writePlanText(const ObjectPlan& plan) {
    write(line(u"%1 in %2"_s.arg(objectSubject(*plan.request), plan.request->context.value())));
    TextTable steps{.header = {u"OBJECT"_s, u"EFFECT"_s, u"WHAT"_s, u"WHY"_s}, .rows = {}};
    for (const ObjectStep& step : plan.steps) {
        const QString why = step.detail.isEmpty() ? step.word : step.word + u": "_s + step.detail;
        steps.rows.push_back({objectLabel(step.ref), objectEffectWord(step.effect), replicasOf(step), why});
    }
    write(steps.text());
    const bool stays = plan.request->propagation == Propagation::Orphan;
    for (const Dependent& one : plan.dependents) {
        const QString indent(qsizetype{2} * one.depth, u' ');
        write(line(indent + objectLabel(one.ref) + (stays ? u" stays, without its owner"_s : u" goes with it"_s)));
    }
    if (!plan.diff.objects.empty()) {
        write(toUnifiedText(plan.diff, u"live"_s, u"planned"_s));
    }
    if (!plan.checks.empty()) {
        TextTable checks{.header = {u"LEVEL"_s, u"WHAT"_s, u"SUBJECT"_s, u"COUNT"_s, u"DETAIL"_s}, .rows = {}};
        for (const ObjectCheck& check : plan.checks) {
            checks.rows.push_back({levelWord(check.level), check.word, check.subject,
                check.count > 0 ? QString::number(check.count) : QString(), check.detail});
        }
        write(checks.text());
    }
    for (const QString& command : plan.commands) {
        write(line(command));
    }
}

QString whyOf(const ObjectReport::Line& line) {
    if (line.error) {
        return describe(*line.error);
    }
    return line.step.detail.isEmpty() ? line.step.word : line.step.word + u": "_s + line.step.detail;
}

} // namespace

void writeObjectPlan(Format format, const ObjectPlan& plan) {
    if (format == Format::Text) {
        writePlanText(plan);
    } else {
        writeAs(format, planJson(plan), {});
    }
}

void writeObjectReport(Format format, const ObjectReport& report) {
    QJsonArray lines;
    TextTable table{.header = {u"OBJECT"_s, u"OUTCOME"_s, u"WHY"_s}, .rows = {}};
    for (const ObjectReport::Line& one : report.lines) {
        QJsonObject object = stepJson(one.step);
        object.insert(u"outcome"_s, objectOutcomeWord(one.outcome));
        object.insert(u"error"_s, one.error ? describe(*one.error) : QString());
        lines += object;
        table.rows.push_back({objectLabel(one.step.ref), objectOutcomeWord(one.outcome), whyOf(one)});
    }
    writeAs(format, QJsonObject{{u"done"_s, report.isDone()}, {u"objects"_s, lines}}, table);
}

QString objectReportLine(const ObjectReport::Line& line) {
    const QString why = whyOf(line);
    const QString text = u"%1: %2"_s.arg(objectLabel(line.step.ref), objectOutcomeWord(line.outcome));
    return why.isEmpty() ? text : text + u", "_s + why;
}

} // namespace pilothouse::ctl
