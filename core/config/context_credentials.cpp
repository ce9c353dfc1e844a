// SPDX-License-Identifier: Apache-2.0
#include "core/config/context_credentials.h"

#include "core/config/bounded_file.h"
#include "core/config/certificate_check.h"
#include "core/config/exec_run.h"

#include <utility>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kTokenFileAge
    = std::chrono::seconds(50); // protocol: 60 s less 10 s (client-go token_source.go)
constexpr Clock::Duration kCertificateAge = std::chrono::minutes(5); // protocol: client-go cert_rotation.go
constexpr Clock::Duration kRefusalMemory = std::chrono::minutes(1);
constexpr int kMaxFailures = 3; // (KC8)
constexpr ByteSize kMaxPem = 1_MiB;

bool isAcceptedVersion(const QString& version) {
    return version == u"client.authentication.k8s.io/v1"_s || version == u"client.authentication.k8s.io/v1beta1"_s;
}

Result<QByteArray> pemOf(const QString& file, const QByteArray& data) {
    return file.isEmpty() ? Result<QByteArray>(data) : readBoundedFile(file, kMaxPem);
}

} // namespace

ContextCredentials::ContextCredentials(
    ClusterEntry cluster, UserEntry user, QString label, std::shared_ptr<ExecTrust> trust, Clock& clock)
    : m_cluster(std::move(cluster))
    , m_user(std::move(user))
    , m_label(std::move(label))
    , m_subject(u"user \"%1\""_s.arg(m_user.name))
    , m_trust(std::move(trust))
    , m_clock(clock) { }

ContextCredentials::~ContextCredentials() = default;

Task<Result<RequestCredentials>> ContextCredentials::current() {
    if (isFresh()) {
        co_return *m_present;
    }
    co_return co_await join(Rerun::WhenExpired);
}

Task<Result<RequestCredentials>> ContextCredentials::refresh(quint64 generation) {
    if (m_present && m_present->generation != generation) {
        co_return *m_present; // another request has done it already (AU1)
    }
    if (!m_isMaking) {
        noteRefusal();
    }
    Answer answer = co_await join(Rerun::Now);
    if (answer && answer->generation == generation) {
        co_return fail(ErrorCode::Unauthorized, m_subject,
            u"the server refuses these credentials and there are no others"_s, u"NoOtherCredentials"_s);
    }
    co_return answer;
}

std::optional<ExecIdentity> ContextCredentials::plugin() const {
    return usesPlugin() ? std::optional(identify(*m_user.exec)) : std::nullopt;
}

Task<Result<RequestCredentials>> ContextCredentials::join(Rerun rerun) {
    Completion<Answer> done;
    m_waiting.push_back(done.completer());
    if (!m_isMaking) {
        m_isMaking = true;
        m_scope.launch<Answer>(make(rerun), [this](Answer answer) { deliver(answer); });
    }
    co_return co_await std::move(done);
}

/// Whoever is resumed may destroy this: nothing of it is touched after.
void ContextCredentials::deliver(const Answer& answer) {
    m_isMaking = false;
    auto waiting = std::exchange(m_waiting, {});
    const Answer copy = answer;
    for (auto& waiter : waiting) {
        waiter.complete(copy);
    }
}

Task<Result<RequestCredentials>> ContextCredentials::make(Rerun rerun) {
    for (const auto& problem : {m_cluster.problem, m_user.problem}) {
        if (problem) {
            co_return std::unexpected(*problem);
        }
    }
    const Result<QByteArray> authority = caPem();
    if (!authority) {
        co_return std::unexpected(authority.error());
    }
    const bool mustRun = usesPlugin() && (rerun == Rerun::Now || !m_fromPlugin || hasPluginExpired());
    if (mustRun) {
        m_fromPlugin.reset();
        Result<ExecCredential> credential = co_await runPlugin(*authority);
        if (!credential) {
            co_return std::unexpected(credential.error());
        }
        m_fromPlugin.emplace(std::move(*credential));
    }
    co_return assemble(*authority, mustRun);
}

