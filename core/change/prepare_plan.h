// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/change/cluster_identity.h"
#include "core/change/pull_secret.h"

#include <memory>
#include <optional>
#include <vector>

namespace pilothouse {

/// What a namespace is to get before something is installed in it (U3).
struct PrepareRequest {
    ContextId context;
    QString nameSpace;
    bool createNamespace = false;
    QString pullSecret; ///< name; empty: none
    RegistryLogins logins; ///< for it; empty: the secret is there already
    bool replaceLogins = false; ///< agreed that registries in the secret get another user or token
    QString serviceAccount; ///< gets the pull secret; empty: none does
    QString reason;
};
using PrepareRequestPtr = std::shared_ptr<const PrepareRequest>;

/// Names that no server would take, and wishes that hang in the air. Errors: Invalid.
[[nodiscard]] Result<void> checkPrepareRequest(const PrepareRequest& request);
/// `prepare namespace shop`, for errors and the audit.
[[nodiscard]] QString prepareSubject(const PrepareRequest& request);
/// Namespaces whose mode must let it by; empty: the cluster itself.
[[nodiscard]] QStringList preparePlaces(const PrepareRequest& request);

/// One object, what is there and what is to be. Nothing in it is a secret.
struct PrepareStep {
    enum class Kind { Namespace, PullSecret, ServiceAccount };
    enum class Effect {
        Nothing, ///< it is as wanted already
        Create,
        Change,
        Blocked,
    };
    Kind kind = Kind::Namespace;
    Effect effect = Effect::Nothing;
    QString object; ///< `secrets/registry-corp`
    /// Machine word. Nothing: Exists, NotVisible, Equal, Attached. Blocked: NoNamespace, Terminating, Refused (no
    /// right), Hidden (there, may not be read), WrongType, Immutable, Differs (other logins), BadPullSecret, NoSecret,
    /// NoServiceAccount, or the reason of the server that refused a dry run.
    QString word;
    QString detail; ///< server's words, or a fact in English
    QStringList before; ///< both sides in lines, masked
    QStringList after;
    QString resourceVersion; ///< of what was there
    bool wasTried = false; ///< a dry run went through; false where its namespace is not there yet
};
[[nodiscard]] QString prepareKindWord(PrepareStep::Kind kind); ///< `create namespace`, for audit and JSON
[[nodiscard]] QString prepareEffectWord(PrepareStep::Effect effect); ///< `Nothing`

/// What would be done, looked at and tried. Immutable; the window and pilothousectl show it before anything is done.
struct PreparePlan {
    QString id;
    PrepareRequestPtr request;
    ClusterIdentity identity;
    QByteArray connection; ///< what the context meant (KC10)
    std::vector<PrepareStep> steps;
    std::optional<Error> locked; ///< the mode, as of now: judged again when it begins
    QString confirmation; ///< `context/namespace` where the place is protected; empty: nothing has to be typed
    [[nodiscard]] bool isBlocked() const;
    [[nodiscard]] bool changesSomething() const;
};
using PreparePlanPtr = std::shared_ptr<const PreparePlan>;

/// How it ended, step by step.
struct PrepareReport {
    enum class Outcome {
        Done,
        Already, ///< it was as wanted when its turn came
        Failed,
        NotBegun, ///< one before it failed
    };
    struct Line {
        PrepareStep step; ///< as it was seen when its turn came
        Outcome outcome = Outcome::NotBegun;
        std::optional<Error> error;
    };
    std::vector<Line> lines;
    [[nodiscard]] bool isDone() const;
};
[[nodiscard]] QString prepareOutcomeWord(PrepareReport::Outcome outcome); ///< `Done`

} // namespace pilothouse
