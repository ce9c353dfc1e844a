// SPDX-License-Identifier: Apache-2.0
#include "core/kube/objects.h"
#include "core/kube/shell_finder.h"
#include "ui/frame/core_access.h"
#include "ui/terminal/core_terminal_link.h"

#include <map>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

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

Task<Result<DebugPlace>> makeDebug(ApiClient& client, TerminalGateway::DebugWay way, const DebugRequest& request) {
    switch (way) {
    case TerminalGateway::DebugWay::Pod:
        return addDebugPod(client, request);
    case TerminalGateway::DebugWay::NodeShell:
        return addNodeShell(client, request);
    case TerminalGateway::DebugWay::Container:
        break;
    }
    return addDebugContainer(client, request);
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

Task<Result<DebugPlace>> auditedDebug(Workspace* workspace, std::shared_ptr<ToolShelf> shelf, ToolUse use,
    TerminalGateway::DebugWay way, DebugRequest request) {
    const auto session = workspace->session(use.context);
    if (!session) {
        co_return std::unexpected(session.error());
    }
    const std::shared_ptr<ToolBook> book = shelf->book(*workspace);
    const auto record = book->audit.begin(use);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    auto place = co_await makeDebug((*session)->client(), way, request);
    (*record)->close(place ? u"Started"_s : errorCodeName(place.error().code));
    co_return place;
}

class CoreTerminalGateway final : public TerminalGateway {
public:
    CoreTerminalGateway(CoreAccess& core, CoreTerminalOptions options)
        : m_core(core)
        , m_shelf(std::make_shared<ToolShelf>(std::move(options))) { }

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
    CallHandle startDebug(const ContextId& context, DebugWay way, const DebugRequest& request, const QString& reason,
        Answer<DebugPlace> answer) override {
        ToolUse use = useOf(context, request.nameSpace, reason);
        use.kind = kindOf(way);
        use.target = way == DebugWay::NodeShell ? u"node/"_s + request.node : request.pod;
        use.container = request.targetContainer;
        use.image = request.image;
        return m_core.call<DebugPlace>(
            [way, request, use, shelf = m_shelf](
                Workspace& workspace) { return auditedDebug(&workspace, shelf, use, way, request); },
            std::move(answer));
    }
    void removeDebugPod(const ContextId& context, const DebugPlace& place) override {
        m_removals.push_back(m_core.callSession<bool>(
            context, [place](ClusterSession& session) { return removeAndSay(&session.client(), place); },
            [](auto&&) {}));
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
    static Task<Result<bool>> removeAndSay(ApiClient* client, DebugPlace place) {
        const auto removed = co_await pilothouse::removeDebugPod(*client, std::move(place));
        if (!removed) {
            qWarning("a debug pod could not be removed: %s", qPrintable(describe(removed.error())));
        }
        co_return removed.has_value();
    }

    CoreAccess& m_core;
    std::shared_ptr<ToolShelf> m_shelf;
    std::shared_ptr<ShellMemory> m_memory = std::make_shared<ShellMemory>();
    std::vector<CallHandle> m_removals; ///< kept, so that they are carried through
};

} // namespace

std::unique_ptr<TerminalGateway> coreTerminalGateway(CoreAccess& core, CoreTerminalOptions options) {
    return std::make_unique<CoreTerminalGateway>(core, std::move(options));
}

} // namespace pilothouse::ui
