// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_words.h"

#include "ui/widgets/error_text.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Effect = PrepareStep::Effect;
using Outcome = PrepareReport::Outcome;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Prepare)
};

QString nameOf(const PrepareStep& step) {
    return step.object.sliced(step.object.indexOf(u'/') + 1);
}

QString objectText(const PrepareStep& step) {
    switch (step.kind) {
    case PrepareStep::Kind::Namespace:
        return Words::tr("Namespace %1").arg(nameOf(step));
    case PrepareStep::Kind::PullSecret:
        return Words::tr("Pull secret %1").arg(nameOf(step));
    case PrepareStep::Kind::ServiceAccount:
        return Words::tr("Service account %1").arg(nameOf(step));
    }
    return {};
}

/// Why a step is as it is; empty: there is nothing to say beyond the effect.
QString wordText(const QString& word) {
    if (word == "NotVisible"_L1)
        return Words::tr("You may not read it; it is taken as being there.");
    if (word == "NoNamespace"_L1)
        return Words::tr("There is no such namespace. Let it be created too.");
    if (word == "Terminating"_L1)
        return Words::tr("It is being deleted; nothing new can go in. Wait until it is gone.");
    if (word == "Refused"_L1)
        return Words::tr("You have no right to do this. Ask whoever runs the cluster for it.");
    if (word == "Hidden"_L1)
        return Words::tr("A secret of that name is there, and you may not read it. Choose another name.");
    if (word == "WrongType"_L1)
        return Words::tr("A secret of that name has another type, which can’t be changed. Choose another name.");
    if (word == "Immutable"_L1)
        return Words::tr("The secret is marked immutable. Choose another name.");
    if (word == "Differs"_L1)
        return Words::tr("The secret holds another user or token. Choose “Replace” if yours is right.");
    if (word == "BadPullSecret"_L1)
        return Words::tr("What is in the secret can’t be read, and is not written over.");
    if (word == "NoSecret"_L1)
        return Words::tr("There is no secret of that name. Give a login, and it is made.");
    if (word == "NoServiceAccount"_L1)
        return Words::tr("There is no such service account.");
    return {};
}

QString effectText(Effect effect) {
    switch (effect) {
    case Effect::Nothing:
        return Words::tr("%1: is as wanted already");
    case Effect::Create:
        return Words::tr("%1: will be created");
    case Effect::Change:
        return Words::tr("%1: will be changed");
    case Effect::Blocked:
        return Words::tr("%1: can’t be done");
    }
    return {};
}

QString outcomeText(Outcome outcome) {
    switch (outcome) {
    case Outcome::Done:
        return Words::tr("%1: done");
    case Outcome::Already:
        return Words::tr("%1: was as wanted already");
    case Outcome::Failed:
        return Words::tr("%1: failed");
    case Outcome::NotBegun:
        return Words::tr("%1: not begun");
    }
    return {};
}

} // namespace

PrepareLine planLine(const PrepareStep& step) {
    PrepareLine line{.icon = {},
        .tone = ColorToken::TextSecond,
        .title = effectText(step.effect).arg(objectText(step)),
        .before = {},
        .after = {},
        .detail = {}};
    QStringList why{wordText(step.word), step.detail};
    why.removeAll(QString());
    line.detail = why.join(u'\n');
    if (step.effect != Effect::Nothing) {
        line.before = step.before;
        line.after = step.after;
    }
    const bool isBlocked = step.effect == Effect::Blocked;
    const bool isNothing = step.effect == Effect::Nothing;
    line.icon = isBlocked ? u"circle-x"_s : isNothing ? u"circle-check"_s : u"plus"_s;
    line.tone = isBlocked ? ColorToken::Failed : isNothing ? ColorToken::Ok : ColorToken::Accent;
    return line;
}

PrepareLine reportLine(const PrepareReport::Line& done) {
    const bool isFailed = done.outcome == Outcome::Failed;
    const bool isNotBegun = done.outcome == Outcome::NotBegun;
    return {.icon = isFailed ? u"circle-x"_s
            : isNotBegun     ? u"circle-minus"_s
                             : u"circle-check"_s,
        .tone = isFailed ? ColorToken::Failed
            : isNotBegun ? ColorToken::TextSecond
                         : ColorToken::Ok,
        .title = outcomeText(done.outcome).arg(objectText(done.step)),
        .before = {},
        .after = {},
        .detail = done.error ? errorLine(*done.error) : QString()};
}

} // namespace pilothouse::ui
