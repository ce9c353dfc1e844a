// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/fault_script.h"

#include <string>

namespace pilothouse::demo {

/// What goes wrong in one conversation (the "socket" faults of fault_script.h), and how much was sent so far.
class SocketFault {
public:
    explicit SocketFault(const Fault& fault)
        : m_fault(fault) { }

    /// A fault that came while the conversation runs: it counts from now on.
    void spoil(const Fault& fault);

    /// A message of the handler as it goes out: framed, and spoiled where it is time.
    std::string framed(const std::string& message);
    /// The end of the conversation.
    std::string closing() const;

    /// It came while the conversation runs and doesn't wait for a message: framed({}) has it.
    bool isDue() const { return m_due; }
    bool isSilent() const;
    /// The connection ends after what framed() gave last.
    bool isCut() const { return m_cut; }
    /// It ends without a close frame, and nothing of the client is waited for.
    bool isAbrupt() const { return m_abrupt; }
    bool wantsReset() const { return m_cut && m_fault.reset; }
    /// 0: as fast as it goes.
    std::size_t bytesPerTenth() const;

private:
    std::string spoiled(const std::string& message);

    Fault m_fault;
    int m_messages = 0; ///< sent in order
    std::size_t m_payload = 0; ///< bytes of them
    bool m_cut = false;
    bool m_abrupt = false;
    bool m_due = false;
};

} // namespace pilothouse::demo
