// SPDX-License-Identifier: Apache-2.0
#include "core/kube/objects.h"
#include "core/kube/shell_finder.h"
#include "ui/frame/core_access.h"
#include "ui/terminal/core_terminal_link.h"

#include <QSemaphore>

#include <map>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// How long the program's end waits for debug pods to be removed.
constexpr std::chrono::seconds kGoodbye{3};

/// What was found out about images, per context. Made in the window's thread, used in core's only.
using ShellMemory = std::map<ContextId, ShellFinder>;

Task<Result<PodView>> readPodView(ApiClient* client, QString nameSpace, QString pod) {
    const auto object = co_await getObject(*client, builtin::pods(), nameSpace, pod);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    co_return podViewOf(*object);
}

Task<Result<QStringList>> lookForShell(
    ApiClient* client, std::shared_ptr<ShellMemory> memory, ContextId context, TerminalGateway::ShellPlace place) {
    ShellFinder& finder = (*memory)[context];
    co_return co_await finder.find(*client,
        {.nameSpace = place.nameSpace, .pod = place.pod, .container = place.container, .image = place.imageId});
}

ToolUse::Kind kindOf(TerminalGateway::DebugWay way) {
    switch (way) {
    case TerminalGateway::DebugWay::Pod:
        return ToolUse::Kind::DebugPod;
    case TerminalGateway::DebugWay::NodeShell:
        return ToolUse::Kind::NodeShell;
    case TerminalGateway::DebugWay::Container:
        break;
    }
    return ToolUse::Kind::DebugContainer;
}

ToolUse useOf(const ContextId& context, const QString& nameSpace, const QString& reason) {
    ToolUse use;
    use.context = context;
    use.nameSpace = nameSpace;
    use.reason = reason;
    return use;
}

Task<Result<DebugPlace>> makeDebug(std::shared_ptr<ToolBook> book, DebugPods::Wish wish) {
    co_return co_await book->pods.make(std::move(wish)); // the book is kept as long
}

class CoreTerminalGateway final : public TerminalGateway {
public:
    CoreTerminalGateway(CoreAccess& core, CoreTerminalOptions options)
        : m_core(core)
        , m_shelf(std::make_shared<ToolShelf>(std::move(options))) { }
    ~CoreTerminalGateway() override {
        if (m_hasMadePods) { // else there is nothing to wait for
            const auto isOver = std::make_shared<QSemaphore>();
            m_core.post([shelf = m_shelf, isOver](Workspace&) { shelf->finish([isOver] { isOver->release(); }); });
            (void)isOver->tryAcquire(1, kGoodbye);
        }
        m_core.post([shelf = m_shelf](Workspace&) { shelf->close(); });
    }
    Q_DISABLE_COPY_MOVE(CoreTerminalGateway)

    CallHandle readPod(
        const ContextId& context, const QString& nameSpace, const QString& pod, Answer<PodView> answer) override {
        return m_core.callSession<PodView>(
            context,
            [nameSpace, pod](ClusterSession& session) { return readPodView(&session.client(), nameSpace, pod); },
            std::move(answer));
    }
    CallHandle findShell(const ContextId& context, const ShellPlace& place, Answer<QStringList> answer) override {
        return m_core.callSession<QStringList>(
            context,
            [context, place, memory = m_memory](
                ClusterSession& session) { return lookForShell(&session.client(), memory, context, place); },
            std::move(answer));
    }
    void forgetShell(const ContextId& context, const QString& imageId) override {
        m_core.post([memory = m_memory, context, imageId](Workspace&) { (*memory)[context].forget(imageId); });
    }
    CallHandle startDebug(const ContextId& context, const DebugWish& wish, Answer<DebugPlace> answer) override {
        m_hasMadePods = m_hasMadePods || wish.way != DebugWay::Container;
        const DebugPods::Wish wanted{.use = debugUse(context, wish.way, wish.request, wish.reason),
            .request = wish.request,
            .typed = wish.typed};
        return m_core.call<DebugPlace>(
            [wanted, shelf = m_shelf](Workspace& workspace) { return makeDebug(shelf->book(workspace), wanted); },
            std::move(answer));
    }
    void removeDebugPod(const ContextId& context, const DebugPlace& place) override {
        m_core.post([shelf = m_shelf, context, place](
                        Workspace& workspace) { shelf->book(workspace)->pods.remove(context, place); });
    }
    std::unique_ptr<TerminalLink> open(
        const ContextId& context, const ExecRequest& request, const QString& reason) override {
        ToolUse use = useOf(context, request.nameSpace, reason);
        use.kind = request.command.isEmpty() ? ToolUse::Kind::Attach : ToolUse::Kind::Exec;
        use.target = request.pod;
        use.container = request.container;
        use.command = request.command;
        return std::make_unique<CoreTerminalLink>(m_core, m_shelf, use, request);
    }

private:
    CoreAccess& m_core;
    std::shared_ptr<ToolShelf> m_shelf;
    std::shared_ptr<ShellMemory> m_memory = std::make_shared<ShellMemory>();
    bool m_hasMadePods = false;
};

} // namespace

ToolUse debugUse(
    const ContextId& context, TerminalGateway::DebugWay way, const DebugRequest& request, const QString& reason) {
    ToolUse use = useOf(context, request.nameSpace, reason);
    use.kind = kindOf(way);
    use.target = way == TerminalGateway::DebugWay::NodeShell ? u"node/"_s + request.node : request.pod;
    use.container = request.targetContainer;
    use.image = request.image;
    return use;
}

std::unique_ptr<TerminalGateway> coreTerminalGateway(CoreAccess& core, CoreTerminalOptions options) {
    return std::make_unique<CoreTerminalGateway>(core, std::move(options));
}

} // namespace pilothouse::ui
