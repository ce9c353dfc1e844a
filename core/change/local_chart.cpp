// SPDX-License-Identifier: Apache-2.0
#include "core/change/local_chart.h"

#include "core/base/redaction.h"
#include "core/change/record_chart.h"
#include "core/helm/chart_files.h"
#include "core/helm/repository_client.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeptDays = 7;

std::unexpected<Error> noChart(const QString& path) {
    return fail(ErrorCode::NotFound, path, u"there is no chart"_s, u"NoChart"_s);
}

Result<LocalChart> readChart(const QString& path) {
    const QFileInfo info(path);
    if (path.isEmpty() || !info.isAbsolute() || !info.exists()) {
        return noChart(path);
    }
    auto package = loadChart(path);
    if (!package) {
        return std::unexpected(package.error());
    }
    return LocalChart{.path = path, .package = std::move(*package)};
}

Result<QString> makeFolder(const QString& root, const QString& name) {
    const QString path = root + u'/' + name;
    const auto privately = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const bool isMade
        = QDir().mkpath(path) && QFile::setPermissions(root, privately) && QFile::setPermissions(path, privately);
    return isMade ? Result<QString>(path) : fail(ErrorCode::Io, path, u"can't be made"_s);
}

/// What helm's words say of the repository, where they do: a person can do something about it. Source: Go's net/http
/// and crypto/x509; helm pkg/getter; oras-go errors.
Error repositoryError(Error error, const ChartSource& source) {
    static const QRegularExpression kLogin(u"\\b401\\b|unauthorized"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kRight(
        u"\\b403\\b|forbidden|access denied"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kTrust(u"x509:|certificate signed by|tls: failed to verify"_s);
    if (error.code != ErrorCode::Process) {
        return error;
    }
    const auto become = [&error, &source](ErrorCode code, const QString& reason) {
        error.code = code;
        error.reason = reason;
        error.subject = redactUrl(source.repositoryUrl.isEmpty() ? source.location : source.repositoryUrl);
    };
    if (kTrust.match(error.detail).hasMatch()) {
        become(ErrorCode::TlsUntrusted, u"RepositoryCertificate"_s);
    } else if (kLogin.match(error.detail).hasMatch()) {
        become(ErrorCode::Unauthorized, u"RepositoryLogin"_s);
    } else if (kRight.match(error.detail).hasMatch()) {
        become(ErrorCode::Forbidden, u"RepositoryForbidden"_s);
    }
    return error;
}

/// `helm repo update` prints why an index could not be read where its errors are not. Where they don't say it, it is
/// asked for once more, by ourselves.
Task<Error> whyNotUpdated(ChartFetch* fetch, Error said) {
    Error known = repositoryError(std::move(said), fetch->source);
    if (known.code != ErrorCode::Process) {
        co_return known;
    }
    const ApiClient::Services services = fetch->client->services();
    RepositoryClient client(services.http, services.pool);
    const auto index = co_await client.index(fetch->login);
    if (index) {
        co_return known;
    }
    Error why = index.error();
    why.reason = why.code == ErrorCode::Unauthorized ? u"RepositoryLogin"_s
        : why.code == ErrorCode::Forbidden           ? u"RepositoryForbidden"_s
        : why.code == ErrorCode::TlsUntrusted        ? u"RepositoryCertificate"_s
                                                     : why.reason;
    co_return why;
}

/// Makes the private home of the login, and has helm read a repository's index with it. Null: no login is needed.
Task<Result<std::unique_ptr<RepositoryHome>>> logIn(ChartFetch* fetch) {
    if (!fetch->login) {
        co_return std::unique_ptr<RepositoryHome>();
    }
    auto home = RepositoryHome::make(fetch->pull.root, *fetch->login);
    if (!home) {
        co_return std::unexpected(home.error());
    }
    (*home)->applyTo(fetch->pull.environment);
    if (fetch->login->isRegistry()) {
        fetch->pull.call.caFile = fetch->login->caFile;
        fetch->pull.call.certFile = fetch->login->certFile;
        fetch->pull.call.keyFile = fetch->login->keyFile;
        fetch->pull.call.skipTlsVerify = fetch->login->skipTlsVerify;
        co_return home;
    }
    HelmReading update = fetch->pull;
    update.call = {};
    update.call.verb = HelmVerb::RepoUpdate;
    update.call.chart = RepositoryHome::kName;
    const auto updated = co_await readHelm(std::move(update), fetch->client->services().clock);
    if (!updated) {
        co_return std::unexpected(co_await whyNotUpdated(fetch, updated.error()));
    }
    fetch->pull.call.chart = RepositoryHome::kName + u'/' + fetch->source.location;
    fetch->pull.call.repoUrl.clear();
    co_return home;
}

/// `helm pull` into a folder of its own: what was rendered is what will be sent, whatever the tag means by then (CH7).
Task<Result<QString>> pullChart(ChartFetch* fetch) {
    const auto folder = makeFolder(fetch->folder, QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (!folder) {
        co_return std::unexpected(folder.error());
    }
    fetch->pull.call.verb = HelmVerb::Pull;
    fetch->pull.call.chart = fetch->source.location;
    fetch->pull.call.chartVersion = fetch->source.version;
    fetch->pull.call.repoUrl = fetch->source.repositoryUrl;
    fetch->pull.call.destination = *folder;
    constexpr Clock::Duration kPullDeadline = std::chrono::seconds(120);
    fetch->pull.deadline = kPullDeadline;
    const auto home = co_await logIn(fetch);
    if (!home) {
        QDir(*folder).removeRecursively();
        co_return std::unexpected(repositoryError(home.error(), fetch->source));
    }
    const auto answer = co_await readHelm(fetch->pull, fetch->client->services().clock);
    const QStringList found = QDir(*folder).entryList({u"*.tgz"_s}, QDir::Files);
    if (!answer || found.size() != 1) {
        QDir(*folder).removeRecursively();
        if (!answer) {
            co_return std::unexpected(repositoryError(answer.error(), fetch->source));
        }
        co_return noChart(fetch->source.location);
    }
    co_return *folder + u'/' + found.first();
}

} // namespace

Task<Result<LocalChart>> fetchChart(ChartFetch given) {
    const auto fetch = std::make_shared<ChartFetch>(std::move(given));
    Result<QString> path = QString();
    switch (fetch->source.kind) {
    case ChartSource::Kind::Folder:
    case ChartSource::Kind::Archive:
        path = fetch->source.location;
        break;
    case ChartSource::Kind::Repository:
    case ChartSource::Kind::Oci:
        path = co_await pullChart(fetch.get());
        break;
    case ChartSource::Kind::Helmfile:
        path = noChart(fetch->source.location); // rendered by helmfile itself
        break;
    case ChartSource::Kind::Record:
        path = co_await keepRecordChart(fetch->client, fetch->newest, fetch->release, fetch->folder);
        break;
    }
    if (!path) {
        co_return std::unexpected(path.error());
    }
    co_return co_await fetch->client->services().pool.run([path = *path] { return readChart(path); });
}

Result<QByteArray> chartDigestOf(const QString& path) {
    auto chart = readChart(path);
    return chart ? Result<QByteArray>(std::move(chart->package.digest)) : std::unexpected(chart.error());
}

void sweepCharts(const QString& folder) {
    const QDateTime oldest = QDateTime::currentDateTime().addDays(-kKeptDays);
    for (const QFileInfo& entry : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!entry.isSymLink() && entry.lastModified() < oldest) {
            QDir(entry.filePath()).removeRecursively();
        }
    }
}

} // namespace pilothouse
