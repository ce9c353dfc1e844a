// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helmfile.h"

#include "core/config/bounded_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kLargestHelmfile = 4_MiB;
constexpr qsizetype kMostReleases = 5000;

bool isPlain(const QString& text, const QString& pattern) {
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern)).match(text).hasMatch();
}

/// In the order in which helmfile looks in a folder.
QString fileIn(const QString& path) {
    if (!QFileInfo(path).isDir()) {
        return path;
    }
    static const std::array kNames{u"helmfile.yaml"_s, u"helmfile.yaml.gotmpl"_s};
    for (const QString& name : kNames) {
        if (const QString file = path + u'/' + name; QFileInfo(file).isFile()) {
            return file;
        }
    }
    return path + u"/helmfile.yaml"_s;
}

QStringList placeOf(const HelmfileCall& call) {
    QStringList arguments{u"--file="_s + call.file};
    if (!call.environment.isEmpty()) {
        arguments += u"--environment="_s + call.environment;
    }
    if (!call.selector.isEmpty()) {
        arguments += u"--selector="_s + call.selector;
    }
    return arguments;
}

} // namespace

Result<QStringList> helmfileArguments(const HelmfileCall& call) {
    if (call.verb == HelmfileCall::Verb::Version) {
        return QStringList{u"version"_s, u"--output=short"_s};
    }
    if (!QDir::isAbsolutePath(call.file)) {
        return fail(ErrorCode::Invalid, call.file.left(200), u"is no absolute path"_s, u"BadHelmfile"_s);
    }
    if (!isPlain(call.environment, u"[A-Za-z0-9_.-]*"_s)) {
        return fail(
            ErrorCode::Invalid, call.environment.left(200), u"is no name of an environment"_s, u"BadEnvironment"_s);
    }
    if (!isPlain(call.selector, u"[A-Za-z0-9_./=!, -]*"_s)) {
        return fail(ErrorCode::Invalid, call.selector.left(200), u"is no selector"_s, u"BadSelector"_s);
    }
    QStringList arguments = placeOf(call);
    arguments += u"--no-color"_s;
    if (!call.helm.isEmpty()) {
        arguments += u"--helm-binary="_s + call.helm;
    }
    if (call.verb == HelmfileCall::Verb::List) {
        arguments += {u"list"_s, u"--output=json"_s};
    } else {
        arguments += u"template"_s;
    }
    return arguments;
}

QStringList helmfileApplyCommand(const HelmfileCall& call) {
    return QStringList{u"helmfile"_s} + placeOf(call) + QStringList{u"apply"_s};
}

QString selectorFor(const QString& selector, const QString& release, const QString& nameSpace) {
    QStringList parts = selector.simplified().split(u',', Qt::SkipEmptyParts);
    parts += u"name="_s + release;
    if (!nameSpace.isEmpty()) {
        parts += u"namespace="_s + nameSpace;
    }
    return parts.join(u',');
}

Result<QString> findHelmfile(const EnvironmentVariables& own) {
    QString path;
    for (const auto& [name, value] : own) {
        path = name == u"PATH"_s ? value : path;
    }
    const QStringList folders = path.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const QString& folder : folders) {
        const QFileInfo file(QDir::cleanPath(folder) + u"/helmfile"_s);
        if (QDir::isAbsolutePath(folder) && file.isFile() && file.isExecutable()) {
            return file.absoluteFilePath();
        }
    }
    return fail(ErrorCode::NotFound, u"helmfile"_s, u"no folder of PATH has it"_s, u"NoHelmfile"_s);
}

Result<ExecIdentity> helmfileIdentity(const QString& program, const QString& file) {
    const QString path = fileIn(file);
    const auto text = readBoundedFile(path, kLargestHelmfile);
    if (!text) {
        Error error = text.error();
        error.reason = error.code == ErrorCode::NotFound ? u"NoHelmfileThere"_s : error.reason;
        return std::unexpected(std::move(error));
    }
    ExecPlugin plugin;
    plugin.command = program;
    plugin.arguments = {u"--file="_s + path};
    plugin.environment = {{u"content of the helmfile"_s,
        QString::fromLatin1(QCryptographicHash::hash(*text, QCryptographicHash::Sha256).toHex())}};
    return identify(plugin);
}

Result<std::vector<HelmfileRelease>> readHelmfileList(const QByteArray& output) {
    // Whatever its hooks print stands before; the list is one line of its own.
    const qsizetype begin = output.startsWith('[') ? 0 : output.lastIndexOf("\n[") + 1;
    QJsonParseError problem;
    const QJsonDocument list = QJsonDocument::fromJson(output.mid(begin).trimmed(), &problem);
    if (!list.isArray() || list.array().size() > kMostReleases) {
        return fail(ErrorCode::Parse, u"helmfile list"_s, problem.errorString());
    }
    std::vector<HelmfileRelease> releases;
    for (const QJsonValue& entry : list.array()) {
        releases.push_back({.name = entry["name"_L1].toString(),
            .nameSpace = entry["namespace"_L1].toString(),
            .chart = entry["chart"_L1].toString(),
            .version = entry["version"_L1].toString(),
            .isEnabled = entry["enabled"_L1].toBool(true),
            .isInstalled = entry["installed"_L1].toBool(true)});
    }
    return releases;
}

} // namespace pilothouse
