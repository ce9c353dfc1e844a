// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/net/transfer.h"

namespace pilothouse {

/// Turns a request into curl's options.
struct TransferOptions {
    /// Sets everything, or says why the request can't be sent (Invalid: BadHeader, BadUrl, ProxyUnsupported).
    [[nodiscard]] static Result<void> apply(Transfer& transfer);

private:
    static Result<void> applyUrl(Transfer& transfer);
    static Result<void> applyHeaders(Transfer& transfer);
    static Result<void> applyProxy(Transfer& transfer);
    static void applyMethod(Transfer& transfer);
    static void applyTls(Transfer& transfer);
    static void applyConnection(Transfer& transfer);
    static void applyCallbacks(Transfer& transfer);
};

} // namespace pilothouse
