// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_permit.h"

#include "core/helm/helmfile.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString helmVerbWord(HelmVerb verb) {
    switch (verb) {
    case HelmVerb::Version:
        return u"version"_s;
    case HelmVerb::Template:
        return u"template"_s;
    case HelmVerb::ShowChart:
        return u"show chart"_s;
    case HelmVerb::ShowValues:
        return u"show values"_s;
    case HelmVerb::ShowCrds:
        return u"show crds"_s;
    case HelmVerb::Lint:
        return u"lint"_s;
    case HelmVerb::Pull:
        return u"pull"_s;
    case HelmVerb::DependencyBuild:
        return u"dependency build"_s;
    case HelmVerb::RepoUpdate:
        return u"repo update"_s;
    case HelmVerb::SecretsDecrypt:
        return u"secrets decrypt"_s;
    case HelmVerb::Install:
        return u"install"_s;
    case HelmVerb::Upgrade:
        return u"upgrade"_s;
    case HelmVerb::Rollback:
        return u"rollback"_s;
    case HelmVerb::Uninstall:
        return u"uninstall"_s;
    case HelmVerb::Test:
        return u"test"_s;
    }
    return {};
}

bool isMutating(HelmVerb verb) {
    switch (verb) {
    case HelmVerb::Version:
    case HelmVerb::Template:
    case HelmVerb::ShowChart:
    case HelmVerb::ShowValues:
    case HelmVerb::ShowCrds:
    case HelmVerb::Lint:
    case HelmVerb::Pull:
    case HelmVerb::DependencyBuild:
    case HelmVerb::RepoUpdate:
    case HelmVerb::SecretsDecrypt: // starts what the user's plugin starts (sops, vals), and prints
        return false;
    case HelmVerb::Install:
    case HelmVerb::Upgrade:
    case HelmVerb::Rollback:
    case HelmVerb::Uninstall:
    case HelmVerb::Test: // makes pods and jobs
        return true;
    }
    return true;
}

Result<HelmPermit> HelmPermit::ask(const ModeGate* gate, const HelmProgram& helm, const HelmCall& call) {
    if (isMutating(call.verb)) {
        const QString subject
            = u"helm %1 %2 in namespace %3"_s.arg(helmVerbWord(call.verb), call.release, call.nameSpace);
        if (!gate) {
            return fail(ErrorCode::Forbidden, subject, u"nothing says that changes are open here"_s, u"ReadOnly"_s);
        }
        if (const auto allowed = gate->allow(Reach::Change, call.nameSpace, subject); !allowed) {
            return std::unexpected(allowed.error());
        }
    }
    // A program that has not been asked yet has no major: only its version may be asked.
    if (helm.problem && call.verb != HelmVerb::Version) {
        return std::unexpected(*helm.problem);
    }
    Result<QStringList> arguments = helmArguments(call, helm);
    if (!arguments) {
        return std::unexpected(arguments.error());
    }
    HelmPermit permit;
    permit.m_program = helm.path;
    permit.m_arguments = std::move(*arguments);
    permit.m_verb = call.verb;
    return permit;
}

Result<HelmPermit> HelmPermit::forHelmfile(const QString& program, const HelmfileCall& call) {
    Result<QStringList> arguments = helmfileArguments(call);
    if (!arguments) {
        return std::unexpected(arguments.error());
    }
    HelmPermit permit;
    permit.m_program = program;
    permit.m_arguments = std::move(*arguments);
    permit.m_verb = HelmVerb::Template;
    return permit;
}

} // namespace pilothouse
