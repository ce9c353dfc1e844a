// SPDX-License-Identifier: Apache-2.0
#include "ui/change/plan_words.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/repository_words.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Plan)
};
} // namespace

QString changeName(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Install:
        return Tr::tr("Install");
    case ChangeKind::Upgrade:
        return Tr::tr("Upgrade");
    case ChangeKind::Rollback:
        return Tr::tr("Roll back");
    case ChangeKind::Uninstall:
        return Tr::tr("Uninstall");
    case ChangeKind::Test:
        return Tr::tr("Test");
    }
    return {};
}

QString applyText(ChangeKind kind, const ContextId& context) {
    const QString where = escapeControls(shortContextName(context.value()));
    switch (kind) {
    case ChangeKind::Install:
        return Tr::tr("Install in %1").arg(where);
    case ChangeKind::Upgrade:
        return Tr::tr("Upgrade in %1").arg(where);
    case ChangeKind::Rollback:
        return Tr::tr("Roll back in %1").arg(where);
    case ChangeKind::Uninstall:
        return Tr::tr("Uninstall from %1").arg(where);
    case ChangeKind::Test:
        return Tr::tr("Test in %1").arg(where);
    }
    return {};
}

QString applyIcon(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::Rollback:
        return u"undo-2"_s;
    case ChangeKind::Uninstall:
        return u"trash-2"_s;
    case ChangeKind::Install:
        return u"plus"_s;
    case ChangeKind::Upgrade:
    case ChangeKind::Test:
        break;
    }
    return u"rocket"_s;
}

QString optionsLine(const ChangeRequest& request) {
    const ChangeOptions& options = request.options;
    const auto minutes = static_cast<int>(options.timeout.count() / 60);
    const auto seconds = static_cast<int>(options.timeout.count() % 60);
    const QString time = seconds == 0 ? Tr::tr("%1 min").arg(minutes) : spanText(options.timeout);
    QStringList words;
    if (options.wait == WaitKind::HooksOnly) {
        words += Tr::tr("does not wait for readiness");
        words += Tr::tr("hooks up to %1").arg(time);
    } else {
        words += Tr::tr("waits up to %1").arg(time);
    }
    if (options.rollbackOnFailure) {
        words += Tr::tr("undo on failure");
    } else if (request.kind == ChangeKind::Upgrade || request.kind == ChangeKind::Install) {
        words += Tr::tr("no undo on failure");
    }
    if (!options.runHooks) {
        words += Tr::tr("no hooks");
    }
    return words.join(u" · "_s);
}

namespace {

QString helmfileErrorText(const Error& error) {
    const QString subject = escapeControls(error.subject);
    if (error.reason == "NoHelmfile"_L1) {
        return Tr::tr("There is no helmfile on this machine. Install it from its releases page "
                      "(github.com/helmfile/helmfile) or with your package manager, so that it is on your PATH; then "
                      "try again.");
    }
    if (error.reason == "NoHelmfileThere"_L1) {
        return Tr::tr("There is no helmfile at %1.").arg(subject);
    }
    if (error.reason == "HelmfileNotTrusted"_L1) {
        return Tr::tr("%1 is code: its templates run programs on this machine, as you. Rendering runs it. If it is "
                      "changed later, you are asked again; files it includes are not looked at.")
            .arg(subject);
    }
    if (error.reason == "NotInHelmfile"_L1) {
        return error.detail.isEmpty()
            ? Tr::tr("The helmfile has no releases for this environment and selector.")
            : Tr::tr("The helmfile has no release %1 for this environment and selector. It has: %2.")
                  .arg(subject, escapeControls(elideMiddle(error.detail, 300)));
    }
    if (error.reason == "BadHelmfile"_L1 || error.reason == "BadEnvironment"_L1 || error.reason == "BadSelector"_L1) {
        return Tr::tr("%1 can’t be given to helmfile: %2.").arg(subject, escapeControls(error.detail));
    }
    //: %1 is what helmfile itself printed
    return Tr::tr("helmfile can't render this: %1").arg(escapeControls(elideMiddle(error.detail, 600)));
}

} // namespace

