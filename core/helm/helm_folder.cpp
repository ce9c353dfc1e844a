// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_folder.h"

#include "core/base/byte_size.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t kFolderMode = 0700;
constexpr mode_t kFileMode = 0600;
constexpr ByteSize kMinFree = 64_MiB; // spool files, a pulled chart and what helm unpacks of it
constexpr ByteSize kProbe = 64_KiB;
constexpr ByteSize kMaxRead = 1_MiB;

std::unexpected<Error> ioError(const QString& path, int error) {
    const bool isFull = error == ENOSPC || error == EDQUOT || error == EFBIG;
    return fail(
        ErrorCode::Io, path, QString::fromLocal8Bit(std::strerror(error)), isFull ? u"DiskFull"_s : u"NotWritable"_s);
}

std::unexpected<Error> notPrivate(const QString& path, const QString& why) {
    return fail(ErrorCode::Io, path, why, u"NotPrivate"_s);
}

bool isPlainName(const QString& name) {
    static const QRegularExpression kName(u"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\\z"_s);
    return kName.match(name).hasMatch();
}

/// Makes one folder of 0700 whatever the umask (FS7).
Result<void> makeFolder(const QString& path) {
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), kFolderMode) != 0 || ::chmod(name.constData(), kFolderMode) != 0) {
        return ioError(path, errno);
    }
    return {};
}

Result<void> makeFolders(const QString& path) {
    if (QFileInfo(path).isDir()) {
        return {};
    }
    const QString parent = QFileInfo(path).path();
    if (parent == path) {
        return ioError(path, ENOENT);
    }
    if (const auto made = makeFolders(parent); !made) {
        return made;
    }
    // Another program of ours may make it at the same time.
    const auto made = makeFolder(path);
    return made || QFileInfo(path).isDir() ? Result<void>() : made;
}

Result<void> checkPrivate(const QString& root) {
    struct stat about{};
    const QByteArray name = QFile::encodeName(root);
    if (::lstat(name.constData(), &about) != 0) {
        return ioError(root, errno);
    }
    if (!S_ISDIR(about.st_mode)) {
        return notPrivate(root, u"is a link or no folder"_s);
    }
    if (about.st_uid != ::geteuid()) {
        return notPrivate(root, u"belongs to another user"_s);
    }
    if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return notPrivate(root, u"others may write into it"_s);
    }
    if ((about.st_mode & 0777) != kFolderMode && ::chmod(name.constData(), kFolderMode) != 0) {
        return notPrivate(root, u"others may read it"_s);
    }
    return {};
}

Result<void> writeAll(int file, const QString& path, QByteArrayView bytes) {
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(file, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno != EINTR) {
            return ioError(path, errno);
        }
        bytes = bytes.sliced(qMax<qsizetype>(0, written));
    }
    return ::fsync(file) == 0 ? Result<void>() : ioError(path, errno);
}

Result<void> writeNew(const QString& path, QByteArrayView bytes) {
    const QByteArray name = QFile::encodeName(path);
    const int file = ::open(name.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kFileMode);
    if (file < 0) {
        return ioError(path, errno);
    }
    Result<void> done = ::fchmod(file, kFileMode) == 0 ? writeAll(file, path, bytes) : ioError(path, errno);
    ::close(file);
    if (!done) {
        ::unlink(name.constData());
    }
    return done;
}

/// Free space alone does not tell quotas and read-only disks: something is written, too (HE10).
Result<void> checkSpace(const QString& root) {
    struct statvfs disk{};
    if (::statvfs(QFile::encodeName(root).constData(), &disk) != 0) {
        return ioError(root, errno);
    }
    if (disk.f_bavail * disk.f_frsize < static_cast<quint64>(kMinFree.bytes)) {
        return ioError(root, ENOSPC);
    }
    const QString probe = root + u"/.probe-"_s + QUuid::createUuid().toString(QUuid::Id128);
    const auto written = writeNew(probe, QByteArray(kProbe.bytes, ' '));
    QFile::remove(probe);
    return written;
}

} // namespace

Result<HelmFolder> HelmFolder::create(const QString& root, const QString& id) {
    if (!isPlainName(id) || !QDir::isAbsolutePath(root)) {
        return fail(ErrorCode::Invalid, id.left(128), u"is no name for a folder"_s);
    }
    for (const auto& step : {makeFolders, checkPrivate, checkSpace}) {
        if (const auto done = step(QDir::cleanPath(root)); !done) {
            return std::unexpected(done.error());
        }
    }
    HelmFolder folder(QDir::cleanPath(root) + u'/' + id);
    if (QFileInfo::exists(folder.path())) {
        return fail(ErrorCode::Conflict, folder.path(), u"exists already"_s, u"Exists"_s);
    }
    for (const QString& path : {folder.path(), folder.file(u"cwd"), folder.file(u"tmp")}) {
        if (const auto made = makeFolder(path); !made) {
            folder.remove();
            return std::unexpected(made.error());
        }
    }
    return folder;
}

QString HelmFolder::id() const {
    return QFileInfo(m_path).fileName();
}

Result<QString> HelmFolder::write(const QString& name, QByteArrayView bytes) const {
    if (!isPlainName(name)) {
        return fail(ErrorCode::Invalid, name.left(128), u"is no name for a file"_s);
    }
    const QString path = file(name);
    const auto written = writeNew(path, bytes);
    return written ? Result<QString>(path) : std::unexpected(written.error());
}

QByteArray HelmFolder::read(const QString& name) const {
    const int handle
        = ::open(QFile::encodeName(file(name)).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    QFile opened;
    if (handle < 0 || !opened.open(handle, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        return {};
    }
    return opened.read(kMaxRead.bytes);
}

void HelmFolder::discard(const QString& name) const {
    const QByteArray path = QFile::encodeName(file(name));
    const int file = ::open(path.constData(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return;
    }
    struct stat about{};
    if (::fstat(file, &about) == 0 && S_ISREG(about.st_mode)) {
        // Best effort: a copying file system keeps the old blocks.
        (void)writeAll(file, {}, QByteArray(about.st_size, '\0'));
    }
    ::close(file);
    ::unlink(path.constData());
}

void HelmFolder::remove() const {
    if (isValid()) {
        QDir(m_path).removeRecursively();
    }
}

QStringList helmFolders(const QString& root) {
    QStringList paths;
    const auto entries = QDir(root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name);
    for (const QFileInfo& entry : entries) {
        paths += entry.absoluteFilePath();
    }
    return paths;
}

} // namespace pilothouse
