// SPDX-License-Identifier: Apache-2.0
#include "app/demo/api_server.h"
#include "app/demo/certificate.h"
#include "app/demo/cluster.h"
#include "app/demo/controllers.h"
#include "app/demo/crowd.h"
#include "app/demo/demo_charts.h"
#include "app/demo/http_server.h"
#include "app/demo/kubeconfig_writer.h"
#include "app/demo/options.h"
#include "app/demo/ticker.h"
#include "app/demo/world.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <openssl/rand.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <format>

namespace {

namespace asio = boost::asio;
using namespace pilothouse::demo;

constexpr const char* kClusterNames[] = {"stg", "prd", "edge"};

std::string randomToken(std::size_t bytes) {
    std::string raw(bytes, '\0');
    RAND_bytes(reinterpret_cast<unsigned char*>(raw.data()), static_cast<int>(bytes));
    std::string out;
    for (const unsigned char c : raw)
        out += std::format("{:02x}", c);
    return out;
}

/// A cluster with everything that serves it.
struct Served {
    Served(asio::io_context& context, const std::shared_ptr<asio::ssl::context>& tls, const std::string& name,
        const ClusterSettings& settings)
        : cluster(name, settings)
        , api(cluster)
        , http(std::make_unique<HttpServer>(
              context, tls, [this](const HttpRequest& request) { return api.handle(request); }, cluster.faults)) {
        cluster.restart = [this](std::chrono::milliseconds pause) { http->restart(pause); };
    }

