// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_words.h"

#include "core/base/plain_text.h"
#include "core/helm/helm_arguments.h"
#include "ui/diff/diff_words.h"
#include "ui/frame/environment_look.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Progress = BatchStep::Progress;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Batch)
};

const PlanCheck* firstOf(const BatchStep& step, PlanCheck::Level level) {
    if (!step.plan) {
        return nullptr;
    }
    const auto found = std::ranges::find(step.plan->checks, level, &PlanCheck::level);
    return found == step.plan->checks.end() ? nullptr : &*found;
}

bool isAsItIs(const BatchPresenter& presenter, const BatchStep& step) {
    if (!presenter.diff() || !presenter.plan()) {
        return false;
    }
    const auto& steps = presenter.plan()->steps;
    const auto index = static_cast<size_t>(&step - steps.data());
    const ReleaseDiffPtr diff = index < presenter.diff()->each.size() ? presenter.diff()->each[index] : nullptr;
    return diff && entriesOf(diff).empty();
}

StepWords plannedWords(const BatchPresenter& presenter, const BatchStep& step) {
    if (step.error) {
        return {u"circle-x"_s, ColorToken::Failed, Tr::tr("can’t be planned"), renderErrorText(*step.error)};
    }
    if (const PlanCheck* blocker = firstOf(step, PlanCheck::Level::Blocker)) {
        const CheckWords words = checkWords(*blocker);
        return {u"circle-x"_s, ColorToken::Failed, words.title, words.detail};
    }
    if (const PlanCheck* warning = firstOf(step, PlanCheck::Level::Warning)) {
        const CheckWords words = checkWords(*warning);
        return {u"triangle-alert"_s, ColorToken::Warning, words.title, words.detail};
    }
    if (isAsItIs(presenter, step)) {
        return {u"circle-check"_s, ColorToken::TextSecond, Tr::tr("nothing would change"), {}};
    }
    return {u"circle-check"_s, ColorToken::Ok, Tr::tr("ready to go"), {}};
}

StepWords runningWords(const BatchStep& step) {
    if (!step.run) {
        return {u"loader"_s, ColorToken::Accent, Tr::tr("beginning …"), {}};
    }
    const RunWords words = runWords(*step.run);
    return {words.icon, words.tone, words.title, words.detail};
}

StepWords endedWords(const BatchStep& step) {
    if (step.run) {
        const RunWords words = runWords(*step.run);
        return {words.icon, words.tone, words.title, words.detail};
    }
    return {u"circle-x"_s, ColorToken::Failed, Tr::tr("refused, nothing was done"),
        step.error ? errorLine(*step.error) : QString()};
}

} // namespace

QString releaseText(const ReleaseKey& release) {
    return escapeControls(QString(release.nameSpace + u'/' + release.name));
}

QString batchTitle(const BatchPresenter& presenter) {
    return Tr::tr("Upgrade of %n release(s)", nullptr, static_cast<int>(presenter.items().size()));
}

StepWords stepWords(const BatchPresenter& presenter, const BatchItem& item) {
    if (item.error) {
        return {u"circle-x"_s, ColorToken::Failed, Tr::tr("can’t be read"), errorLine(*item.error)};
    }
    const BatchStep* step = presenter.step(item.release);
    if (!step) {
        return {u"loader"_s, ColorToken::TextSecond,
            item.deployed ? Tr::tr("not looked at yet") : Tr::tr("reading what is deployed …"), {}};
    }
    switch (step->progress) {
    case Progress::Waiting:
        if (presenter.isRunning()) {
            return {u"circle"_s, ColorToken::TextSecond,
                presenter.isStopping() ? Tr::tr("will not be begun") : Tr::tr("waiting for its turn"), {}};
        }
        return plannedWords(presenter, *step);
    case Progress::Running:
        return runningWords(*step);
    case Progress::Succeeded:
    case Progress::Failed:
        return endedWords(*step);
    case Progress::NotBegun:
        break;
    }
    return {u"circle-minus"_s, ColorToken::Warning, Tr::tr("not begun"), Tr::tr("Nothing was sent for it.")};
}

