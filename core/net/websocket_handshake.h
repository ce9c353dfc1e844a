// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/http_types.h"

#include <QByteArrayList>

#include <optional>

namespace pilothouse {

/// The opening of a WebSocket (RFC 6455, 4). We speak it ourselves, over a connection curl makes (name, proxy, TLS,
/// client certificate), because curl's own drops the body of an answer that refuses: the Status with the reason.
struct WebSocketOffer {
    QByteArray key; ///< 16 random bytes in base64
    QByteArrayList protocols; ///< in order of preference
};
[[nodiscard]] WebSocketOffer makeWebSocketOffer(QByteArrayList protocols);

/// The headers that ask for it, to be added to the request's own.
[[nodiscard]] HttpHeaders upgradeHeaders(const WebSocketOffer& offer);
/// The request as it goes over the wire: line, Host, headers. Its headers were checked (TransferOptions).
[[nodiscard]] QByteArray upgradeRequest(const HttpRequest& request);

/// Reads the answer, byte by byte if need be.
class UpgradeAnswer {
public:
    /// True: the answer is whole; for a refusal that is its body, too, or the first 64 KiB of it.
    /// Errors: Protocol with reason BadAnswer (no HTTP), Invalid with reason TooLarge (more than 64 KiB of headers).
    [[nodiscard]] Result<bool> feed(QByteArrayView bytes);
    /// The peer closed: what there is of a refusal's body is all of it.
    [[nodiscard]] bool endedWell() const { return m_bodyAt > 0 && m_answer.status != kSwitching; }

    static constexpr int kSwitching = 101;
    [[nodiscard]] bool isAccepted() const { return m_answer.status == kSwitching; }
    /// Status and headers; of a refusal the body too.
    [[nodiscard]] const HttpResponse& answer() const { return m_answer; }
    /// What came after the head of an accepted one: the first frames.
    [[nodiscard]] QByteArray rest() const { return m_buffer.sliced(m_bodyAt); }

private:
    [[nodiscard]] Result<bool> readHead();
    [[nodiscard]] bool readBody();

    QByteArray m_buffer;
    qsizetype m_bodyAt = 0; ///< 0: the head is not whole
    HttpResponse m_answer;
};

/// The subprotocol that was agreed on. Errors: Protocol with reason BadUpgrade (not the answer to our key, an extension
/// nobody asked for) or NoSubprotocol (none of those we speak).
[[nodiscard]] Result<QByteArray> agreedProtocol(const WebSocketOffer& offer, const HttpHeaders& answer);

} // namespace pilothouse
