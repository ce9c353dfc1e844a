// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/debug_pods.h"
#include "ui/terminal/terminal_gateway.h"

#include <QMutex>

namespace pilothouse::ui {

/// The half of a terminal that lives in the core thread: owns the ExecSession and what waits to be written. A child of
/// the context's session, because it uses that session's client.
class ExecSide;

/// What both halves hold on to: whichever goes first clears its pointer.
struct ExecPost {
    QMutex mutex;
    QObject* receiver = nullptr; ///< GUI thread; under the mutex
    ExecSide* side = nullptr; ///< core thread only
};

/// The audit of terminals. Made and used in the core thread; held by whoever has a record in it.
struct ToolBook {
    ToolBook(Workspace& workspace, const CoreTerminalOptions& options);

    AuditLog log;
    ToolAudit audit;
    DebugPods pods; ///< goes first: its records are written into the audit
};
/// Made at the first use. Filled and emptied in the core thread only.
struct ToolShelf {
    explicit ToolShelf(CoreTerminalOptions given)
        : options(std::move(given)) { }
    [[nodiscard]] std::shared_ptr<ToolBook> book(Workspace& workspace);
    /// Removes what debug pods there are; @p done when it is over.
    void finish(std::function<void()> done);
    void close() { m_book.reset(); }

    const CoreTerminalOptions options;

private:
    std::shared_ptr<ToolBook> m_book;
};

class CoreTerminalLink final : public TerminalLink {
    Q_OBJECT
public:
    CoreTerminalLink(
        CoreAccess& core, std::shared_ptr<ToolShelf> shelf, const ToolUse& use, const ExecRequest& request);
    ~CoreTerminalLink() override;
    Q_DISABLE_COPY_MOVE(CoreTerminalLink)

    void write(const QByteArray& bytes) override;
    void interrupt(const QByteArray& bytes) override;
    void resize(int columns, int rows) override;
    void taken(qsizetype bytes) override;

private:
    void post(std::function<void(ExecSide&)> function);

    CoreAccess& m_core;
    std::shared_ptr<ExecPost> m_post;
};

} // namespace pilothouse::ui