Task<Result<ExecCredential>> ContextCredentials::runPlugin(QByteArray caPem) {
    const Result<ExecIdentity> allowed = allowedPlugin();
    if (!allowed) {
        co_return std::unexpected(allowed.error());
    }
    const ExecPlugin& plugin = *m_user.exec;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const auto& [name, value] : plugin.environment) {
        environment.insert(name, value);
    }
    environment.insert(u"KUBERNETES_EXEC_INFO"_s, QString::fromUtf8(execInfo(plugin, m_cluster, caPem)));
    ChildCommand command{
        .program = allowed->command, .arguments = plugin.arguments, .environment = environment, .folder = {}};
    Result<QByteArray> output = co_await runExec(&m_clock, std::move(command));
    Result<ExecCredential> credential = output
        ? parseExecCredential(*output, plugin, m_clock.wallNow(), allowed->command)
        : std::unexpected(output.error());
    if (output) {
        wipe(*output);
    }
    m_failures = credential ? m_failures : m_failures + 1;
    co_return credential;
}

Result<ExecIdentity> ContextCredentials::allowedPlugin() const {
    const ExecPlugin& plugin = *m_user.exec;
    if (!isAcceptedVersion(plugin.apiVersion)) {
        return fail(ErrorCode::Invalid, m_subject,
            u"exec: apiVersion %1 is not supported"_s.arg(plugin.apiVersion.left(200)), u"BadExec"_s);
    }
    if (plugin.interactive == ExecPlugin::Interactive::Always) {
        return fail(ErrorCode::Unauthorized, plugin.command, u"asks on a terminal (interactiveMode: Always)"_s,
            u"ExecNeedsTerminal"_s);
    }
    if (m_failures >= kMaxFailures) {
        return std::unexpected(pausedError());
    }
    ExecIdentity identity = identify(plugin);
    if (identity.command.isEmpty()) {
        return fail(ErrorCode::Process, plugin.command, plugin.installHint.left(2048), u"ExecNotFound"_s);
    }
    if (!m_trust || !m_trust->isTrusted(identity)) {
        return fail(ErrorCode::Unauthorized, identity.command, u"this program has not been allowed to run yet"_s,
            u"ExecUntrusted"_s);
    }
    return identity;
}

Error ContextCredentials::pausedError() const {
    return fail(ErrorCode::Unauthorized, m_user.exec->command,
        u"failed %1 times in a row and is not run again by itself"_s.arg(kMaxFailures), u"ExecPaused"_s)
        .error();
}

/// New credentials that are refused at once are a failure too, or a plugin that opens a browser would open one for each
/// request (AU2).
void ContextCredentials::noteRefusal() {
    const Clock::Steady now = m_clock.steadyNow();
    if (usesPlugin() && m_present) {
        const bool isSoon = m_refusedAt && now - *m_refusedAt < kRefusalMemory;
        m_failures = isSoon ? m_failures + 1 : 0;
        m_refusedAt = now;
    }
}

Result<RequestCredentials> ContextCredentials::assemble(const QByteArray& caPem, bool isRerun) {
    const Result<QUrl> url = serverUrl(m_cluster);
    if (!url) {
        return std::unexpected(url.error());
    }
    const bool isEncrypted = url->scheme() == u"https"_s;
    Result<Identity> identity = isEncrypted ? identityNow() : Identity{};
    if (!identity) {
        return std::unexpected(identity.error());
    }
    Result<HttpHeaders> headers = requestHeaders(m_user, identity->token, isEncrypted, m_subject);
    if (!headers) {
        return std::unexpected(headers.error());
    }
    const auto previous = m_present ? m_present->transport : nullptr;
    RequestCredentials made{
        .headers = std::move(*headers), .transport = transportFor(m_cluster, caPem, *identity, m_label, previous)};
    const bool isSame = !isRerun && m_present && made.transport == previous
        && std::ranges::equal(made.headers, m_present->headers,
            [](const HttpHeader& a, const HttpHeader& b) { return a.name == b.name && a.value == b.value; });
    made.generation = isSame ? m_lastGeneration : ++m_lastGeneration;
    m_present = made;
    m_readAt = m_clock.steadyNow();
    return made;
}

