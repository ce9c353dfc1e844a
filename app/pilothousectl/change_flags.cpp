// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/change_flags.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// `5m`, `90s`, `1h30m`, as helm takes it; a bare number is refused, since nobody knows its unit.
Result<std::chrono::seconds> parseDuration(const QString& text) {
    static const QRegularExpression kDuration(u"^(?:(\\d{1,4})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?$"_s);
    const auto match = kDuration.match(text);
    const auto total = std::chrono::hours(match.captured(1).toInt()) + std::chrono::minutes(match.captured(2).toInt())
        + std::chrono::seconds(match.captured(3).toInt());
    if (!match.hasMatch() || total <= std::chrono::seconds(0)) {
        return fail(ErrorCode::Invalid, u"--timeout "_s + text, u"it must be a time such as 90s, 5m or 1h"_s);
    }
    return std::chrono::duration_cast<std::chrono::seconds>(total);
}

Result<WaitKind> parseWait(const QString& word) {
    if (word == "watcher"_L1 || word == "true"_L1) {
        return WaitKind::Watcher;
    }
    if (word == "legacy"_L1) {
        return WaitKind::Legacy;
    }
    if (word == "hookOnly"_L1 || word == "false"_L1) {
        return WaitKind::HooksOnly;
    }
    return fail(ErrorCode::Invalid, u"--wait="_s + word, u"it must be watcher, legacy or hookOnly"_s);
}

Result<DiffBase> parseBase(const QString& word) {
    if (word == "record"_L1) {
        return DiffBase::Record;
    }
    if (word == "live"_L1) {
        return DiffBase::Live;
    }
    if (word == "predicted"_L1) {
        return DiffBase::Predicted;
    }
    return fail(ErrorCode::Invalid, u"--diff-base "_s + word, u"it must be record, live or predicted"_s);
}

Result<ApplyMethod> parseApply(const QString& word) {
    if (word == "auto"_L1) {
        return ApplyMethod::Auto;
    }
    if (word == "true"_L1) {
        return ApplyMethod::ServerSide;
    }
    if (word == "false"_L1) {
        return ApplyMethod::ClientSide;
    }
    return fail(ErrorCode::Invalid, u"--server-side="_s + word, u"it must be true, false or auto"_s);
}

Result<int> parseHistory(const QString& word) {
    bool isNumber = false;
    const int value = word.toInt(&isNumber);
    if (!isNumber || value < 0) {
        return fail(ErrorCode::Invalid, u"--history-max "_s + word, u"it must be a number; 0 keeps all"_s);
    }
    return value;
}

/// The repository's login and way there; the password comes from a file: arguments are seen by every user.
Result<std::shared_ptr<const RepositoryLogin>> parseLogin(const QCommandLineParser& parser) {
    constexpr qint64 kLongestPassword = 64LL * 1024;
    auto login = std::make_shared<RepositoryLogin>();
    const QString chart = parser.value(u"chart"_s);
    login->url = chart.startsWith("oci://"_L1) ? chart : parser.value(u"repo"_s);
    login->user = parser.value(u"repo-user"_s);
    login->proxy = parser.value(u"repo-proxy"_s);
    const QString authority = parser.value(u"repo-ca-file"_s);
    login->caFile = authority.isEmpty() ? QString() : QFileInfo(authority).absoluteFilePath();
    const QString passwordFile = parser.value(u"repo-password-file"_s);
    if (login->user.isEmpty() && login->proxy.isEmpty() && login->caFile.isEmpty() && passwordFile.isEmpty()) {
        return nullptr;
    }
    if (login->url.isEmpty() || login->user.isEmpty() != passwordFile.isEmpty()) {
        return fail(ErrorCode::Invalid, u"login to a repository"_s,
            u"say --repo URL or --chart oci://…, and --repo-user together with --repo-password-file"_s);
    }
    if (!passwordFile.isEmpty()) {
        QFile file(passwordFile);
        if (!file.open(QIODevice::ReadOnly)) {
            return fail(ErrorCode::Io, passwordFile, file.errorString());
        }
        QByteArray bytes = file.read(kLongestPassword);
        while (bytes.endsWith('\n') || bytes.endsWith('\r')) {
            bytes.chop(1);
        }
        login->password = std::make_shared<const Secret>(std::move(bytes));
    }
    return login;
}

/// Puts a parsed word into its place; the first that is wrong is told.
template <typename T> bool take(Result<T> parsed, T& into, std::optional<Error>& problem) {
    if (parsed) {
        into = *parsed;
    } else if (!problem) {
        problem = parsed.error();
    }
    return parsed.has_value();
}

} // namespace

