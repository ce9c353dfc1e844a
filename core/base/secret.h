// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace pilothouse {

/// A token, password or private key. Move-only, wiped when it goes, and it can't be printed or turned into QString by
/// accident: whoever needs the bytes says `reveal()` and keeps them no longer than the call.
class Secret {
public:
    Secret() = default;
    /// Takes the bytes over; the caller's array is left empty.
    explicit Secret(QByteArray&& bytes);
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;

    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray& reveal() const { return m_bytes; }
    /// A second holder of the same bytes (explicit, so that it is seen in review).
    [[nodiscard]] Secret duplicate() const;

private:
    QByteArray m_bytes;
};

/// Overwrites the bytes in a way the compiler may not drop, then empties the array.
void wipe(QByteArray& bytes);

} // namespace pilothouse
