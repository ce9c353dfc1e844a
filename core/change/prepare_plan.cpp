// SPDX-License-Identifier: Apache-2.0
#include "core/change/prepare_plan.h"

#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxLabel = 63; // RFC 1123 label
constexpr qsizetype kMaxSubdomain = 253; // RFC 1123 subdomain

bool isLabel(const QString& name) {
    static const QRegularExpression kLabel(u"\\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z"_s);
    return name.size() <= kMaxLabel && kLabel.match(name).hasMatch();
}

bool isSubdomain(const QString& name) {
    static const QRegularExpression kName(u"\\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z"_s);
    return name.size() <= kMaxSubdomain && kName.match(name).hasMatch();
}

std::unexpected<Error> badName(const QString& what, const QString& name) {
    return fail(ErrorCode::Invalid, u"%1 \"%2\""_s.arg(what, name),
        u"a name has small letters, digits and - in it, and begins and ends with a letter or digit"_s, u"BadName"_s);
}

} // namespace

Result<void> checkPrepareRequest(const PrepareRequest& request) {
    if (!isLabel(request.nameSpace)) {
        return badName(u"namespace"_s, request.nameSpace);
    }
    if (!request.pullSecret.isEmpty() && !isSubdomain(request.pullSecret)) {
        return badName(u"pull secret"_s, request.pullSecret);
    }
    if (!request.serviceAccount.isEmpty() && !isSubdomain(request.serviceAccount)) {
        return badName(u"service account"_s, request.serviceAccount);
    }
    const QString subject = u"prepare "_s + request.nameSpace;
    if (request.pullSecret.isEmpty() && (!request.logins.empty() || !request.serviceAccount.isEmpty())) {
        return fail(ErrorCode::Invalid, subject, u"say what the pull secret is called"_s, u"NoPullSecret"_s);
    }
    if (!request.createNamespace && request.pullSecret.isEmpty()) {
        return fail(ErrorCode::Invalid, subject, u"nothing was asked for"_s, u"Nothing"_s);
    }
    const bool isIncomplete = std::ranges::any_of(
        request.logins, [](const RegistryLogin& login) { return login.user.isEmpty() || login.token.isEmpty(); });
    if (isIncomplete) {
        return fail(ErrorCode::Invalid, subject, u"a login needs a user and a token"_s, u"NoLogin"_s);
    }
    return {};
}

QString prepareSubject(const PrepareRequest& request) {
    return u"prepare namespace "_s + request.nameSpace;
}

QStringList preparePlaces(const PrepareRequest& request) {
    QStringList places{request.nameSpace};
    if (request.createNamespace) {
        places += QString(); // a namespace is made in the cluster itself
    }
    return places;
}

QString prepareKindWord(PrepareStep::Kind kind) {
    switch (kind) {
    case PrepareStep::Kind::Namespace:
        return u"create namespace"_s;
    case PrepareStep::Kind::PullSecret:
        return u"write pull secret"_s;
    case PrepareStep::Kind::ServiceAccount:
        return u"attach pull secret"_s;
    }
    return {};
}

QString prepareEffectWord(PrepareStep::Effect effect) {
    switch (effect) {
    case PrepareStep::Effect::Nothing:
        return u"Nothing"_s;
    case PrepareStep::Effect::Create:
        return u"Create"_s;
    case PrepareStep::Effect::Change:
        return u"Change"_s;
    case PrepareStep::Effect::Blocked:
        return u"Blocked"_s;
    }
    return {};
}

QString prepareOutcomeWord(PrepareReport::Outcome outcome) {
    switch (outcome) {
    case PrepareReport::Outcome::Done:
        return u"Done"_s;
    case PrepareReport::Outcome::Already:
        return u"Already"_s;
    case PrepareReport::Outcome::Failed:
        return u"Failed"_s;
    case PrepareReport::Outcome::NotBegun:
        return u"NotBegun"_s;
    }
    return {};
}

bool PreparePlan::isBlocked() const {
    return std::ranges::contains(steps, PrepareStep::Effect::Blocked, &PrepareStep::effect);
}

bool PreparePlan::changesSomething() const {
    return std::ranges::any_of(steps, [](const PrepareStep& step) {
        return step.effect == PrepareStep::Effect::Create || step.effect == PrepareStep::Effect::Change;
    });
}

bool PrepareReport::isDone() const {
    return std::ranges::all_of(
        lines, [](const Line& line) { return line.outcome == Outcome::Done || line.outcome == Outcome::Already; });
}

} // namespace pilothouse
