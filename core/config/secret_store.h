// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/base/secret.h"

#include <QHash>
#include <QString>

#include <memory>

namespace pilothouse {

using SecretPtr = std::shared_ptr<const Secret>;

/// Where passwords are kept between two uses: the system's keychain, or this program's memory. Never a file of ours.
/// Errors: NotFound (there is none under that key); Unreachable with reason NoKeychain (nothing here keeps secrets);
/// Forbidden with reason KeychainDenied (it is locked, or a person said no); Timeout. Thread: the one it was made in,
/// which has an event loop.
class SecretStore {
public:
    SecretStore() = default;
    virtual ~SecretStore() = default;
    Q_DISABLE_COPY_MOVE(SecretStore)

    /// Asks whether secrets can be kept here at all, without unlocking or changing anything.
    [[nodiscard]] virtual Task<Result<void>> probe() = 0;
    [[nodiscard]] virtual Task<Result<SecretPtr>> read(QString key) = 0;
    [[nodiscard]] virtual Task<Result<void>> write(QString key, SecretPtr secret) = 0;
    /// No error where there is none.
    [[nodiscard]] virtual Task<Result<void>> remove(QString key) = 0;
};

/// Keeps them for this run of the program: where there is no keychain, where a person wants it so, and in tests.
class MemorySecretStore final : public SecretStore {
public:
    [[nodiscard]] Task<Result<void>> probe() override;
    [[nodiscard]] Task<Result<SecretPtr>> read(QString key) override;
    [[nodiscard]] Task<Result<void>> write(QString key, SecretPtr secret) override;
    [[nodiscard]] Task<Result<void>> remove(QString key) override;

private:
    QHash<QString, SecretPtr> m_secrets;
};

} // namespace pilothouse
