// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/config/secret_store.h"

namespace QKeychain {
class Job;
} // namespace QKeychain

namespace pilothouse {

/// The system's keychain by QtKeychain: Secret Service or KWallet on Linux, Keychain on macOS, Credential Manager on
/// Windows. QtKeychain's own way out, a settings file in the clear, is never taken.
class KeychainStore final : public SecretStore {
public:
    /// @param service under which entries are filed; `pilothouse` outside tests
    KeychainStore(Clock& clock, QString service);

    [[nodiscard]] Task<Result<void>> probe() override;
    [[nodiscard]] Task<Result<SecretPtr>> read(QString key) override;
    [[nodiscard]] Task<Result<void>> write(QString key, SecretPtr secret) override;
    [[nodiscard]] Task<Result<void>> remove(QString key) override;

private:
    [[nodiscard]] Task<Result<void>> run(QKeychain::Job* job, Clock::Duration patience);

    Clock& m_clock;
    QString m_service;
};

} // namespace pilothouse
