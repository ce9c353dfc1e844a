// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/completion.h"
#include "core/change/change_desk.h"

#include <QHash>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace pilothouse::ctl {

/// Waits for an operation of a desk to end, tells on standard error how it goes, and turns Ctrl-C into a cancel: helm
/// is in a session of its own and gets no Ctrl-C from the terminal. A second one leaves helm alone and ends the
/// program.
class RunWatch final : public QObject {
    Q_OBJECT
public:
    explicit RunWatch(ChangeDesk& desk);
    ~RunWatch() override;
    Q_DISABLE_COPY_MOVE(RunWatch)

    [[nodiscard]] Task<RunStatusPtr> end(QString id);

private:
    void onChanged(const RunStatusPtr& run);
    void onInterrupt();

    ChangeDesk& m_desk;
    QString m_id;
    QString m_told;
    bool m_wasInterrupted = false;
    QHash<QString, RunStatusPtr> m_last;
    Completion<RunStatusPtr>::Completer m_completer;
    std::unique_ptr<QSocketNotifier> m_interrupt;
};

} // namespace pilothouse::ctl
