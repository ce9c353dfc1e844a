// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace pilothouse {

class ApiClient;

/// Finds the shell of a container: bash, else ash, else sh; remembered per image, as long as this object lives.
/// Thread: core's. Outlives its tasks.
class ShellFinder final {
public:
    ShellFinder() = default;
    Q_DISABLE_COPY_MOVE(ShellFinder)

    struct Place {
        QString nameSpace;
        QString pod;
        QString container;
        QString image; ///< its imageID where that is known; empty: nothing is remembered
    };
    /// The argv of an interactive shell.
    /// Errors: NotFound with reason NoShell: a debug container is the way in then (TE7); those of ExecSession.
    [[nodiscard]] Task<Result<QStringList>> find(ApiClient& client, Place place);
    /// The shell did not start after all: look again next time.
    void forget(const QString& image) { m_known.remove(image); }

private:
    [[nodiscard]] Task<Result<QStringList>> look(ApiClient* client, Place place);

    QHash<QString, QStringList> m_known; ///< by image
};

} // namespace pilothouse