Result<Identity> ContextCredentials::identityNow() {
    Identity identity;
    if (m_fromPlugin) {
        identity = {m_fromPlugin->token.duplicate(), m_fromPlugin->certificatePem, m_fromPlugin->keyPem.duplicate()};
    } else {
        Result<Secret> token = tokenFromFile();
        if (!token) {
            return std::unexpected(token.error());
        }
        identity.token = std::move(*token);
        const Result<QByteArray> certificate = pemOf(m_user.clientCertificateFile, m_user.clientCertificateData);
        Result<QByteArray> key
            = pemOf(m_user.clientKeyFile, m_user.clientKeyData ? m_user.clientKeyData->reveal() : QByteArray());
        if (!certificate || !key) {
            return std::unexpected(certificate ? key.error() : certificate.error());
        }
        identity.certificatePem = *certificate;
        identity.keyPem = Secret(std::move(*key));
    }
    if (!identity.certificatePem.isEmpty()) {
        const auto checked
            = checkClientCertificate(identity.certificatePem, identity.keyPem.reveal(), m_clock.wallNow(), m_subject);
        if (!checked) {
            return std::unexpected(checked.error());
        }
    }
    return identity;
}

/// The file wins whenever it can be read; then its last good content, then `token` (protocol: client-go
/// token_source.go).
Result<Secret> ContextCredentials::tokenFromFile() {
    if (m_user.tokenFile.isEmpty()) {
        return m_user.token ? m_user.token->duplicate() : Secret();
    }
    Result<QByteArray> text = readBoundedFile(m_user.tokenFile, kMaxPem);
    if (text && !text->trimmed().isEmpty()) {
        m_lastFileToken = Secret(text->trimmed());
        wipe(*text);
    } else if (m_lastFileToken.isEmpty() && !m_user.token) {
        return text ? fail(ErrorCode::Unauthorized, m_user.tokenFile, u"the token file is empty"_s)
                    : std::unexpected(text.error());
    }
    return m_lastFileToken.isEmpty() ? m_user.token->duplicate() : m_lastFileToken.duplicate();
}

Result<QByteArray> ContextCredentials::caPem() const {
    Result<QByteArray> pem = pemOf(m_cluster.caFile, m_cluster.caData);
    if (pem && !m_cluster.caFile.isEmpty()) {
        const auto checked = checkCertificatePem(*pem, m_cluster.caFile);
        if (!checked) {
            return std::unexpected(checked.error());
        }
    }
    return pem;
}

bool ContextCredentials::usesPlugin() const {
    const bool isSilenced = m_user.token || !m_user.tokenFile.isEmpty() || !m_user.username.isEmpty()
        || !m_user.clientCertificateFile.isEmpty() || !m_user.clientCertificateData.isEmpty();
    const Result<QUrl> url = serverUrl(m_cluster);
    return m_user.exec && !isSilenced && url && url->scheme() == u"https"_s;
}

bool ContextCredentials::hasPluginExpired() const {
    return m_fromPlugin && m_fromPlugin->expiry.isValid() && m_clock.wallNow() >= m_fromPlugin->expiry;
}

Clock::Duration ContextCredentials::lifetime() const {
    if (!m_user.tokenFile.isEmpty()) {
        return kTokenFileAge;
    }
    const bool hasFiles
        = !m_cluster.caFile.isEmpty() || !m_user.clientCertificateFile.isEmpty() || !m_user.clientKeyFile.isEmpty();
    // Certificates in the kubeconfig itself are looked at now and then too: they expire.
    return hasFiles || !m_user.clientCertificateData.isEmpty() ? kCertificateAge : Clock::Duration::max();
}

bool ContextCredentials::isFresh() const {
    if (!m_present || hasPluginExpired() || (usesPlugin() && !m_fromPlugin)) {
        return false;
    }
    const Clock::Duration age = std::chrono::duration_cast<Clock::Duration>(m_clock.steadyNow() - m_readAt);
    return age < lifetime();
}

std::unique_ptr<Credentials> makeCredentials(
    ClusterEntry cluster, UserEntry user, QString label, std::shared_ptr<ExecTrust> trust, Clock& clock) {
    return std::make_unique<ContextCredentials>(
        std::move(cluster), std::move(user), std::move(label), std::move(trust), clock);
}

} // namespace pilothouse