    Cluster cluster;
    ApiServer api;
    std::unique_ptr<HttpServer> http;
    std::uint16_t port = 0;
};
using ServedList = std::vector<std::unique_ptr<Served>>;

User userOf(const std::string& cluster) {
    const std::string token = "demo-" + cluster + '-' + randomToken(12);
    if (cluster == "edge")
        return User::confined("edge-dev@corp", token, {"edge"});
    return User::administrator("ops@corp", token);
}

std::vector<User> usersOf(const std::string& cluster, const std::string& controlToken) {
    const auto token
        = [&](const char* what) { return "demo-" + std::string(what) + '-' + cluster + '-' + randomToken(12); };
    return {userOf(cluster), User::administrator("demo-admin", "demo-admin-" + controlToken),
        User::reader("reader@corp", token("reader")),
        User::limited("logs@corp", token("logs"), {{{"get"}, {""}, {"pods/log"}}}),
        User::limited("exec@corp", token("exec"),
            {{{"create"}, {""}, {"pods/exec", "pods/attach", "pods/portforward"}}, {{"get"}, {""}, {"pods/log"}}})};
}

ServedList serveAll(asio::io_context& context, const Options& options, const Certificates& certificates,
    const std::string& controlToken) {
    const auto tls = options.plain ? nullptr : serverContext(certificates);
    ServedList out;
    std::uint16_t port = options.port;
    for (const char* name : kClusterNames) {
        ClusterSettings settings;
        settings.minorVersion = options.minorVersion;
        settings.seed = options.seed;
        settings.bookmarkEvery = std::chrono::milliseconds(options.bookmarkMs);
        settings.controlToken = controlToken;
        settings.plain = options.plain;
        settings.pace = std::chrono::milliseconds(options.paceMs > 0 ? options.paceMs : options.still ? 200 : 1000);
        auto served = std::make_unique<Served>(context, tls, name, settings);
        served->cluster.users = usersOf(name, controlToken);
        buildWorld(served->cluster, options.load);
        if (options.crowd.pods > 0 && served->cluster.name == kClusterNames[0])
            addCrowd(served->cluster, options.crowd.pods);
        served->cluster.controllers = std::make_shared<Controllers>(served->cluster);
        served->port = served->http->listen(port);
        if (port != 0)
            ++port;
        out.push_back(std::move(served));
    }
    return out;
}

void writeKubeconfig(
    const std::string& path, const ServedList& served, const Options& options, const Certificates& certificates) {
    const std::string scheme = options.plain ? "http" : "https";
    std::vector<KubeconfigContext> contexts;
    for (const auto& one : served) {
        const User& user = one->cluster.users.front();
        const std::string space = one->cluster.name == "edge" ? "edge" : "shop";
        contexts.push_back({"eks_" + one->cluster.name + "-app", std::format("{}://127.0.0.1:{}", scheme, one->port),
            options.plain ? std::string() : certificates.authority, user.name, user.token, space});
    }
    // Nothing listens on port 9 (discard): refused at once on every machine.
    contexts.push_back({"eks_lab-app", "https://127.0.0.1:9", certificates.authority, "ops@corp",
        "demo-lab-" + randomToken(12), "default"});
    writePrivateFile(path, kubeconfigText(contexts));
}

/// The same clusters for somebody with fewer rights: contexts eks_stg-app-NAME and eks_prd-app-NAME for each of
/// @p names, whose user is NAME@corp.
void writeLesserKubeconfig(const std::string& path, const std::vector<std::string>& names, const ServedList& served,
    const Options& options, const Certificates& certificates) {
    std::vector<KubeconfigContext> contexts;
    for (const auto& one : served)
        for (const User& user : one->cluster.users)
            for (const std::string& name : names)
                if (one->cluster.name != "edge" && user.name == name + "@corp")
                    contexts.push_back({"eks_" + one->cluster.name + "-app-" + name,
                        std::format("{}://127.0.0.1:{}", options.plain ? "http" : "https", one->port),
                        options.plain ? std::string() : certificates.authority, user.name, user.token, "shop"});
    writePrivateFile(path, kubeconfigText(contexts));
}

asio::awaitable<void> quitWithParent(asio::io_context& context, pid_t parent) {
    // PR_SET_PDEATHSIG follows the thread that forked, not the process: ask, don't trust the signal alone.
    asio::steady_timer timer(context);
    while (::getppid() == parent) {
        timer.expires_after(std::chrono::milliseconds(500));
        co_await timer.async_wait(asio::use_awaitable);
    }
    context.stop();
}

std::string readyLine(
    const std::string& directory, const ServedList& served, const Options& options, const std::string& controlToken) {
    std::string out = "ready kubeconfig=" + directory + "/kubeconfig";
    for (const auto& one : served)
        out += std::format(" {}={}://127.0.0.1:{}", one->cluster.name, options.plain ? "http" : "https", one->port);
    return out + std::format(" control={} pid={} charts={}/charts\n", controlToken, ::getpid(), directory);
}

void runUntilAsked(asio::io_context& context, const ServedList& served, const Options& options, pid_t parent) {
    asio::signal_set signals(context, SIGTERM, SIGINT);
    signals.async_wait([&context](const boost::system::error_code&, int) { context.stop(); });
    if (options.quitWithParent)
        asio::co_spawn(context, quitWithParent(context, parent), asio::detached);
    for (const auto& one : served) {
        asio::co_spawn(context, control(one->cluster), asio::detached);
        if (!options.still)
            asio::co_spawn(context, tick(one->cluster), asio::detached);
        if (options.crowd.changesPerSecond > 0 && options.crowd.pods > 0 && one->cluster.name == kClusterNames[0])
            asio::co_spawn(context, churn(one->cluster, options.crowd), asio::detached);
    }
    context.run();
    for (const auto& one : served)
        one->http.reset();
    context.restart();
    context.poll(); // the sessions see their sockets closed and end
}

int run(const Options& options) {
    const pid_t parent = ::getppid();
    std::filesystem::create_directories(options.directory);
    ::chmod(options.directory.c_str(), 0700);
    const Certificates certificates = makeCertificates(options.flaw);
    const std::string controlToken = randomToken(16);
    ServedList served; // outlives the context: what still waits in it refers to clusters
    asio::io_context context(1);
    served = serveAll(context, options, certificates, controlToken);
    const std::string directory = std::filesystem::absolute(options.directory).lexically_normal().string();
    if (!options.plain)
        writePrivateFile(directory + "/ca.crt", certificates.authority);
    writeKubeconfig(directory + "/kubeconfig", served, options, certificates);
    writeLesserKubeconfig(directory + "/kubeconfig-reader", {"reader"}, served, options, certificates);
    writeLesserKubeconfig(directory + "/kubeconfig-limited", {"logs", "exec"}, served, options, certificates);
    writeCharts(directory + "/charts", options.seed);
    std::fputs(readyLine(directory, served, options, controlToken).c_str(), stdout);
    std::fflush(stdout);
    runUntilAsked(context, served, options, parent);
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::expected<Options, std::string> options = parseOptions({argv + 1, argv + argc});
    if (!options) {
        std::fprintf(stderr, "pilothouse-demo: %s\n%s", options.error().c_str(), kUsage);
        return 2;
    }
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return run(*options);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "pilothouse-demo: %s\n", error.what());
        return 1;
    }
}
