// SPDX-License-Identifier: Apache-2.0
#include "core/config/bounded_file.h"

#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <cerrno>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

std::unexpected<Error> tooLarge(const QString& path, ByteSize limit) {
    return fail(ErrorCode::Invalid, path, u"larger than %1 bytes"_s.arg(limit.bytes), u"TooLarge"_s);
}

Result<QByteArray> readOpen(QFile& file, const QString& path, ByteSize limit) {
    // One byte more than allowed: the file may have grown, or lie about its size as /proc does.
    QByteArray bytes = file.read(limit.bytes + 1);
    if (file.error() != QFileDevice::NoError) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    if (bytes.size() > limit.bytes) {
        return tooLarge(path, limit);
    }
    return bytes;
}

} // namespace

#ifdef Q_OS_UNIX
Result<QByteArray> readBoundedFile(const QString& path, ByteSize limit) {
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0) {
        const int why = errno;
        return fail(why == ENOENT || why == ENOTDIR ? ErrorCode::NotFound : ErrorCode::Io, path, qt_error_string(why));
    }
    const auto close = qScopeGuard([descriptor] { ::close(descriptor); });
    struct stat status{};
    if (::fstat(descriptor, &status) != 0) {
        return fail(ErrorCode::Io, path, qt_error_string(errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorCode::Io, path, S_ISDIR(status.st_mode) ? u"is a folder"_s : u"is not a regular file"_s,
            u"NotAFile"_s);
    }
    if (status.st_size > limit.bytes) {
        return tooLarge(path, limit);
    }
    QFile file;
    if (!file.open(descriptor, QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return readOpen(file, path, limit);
}
#else
Result<QByteArray> readBoundedFile(const QString& path, ByteSize limit) {
    const QFileInfo info(path);
    if (!info.exists()) {
        return fail(ErrorCode::NotFound, path, u"does not exist"_s);
    }
    if (!info.isFile()) {
        return fail(ErrorCode::Io, path, u"is not a regular file"_s, u"NotAFile"_s);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return readOpen(file, path, limit);
}
#endif

} // namespace pilothouse
