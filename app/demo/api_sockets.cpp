// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/attach_process.h"
#include "app/demo/channel_socket.h"
#include "app/demo/contained_process.h"
#include "app/demo/controllers.h"
#include "app/demo/pod_containers.h"
#include "app/demo/port_socket.h"
#include "app/demo/programs.h"
#include "app/demo/shell.h"
#include "app/demo/tty_process.h"

#include <algorithm>
#include <charconv>
#include <format>

namespace pilothouse::demo {

namespace {

constexpr const char* kV5 = "v5.channel.k8s.io";
constexpr const char* kV4 = "v4.channel.k8s.io";
constexpr int kV5Since = 30; // protocol: gate TranslateStreamCloseWebsocketRequests is on from 1.30

/// The first of the client's protocols that is spoken here.
std::string chosenProtocol(const HttpRequest& request, bool v5) {
    const std::string offered = request.header("sec-websocket-protocol");
    std::size_t from = 0;
    while (from < offered.size()) {
        const std::size_t end = std::min(offered.find(',', from), offered.size());
        std::string one = offered.substr(from, end - from);
        std::erase(one, ' ');
        if (one == kV4 || (v5 && one == kV5))
            return one;
        from = end + 1;
    }
    return {};
}

HttpResponse switched(std::unique_ptr<SocketHandler> socket, const std::string& protocol) {
    HttpResponse out;
    out.status = 101;
    out.headers.emplace_back("Sec-WebSocket-Protocol", protocol);
    out.socket = std::move(socket);
    return out;
}

ApiResult<std::vector<std::uint16_t>> portsOf(const HttpRequest& request) {
    std::vector<std::uint16_t> out;
    const auto [first, last] = request.query.equal_range("ports");
    for (auto one = first; one != last; ++one) {
        std::size_t from = 0;
        while (from < one->second.size()) {
            const std::size_t end = std::min(one->second.find(',', from), one->second.size());
            std::uint16_t port = 0;
            const char* text = one->second.c_str();
            const auto [stop, error] = std::from_chars(text + from, text + end, port);
            if (error != std::errc() || stop != text + end || port == 0)
                return std::unexpected(badRequest("unable to parse \"" + one->second + "\" as a port"));
            out.push_back(port);
            from = end + 1;
        }
    }
    if (out.empty())
        return std::unexpected(badRequest("query parameter \"ports\" is required"));
    return out;
}

ChannelSocket::Wanted wantedOf(const HttpRequest& request, const std::string& protocol) {
    ChannelSocket::Wanted out;
    out.version = protocol == kV5 ? ChannelSocket::Version::V5 : ChannelSocket::Version::V4;
    out.tty = request.queryFlag("tty");
    out.standardInput = request.queryFlag("stdin");
    out.standardOutput = request.queryFlag("stdout");
    out.standardError = request.queryFlag("stderr") && !out.tty; // protocol: a terminal has one stream
    return out;
}

std::vector<std::string> commandOf(const HttpRequest& request) {
    std::vector<std::string> out;
    const auto [first, last] = request.query.equal_range("command");
    for (auto one = first; one != last; ++one)
        out.push_back(one->second);
    return out;
}

ProcessPtr inTerminal(ProcessPtr program, bool tty) {
    if (program && tty)
        return std::make_unique<TtyProcess>(std::move(program));
    return program;
}

/// As inTerminal, and killed with its container.
ProcessPtr inContainer(
    const Cluster& cluster, const ObjectPtr& pod, const PodContainer& container, ProcessPtr program, bool tty) {
    if (!program)
        return nullptr;
    const ContainerRun run = runToRead(pod->value, container, false).value_or(ContainerRun{});
    return std::make_unique<ContainedProcess>(
        inTerminal(std::move(program), tty), runEnds(cluster.store, pod, container.name, run.start));
}

/// protocol: what containerd says, wrapped by the kubelet and once more by the API server that translates v5
std::string startFailure(const std::string& program, ChannelSocket::Version version) {
    const std::string kubelet = std::format(
        "error executing command in container: failed to exec in container: failed to start exec "
        "\"8d1f6c40a2b9\": OCI runtime exec failed: exec failed: unable to start container process: exec: "
        "\"{}\": {}",
        program,
        program.contains('/') ? "stat " + program + ": no such file or directory"
                              : std::string("executable file not found in $PATH"));
    return internalError(version == ChannelSocket::Version::V5 ? "Internal error occurred: " + kubelet : kubelet);
}

/// Each attach with stdin gets a program of its own; a real one would share what runs.
std::unique_ptr<SocketHandler> attachTo(Cluster& cluster, const ChannelSocket::Wanted& wanted, const ObjectPtr& pod,
    const PodContainer& container, const PlacePtr& place) {
    const json::value* stdinAsked = container.spec->if_contains("stdin");
    if (!stdinAsked || !stdinAsked->is_bool() || !stdinAsked->get_bool()) {
        const ContainerRun run = runToRead(pod->value, container, false).value_or(ContainerRun{});
        auto output = std::make_unique<AttachProcess>(
            LogRecipe(pod->value, container.name, run), runEnds(cluster.store, pod, container.name, run.start));
        return std::make_unique<ChannelSocket>(wanted, inTerminal(std::move(output), wanted.tty));
    }
    std::vector<std::string> command;
    for (const char* part : {"command", "args"})
        for (const json::value& word : arrayAt(*container.spec, part))
            if (word.is_string())
                command.emplace_back(word.get_string());
    if (command.empty())
        command = {wanted.tty ? "sh" : "cat"};
    ProcessPtr program = startCommand(place, command);
    if (!program)
        program = startCommand(place, {"cat"});
    if (!program)
        return std::make_unique<ChannelSocket>(wanted, startFailure(command.front(), wanted.version));
    const auto ended
        = [cluster = &cluster, space = pod->namespaceName, name = pod->name, containerName = container.name](int code) {
              if (cluster->controllers)
                  cluster->controllers->containerEnded(space, name, containerName, code);
          };
    return std::make_unique<ChannelSocket>(
        wanted, inContainer(cluster, pod, container, std::move(program), wanted.tty), ended);
}

} // namespace

ApiResult<HttpResponse> ApiServer::connect(const HttpRequest& request, const Target& target, const ObjectPtr& pod) {
    if (!request.asksForWebSocket())
        return std::unexpected(badRequest(request.header("upgrade").empty()
                ? "Upgrade request required"
                : "the demo cluster upgrades to WebSocket only, not to " + request.header("upgrade")));
    const bool forwards = target.subresource == "portforward";
    const std::string protocol = chosenProtocol(request, !forwards && m_cluster.settings.minorVersion >= kV5Since);
    if (protocol.empty())
        return HttpResponse::text(403, {}); // protocol: x/net/websocket refuses a handshake so
    // Answered by the container runtime, whose router takes nothing but */* (seen on containerd 1.7).
    const std::string accept = request.header("accept");
    if ((forwards || protocol.starts_with("v4.")) && !accept.empty() && accept.find("*/*") == std::string::npos)
        return HttpResponse::text(406, "406: Not Acceptable\n\nAvailable representations: ");
    if (!forwards)
        return connectProgram(request, target, pod, protocol);
    const ApiResult<std::vector<std::uint16_t>> ports = portsOf(request);
    if (!ports)
        return std::unexpected(ports.error());
    return switched(std::make_unique<PortSocket>(pod->value, *ports), protocol);
}

ApiResult<HttpResponse> ApiServer::connectProgram(
    const HttpRequest& request, const Target& target, const ObjectPtr& pod, const std::string& protocol) {
    const ApiResult<PodContainer> container = findContainer(pod->value, request.queryValue("container"));
    if (!container)
        return std::unexpected(container.error());
    const std::string phase = stringAt(pod->value, "status.phase");
    if (phase == "Succeeded" || phase == "Failed")
        return std::unexpected(
            badRequest("cannot exec into a container in a completed pod; current phase is " + phase));
    if (stringAt(pod->value, "spec.nodeName").empty())
        return std::unexpected(badRequest("pod " + pod->name + " does not have a host assigned"));
    const ChannelSocket::Wanted wanted = wantedOf(request, protocol);
    if (!isRunning(*container))
        return switched(
            std::make_unique<ChannelSocket>(wanted,
                internalError("unable to upgrade connection: container not found (\"" + container->name + "\")")),
            protocol);
    const PlacePtr place = placeOf(pod->value, *container->spec);
    place->tty = wanted.tty;
    if (target.subresource == "attach")
        return switched(attachTo(m_cluster, wanted, pod, *container, place), protocol);
    const std::vector<std::string> command = commandOf(request);
    if (command.empty())
        return std::unexpected(badRequest("you must specify at least one command for the container"));
    ProcessPtr program = inContainer(m_cluster, pod, *container, startCommand(place, command), wanted.tty);
    if (!program)
        return switched(
            std::make_unique<ChannelSocket>(wanted, startFailure(command.front(), wanted.version)), protocol);
    return switched(std::make_unique<ChannelSocket>(wanted, std::move(program)), protocol);
}

} // namespace pilothouse::demo
