// SPDX-License-Identifier: Apache-2.0
#include "core/net/websocket_handshake.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxHead = qsizetype{64} * 1024;
constexpr qsizetype kMaxBody = qsizetype{64} * 1024;
constexpr auto kGuid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, 1.3

QByteArray acceptFor(const QByteArray& key) {
    return QCryptographicHash::hash(QByteArray(key + kGuid), QCryptographicHash::Sha1).toBase64();
}

bool hasWord(const QByteArray& list, QByteArrayView word) {
    return std::ranges::any_of(list.split(','),
        [word](const QByteArray& item) { return item.trimmed().compare(word, Qt::CaseInsensitive) == 0; });
}

struct Dechunked {
    QByteArray bytes;
    bool isWhole = false;
};

Dechunked dechunk(QByteArrayView text) {
    Dechunked result;
    for (;;) {
        const qsizetype end = text.indexOf("\r\n");
        if (end < 0) {
            return result;
        }
        bool isNumber = false;
        const qsizetype semicolon = text.first(end).indexOf(';');
        const qint64 size
            = text.first(semicolon < 0 ? end : semicolon).trimmed().toByteArray().toLongLong(&isNumber, 16);
        if (!isNumber || size <= 0) {
            result.isWhole = true; // the last one, or nonsense: what there is must do
            return result;
        }
        text = text.sliced(end + 2);
        if (size > text.size() - 2) {
            result.bytes.append(text.first(std::min<qsizetype>(size, text.size())));
            return result;
        }
        result.bytes.append(text.first(size));
        text = text.sliced(size + 2);
    }
}

} // namespace

WebSocketOffer makeWebSocketOffer(QByteArrayList protocols) {
    std::array<quint32, 4> random{};
    QRandomGenerator::system()->fillRange(random.data(), static_cast<qsizetype>(random.size()));
    const QByteArray bytes(reinterpret_cast<const char*>(random.data()), sizeof random);
    return {.key = bytes.toBase64(), .protocols = std::move(protocols)};
}

HttpHeaders upgradeHeaders(const WebSocketOffer& offer) {
    HttpHeaders headers{{"Connection", "Upgrade"}, {"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"},
        {"Sec-WebSocket-Key", offer.key}};
    if (!offer.protocols.isEmpty()) {
        headers.push_back({"Sec-WebSocket-Protocol", offer.protocols.join(", ")});
    }
    return headers;
}

QByteArray upgradeRequest(const HttpRequest& request) {
    QByteArray target = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (target.isEmpty()) {
        target = "/";
    }
    if (request.url.hasQuery()) {
        target += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    }
    QByteArray host = request.url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) {
        host = '[' + host + ']';
    }
    if (const int port = request.url.port(-1); port > 0) {
        host += ':' + QByteArray::number(port);
    }
    QByteArray text = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n";
    for (const HttpHeader& header : request.headers) {
        text += header.name + ": " + header.value + "\r\n";
    }
    return text + "\r\n";
}

Result<bool> UpgradeAnswer::feed(QByteArrayView bytes) {
    m_buffer.append(bytes);
    while (m_bodyAt == 0) {
        const auto hasHead = readHead();
        if (!hasHead || !*hasHead) {
            return hasHead;
        }
    }
    return isAccepted() || readBody();
}

Result<bool> UpgradeAnswer::readHead() {
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if ((end < 0 ? m_buffer.size() : end) > kMaxHead) {
        return fail(ErrorCode::Invalid, {}, u"the answer's headers are more than 64 KiB"_s, u"TooLarge"_s);
    }
    const QByteArrayView start = QByteArrayView(m_buffer).first(std::min<qsizetype>(5, m_buffer.size()));
    if (!QByteArrayView("HTTP/").startsWith(start)) {
        return fail(ErrorCode::Protocol, {}, u"the answer is not HTTP"_s, u"BadAnswer"_s);
    }
    if (end < 0) {
        return false;
    }
    const QByteArrayList lines = m_buffer.first(end).split('\n');
    m_answer = {};
    m_answer.status = lines.first().trimmed().split(' ').value(1).toInt();
    for (const QByteArray& line : lines.sliced(1)) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            m_answer.headers.push_back({line.first(colon).trimmed(), line.sliced(colon + 1).trimmed()});
        }
    }
    if (m_answer.status >= 100 && m_answer.status < 200 && !isAccepted()) {
        m_buffer.remove(0, end + 4); // "go on": the answer itself follows
        return readHead();
    }
    m_bodyAt = end + 4;
    return true;
}

bool UpgradeAnswer::readBody() {
    const QByteArrayView bytes = QByteArrayView(m_buffer).sliced(m_bodyAt);
    bool isWhole = bytes.size() >= kMaxBody;
    if (hasWord(headerValue(m_answer.headers, "Transfer-Encoding"), "chunked")) {
        Dechunked body = dechunk(bytes);
        m_answer.body = std::move(body.bytes);
        isWhole = isWhole || body.isWhole;
    } else {
        bool hasLength = false;
        const qint64 length = headerValue(m_answer.headers, "Content-Length").toLongLong(&hasLength);
        isWhole = isWhole || (hasLength && bytes.size() >= length);
        const qint64 wanted = hasLength && length >= 0 ? length : bytes.size();
        m_answer.body = bytes.first(std::min<qsizetype>(bytes.size(), wanted)).toByteArray();
    }
    m_answer.body.truncate(kMaxBody);
    return isWhole;
}

Result<QByteArray> agreedProtocol(const WebSocketOffer& offer, const HttpHeaders& answer) {
    const bool isOurs = hasWord(headerValue(answer, "Upgrade"), "websocket")
        && hasWord(headerValue(answer, "Connection"), "upgrade")
        && headerValue(answer, "Sec-WebSocket-Accept") == acceptFor(offer.key)
        && headerValue(answer, "Sec-WebSocket-Extensions").isEmpty();
    if (!isOurs) {
        return fail(
            ErrorCode::Protocol, {}, u"the answer does not fit the WebSocket that was asked for"_s, u"BadUpgrade"_s);
    }
    const QByteArray protocol = headerValue(answer, "Sec-WebSocket-Protocol");
    if (!offer.protocols.isEmpty() && !offer.protocols.contains(protocol)) {
        return fail(ErrorCode::Protocol, {},
            u"the server speaks none of the protocols that were offered (%1)"_s.arg(
                QString::fromLatin1(offer.protocols.join(", "))),
            u"NoSubprotocol"_s);
    }
    return protocol;
}

} // namespace pilothouse
