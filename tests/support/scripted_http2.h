// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/test_certificate.h"

#include <QPointer>
#include <QSslServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace pilothouse {

/// An HTTP/2 server on loopback (TLS, ALPN) that does exactly what a test tells it, frame by frame. It does not read
/// header blocks: a request is known by its connection and its stream. Thread: the test's, on its event loop.
/// Source of the frames: RFC 9113, sections 4 and 6; of the header block it sends: RFC 7541, appendix A.
class ScriptedHttp2 final : public QObject {
    Q_OBJECT
public:
    struct Stream {
        QPointer<QTcpSocket> socket; ///< null once the connection is gone
        int connection = 0; ///< counted from 1
        quint32 id = 0; ///< 1, 3, 5 …
    };
    /// Called when a request is here as a whole; what is answered to it may be sent later, too.
    using Handler = std::function<void(const Stream&)>;
    ScriptedHttp2(Handler handler, const TestCertificate& certificate);
    ~ScriptedHttp2() override;
    Q_DISABLE_COPY_MOVE(ScriptedHttp2)

    [[nodiscard]] QUrl url(const QString& path = QStringLiteral("/")) const;
    [[nodiscard]] const QList<Stream>& requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; } ///< made so far

    enum class End { No, Yes };
    /// The answer's header block; its content type is JSON.
    static void head(const Stream& stream, int status = 200);
    static void data(const Stream& stream, const QByteArray& bytes, End end);
    static void answer(const Stream& stream, const QByteArray& body);
    /// RST_STREAM with REFUSED_STREAM: nothing was done.
    static void refuse(const Stream& stream);
    /// GOAWAY: streams above @p lastStream were not looked at, those up to it may have been.
    static void goAway(const Stream& stream, quint32 lastStream);

private:
    void accept(QTcpSocket* socket);
    void read(QTcpSocket* socket, int connection, QByteArray& buffer);

    Handler m_handler;
    QSslServer m_server;
    QList<Stream> m_requests;
    int m_connections = 0;
};

} // namespace pilothouse
