// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/byte_size.h"
#include "core/base/clock.h"
#include "core/base/secret.h"
#include "core/helm/helm_call.h"
#include "core/helm/helm_environment.h"
#include "core/helm/helm_output.h"
#include "core/helm/helm_program.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace pilothouse {

/// What a call of helm that only reads has said.
struct HelmAnswer {
    QByteArray output; ///< stdout, as it came; holds secrets where charts make some
    QString messages; ///< the end of stderr (warnings), safe to show over several lines, masked
    std::chrono::milliseconds took{0};
};

/// A call of helm that changes no cluster: its input and its bounds.
struct HelmReading {
    HelmProgram helm;
    HelmCall call; ///< kubeconfig and values file are filled in from the following two
    std::shared_ptr<const Secret> kubeconfig; ///< null: a verb that asks no cluster
    std::optional<QByteArray> values; ///< set: given as `--values`, also when empty
    HelmEnvironment environment;
    QString root; ///< where its private folder is made, and removed again: 0700
    Clock::Duration deadline = std::chrono::seconds(60);
    ByteSize outputLimit = 64_MiB;
    SecretMask mask; ///< takes known secrets out of messages; may be empty
};

/// Runs it without a shell or a terminal, in a session of its own, in an empty folder. Destroying the task ends helm
/// and everything it started. Errors: Process (helm's last words as detail; reason BadPlugin where plugins could not be
/// loaded: HE4), Timeout, Invalid with reason TooLarge (HE6), Io (HE10), Forbidden with reason NotReading for a verb
/// that mutates, those of helmArguments. Thread: the caller's.
[[nodiscard]] Task<Result<HelmAnswer>> readHelm(HelmReading reading, Clock& clock);

/// Removes folders of readings whose program is gone (it was killed).
void sweepHelmReadings(const QString& root);

} // namespace pilothouse
