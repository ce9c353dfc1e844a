// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/session/log_follow.h"

#include <QObject>

#include <memory>

namespace pilothouse::ui {

class CoreAccess;

/// What one log tab asks core for. An interface, so that tests and pictures answer. Dropping it ends the reading.
/// Thread: GUI.
class LogsGateway : public QObject {
    Q_OBJECT
public:
    explicit LogsGateway(QObject* parent = nullptr)
        : QObject(parent) { }
    ~LogsGateway() override = default;
    Q_DISABLE_COPY_MOVE(LogsGateway)

    /// Begins reading; what was read before ends, and none of its batches come afterwards.
    virtual void start(const LogRequest& request) = 0;
    virtual void stop() = 0;
    /// Other containers of the same log from now on.
    virtual void choose(const QStringList& containers, bool withInit, bool withEphemeral) = 0;
    /// Batches of so many bytes were dealt with: without this core stops reading after 8 MiB.
    virtual void taken(qint64 bytes) = 0;

Q_SIGNALS:
    void batch(const pilothouse::LogBatchPtr& batch);
    void statusChanged(const pilothouse::LogFollowStatus& status);
};

/// The one that reads from the cluster. @p core outlives it.
[[nodiscard]] std::unique_ptr<LogsGateway> coreLogsGateway(CoreAccess& core, const ContextId& context);

} // namespace pilothouse::ui
