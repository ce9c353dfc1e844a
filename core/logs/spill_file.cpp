// SPDX-License-Identifier: Apache-2.0
#include "core/logs/spill_file.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kSegment = 64LL * 1024 * 1024;

std::unexpected<Error> failed(const QString& what, int error) {
    return fail(ErrorCode::Io, what, QString::fromLocal8Bit(std::strerror(error)));
}

int openNameless(const QString& folder) {
    const QByteArray path = QFile::encodeName(folder);
#ifdef O_TMPFILE
    if (const int file = ::open(path.constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR); file >= 0) {
        return file;
    }
#endif
    QByteArray name = path + "/log-XXXXXX"; // file systems without O_TMPFILE (NFS)
    const int file = ::mkstemp(name.data()); // 0600
    if (file >= 0) {
        ::unlink(name.constData());
        ::fcntl(file, F_SETFD, FD_CLOEXEC);
    }
    return file;
}

} // namespace

class SpillPlace::Segment {
public:
    explicit Segment(int file)
        : m_file(file) { }
    ~Segment() { ::close(m_file); }
    Q_DISABLE_COPY_MOVE(Segment)

    [[nodiscard]] int file() const { return m_file; }

private:
    int m_file;
};

Result<void> SpillPlace::read(std::span<char> into, qint64 from) const {
    if (!m_segment) {
        return fail(ErrorCode::Io, u"log file"_s, u"nothing was written"_s);
    }
    size_t done = 0;
    while (done < into.size()) {
        const ssize_t count = ::pread(m_segment->file(), into.data() + done, into.size() - done,
            static_cast<off_t>(m_offset + from + static_cast<qint64>(done)));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return failed(u"log file"_s, count < 0 ? errno : EIO);
        }
        done += static_cast<size_t>(count);
    }
    return {};
}

Result<std::shared_ptr<SpillPlace::Segment>> SpillFile::makeSegment() const {
    if (!QDir().mkpath(m_folder)) {
        return failed(m_folder, errno);
    }
    const int file = openNameless(m_folder);
    if (file < 0) {
        return failed(m_folder, errno);
    }
    return std::make_shared<SpillPlace::Segment>(file);
}

Result<SpillPlace> SpillFile::write(std::span<const std::span<const char>> parts) {
    if (!m_segment || m_used >= kSegment) {
        auto segment = makeSegment();
        if (!segment) {
            return std::unexpected(std::move(segment.error()));
        }
        m_segment = std::move(*segment);
        m_used = 0;
    }
    SpillPlace place;
    place.m_offset = m_used;
    for (const std::span<const char> part : parts) {
        for (size_t done = 0; done < part.size();) {
            const ssize_t count = ::pwrite(m_segment->file(), part.data() + done, part.size() - done,
                static_cast<off_t>(place.m_offset + place.m_size));
            if (count < 0 && errno == EINTR) {
                continue;
            }
            if (count <= 0) {
                return failed(m_folder, count < 0 ? errno : ENOSPC); // m_used stays: the next write goes over it
            }
            done += static_cast<size_t>(count);
            place.m_size += count;
        }
    }
    place.m_segment = m_segment;
    m_used += place.m_size;
    return place;
}

} // namespace pilothouse
