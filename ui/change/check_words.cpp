// SPDX-License-Identifier: Apache-2.0
// The checks of a plan in words: one function a group of topics.
#include "core/base/plain_text.h"
#include "ui/change/plan_words.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(PlanCheck)
};
using Topic = PlanCheck::Topic;

/// What is said of @p word, if it is one of those listed.
struct Saying {
    QLatin1StringView word;
    QString text;
};
QString sayingOf(const QString& word, std::initializer_list<Saying> sayings) {
    for (const Saying& saying : sayings) {
        if (word == saying.word) {
            return saying.text;
        }
    }
    return {};
}

QString releaseText(const PlanCheck& check, const QString& subject) {
    switch (check.topic) {
    case Topic::Pending:
        return check.word == "HelmRefuses"_L1 ? Tr::tr("helm refuses to upgrade: %1 is not finished").arg(subject)
            : check.word.isEmpty() || check.word == "StillPending"_L1 ? Tr::tr("Not finished yet: %1").arg(subject)
                                                                      : Tr::tr("Newest revision is at rest");
    case Topic::Stale:
        return sayingOf(check.word,
            {{"Newer"_L1, Tr::tr("Somebody made %1 meanwhile").arg(subject)},
                {"ChartMoved"_L1,
                    Tr::tr("%1 is not what was pulled before: the same version, another content").arg(subject)},
                {"Gone"_L1, Tr::tr("The release is gone meanwhile")}});
    case Topic::Exists:
        return sayingOf(check.word,
            {{"KeptHistory"_L1, Tr::tr("%1 was uninstalled and its history kept").arg(subject)},
                {"ReleaseExists"_L1, Tr::tr("A release %1 is there already").arg(subject)},
                {"NothingToUpgrade"_L1, Tr::tr("%1 has no revision that can be upgraded").arg(subject)},
                {"NoRelease"_L1, Tr::tr("There is no release %1").arg(subject)},
                {"ObjectExists"_L1, Tr::tr("%1 exists and is not of this release").arg(subject)},
                {"TakenOver"_L1, Tr::tr("%1 will be taken over").arg(subject)}});
    case Topic::Owner:
        return sayingOf(check.word,
            {{"PipelineOwner"_L1,
                 Tr::tr("The pipeline %1 deploys this, too: its next run brings its own version back").arg(subject)},
                {"HelmfileDeploys"_L1,
                    Tr::tr("This is a look only: helmfile deploys %1, with the command beside").arg(subject)},
                {"GitOwner"_L1, Tr::tr("Git decides here: %1 brings back what is not in it").arg(subject)},
                {"ListForbidden"_L1, Tr::tr("Can't see whether a %1 owns this release").arg(subject)}});
    default:
        return {};
    }
}

QString accessText(const PlanCheck& check, const QString& subject) {
    switch (check.topic) {
    case Topic::Mode:
        return check.level == PlanCheck::Level::Fine ? Tr::tr("Changes are open here") : Tr::tr("Changes are locked");
    case Topic::Identity:
        return check.level == PlanCheck::Level::Fine ? Tr::tr("Same cluster, same user as always")
                                                     : Tr::tr("Another cluster or user than before");
    case Topic::Access:
        return sayingOf(check.word,
            {{"AllGranted"_L1, Tr::tr("You may change all of it")},
                {"Refused"_L1, Tr::tr("You may not: %1").arg(subject)},
                {"CantAsk"_L1, Tr::tr("Your rights could not be asked for")},
                {"NoSuchKind"_L1, Tr::tr("The server does not know the kind of %1").arg(subject)}});
    case Topic::HelmVersion:
        return sayingOf(check.word,
            {{"Skew"_L1, Tr::tr("helm %1 is not made for this server").arg(subject)},
                {"OtherMajor"_L1, Tr::tr("Another helm major wrote %1").arg(subject)},
                {"KnownVulnerable"_L1, Tr::tr("helm %1 has a known vulnerability").arg(subject)},
                {"BadPlugin"_L1, Tr::tr("A helm plugin is broken")}});
    default:
        return {};
    }
}

QString changeText(const PlanCheck& check, const QString& subject) {
    switch (check.topic) {
    case Topic::Values:
        return check.word == "OtherContext"_L1 ? Tr::tr("These values were last used in %1").arg(subject)
            : subject.isEmpty()                ? Tr::tr("Values")
                                               : Tr::tr("Values: %1").arg(subject);
    case Topic::Immutable:
        return Tr::tr("A field that can't change: %1").arg(subject);
    case Topic::Conflict:
        return Tr::tr("Another manager owns fields of %1").arg(subject);
    case Topic::Override:
        return Tr::tr("Your values hold the old image: %1").arg(subject);
    case Topic::Storage:
        return check.word == "NearLimit"_L1 ? Tr::tr("The record of %1 is near the size limit").arg(subject)
                                            : Tr::tr("The history limit prunes %1").arg(subject);
    default:
        return {};
    }
}

