// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_spool.h"

#include "core/base/byte_size.h"

#include <QFile>

#include <fcntl.h>

namespace pilothouse {

namespace {

constexpr ByteSize kMostAtOnce = 256_KiB;

} // namespace

bool HelmSpoolFile::readInto(HelmTail& tail, HelmTail::Stream stream) {
    const int handle = ::open(QFile::encodeName(m_path).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    QFile file;
    if (handle < 0 || !file.open(handle, QIODevice::ReadOnly, QFileDevice::AutoCloseHandle)) {
        return false; // not there yet
    }
    const qint64 size = file.size();
    if (size <= m_offset) {
        return false;
    }
    const qint64 from = qMax(m_offset, size - kMostAtOnce.bytes);
    if (from > m_offset) {
        tail.skip(stream);
    }
    m_offset = from;
    if (!file.seek(from)) {
        return false;
    }
    const QByteArray bytes = file.read(size - from);
    m_offset += bytes.size();
    tail.add(stream, bytes);
    return !bytes.isEmpty();
}

} // namespace pilothouse
