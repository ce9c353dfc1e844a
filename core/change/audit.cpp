// SPDX-License-Identifier: Apache-2.0
#include "core/change/audit.h"

#include "core/change/audit_line.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

#include <algorithm>
#include <thread>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Others hold the lock for one write and one sync: whoever holds it for longer is stuck.
constexpr int kLockTries = 200;
constexpr auto kLockPause = 10ms;
constexpr qint64 kMaxLine = 128LL * 1024;
constexpr qint64 kMaxFile = 256LL * 1024 * 1024;
constexpr mode_t kPrivate = S_IRUSR | S_IWUSR;

/// An open file with its lock; both go with it.
class LockedFile {
public:
    explicit LockedFile(int descriptor)
        : m_descriptor(descriptor) { }
    LockedFile(LockedFile&& other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1)) { }
    LockedFile& operator=(LockedFile&&) = delete;
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;
    ~LockedFile() {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    int m_descriptor;
};

std::unexpected<Error> ioError(const QString& file, int number) {
    return fail(ErrorCode::Io, file, QString::fromLocal8Bit(std::strerror(number)), u"Audit"_s);
}

bool lock(int descriptor, int kind) {
    for (int round = 0; round < kLockTries; ++round) {
        if (::flock(descriptor, kind | LOCK_NB) == 0) {
            return true;
        }
        if (errno != EWOULDBLOCK && errno != EINTR) {
            return false;
        }
        std::this_thread::sleep_for(kLockPause);
    }
    return false;
}

Result<LockedFile> open(const QString& file, int flags, int lockKind) {
    const int descriptor = ::open(QFile::encodeName(file).constData(), flags | O_CLOEXEC | O_NOFOLLOW, kPrivate);
    if (descriptor < 0) {
        return ioError(file, errno);
    }
    LockedFile opened(descriptor);
    struct stat about{};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        return fail(ErrorCode::Io, file, u"is not a regular file"_s, u"Audit"_s);
    }
    if (!lock(descriptor, lockKind)) {
        return fail(ErrorCode::Io, file, u"another program holds it"_s, u"Audit"_s);
    }
    return opened;
}

Result<QByteArray> readFrom(int descriptor, qint64 offset, qint64 size, const QString& file) {
    QByteArray bytes(size, Qt::Uninitialized);
    qint64 done = 0;
    while (done < size) {
        const auto count = ::pread(descriptor, bytes.data() + done, static_cast<size_t>(size - done), offset + done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return ioError(file, errno);
        }
        if (count == 0) {
            break;
        }
        done += count;
    }
    bytes.truncate(done);
    return bytes;
}

Result<void> writeAll(int descriptor, const QByteArray& bytes, const QString& file) {
    qint64 done = 0;
    while (done < bytes.size()) {
        const auto count = ::write(descriptor, bytes.constData() + done, static_cast<size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return ioError(file, errno);
        }
        done += count;
    }
    return ::fsync(descriptor) == 0 ? Result<void>() : Result<void>(ioError(file, errno));
}

/// The end of a chain that is written on: what the last whole line says, then whatever was torn after it.
struct ChainEnd {
    QByteArray chain = auditChainStart();
    bool needsNewline = false;
};

Result<ChainEnd> chainEnd(int descriptor, const QString& file) {
    const qint64 size = ::lseek(descriptor, 0, SEEK_END);
    const qint64 from = std::max<qint64>(0, size - 2 * kMaxLine);
    const auto tail = readFrom(descriptor, from, size - from, file);
    if (!tail) {
        return std::unexpected(tail.error());
    }
    ChainEnd end;
    end.needsNewline = !tail->isEmpty() && !tail->endsWith('\n');
    QList<QByteArray> lines = tail->split('\n');
    if (!end.needsNewline) {
        lines.removeLast();
    }
    qsizetype first = lines.size();
    while (first > 0 && AuditLine::split(lines.at(first - 1)).isTorn()) {
        --first;
    }
    if (first > 0) {
        end.chain = AuditLine::split(lines.at(first - 1)).written.toByteArray();
    }
    for (qsizetype i = first; i < lines.size(); ++i) {
        end.chain = AuditLine::split(lines.at(i)).chainAfter(end.chain);
    }
    return end;
}

Result<void> makeFolderOf(const QString& file) {
    const QString folder = QFileInfo(file).absolutePath();
    if (QFileInfo(folder).isDir()) {
        return {};
    }
    const bool isMade = QDir().mkpath(folder)
        && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return isMade ? Result<void>() : fail(ErrorCode::Io, folder, u"can't be made"_s, u"Audit"_s);
}

QString personHere() {
    const passwd* user = ::getpwuid(::getuid());
    const QString name = user ? QString::fromLocal8Bit(user->pw_name) : QString::number(::getuid());
    return name + u'@' + QSysInfo::machineHostName();
}

} // namespace

AuditLog::AuditLog(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file)) { }

Result<void> AuditLog::append(AuditEntry entry) {
    if (!entry.time.isValid()) {
        entry.time = QDateTime::currentDateTimeUtc();
    }
    if (entry.person.isEmpty()) {
        entry.person = personHere();
    }
    if (const auto made = makeFolderOf(m_file); !made) {
        return made;
    }
    const auto opened = open(m_file, O_RDWR | O_CREAT | O_APPEND, LOCK_EX);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    if (::fchmod(opened->descriptor(), kPrivate) != 0) { // made by a program with another idea of privacy
        return ioError(m_file, errno);
    }
    const auto end = chainEnd(opened->descriptor(), m_file);
    if (!end) {
        return std::unexpected(end.error());
    }
    const QByteArray line = (end->needsNewline ? "\n" : "") + writeAuditLine(entry, end->chain);
    if (const auto written = writeAll(opened->descriptor(), line, m_file); !written) {
        return written;
    }
    Q_EMIT appended(entry);
    return {};
}

Result<AuditLog::Reading> AuditLog::read(int limit) const {
    Reading reading;
    if (!QFileInfo::exists(m_file)) {
        return reading;
    }
    const auto opened = open(m_file, O_RDONLY, LOCK_SH);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    const qint64 size = ::lseek(opened->descriptor(), 0, SEEK_END);
    if (size > kMaxFile) {
        return fail(ErrorCode::Invalid, m_file, u"is larger than 256 MiB"_s, u"TooLarge"_s);
    }
    const auto text = readFrom(opened->descriptor(), 0, size, m_file);
    if (!text) {
        return std::unexpected(text.error());
    }
    QByteArray chain = auditChainStart();
    qsizetype begin = 0;
    while (begin < text->size()) {
        const qsizetype newline = text->indexOf('\n', begin);
        const qsizetype end = newline < 0 ? text->size() : newline;
        const QByteArrayView bytes = QByteArrayView(*text).sliced(begin, end - begin);
        const AuditLine line = AuditLine::split(bytes);
        ++reading.lines;
        const QByteArray expected = line.chainAfter(chain);
        if (line.isTorn()) {
            reading.tornAt = reading.lines;
        } else if (line.written != expected && reading.brokenAt == 0) {
            reading.brokenAt = reading.lines;
        }
        chain = line.isTorn() ? expected : line.written.toByteArray();
        if (auto entry = readAuditLine(bytes)) {
            reading.entries.push_back(std::move(*entry));
        }
        begin = end + 1;
    }
    std::ranges::reverse(reading.entries);
    if (limit >= 0 && reading.entries.size() > static_cast<size_t>(limit)) {
        reading.entries.resize(static_cast<size_t>(limit));
    }
    return reading;
}

} // namespace pilothouse
