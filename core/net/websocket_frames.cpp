// SPDX-License-Identifier: Apache-2.0
#include "core/net/websocket_frames.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxMessage = 32LL * 1024 * 1024;
constexpr qsizetype kMaxControl = 125; // RFC 6455, 5.5
constexpr int kMaxEmptyFragments = 1000; // in a row
constexpr qsizetype kMaxReserve = qsizetype{1024} * 1024; // a frame's own word on its length is believed this far
constexpr uchar kLast = 0x80;
constexpr uchar kMasked = 0x80;
constexpr quint8 kLength16 = 126;
constexpr quint8 kLength64 = 127;

std::unexpected<Error> broken(QString reason, QString detail) {
    return fail(ErrorCode::Protocol, {}, std::move(detail), std::move(reason));
}

bool isControl(WebSocketOpcode opcode) {
    return static_cast<quint8>(opcode) >= static_cast<quint8>(WebSocketOpcode::Close);
}

bool isKnown(quint8 opcode) {
    return opcode <= 2 || (opcode >= 8 && opcode <= 10);
}

void mask(char* bytes, qsizetype size, quint32 key) {
    std::array<char, 8> keys{};
    std::memcpy(keys.data(), &key, sizeof key);
    std::memcpy(keys.data() + sizeof key, &key, sizeof key);
    quint64 wide = 0;
    std::memcpy(&wide, keys.data(), sizeof wide);
    qsizetype at = 0;
    for (; at + 8 <= size; at += 8) {
        quint64 word = 0;
        std::memcpy(&word, bytes + at, sizeof word);
        word ^= wide;
        std::memcpy(bytes + at, &word, sizeof word);
    }
    for (; at < size; ++at) {
        bytes[at] = static_cast<char>(bytes[at] ^ keys[static_cast<size_t>(at % 4)]);
    }
}

} // namespace

QByteArray webSocketFrame(WebSocketOpcode opcode, QByteArrayView payload) {
    QByteArray frame;
    frame.reserve(payload.size() + 14);
    frame.append(static_cast<char>(kLast | static_cast<quint8>(opcode)));
    if (payload.size() < kLength16) {
        frame.append(static_cast<char>(kMasked | static_cast<quint8>(payload.size())));
    } else if (payload.size() <= 0xffff) {
        frame.append(static_cast<char>(kMasked | kLength16));
        const quint16 size = qToBigEndian(static_cast<quint16>(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), sizeof size);
    } else {
        frame.append(static_cast<char>(kMasked | kLength64));
        const quint64 size = qToBigEndian(static_cast<quint64>(payload.size()));
        frame.append(reinterpret_cast<const char*>(&size), sizeof size);
    }
    const quint32 key = QRandomGenerator::system()->generate();
    frame.append(reinterpret_cast<const char*>(&key), sizeof key);
    const qsizetype start = frame.size();
    frame.append(payload);
    mask(frame.data() + start, payload.size(), key);
    return frame;
}

QByteArray webSocketCloseBody(quint16 status) {
    const quint16 wire = qToBigEndian(status);
    return {reinterpret_cast<const char*>(&wire), sizeof wire};
}

void WebSocketReader::feed(QByteArrayView bytes) {
    if (m_at > 0) {
        m_buffer.remove(0, m_at);
        m_at = 0;
    }
    m_buffer.append(bytes);
}

