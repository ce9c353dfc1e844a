// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_memory.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kFileRights = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto kFolderRights = kFileRights | QFileDevice::ExeOwner;
constexpr qint64 kLargestFile = 32LL << 20;
constexpr qsizetype kMostOrigins = 500;
constexpr std::array kSourceKinds = {ChartSource::Kind::Folder, ChartSource::Kind::Archive,
    ChartSource::Kind::Repository, ChartSource::Kind::Oci, ChartSource::Kind::Record, ChartSource::Kind::Helmfile};

QString digest(const QByteArray& bytes) {
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString nameOf(const ContextId& context, const ReleaseKey& release) {
    return u"%1\n%2\n%3\n%4"_s.arg(
        context.value(), release.nameSpace, release.name, QString::number(static_cast<int>(release.driver)));
}

/// Of the file itself, whatever way leads there.
QString fileKey(const QString& file) {
    const QString path = QFileInfo(file).canonicalFilePath();
    return u"file:"_s + digest((path.isEmpty() ? file : path).toUtf8());
}

QJsonObject sourceJson(const ChartSource& source) {
    return {{u"kind"_s, chartSourceWord(source.kind)}, {u"location"_s, source.location},
        {u"repositoryUrl"_s, source.repositoryUrl}, {u"version"_s, source.version},
        {u"environment"_s, source.environment}, {u"selector"_s, source.selector}};
}

std::optional<ChartSource> sourceFrom(const QJsonObject& json) {
    for (const ChartSource::Kind kind : kSourceKinds) {
        if (chartSourceWord(kind) == json[u"kind"_s].toString()) {
            return ChartSource{.kind = kind,
                .location = json[u"location"_s].toString(),
                .repositoryUrl = json[u"repositoryUrl"_s].toString(),
                .version = json[u"version"_s].toString(),
                .environment = json[u"environment"_s].toString(),
                .selector = json[u"selector"_s].toString()};
        }
    }
    return std::nullopt;
}

QJsonObject optionsJson(const ChangeOptions& options) {
    return {{u"timeout"_s, static_cast<qint64>(options.timeout.count())}, {u"wait"_s, static_cast<int>(options.wait)},
        {u"waitForJobs"_s, options.waitForJobs}, {u"rollbackOnFailure"_s, options.rollbackOnFailure},
        {u"runHooks"_s, options.runHooks}, {u"historyMax"_s, options.historyMax},
        {u"applyMethod"_s, static_cast<int>(options.applyMethod)}, {u"forceConflicts"_s, options.forceConflicts},
        {u"takeOwnership"_s, options.takeOwnership}, {u"createNamespace"_s, options.createNamespace},
        {u"keepHistory"_s, options.keepHistory}, {u"cleanupOnFail"_s, options.cleanupOnFail},
        {u"skipCrds"_s, options.skipCrds}};
}

ChangeOptions optionsFrom(const QJsonObject& json) {
    ChangeOptions options;
    options.timeout = std::chrono::seconds(std::clamp(json[u"timeout"_s].toInt(300), 1, 86'400));
    options.wait = static_cast<WaitKind>(std::clamp(json[u"wait"_s].toInt(1), 0, 2));
    options.waitForJobs = json[u"waitForJobs"_s].toBool();
    options.rollbackOnFailure = json[u"rollbackOnFailure"_s].toBool();
    options.runHooks = json[u"runHooks"_s].toBool(true);
    options.historyMax = std::max(0, json[u"historyMax"_s].toInt(10));
    options.applyMethod = static_cast<ApplyMethod>(std::clamp(json[u"applyMethod"_s].toInt(0), 0, 2));
    options.forceConflicts = json[u"forceConflicts"_s].toBool();
    options.takeOwnership = json[u"takeOwnership"_s].toBool();
    options.createNamespace = json[u"createNamespace"_s].toBool();
    options.keepHistory = json[u"keepHistory"_s].toBool();
    options.cleanupOnFail = json[u"cleanupOnFail"_s].toBool();
    options.skipCrds = json[u"skipCrds"_s].toBool();
    return options;
}

} // namespace

ChangeMemory::ChangeMemory(QString folder)
    : m_folder(std::move(folder)) { }

QString ChangeMemory::draftFile(const ChangeSubject& subject) const {
    const QString name = nameOf(subject.context, subject.release) + u'\n' + changeWord(subject.kind);
    return u"draft-%1.json"_s.arg(digest(name.toUtf8()).first(32));
}

QJsonObject ChangeMemory::read(const QString& file) const {
    QFile stored(QDir(m_folder).filePath(file));
    if (!stored.open(QIODevice::ReadOnly) || stored.size() > kLargestFile) {
        return {};
    }
    return QJsonDocument::fromJson(stored.readAll()).object();
}

Result<void> ChangeMemory::write(const QString& file, const QJsonObject& object) const {
    const QString path = QDir(m_folder).filePath(file);
    const QDir above(QFileInfo(m_folder).absolutePath());
    const bool isThere = QFileInfo(m_folder).isDir()
        || (above.mkpath(u"."_s) && QDir().mkdir(m_folder, QFileDevice::Permissions(kFolderRights)));
    QSaveFile target(path);
    if (!isThere || !target.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::Io, path, target.errorString());
    }
    // Before the first byte: whatever the umask, nobody else reads it meanwhile (FS7).
    target.setPermissions(kFileRights);
    target.write(QJsonDocument(object).toJson(QJsonDocument::Compact));
    if (!target.commit()) {
        return fail(ErrorCode::Io, path, target.errorString());
    }
    return {};
}

Result<void> ChangeMemory::saveDraft(const ChangeRequest& request, const QDateTime& now) const {
    QJsonObject json{{u"context"_s, request.context.value()}, {u"namespace"_s, request.release.nameSpace},
        {u"release"_s, request.release.name}, {u"verb"_s, changeWord(request.kind)},
        {u"saved"_s, now.toString(Qt::ISODateWithMs)}, {u"chart"_s, sourceJson(request.chart)},
        {u"values"_s, QString::fromLatin1(request.values.toBase64())}, {u"valuesFile"_s, request.valuesFile},
        {u"target"_s, number(request.target)}, {u"options"_s, optionsJson(request.options)},
        {u"reason"_s, request.reason}};
    return write(draftFile({request.context, request.release, request.kind}), json);
}

std::optional<ChangeDraft> ChangeMemory::draft(const ChangeSubject& subject) const {
    const QJsonObject json = read(draftFile(subject));
    const bool isIts = json[u"context"_s].toString() == subject.context.value()
        && json[u"release"_s].toString() == subject.release.name
        && json[u"namespace"_s].toString() == subject.release.nameSpace;
    if (json.isEmpty() || !isIts) {
        return std::nullopt;
    }
    ChangeDraft draft;
    draft.request.context = subject.context;
    draft.request.release = subject.release;
    draft.request.kind = subject.kind;
    draft.request.chart = sourceFrom(json[u"chart"_s].toObject()).value_or(ChartSource());
    draft.request.values = QByteArray::fromBase64(json[u"values"_s].toString().toLatin1());
    draft.request.valuesFile = json[u"valuesFile"_s].toString();
    draft.request.target = Revision{json[u"target"_s].toInt()};
    draft.request.options = optionsFrom(json[u"options"_s].toObject());
    draft.request.reason = json[u"reason"_s].toString();
    draft.saved = QDateTime::fromString(json[u"saved"_s].toString(), Qt::ISODateWithMs);
    return draft;
}

void ChangeMemory::removeDraft(const ChangeSubject& subject) const {
    QFile::remove(QDir(m_folder).filePath(draftFile(subject)));
}

void ChangeMemory::rememberSource(
    const ContextId& context, const ReleaseKey& release, const ChartSource& source) const {
    QJsonObject all = read(u"sources.json"_s);
    all[nameOf(context, release)] = sourceJson(source);
    (void)write(u"sources.json"_s, all); // a convenience: lost where the folder can't be written
}

std::optional<ChartSource> ChangeMemory::source(const ContextId& context, const ReleaseKey& release) const {
    return sourceFrom(read(u"sources.json"_s)[nameOf(context, release)].toObject());
}

void ChangeMemory::rememberValues(const ContextId& context, const QByteArray& values, const QString& file) const {
    if (values.trimmed().isEmpty()) {
        return;
    }
    QJsonObject all = read(u"values-origins.json"_s);
    if (all.size() >= kMostOrigins) {
        all = {};
    }
    all[digest(values)] = context.value();
    if (!file.isEmpty()) {
        all[fileKey(file)] = context.value();
    }
    (void)write(u"values-origins.json"_s, all);
}

ContextId ChangeMemory::foreignContext(const ContextId& here, const QByteArray& values, const QString& file) const {
    if (values.trimmed().isEmpty()) {
        return {};
    }
    const QJsonObject all = read(u"values-origins.json"_s);
    // These very values count before what else was in their file.
    QString there = all[digest(values)].toString();
    if (there.isEmpty() && !file.isEmpty()) {
        there = all[fileKey(file)].toString();
    }
    return ContextId(there) == here ? ContextId() : ContextId(there);
}

} // namespace pilothouse::ui