void addChangeFlags(QCommandLineParser& parser) {
    parser.addOptions({
        {u"chart"_s, u"Chart: folder, .tgz, oci://… or repository/chart."_s, u"ref"_s},
        {u"version"_s, u"Version of a chart from a repository; the newest where it is left out."_s, u"version"_s},
        {u"repo"_s, u"URL of the chart's repository."_s, u"url"_s},
        {u"repo-user"_s, u"Who logs in to the repository or registry."_s, u"name"_s},
        {u"repo-password-file"_s, u"File with the password."_s, u"file"_s},
        {u"repo-ca-file"_s, u"Certificates to trust there, PEM."_s, u"file"_s},
        {u"repo-proxy"_s, u"Proxy on the way there."_s, u"url"_s},
        {{u"f"_s, u"values"_s}, u"Values file; several are merged, the last one wins. apply: YAML of objects."_s,
            u"file"_s},
        {u"timeout"_s, u"Of each hook and each wait."_s, u"time"_s, u"5m"_s},
        {u"wait"_s, u"Wait until all is ready: watcher, legacy or hookOnly."_s, u"kind"_s, u"hookOnly"_s},
        {u"wait-for-jobs"_s, u"Wait for jobs too."_s},
        {{u"rollback-on-failure"_s, u"atomic"_s}, u"Go back by itself when it fails."_s},
        {u"cleanup-on-fail"_s, u"Delete what it made when it fails."_s},
        {u"no-hooks"_s, u"Run no hooks."_s},
        {u"skip-crds"_s, u"Create no custom resource definitions."_s},
        {u"history-max"_s, u"Revisions to keep; 0 keeps all."_s, u"number"_s, u"10"_s},
        {u"keep-history"_s, u"uninstall: keep the records."_s},
        {u"create-namespace"_s, u"install: make the namespace."_s},
        {u"take-ownership"_s, u"Adopt objects that exist."_s},
        {u"server-side"_s, u"helm 4: apply on the server: true, false or auto."_s, u"kind"_s, u"auto"_s},
        {u"force-conflicts"_s, u"helm 4: take over fields of other managers."_s},
        {u"dry-run"_s, u"Only show the plan."_s},
        {u"diff-base"_s, u"What the plan compares with: record, live or predicted."_s, u"base"_s, u"record"_s},
        {u"reason"_s, u"Why; goes into audit and record."_s, u"text"_s},
        {u"confirm"_s, u"CONTEXT/RELEASE, where the place is protected."_s, u"what"_s},
        {u"live"_s, u"diff: what is in the cluster against the newest record."_s},
    });
}

Result<ChangeFlags> readChangeFlags(const QCommandLineParser& parser) {
    ChangeFlags flags;
    std::optional<Error> problem;
    take(parseDuration(parser.value(u"timeout"_s)), flags.options.timeout, problem);
    take(parseWait(parser.value(u"wait"_s)), flags.options.wait, problem);
    take(parseApply(parser.value(u"server-side"_s)), flags.options.applyMethod, problem);
    take(parseHistory(parser.value(u"history-max"_s)), flags.options.historyMax, problem);
    take(parseBase(parser.value(u"diff-base"_s)), flags.diffBase, problem);
    take(parseLogin(parser), flags.login, problem);
    if (problem) {
        return std::unexpected(*problem);
    }
    flags.options.waitForJobs = parser.isSet(u"wait-for-jobs"_s);
    flags.options.rollbackOnFailure = parser.isSet(u"rollback-on-failure"_s);
    flags.options.cleanupOnFail = parser.isSet(u"cleanup-on-fail"_s);
    flags.options.runHooks = !parser.isSet(u"no-hooks"_s);
    flags.options.skipCrds = parser.isSet(u"skip-crds"_s);
    flags.options.keepHistory = parser.isSet(u"keep-history"_s);
    flags.options.createNamespace = parser.isSet(u"create-namespace"_s);
    flags.options.takeOwnership = parser.isSet(u"take-ownership"_s);
    flags.options.forceConflicts = parser.isSet(u"force-conflicts"_s);
    flags.chart = parser.value(u"chart"_s);
    flags.chartVersion = parser.value(u"version"_s);
    flags.repositoryUrl = parser.value(u"repo"_s);
    flags.valuesFiles = parser.values(u"values"_s);
    flags.reason = parser.value(u"reason"_s);
    flags.confirm = parser.value(u"confirm"_s);
    flags.dryRun = parser.isSet(u"dry-run"_s);
    flags.live = parser.isSet(u"live"_s);
    return flags;
}

QStringList completeFlags(QStringList arguments) {
    for (QString& argument : arguments) {
        if (argument == "--wait"_L1) {
            argument = u"--wait=watcher"_s;
        } else if (argument == "--server-side"_L1) {
            argument = u"--server-side=true"_s;
        }
    }
    return arguments;
}

} // namespace pilothouse::ctl