/// False: not all of it is here.
Result<bool> WebSocketReader::readHead() {
    if (waiting() < 2) {
        return false;
    }
    const auto* const bytes = reinterpret_cast<const uchar*>(m_buffer.constData()) + m_at;
    const quint8 opcode = bytes[0] & 0x0f;
    const quint8 shortLength = bytes[1] & 0x7f;
    if ((bytes[0] & 0x70) != 0 || !isKnown(opcode) || (bytes[1] & kMasked) != 0) {
        return broken(u"BadFrame"_s, u"the server sent a frame that this protocol does not have"_s);
    }
    const qsizetype size = shortLength == kLength64 ? 10 : shortLength == kLength16 ? 4 : 2;
    if (waiting() < size) {
        return false;
    }
    Head head{.isLast = (bytes[0] & kLast) != 0, .opcode = WebSocketOpcode{opcode}, .length = shortLength};
    if (shortLength == kLength16) {
        head.length = qFromBigEndian<quint16>(bytes + 2);
    } else if (shortLength == kLength64) {
        head.length = static_cast<qint64>(std::min<quint64>(qFromBigEndian<quint64>(bytes + 2), kMaxMessage + 1));
    }
    m_at += size;
    m_head = head;
    m_left = head.length;
    if (!isControl(head.opcode)) {
        if (auto checked = checkData(); !checked) {
            return std::unexpected(std::move(checked.error()));
        }
    } else if (!head.isLast || head.length > kMaxControl) {
        return broken(u"BadFrame"_s, u"the server sent a control frame that is too long or in pieces"_s);
    }
    return true;
}

Result<void> WebSocketReader::checkData() {
    if (m_head->opcode == WebSocketOpcode::Text) {
        return broken(u"TextFrame"_s, u"the server sent text where only binary messages belong"_s);
    }
    if ((m_head->opcode == WebSocketOpcode::Continuation) != m_isInMessage) {
        return broken(u"BadFrame"_s, u"the server sent a piece of a message that was not begun, or was not ended"_s);
    }
    m_emptyFragments = m_head->length == 0 && !m_head->isLast ? m_emptyFragments + 1 : 0;
    if (m_emptyFragments > kMaxEmptyFragments) {
        return broken(u"NoProgress"_s, u"the server sends pieces of a message without anything in them"_s);
    }
    if (m_message.size() + m_head->length > kMaxMessage) {
        return broken(u"TooLarge"_s, u"the server sent a message of more than 32 MiB"_s);
    }
    m_isInMessage = true;
    m_message.reserve(m_message.size() + std::min<qsizetype>(m_head->length, kMaxReserve));
    return {};
}

Result<WebSocketReader::Incoming> WebSocketReader::finishControl() {
    Incoming incoming;
    incoming.payload = std::exchange(m_control, {});
    switch (m_head->opcode) {
    case WebSocketOpcode::Ping:
        incoming.kind = Incoming::Kind::Ping;
        break;
    case WebSocketOpcode::Pong:
        incoming.kind = Incoming::Kind::Pong;
        break;
    default:
        incoming.kind = Incoming::Kind::Close;
        if (incoming.payload.size() == 1) {
            return broken(u"BadFrame"_s, u"the server's close frame has half a status"_s);
        }
        if (incoming.payload.size() >= 2) {
            incoming.closeStatus = qFromBigEndian<quint16>(incoming.payload.constData());
            incoming.payload.remove(0, 2);
        }
    }
    m_head.reset();
    return incoming;
}

Result<std::optional<WebSocketReader::Incoming>> WebSocketReader::next() {
    for (;;) {
        if (!m_head) {
            const auto hasHead = readHead();
            if (!hasHead) {
                return std::unexpected(hasHead.error());
            }
            if (!*hasHead) {
                return std::nullopt;
            }
        }
        const auto piece = static_cast<qsizetype>(std::min<qint64>(m_left, waiting()));
        QByteArray& to = isControl(m_head->opcode) ? m_control : m_message;
        to.append(QByteArrayView(m_buffer).sliced(m_at, piece));
        m_at += piece;
        m_left -= piece;
        if (m_left > 0) {
            return std::nullopt;
        }
        if (isControl(m_head->opcode)) {
            auto control = finishControl();
            if (!control) {
                return std::unexpected(std::move(control.error()));
            }
            return std::optional(std::move(*control));
        }
        if (std::exchange(m_head, std::nullopt)->isLast) {
            m_isInMessage = false;
            return Incoming{.kind = Incoming::Kind::Message, .payload = std::exchange(m_message, {}), .closeStatus = 0};
        }
    }
}

} // namespace pilothouse
