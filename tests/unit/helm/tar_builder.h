// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace pilothouse {

/// Writes tar archives entry by entry, hostile ones too (POSIX ustar).
class TarBuilder {
public:
    TarBuilder& file(const QByteArray& name, const QByteArray& data) { return add(name, '0', data, {}, data.size()); }
    TarBuilder& folder(const QByteArray& name) { return add(name, '5', {}, {}, 0); }
    /// @param type `1` hard link, `2` symbolic link, `3` character device, `6` FIFO
    TarBuilder& special(const QByteArray& name, char type, const QByteArray& target = {}) {
        return add(name, type, {}, target, 0);
    }
    /// Says one size and has another.
    TarBuilder& lying(const QByteArray& name, qint64 size) { return add(name, '0', {}, {}, size); }
    [[nodiscard]] QByteArray bytes() const { return m_bytes + QByteArray(1024, '\0'); }

private:
    static QByteArray octal(qint64 value, int width) {
        return QByteArray::number(value, 8).rightJustified(width - 1, '0') + '\0';
    }
    TarBuilder& add(const QByteArray& name, char type, const QByteArray& data, const QByteArray& target, qint64 size) {
        QByteArray header(512, '\0');
        header.replace(0, name.size(), name);
        header.replace(100, 8, octal(0644, 8));
        header.replace(108, 8, octal(0, 8));
        header.replace(116, 8, octal(0, 8));
        header.replace(124, 12, octal(size, 12));
        header.replace(136, 12, octal(0, 12));
        header.replace(148, 8, QByteArray(8, ' '));
        header[156] = type;
        header.replace(157, target.size(), target);
        header.replace(257, 8,
            QByteArray("ustar\0"
                       "00",
                8));
        qint64 sum = 0;
        for (const char byte : header) {
            sum += static_cast<unsigned char>(byte);
        }
        header.replace(148, 8, QByteArray(octal(sum, 7) + ' '));
        m_bytes += header + data;
        m_bytes += QByteArray((512 - data.size() % 512) % 512, '\0');
        return *this;
    }

    QByteArray m_bytes;
};

} // namespace pilothouse
