// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/logs/log_matcher.h"
#include "core/session/log_follow.h"

#include <QHash>
#include <QObject>

#include <optional>

namespace pilothouse::ctl {

/// Writes what a LogFollow brings to standard output, and what happened to it to standard error.
class LogPrinter final : public QObject {
    Q_OBJECT
public:
    struct Style {
        bool timestamps = false;
        bool alwaysPrefix = false; ///< else only where several containers are read
        LogMatcher grep;
    };
    LogPrinter(LogFollow& follow, Style style);
    Q_DISABLE_COPY_MOVE(LogPrinter)

    /// Ends when all was read, or nothing can be.
    [[nodiscard]] Completion<Result<void>> end();
    /// As if all was read.
    void stop();

private:
    void onBatch(const LogBatchPtr& batch);
    void onStatus(const LogFollowStatus& status);
    void writeNotice(const LogNotice& notice);
    [[nodiscard]] QByteArray textOf(const LogBatch& batch);
    [[nodiscard]] QByteArray prefixOf(quint16 source) const;

    LogFollow& m_follow;
    Style m_style;
    QHash<quint16, QByteArray> m_names; ///< `pod/web-1/app`
    QHash<quint16, bool> m_isInside; ///< a long line: whether it is shown
    Completion<Result<void>>::Completer m_end;
};

} // namespace pilothouse::ctl
