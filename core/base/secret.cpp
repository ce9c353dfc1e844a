// SPDX-License-Identifier: Apache-2.0
#include "core/base/secret.h"

#include <cstring>
#include <utility>

namespace pilothouse {

void wipe(QByteArray& bytes) {
    if (bytes.isDetached()) {
        volatile char* p = bytes.data();
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            p[i] = 0;
        }
    }
    bytes = QByteArray();
}

// A deep copy: the caller's literal or shared array may live on, ours is wiped without touching it.
Secret::Secret(QByteArray&& bytes)
    : m_bytes(bytes.constData(), bytes.size()) {
    wipe(bytes);
}

Secret::~Secret() {
    wipe(m_bytes);
}

Secret::Secret(Secret&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, {})) { }

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this != &other) {
        wipe(m_bytes);
        m_bytes = std::exchange(other.m_bytes, {});
    }
    return *this;
}

Secret Secret::duplicate() const {
    return Secret(QByteArray(m_bytes.constData(), m_bytes.size()));
}

} // namespace pilothouse
