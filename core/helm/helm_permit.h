// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_arguments.h"
#include "core/kube/mode_gate.h"

namespace pilothouse {

struct HelmfileCall;

/// Leave to run one call of helm, with its arguments. Nothing in this program starts helm without one, and this is the
/// one place that gives it (PS8): verbs that change a cluster are asked of the gate, those that read are let by.
class HelmPermit {
public:
    /// Ask right before the spawn, not earlier.
    /// @param gate null: only reading verbs
    /// Errors: Forbidden (the mode), those of helmArguments, the program's own `problem`.
    [[nodiscard]] static Result<HelmPermit> ask(const ModeGate* gate, const HelmProgram& helm, const HelmCall& call);

    /// The same for helmfile, which has no verb here that changes a cluster. Errors: those of helmfileArguments.
    [[nodiscard]] static Result<HelmPermit> forHelmfile(const QString& program, const HelmfileCall& call);

    [[nodiscard]] const QString& program() const { return m_program; }
    [[nodiscard]] const QStringList& arguments() const { return m_arguments; }
    [[nodiscard]] HelmVerb verb() const { return m_verb; }

private:
    HelmPermit() = default;
    QString m_program;
    QStringList m_arguments;
    HelmVerb m_verb = HelmVerb::Version;
};

} // namespace pilothouse
