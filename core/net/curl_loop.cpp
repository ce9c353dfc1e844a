// SPDX-License-Identifier: Apache-2.0
#include "core/net/curl_loop.h"

#include "core/net/transfer.h"

#include <QPointer>
#include <QSocketNotifier>

#include <algorithm>

namespace pilothouse {

namespace {
constexpr long kIdleConnections = 64;
/// curl's own limit is 100 streams a connection; servers say theirs (kube-apiserver 100 to 1000), and that is kept.
constexpr long kStreamsPerConnection = 1000;
} // namespace

/// The notifiers of one socket. They may be dropped while one of them is calling us, so they die from the event loop.
struct CurlLoop::Watch {
    QSocketNotifier* read = nullptr;
    QSocketNotifier* write = nullptr;

    Watch() = default;
    Q_DISABLE_COPY_MOVE(Watch)
    ~Watch() {
        for (QSocketNotifier* notifier : {read, write}) {
            if (notifier) {
                notifier->setEnabled(false); // at once: the number may be another socket's in a moment
                notifier->deleteLater();
            }
        }
    }
};

CurlLoop::CurlLoop(QObject* parent)
    : QObject(parent) {
    static const CURLcode kInitialised = curl_global_init(CURL_GLOBAL_DEFAULT);
    Q_ASSERT(kInitialised == CURLE_OK);
    m_multi = curl_multi_init();
    Q_CHECK_PTR(m_multi);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::onSocket);
    curl_multi_setopt(m_multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::onTimer);
    curl_multi_setopt(m_multi, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(m_multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    curl_multi_setopt(m_multi, CURLMOPT_MAX_CONCURRENT_STREAMS, kStreamsPerConnection);
    curl_multi_setopt(m_multi, CURLMOPT_MAXCONNECTS, kIdleConnections);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
}

CurlLoop::~CurlLoop() {
    const auto enlisted = std::exchange(m_enlisted, {});
    for (Transfer* transfer : enlisted) {
        if (transfer->isRunning()) {
            curl_multi_remove_handle(m_multi, transfer->easy());
        }
        transfer->loopIsGone();
    }
    curl_multi_cleanup(m_multi);
}

bool CurlLoop::add(Transfer& transfer) {
    return curl_multi_add_handle(m_multi, transfer.easy()) == CURLM_OK;
}

void CurlLoop::remove(Transfer& transfer) {
    if (transfer.isRunning()) {
        curl_multi_remove_handle(m_multi, transfer.easy());
    }
    m_enlisted.erase(&transfer);
    std::erase(m_woken, &transfer);
}

void CurlLoop::wake(Transfer& transfer) {
    if (std::ranges::find(m_woken, &transfer) == m_woken.end()) {
        m_woken.push_back(&transfer);
    }
    if (!m_isDeliveryPosted) {
        m_isDeliveryPosted = true;
        QMetaObject::invokeMethod(this, [this] { deliver(); }, Qt::QueuedConnection);
    }
}

void CurlLoop::deliver() {
    m_isDeliveryPosted = false;
    const QPointer<CurlLoop> self(this); // whoever is called may destroy us
    for (size_t left = m_woken.size(); left > 0 && self && !m_woken.empty(); --left) {
        Transfer* const transfer = m_woken.front();
        m_woken.pop_front();
        transfer->deliver();
    }
}

int CurlLoop::onSocket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    static_cast<CurlLoop*>(self)->watchSocket(socket, what);
    return 0;
}

int CurlLoop::onTimer(CURLM*, long delayMs, void* self) {
    QTimer& timer = static_cast<CurlLoop*>(self)->m_timer;
    if (delayMs < 0) {
        timer.stop();
    } else {
        timer.start(std::chrono::milliseconds(delayMs));
    }
    return 0;
}

void CurlLoop::watchSocket(curl_socket_t socket, int what) {
    if (what == CURL_POLL_REMOVE) {
        m_watches.erase(socket);
        return;
    }
    auto& watch = m_watches[socket];
    if (!watch) {
        watch = std::make_unique<Watch>();
    }
    const auto set = [this, socket](QSocketNotifier*& notifier, QSocketNotifier::Type type, int events, bool isWanted) {
        if (!notifier && isWanted) {
            notifier = new QSocketNotifier(socket, type, this);
            connect(notifier, &QSocketNotifier::activated, this, [this, socket, events] { act(socket, events); });
        } else if (notifier) {
            notifier->setEnabled(isWanted);
        }
    };
    set(watch->read, QSocketNotifier::Read, CURL_CSELECT_IN, (what & CURL_POLL_IN) != 0);
    set(watch->write, QSocketNotifier::Write, CURL_CSELECT_OUT, (what & CURL_POLL_OUT) != 0);
}

void CurlLoop::act(curl_socket_t socket, int events) {
    int running = 0;
    curl_multi_socket_action(m_multi, socket, events, &running);
    collectFinished();
}

void CurlLoop::collectFinished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        CURL* const easy = message->easy_handle;
        const CURLcode code = message->data.result; // the message is gone once its handle is
        void* transfer = nullptr;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        if (!static_cast<Transfer*>(transfer)->keepsHandle(code)) {
            curl_multi_remove_handle(m_multi, easy);
        }
        static_cast<Transfer*>(transfer)->curlFinished(code);
    }
}

} // namespace pilothouse
