// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

#include <curl/curl.h>

#include <deque>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace pilothouse {

class Transfer;

/// One curl multi handle, and with it one pool of connections, driven by this thread's event loop.
///
/// curl says through two callbacks which sockets and which moment to wait for; each socket gets one notifier a
/// direction. Nothing of ours runs inside curl: transfers that have something to say are put in a queue and called from
/// an event. Thread: the one it was made in. Transfers may outlive it; they are cut off then and never called again.
class CurlLoop final : public QObject {
public:
    explicit CurlLoop(QObject* parent = nullptr);
    ~CurlLoop() override;
    Q_DISABLE_COPY_MOVE(CurlLoop)

    /// Takes the transfer's easy handle in. False: curl refuses (out of memory).
    [[nodiscard]] bool add(Transfer& transfer);
    /// Ends the transfer at once, and forgets that it wanted to be called.
    void remove(Transfer& transfer);
    /// Calls the transfer's deliver() from an event, once however often it is asked before that.
    void wake(Transfer& transfer);
    /// For transfers that are made but not added yet: they are told when the loop goes.
    void enlist(Transfer& transfer) { m_enlisted.insert(&transfer); }

    [[nodiscard]] bool isIdle() const { return m_enlisted.empty(); }

private:
    struct Watch;
    static int onSocket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
    static int onTimer(CURLM* multi, long delayMs, void* self);
    void watchSocket(curl_socket_t socket, int what);
    void act(curl_socket_t socket, int events);
    void collectFinished();
    void deliver();

    CURLM* m_multi;
    QTimer m_timer;
    std::unordered_map<curl_socket_t, std::unique_ptr<Watch>> m_watches;
    std::unordered_set<Transfer*> m_enlisted;
    std::deque<Transfer*> m_woken;
    bool m_isDeliveryPosted = false;
};

} // namespace pilothouse
