// SPDX-License-Identifier: Apache-2.0
#include "core/config/secret_store.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

Task<Result<void>> MemorySecretStore::probe() {
    co_return Result<void>();
}

Task<Result<SecretPtr>> MemorySecretStore::read(QString key) {
    const auto found = m_secrets.constFind(key);
    if (found == m_secrets.constEnd()) {
        co_return fail(ErrorCode::NotFound, key, u"no password is kept for it"_s, u"NoSecret"_s);
    }
    co_return *found;
}

Task<Result<void>> MemorySecretStore::write(QString key, SecretPtr secret) {
    m_secrets.insert(key, std::move(secret));
    co_return Result<void>();
}

Task<Result<void>> MemorySecretStore::remove(QString key) {
    m_secrets.remove(key);
    co_return Result<void>();
}

} // namespace pilothouse
