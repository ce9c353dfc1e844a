// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/net/transfer.h"

#include <coroutine>

namespace pilothouse {

/// One attempt of a one-shot request, to be awaited once: ends with the transfer, at the deadline, or when the body
/// comes slower than 100 bytes a second over 10 s (AP6; the time a server takes to think is the deadline's matter).
/// Destroying the waiting coroutine destroys it, and with it the transfer.
class Exchange final : public TransferListener {
public:
    Exchange(CurlLoop& loop, const HttpRequest& request, Clock& clock, Clock::Steady deadline);

    [[nodiscard]] Transfer& transfer() { return m_transfer; }

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiter);
    void await_resume() const noexcept { }

    void transferProgressed() override;
    void transferFinished() override;

private:
    void armTimer();

    Clock& m_clock;
    Clock::Steady m_deadline;
    Transfer m_transfer;
    std::unique_ptr<Timer> m_timer;
    std::coroutine_handle<> m_waiter;
    std::optional<qint64> m_bodyBytesBefore; ///< at the last look; nothing: headers were not here
};

} // namespace pilothouse
