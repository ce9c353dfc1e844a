// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <array>
#include <functional>

namespace pilothouse {

/// Takes the secrets it knows out of a text.
using SecretMask = std::function<QString(const QString&)>;

/// What helm wrote, made safe to show over several lines: invalid UTF-8 replaced, escape sequences out, line ends as
/// `\n`, other controls escaped (HE6), secrets that @p mask knows and everything that looks like one (private keys,
/// bearer tokens) masked (HE12). @p mask may be empty.
[[nodiscard]] QString shownHelmOutput(QByteArrayView bytes, const SecretMask& mask);

/// From the last line that begins with `Error:` to the end (helm lists schema errors below it), without that word, at
/// most 2 KiB; where there is none, the last line of all. @param errors the end of stderr
[[nodiscard]] QString helmErrorText(QByteArrayView errors, const SecretMask& mask);

/// The end of what helm writes on both streams, in the order it was read, by whole lines (HE6).
class HelmTail {
public:
    enum class Stream { Output, Errors };
    void add(Stream stream, QByteArrayView bytes);
    /// Bytes were left out of @p stream here: what follows up to the next line end is half a line.
    void skip(Stream stream);
    /// No more comes: a last line without an end counts too.
    void finish();

    [[nodiscard]] QByteArrayView both() const { return m_both; } ///< 64 KiB at most
    [[nodiscard]] QByteArrayView errors() const { return m_errors; } ///< 64 KiB at most

private:
    struct Half {
        QByteArray line; ///< not ended yet
        bool isSkipping = false;
    };
    void addLines(Stream stream, QByteArrayView lines);
    [[nodiscard]] Half& half(Stream stream) { return m_halves.at(static_cast<size_t>(stream)); }

    QByteArray m_both;
    QByteArray m_errors;
    std::array<Half, 2> m_halves;
};

} // namespace pilothouse