QString afterText(const PlanCheck& check, const QString& subject) {
    return sayingOf(check.word,
        {{"CanGoBack"_L1, Tr::tr("Can be rolled back to %1").arg(subject)},
            {"CanUninstall"_L1, Tr::tr("First revision: the way back is to uninstall")},
            {"NoWayBack"_L1, Tr::tr("There is no revision to go back to")},
            {"DataStays"_L1, Tr::tr("Data in volumes is not rolled back")},
            {"CrdsStay"_L1, Tr::tr("Custom resource definitions are not rolled back")},
            {"HooksRun"_L1, Tr::tr("What hooks do is not undone")},
            {"OldSecrets"_L1, Tr::tr("Secrets go back to what they were in %1").arg(subject)},
            {"HistoryStays"_L1, Tr::tr("The history stays: %1").arg(subject)},
            {"HistoryGoes"_L1, Tr::tr("The history goes: %1").arg(subject)},
            {"KeepPolicy"_L1, Tr::tr("Stays: %1").arg(subject)},
            {"ClaimsStay"_L1, Tr::tr("Claims stay: %1").arg(subject)},
            {"ClaimsGo"_L1, Tr::tr("Claims die with their data: %1").arg(subject)},
            {"ClaimDies"_L1, Tr::tr("Dies with its data: %1").arg(subject)},
            {"CrdDies"_L1, Tr::tr("Dies with all its objects: %1").arg(subject)},
            {"NamespaceDies"_L1, Tr::tr("Dies with everything in it: %1").arg(subject)},
            {"HookStays"_L1, Tr::tr("Stays, made by a hook: %1").arg(subject)},
            {"CrdStays"_L1, Tr::tr("Stays, from crds/: %1").arg(subject)}});
}

/// Core's few English words for numbers of revisions; names stay as they are.
QString subjectText(const QString& subject) {
    static const QRegularExpression kRevision(u"^revision (\\d+)$"_s);
    static const QRegularExpression kRevisions(u"^(\\d+) revisions$"_s);
    if (const auto match = kRevision.match(subject); match.hasMatch()) {
        return Tr::tr("revision %1").arg(match.captured(1));
    }
    if (const auto match = kRevisions.match(subject); match.hasMatch()) {
        return Tr::tr("%n revision(s)", nullptr, match.captured(1).toInt());
    }
    return escapeControls(elideMiddle(subject, 160));
}

/// Facts beside the title. Core's English sentences that only explain are left out: the title says it.
QString detailOf(const PlanCheck& check) {
    static const QRegularExpression kMajor(u"^helm (\\d) wrote it, (\\S+) would write the next$"_s);
    static const QRegularExpression kPruned(u"^(\\d+) are kept; pruned afterwards: (.*)$"_s);
    static const QRegularExpression kPending(u"^(\\S+); its last sign of life was at (\\S+)$"_s);
    static const QRegularExpression kSkew(u"^it is made for Kubernetes (\\S+) to (\\S+), the server is (\\S+)$"_s);
    static const QRegularExpression kHeld(u"^the chart goes from (\\S+) to (\\S+), the image stays (\\S+)$"_s);
    const QString detail = escapeControls(elideMiddle(check.detail, 300));
    if (const auto match = kMajor.match(detail); match.hasMatch()) {
        return Tr::tr("helm %1 before, %2 now").arg(match.captured(1), match.captured(2));
    }
    if (const auto match = kPruned.match(detail); match.hasMatch()) {
        return Tr::tr("%1 are kept; gone then: %2").arg(match.captured(1), match.captured(2));
    }
    if (const auto match = kPending.match(detail); match.hasMatch()) {
        return Tr::tr("%1; last sign of life: %2").arg(match.captured(1), match.captured(2));
    }
    if (const auto match = kSkew.match(detail); match.hasMatch()) {
        return Tr::tr("made for Kubernetes %1 to %2, the server is %3")
            .arg(match.captured(1), match.captured(2), match.captured(3));
    }
    if (const auto match = kHeld.match(detail); match.hasMatch()) {
        return Tr::tr("the chart goes from %1 to %2, the image stays %3")
            .arg(match.captured(1), match.captured(2), match.captured(3));
    }
    const bool isExplained = check.topic == Topic::Mode || check.topic == Topic::WayBack
        || check.topic == Topic::Leftover || check.topic == Topic::Stale || check.word == "AllGranted"_L1
        || check.word == "OtherContext"_L1 || check.word == "PipelineOwner"_L1 || check.word == "GitOwner"_L1
        || check.word == "NoSuchKind"_L1 || check.word == "NothingToUpgrade"_L1 || check.word == "NoRelease"_L1;
    return isExplained ? QString() : detail;
}

QString titleOf(const PlanCheck& check) {
    const QString subject = subjectText(check.subject);
    switch (check.topic) {
    case Topic::Pending:
    case Topic::Stale:
    case Topic::Exists:
    case Topic::Owner:
        if (const QString text = releaseText(check, subject); !text.isEmpty()) {
            return text;
        }
        //: %1 is a controller such as Flux
        return check.topic == Topic::Owner ? Tr::tr("%1 owns this release").arg(escapeControls(check.word)) : subject;
    case Topic::Mode:
    case Topic::Identity:
    case Topic::Access:
    case Topic::HelmVersion:
        return accessText(check, subject);
    case Topic::WayBack:
    case Topic::Leftover:
        return afterText(check, subject);
    default:
        return changeText(check, subject);
    }
}

} // namespace

CheckWords checkWords(const PlanCheck& check) {
    CheckWords words;
    switch (check.level) {
    case PlanCheck::Level::Fine:
        words.icon = u"circle-check"_s;
        words.tone = ColorToken::Ok;
        break;
    case PlanCheck::Level::Warning:
        words.icon = u"triangle-alert"_s;
        words.tone = ColorToken::Warning;
        break;
    case PlanCheck::Level::Blocker:
        words.icon = u"circle-x"_s;
        words.tone = ColorToken::Failed;
        break;
    }
    words.title = titleOf(check);
    if (words.title.isEmpty()) { // a later version's word: its facts as they are
        words.title = escapeControls(check.subject.isEmpty() ? check.word : check.subject);
    }
    words.detail = detailOf(check);
    return words;
}

} // namespace pilothouse::ui
