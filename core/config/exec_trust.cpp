// SPDX-License-Identifier: Apache-2.0
#include "core/config/exec_trust.h"

#include "core/config/bounded_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxProgram = qint64{1} << 30; // the largest plugins are some 100 MB

/// With its length before each part, so that no two lists of parts make one hash.
void addPart(QCryptographicHash& hash, QByteArrayView part) {
    hash.addData(QByteArray::number(part.size()));
    hash.addData(":");
    hash.addData(part);
}

QByteArray hashOfFile(const QString& path) {
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!QFileInfo(path).isFile() || file.size() > kMaxProgram || !file.open(QIODevice::ReadOnly)
        || !hash.addData(&file)) {
        return {};
    }
    return hash.result().toHex();
}

QStringList warningsFor(const ExecPlugin& plugin, const QFileInfo& program) {
    QStringList warnings;
    if (plugin.isRelative) {
        warnings += u"RelativePath"_s;
    }
    // Whoever may write there can put another program in its place, behind a link too.
    const QFileInfo real(program.canonicalFilePath());
    const bool isWritable = QFileInfo(program.absolutePath()).permission(QFile::WriteOther)
        || QFileInfo(real.absolutePath()).permission(QFile::WriteOther) || real.permission(QFile::WriteOther);
    if (isWritable) {
        warnings += u"WorldWritableFolder"_s;
    }
    return warnings;
}

} // namespace

QByteArray ExecIdentity::fingerprint() const {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    addPart(hash, command.toUtf8());
    addPart(hash, QByteArray::number(arguments.size()));
    for (const QString& argument : arguments) {
        addPart(hash, argument.toUtf8());
    }
    addPart(hash, environmentSha256);
    addPart(hash, fileSha256);
    return hash.result().toHex();
}

ExecIdentity identify(const ExecPlugin& plugin) {
    ExecIdentity identity;
    identity.arguments = plugin.arguments;
    QCryptographicHash environment(QCryptographicHash::Sha256);
    for (const auto& [name, value] : plugin.environment) {
        identity.environmentNames += name;
        addPart(environment, name.toUtf8());
        addPart(environment, value.toUtf8());
    }
    identity.environmentSha256 = environment.result().toHex();
    // A path is taken as it is, a bare name is looked for in PATH; never in the working folder.
    const bool hasFolder = QDir::isAbsolutePath(plugin.command);
    const QFileInfo program(hasFolder ? plugin.command : QStandardPaths::findExecutable(plugin.command));
    if (program.filePath().isEmpty() || !program.isFile() || !program.isExecutable()) {
        identity.warnings += u"NotFound"_s;
        return identity;
    }
    identity.command = program.absoluteFilePath();
    identity.fileSha256 = hashOfFile(identity.command);
    identity.warnings += warningsFor(plugin, program);
    return identity;
}

ExecTrust::ExecTrust(QString file)
    : m_file(std::move(file)) {
    read();
}

void ExecTrust::read() {
    // A file that can't be read trusts nothing: the person is asked again.
    const auto text = readBoundedFile(m_file, 1_MiB);
    if (!text) {
        return;
    }
    m_trusted.clear();
    const QJsonArray entries = QJsonDocument::fromJson(*text).object().value("trusted"_L1).toArray();
    for (const QJsonValue& entry : entries) {
        const QByteArray fingerprint = entry["fingerprint"_L1].toString().toLatin1();
        if (!fingerprint.isEmpty()) {
            m_trusted.insert(fingerprint, entry["command"_L1].toString());
        }
    }
}

Result<void> ExecTrust::save() const {
    QJsonArray entries;
    for (const auto& [fingerprint, command] : m_trusted.asKeyValueRange()) {
        entries.append(QJsonObject{{u"fingerprint"_s, QString::fromLatin1(fingerprint)}, {u"command"_s, command}});
    }
    const QByteArray text = QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"trusted"_s, entries}}).toJson();
    const QString folder = QFileInfo(m_file).absolutePath();
    const bool isNew = !QFileInfo::exists(folder);
    if (isNew
        && !(QDir().mkpath(folder)
            && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))) {
        return fail(ErrorCode::Io, folder, u"can't be made"_s);
    }
    QSaveFile file(m_file);
    const bool isSaved = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit();
    return isSaved ? Result<void>() : fail(ErrorCode::Io, m_file, file.errorString());
}

bool ExecTrust::isTrusted(const ExecIdentity& identity) const {
    const QMutexLocker lock(&m_mutex);
    return !identity.command.isEmpty() && !identity.fileSha256.isEmpty() && m_trusted.contains(identity.fingerprint());
}

Result<void> ExecTrust::trust(const ExecIdentity& identity) {
    if (identity.command.isEmpty() || identity.fileSha256.isEmpty()) {
        return fail(ErrorCode::NotFound, identity.command, u"the program was not found"_s, u"NotFound"_s);
    }
    const QMutexLocker lock(&m_mutex);
    read(); // another window may have written
    m_trusted.insert(identity.fingerprint(), identity.command);
    return save();
}

Result<void> ExecTrust::revoke(const QByteArray& fingerprint) {
    const QMutexLocker lock(&m_mutex);
    read();
    m_trusted.remove(fingerprint);
    return save();
}

QStringList ExecTrust::trustedFingerprints() const {
    const QMutexLocker lock(&m_mutex);
    QStringList fingerprints;
    for (const auto& [fingerprint, command] : m_trusted.asKeyValueRange()) {
        fingerprints += QString::fromLatin1(fingerprint);
    }
    fingerprints.sort();
    return fingerprints;
}

} // namespace pilothouse