QString renderErrorText(const Error& error) {
    if (error.reason == "NoHelm"_L1) {
        return Tr::tr("There is no helm on this machine. Install helm 3 or 4, or choose one under Options. Reading "
                      "works without it.");
    }
    if (error.reason == "HelmTooOld"_L1) {
        return Tr::tr("The helm found here is too old: %1. Helm 3 or 4 is needed.").arg(escapeControls(error.detail));
    }
    if (error.subject == "helmfile"_L1 || error.reason.contains("elmfile"_L1)) {
        return helmfileErrorText(error);
    }
    if (error.reason == "NotInstalled"_L1) {
        return Tr::tr("The helmfile does not install %1: %2.")
            .arg(escapeControls(error.subject), escapeControls(error.detail));
    }
    if (isRepositoryProblem(error)) {
        return repositoryErrorText(error);
    }
    const ErrorWords words = errorWords(error);
    if (error.code == ErrorCode::Process || error.code == ErrorCode::Invalid || error.code == ErrorCode::Parse) {
        //: %1 is what helm itself printed
        return Tr::tr("helm can't render this: %1").arg(words.why.isEmpty() ? words.where : words.why);
    }
    return errorLine(error);
}

QString overtakenText(const ChangePresenter& presenter) {
    const auto& meta = presenter.overtakenBy();
    if (!meta) {
        return {};
    }
    const QString time = QLocale().toString(meta->modified.toLocalTime().time(), QLocale::ShortFormat);
    QString text = Tr::tr("Revision %1 (%2) appeared at %3 while you were editing.")
                       .arg(number(meta->revision))
                       .arg(escapeControls(meta->statusText), time);
    if (const ReleaseRecordPtr& record = presenter.overtakingRecord()) {
        text += u' '
            + Tr::tr("It is %1: “%2”.")
                  .arg(escapeControls(record->chart.label()), escapeControls(elideMiddle(record->description, 120)));
    }
    return text + u' ' + Tr::tr("Your edits are kept.");
}

namespace {

QString workingText(const ChangePresenter& presenter) {
    if (presenter.isRendering()) {
        return Tr::tr("helm is rendering what you typed …");
    }
    return presenter.comparison().isUnderWay ? Tr::tr("Comparing …") : Tr::tr("Checking …");
}

QString incompleteText(const ChangePresenter& presenter) {
    const ChangeRequest& request = presenter.request();
    if (request.kind == ChangeKind::Rollback) {
        return Tr::tr("Choose the revision to go back to.");
    }
    if (request.release.name.isEmpty() || request.release.nameSpace.isEmpty()) {
        return Tr::tr("Give the release a name and a namespace.");
    }
    return Tr::tr("Choose the chart: a folder, a .tgz, a repository or an OCI reference.");
}

QString blockedText(const ChangePresenter& presenter) {
    for (const PlanCheck& check : presenter.plan()->checks) {
        if (check.level == PlanCheck::Level::Blocker && check.topic != PlanCheck::Topic::Mode) {
            return checkWords(check).title;
        }
    }
    return {};
}

} // namespace

QString hindranceText(Hindrance hindrance, const ChangePresenter& presenter) {
    switch (hindrance) {
    case Hindrance::None:
        return {};
    case Hindrance::NotLoaded:
        return Tr::tr("Reading what is deployed …");
    case Hindrance::Incomplete:
        return incompleteText(presenter);
    case Hindrance::BadValues:
        return Tr::tr("%1 stands for no hidden value. Take it out, or undo.")
            .arg(escapeControls(presenter.valuesError()->subject));
    case Hindrance::Working:
        return workingText(presenter);
    case Hindrance::RenderFailed:
        return Tr::tr("There is nothing to apply: helm could not render it.");
    case Hindrance::PlanFailed:
        return errorLine(*presenter.planError());
    case Hindrance::Overtaken:
        return Tr::tr("Another revision came in between.");
    case Hindrance::Locked:
        return Tr::tr("Changes are locked here.");
    case Hindrance::Blocked:
        return blockedText(presenter);
    case Hindrance::NotTyped:
        return Tr::tr("Type %1 to confirm.").arg(escapeControls(presenter.plan()->confirmation));
    case Hindrance::UnderWay:
        return Tr::tr("This change is under way.");
    case Hindrance::AnotherRuns:
        return Tr::tr("Another operation on this release has not ended yet.");
    }
    return {};
}

} // namespace pilothouse::ui