QString chartText(const BatchPresenter& presenter, const BatchItem& item) {
    const QString before = item.deployed ? item.deployed->chart.label() : QString();
    const BatchStep* step = presenter.step(item.release);
    const QString after = step && step->plan ? step->plan->rendering->chart.label() : QString();
    return after.isEmpty() || after == before ? before : before + u" → "_s + after;
}

QString headlineText(const ReleaseDiffPtr& diff) {
    if (!diff) {
        return {};
    }
    QStringList words;
    for (const HeadlinePart& part : headlineParts(*diff)) {
        words += part.name.isEmpty() ? part.text : part.name + u' ' + part.text;
    }
    const QString counts = countWords(*diff);
    if (!counts.isEmpty() && !words.contains(counts)) {
        words += counts;
    }
    return words.join(u" · "_s);
}

QString batchCounts(const BatchPresenter& presenter) {
    if (!presenter.diff() || !presenter.diff()->all) {
        return {};
    }
    const auto touched = static_cast<int>(presenter.diff()->all->parts.size());
    const QString counts = countWords(*presenter.diff()->all);
    const QString releases = Tr::tr("%n release(s) would change", nullptr, touched);
    return counts.isEmpty() ? releases : releases + u" · "_s + counts;
}

std::vector<CheckWords> batchChecks(const BatchPresenter& presenter, const std::optional<ReleaseKey>& release) {
    std::vector<CheckWords> lines;
    int fine = 0;
    for (const PlanCheck::Level level :
        {PlanCheck::Level::Blocker, PlanCheck::Level::Warning, PlanCheck::Level::Fine}) {
        for (const BatchItem& item : presenter.items()) {
            const BatchStep* step = presenter.step(item.release);
            const bool isMeant = !release || *release == item.release;
            if (!step || !isMeant) {
                continue;
            }
            if (step->error && level == PlanCheck::Level::Blocker) {
                lines.push_back(
                    {u"circle-x"_s, ColorToken::Failed, releaseText(item.release), renderErrorText(*step->error)});
            }
            for (const PlanCheck& check : step->plan ? step->plan->checks : std::vector<PlanCheck>()) {
                if (check.level != level) {
                    continue;
                }
                if (level == PlanCheck::Level::Fine && !release) {
                    ++fine;
                    continue;
                }
                CheckWords words = checkWords(check);
                if (!release) {
                    words.title = releaseText(item.release) + u": "_s + words.title;
                }
                lines.push_back(std::move(words));
            }
        }
    }
    if (fine > 0) {
        lines.push_back({u"circle-check"_s, ColorToken::Ok, Tr::tr("%n check(s) are fine", nullptr, fine),
            Tr::tr("Choose a release above to see its own.")});
    }
    return lines;
}

namespace {

QString blockedText(const BatchPresenter& presenter) {
    for (const BatchStep& step : presenter.plan()->steps) {
        if (step.error) {
            return Tr::tr("%1 can’t be planned. Put it right or take it out.").arg(releaseText(step.request.release));
        }
        if (const PlanCheck* blocker = firstOf(step, PlanCheck::Level::Blocker)) {
            return releaseText(step.request.release) + u": "_s + checkWords(*blocker).title;
        }
    }
    return {};
}

QString unreadText(const BatchPresenter& presenter) {
    for (const BatchItem& item : presenter.items()) {
        if (item.error) {
            return Tr::tr("%1 can’t be read. Take it out, or compare again.").arg(releaseText(item.release));
        }
    }
    return presenter.planError() ? errorLine(*presenter.planError()) : QString();
}

QString workingText(const BatchPresenter& presenter) {
    const auto all = static_cast<int>(presenter.items().size());
    return Tr::tr("Looking at %1 of %n release(s) …", nullptr, all).arg(std::min(presenter.looked() + 1, all));
}

} // namespace

