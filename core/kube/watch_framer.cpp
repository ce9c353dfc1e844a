// SPDX-License-Identifier: Apache-2.0
#include "core/kube/watch_framer.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

qsizetype WatchFramer::scan(const QByteArray& bytes, qsizetype from) {
    for (qsizetype i = from; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (m_isInString) {
            if (m_isEscaped) {
                m_isEscaped = false;
            } else if (c == '\\') {
                m_isEscaped = true;
            } else if (c == '"') {
                m_isInString = false;
            }
        } else if (c == '"') {
            m_isInString = true;
        } else if (c == '{' || c == '[') {
            ++m_depth;
        } else if ((c == '}' || c == ']') && --m_depth == 0) {
            return i + 1;
        }
    }
    return -1;
}

Result<QByteArrayList> WatchFramer::feed(const QByteArray& bytes) {
    QByteArrayList frames;
    qsizetype position = 0;
    while (position < bytes.size()) {
        if (m_depth == 0) {
            if (isBlank(bytes[position])) {
                ++position;
                continue;
            }
            if (bytes[position] != '{') {
                return fail(
                    ErrorCode::Protocol, {}, u"the watch sent something that is not an event"_s, u"NotAnEvent"_s);
            }
        }
        const qsizetype end = scan(bytes, position);
        const qsizetype length = (end < 0 ? bytes.size() : end) - position;
        if (m_partial.size() + length > m_maxFrame.bytes) {
            return fail(ErrorCode::Protocol, {},
                u"the watch sent an event of more than %1 MiB"_s.arg(m_maxFrame.bytes >> 20), u"TooLarge"_s);
        }
        m_partial.append(bytes.constData() + position, length);
        if (end < 0) {
            break;
        }
        frames.append(std::exchange(m_partial, {}));
        position = end;
    }
    return frames;
}

} // namespace pilothouse
