// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/core_terminal_link.h"

#include "core/session/kubectl_way.h"
#include "ui/frame/core_access.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ToolBook::ToolBook(Workspace& workspace, const CoreTerminalOptions& options)
    : log(options.stateFolder + u"/audit.jsonl"_s)
    , audit(workspace, log, options.stateFolder + u"/identities.json"_s)
    , pods(workspace, audit, options.leftBehind) { }

std::shared_ptr<ToolBook> ToolShelf::book(Workspace& workspace) {
    if (!m_book) {
        m_book = std::make_shared<ToolBook>(workspace, options);
    }
    return m_book;
}

void ToolShelf::finish(std::function<void()> done) {
    if (m_book) {
        m_book->pods.finish(std::move(done));
    } else {
        done();
    }
}

class ExecSide final : public QObject {
public:
    struct Record {
        std::shared_ptr<ToolBook> book;
        std::unique_ptr<ToolRecord> entry; ///< goes first: it is written into the book
    };
    ExecSide(ClusterSession& session, const ExecRequest& request, std::shared_ptr<ExecPost> post, Record record)
        : QObject(&session)
        , m_post(std::move(post))
        , m_record(std::move(record))
        , m_exec(session.client(), request) {
        m_post->side = this;
        connect(&m_exec, &ExecSession::opened, this, [this] {
            tell([isThrough = m_exec.isThroughKubectl()](CoreTerminalLink& link) { Q_EMIT link.opened(isThrough); });
        });
        connect(&m_exec, &ExecSession::output, this, [this](ExecSession::Channel, const QByteArray& bytes) {
            tell([bytes](CoreTerminalLink& link) { Q_EMIT link.output(bytes); });
        });
        connect(&m_exec, &ExecSession::writable, this, &ExecSide::writeOn);
        connect(&m_exec, &ExecSession::ended, this, [this](const ExecEnd& end) {
            m_hasEnded = true;
            m_record.entry->close(end);
            tell([end](CoreTerminalLink& link) { Q_EMIT link.ended(end); });
        });
    }
    ~ExecSide() override {
        m_post->side = nullptr;
        if (!m_hasEnded) {
            m_record.entry->close({.exitCode = {}, .error = {}}); // the tab or the context was closed
            const Error error
                = fail(ErrorCode::Cancelled, m_exec.request().pod, u"the context was closed"_s, u"ContextClosed"_s)
                      .error();
            tell([error](CoreTerminalLink& link) { Q_EMIT link.ended({.exitCode = {}, .error = error}); });
        }
    }
    Q_DISABLE_COPY_MOVE(ExecSide)

    void start(ExecSession::KubectlFinder finder) {
        m_exec.setKubectlFinder(std::move(finder));
        m_exec.start();
    }
    void write(const QByteArray& bytes) {
        m_waiting += bytes;
        writeOn();
    }
    void interrupt(const QByteArray& bytes) {
        m_waiting = bytes;
        writeOn();
    }
    void resize(int columns, int rows) { m_exec.resize(columns, rows); }
    void taken(qsizetype bytes) { m_exec.taken(bytes); }

private:
    void writeOn() {
        const qsizetype sent = m_waiting.isEmpty() ? 0 : m_exec.write(m_waiting);
        m_waiting.remove(0, sent);
    }
    void tell(std::function<void(CoreTerminalLink&)> what) {
        const QMutexLocker lock(&m_post->mutex);
        if (auto* const link = static_cast<CoreTerminalLink*>(m_post->receiver)) {
            QMetaObject::invokeMethod(link, [link, what = std::move(what)] { what(*link); }, Qt::QueuedConnection);
        }
    }

    std::shared_ptr<ExecPost> m_post;
    Record m_record;
    QByteArray m_waiting;
    bool m_hasEnded = false;
    ExecSession m_exec;
};

namespace {

void tellRefused(ExecPost& post, const Error& error) {
    const QMutexLocker lock(&post.mutex);
    if (auto* const link = static_cast<CoreTerminalLink*>(post.receiver)) {
        QMetaObject::invokeMethod(
            link, [link, error] { Q_EMIT link->ended({.exitCode = {}, .error = error}); }, Qt::QueuedConnection);
    }
}

/// Core thread: the audit first, then the connection.
void begin(Workspace& workspace, ToolShelf& shelf, const ToolUse& use, const ExecRequest& request,
    const std::shared_ptr<ExecPost>& post) {
    const auto session = workspace.session(use.context);
    if (!session) {
        tellRefused(*post, session.error());
        return;
    }
    ExecSide::Record record{.book = shelf.book(workspace), .entry = {}};
    auto entry = record.book->audit.begin(use);
    if (!entry) {
        tellRefused(*post, entry.error());
        return;
    }
    record.entry = std::move(*entry);
    // Owned by the session as its child; the other half deletes it when the tab goes.
    auto* const side = new ExecSide(**session, request, post, std::move(record));
    side->start([&workspace, context = use.context, variables = shelf.options.variables] {
        return findKubectlWay(workspace, context, variables);
    });
}

} // namespace

CoreTerminalLink::CoreTerminalLink(
    CoreAccess& core, std::shared_ptr<ToolShelf> shelf, const ToolUse& use, const ExecRequest& request)
    : m_core(core)
    , m_post(std::make_shared<ExecPost>()) {
    m_post->receiver = this;
    core.post([shelf = std::move(shelf), use, request, post = m_post](
                  Workspace& workspace) { begin(workspace, *shelf, use, request, post); });
}

CoreTerminalLink::~CoreTerminalLink() {
    {
        const QMutexLocker lock(&m_post->mutex);
        m_post->receiver = nullptr;
    }
    m_core.post([post = m_post](Workspace&) { delete post->side; });
}

void CoreTerminalLink::post(std::function<void(ExecSide&)> function) {
    m_core.post([post = m_post, function = std::move(function)](Workspace&) {
        if (post->side != nullptr) {
            function(*post->side);
        }
    });
}

void CoreTerminalLink::write(const QByteArray& bytes) {
    post([bytes](ExecSide& side) { side.write(bytes); });
}

void CoreTerminalLink::interrupt(const QByteArray& bytes) {
    post([bytes](ExecSide& side) { side.interrupt(bytes); });
}

void CoreTerminalLink::resize(int columns, int rows) {
    post([columns, rows](ExecSide& side) { side.resize(columns, rows); });
}

void CoreTerminalLink::taken(qsizetype bytes) {
    post([bytes](ExecSide& side) { side.taken(bytes); });
}

} // namespace pilothouse::ui
