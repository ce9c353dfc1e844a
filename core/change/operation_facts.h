// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_plan.h"

#include <QDateTime>
#include <QJsonObject>

namespace pilothouse {

/// What has to be known of an operation to follow it and to tell how it ended; kept beside the running helm, so that
/// another window can (HE8). No secrets in here.
struct OperationFacts {
    QString id;
    ContextId context;
    ReleaseKey release;
    ChangeKind kind = ChangeKind::Upgrade;
    QString reason;
    QString user; ///< who the server says we are
    QString clusterUid;
    QString chartLabel;
    QString helmVersion;
    Revision from = Revision::None; ///< the newest before
    Revision target = Revision::None;
    QDateTime started; ///< UTC
    std::chrono::seconds timeout{0};
    bool keepHistory = false;
    bool rollbackOnFailure = false;
    QByteArray connection; ///< fingerprint of what the context meant
    QJsonObject audit; ///< what goes into the outcome's `more` too

    /// The revision helm makes when nobody comes between.
    [[nodiscard]] Revision expected() const { return Revision{number(from) + 1}; }
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static OperationFacts fromJson(const QJsonObject& object);
};

/// @param user who the server says we are
[[nodiscard]] OperationFacts factsOfPlan(const ChangePlan& plan, const QDateTime& now);

} // namespace pilothouse