QString batchHindranceText(Hindrance hindrance, const BatchPresenter& presenter) {
    switch (hindrance) {
    case Hindrance::None:
        return {};
    case Hindrance::NotLoaded:
        return presenter.items().empty() ? Tr::tr("No release is in the plan.") : Tr::tr("Reading what is deployed …");
    case Hindrance::Incomplete:
        return Tr::tr("Choose the chart: a folder, a .tgz, a repository or an OCI reference.");
    case Hindrance::BadValues:
        return Tr::tr("The values for all can’t be read: %1").arg(errorLine(*presenter.valuesError()));
    case Hindrance::Working:
    case Hindrance::RenderFailed:
        return workingText(presenter);
    case Hindrance::PlanFailed:
        return unreadText(presenter);
    case Hindrance::Overtaken:
        return Tr::tr("Another revision came in between.");
    case Hindrance::Locked:
        return Tr::tr("Changes are locked here.");
    case Hindrance::Blocked:
        return blockedText(presenter);
    case Hindrance::NotTyped:
        return Tr::tr("Type %1 to confirm.").arg(escapeControls(presenter.plan()->confirmation()));
    case Hindrance::UnderWay:
        return Tr::tr("This change is under way.");
    case Hindrance::AnotherRuns:
        return Tr::tr("Another operation on one of these releases has not ended yet.");
    }
    return {};
}

QString batchOvertakenText(const BatchPresenter& presenter) {
    QStringList names;
    for (const ReleaseKey& release : presenter.overtaken()) {
        names += releaseText(release);
    }
    return Tr::tr("A newer revision appeared meanwhile: %1. What you ask for is kept.").arg(names.join(u", "_s));
}

RunWords batchRunWords(const BatchPresenter& presenter) {
    int done = 0;
    int notBegun = 0;
    QString failed;
    for (const BatchStep& step : presenter.plan()->steps) {
        done += step.progress == Progress::Succeeded ? 1 : 0;
        notBegun += step.progress == Progress::NotBegun ? 1 : 0;
        if (step.progress == Progress::Failed) {
            failed = releaseText(step.request.release);
        }
    }
    const auto all = static_cast<int>(presenter.plan()->steps.size());
    if (presenter.isRunning()) {
        const auto now = presenter.current();
        const QString title = now ? Tr::tr("Upgrading %1").arg(releaseText(*now)) : Tr::tr("Beginning …");
        return {u"rocket"_s, ColorToken::Accent, title,
            Tr::tr("%1 of %n release(s) done", nullptr, all).arg(done)
                + (presenter.isStopping() ? u" · "_s + Tr::tr("no further one is begun") : QString())};
    }
    if (failed.isEmpty() && notBegun == 0) {
        return {u"circle-check"_s, ColorToken::Ok, Tr::tr("All %n release(s) are upgraded", nullptr, all), {}};
    }
    QStringList detail{Tr::tr("%1 of %n release(s) are upgraded", nullptr, all).arg(done)};
    if (notBegun > 0) {
        detail += Tr::tr("%n release(s) were not begun", nullptr, notBegun);
    }
    return {failed.isEmpty() ? u"circle-minus"_s : u"circle-x"_s,
        failed.isEmpty() ? ColorToken::Warning : ColorToken::Failed,
        failed.isEmpty() ? Tr::tr("Stopped by you") : Tr::tr("Stopped at %1").arg(failed), detail.join(u" · "_s)};
}

QString batchCommands(const BatchPresenter& presenter) {
    QStringList lines;
    for (const BatchItem& item : presenter.items()) {
        const BatchStep* step = presenter.step(item.release);
        lines += step && step->plan ? shellLine(step->plan->command)
                                    : u"# "_s + releaseText(item.release) + u": "_s + stepWords(presenter, item).text;
    }
    return lines.join(u'\n');
}

} // namespace pilothouse::ui
