// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_encoding.h"

#include <simdjson.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr quint8 kBad = 0xff;
constexpr quint8 kSkip = 0xfe;
constexpr quint8 kPad = 0xfd;

constexpr std::array<quint8, 256> makeTable() {
    std::array<quint8, 256> table{};
    table.fill(kBad);
    constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < kLetters.size(); ++i) {
        table[static_cast<quint8>(kLetters[i])] = static_cast<quint8>(i);
    }
    table['-'] = 62; // the URL-safe alphabet
    table['_'] = 63;
    for (const char c : {' ', '\t', '\r', '\n'}) {
        table[static_cast<quint8>(c)] = kSkip;
    }
    table['='] = kPad;
    return table;
}
constexpr std::array<quint8, 256> kTable = makeTable();

/// The slow lane: white space, padding, the last letters.
class Base64Tail {
public:
    explicit Base64Tail(char* out)
        : m_out(out) { }
    /// False: not base64.
    bool take(quint8 value) {
        if (value == kSkip) {
            return true;
        }
        if (value == kPad) {
            m_padded = true;
            return true;
        }
        if (value == kBad || m_padded) {
            return false;
        }
        m_bits = (m_bits << 6) | value;
        if (++m_letters == 4) {
            put(16);
            put(8);
            put(0);
            m_letters = 0;
        }
        return true;
    }
    [[nodiscard]] bool isAtBoundary() const { return m_letters == 0 && !m_padded; }
    bool finish() {
        if (m_letters == 2) {
            m_bits <<= 12;
            put(16);
        } else if (m_letters == 3) {
            m_bits <<= 6;
            put(16);
            put(8);
        }
        return m_letters != 1;
    }
    char* m_out;

private:
    void put(int shift) { *m_out++ = static_cast<char>((m_bits >> shift) & 0xff); }
    quint32 m_bits = 0;
    int m_letters = 0;
    bool m_padded = false;
};

bool isGzip(QByteArrayView bytes) {
    return bytes.size() >= 3 && static_cast<quint8>(bytes[0]) == 0x1f && static_cast<quint8>(bytes[1]) == 0x8b
        && static_cast<quint8>(bytes[2]) == 0x08;
}

bool looksLikeJson(QByteArrayView bytes) {
    const QByteArrayView start = bytes.trimmed();
    return start.startsWith('{');
}

/// Inflates gzip members into one array that never grows past the cap.
class Inflater {
public:
    Inflater(QByteArrayView input, ByteSize cap, const QString& subject)
        : m_input(input)
        , m_cap(cap.bytes)
        , m_subject(subject) {
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data())); // zlib reads only
        m_stream.avail_in = static_cast<uInt>(input.size());
        m_isOpen = inflateInit2(&m_stream, 16 + MAX_WBITS) == Z_OK; // gzip only, its CRC checked
    }
    ~Inflater() {
        if (m_isOpen) {
            inflateEnd(&m_stream);
        }
    }
    Q_DISABLE_COPY_MOVE(Inflater)

    Result<UnpackedRecord> run();

private:
    Result<void> inflateMember();
    Result<void> grow();
    [[nodiscard]] qint64 firstGuess() const;
    [[nodiscard]] QByteArrayView rest() const { return m_input.last(m_stream.avail_in); }

    z_stream m_stream{};
    QByteArrayView m_input;
    qint64 m_cap;
    const QString& m_subject;
    QByteArray m_output;
    qint64 m_used = 0;
    bool m_isOpen = false;
};

/// The size a gzip says of itself at its end (modulo 2^32), if that is believable: no bomb makes us allocate more than
/// it has bytes for.
qint64 Inflater::firstGuess() const {
    const auto byte = [this](qsizetype fromEnd) {
        return static_cast<quint32>(static_cast<quint8>(m_input[m_input.size() - fromEnd]));
    };
    const qint64 said = m_input.size() < 18 ? 0 : qint64(byte(4) | byte(3) << 8 | byte(2) << 16 | byte(1) << 24);
    return std::clamp<qint64>(said + 1, 1024, std::min<qint64>(m_cap, m_input.size() * 32 + 1024));
}

Result<void> Inflater::grow() {
    const qint64 size = m_output.size();
    constexpr qint64 kRatioFrom = 4 * 1024 * 1024;
    constexpr qint64 kMaxRatio = 200; // text of a repeated template stays below 100; DEFLATE itself ends at 1,032
    if (size >= m_cap || (m_used >= kRatioFrom && m_used / kMaxRatio > m_input.size())) {
        return fail(ErrorCode::Invalid, m_subject,
            u"the record inflates from %1 to more than %2 bytes"_s.arg(m_input.size()).arg(m_used), u"TooLarge"_s);
    }
    m_output.resizeForOverwrite(std::min(m_cap, size * 2));
    return {};
}

Result<void> Inflater::inflateMember() {
    for (;;) {
        if (m_used == m_output.size()) {
            if (auto grown = grow(); !grown) {
                return grown;
            }
        }
        m_stream.next_out = reinterpret_cast<Bytef*>(m_output.data() + m_used);
        m_stream.avail_out = static_cast<uInt>(m_output.size() - m_used);
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        m_used = m_output.size() - m_stream.avail_out;
        if (code == Z_STREAM_END) {
            return {};
        }
        if (code == Z_BUF_ERROR || (code == Z_OK && m_stream.avail_in == 0 && m_stream.avail_out > 0)) {
            return fail(ErrorCode::Parse, m_subject, u"gzip: the record is cut off"_s, u"Truncated"_s);
        }
        if (code != Z_OK) {
            const QString why = m_stream.msg ? QString::fromLatin1(m_stream.msg) : u"error %1"_s.arg(code);
            return fail(ErrorCode::Parse, m_subject, u"gzip: %1"_s.arg(why), u"BadGzip"_s);
        }
    }
}

Result<UnpackedRecord> Inflater::run() {
    if (!m_isOpen) {
        return fail(ErrorCode::Parse, m_subject, u"gzip: out of memory"_s);
    }
    m_output.reserve(firstGuess() + static_cast<qint64>(simdjson::SIMDJSON_PADDING));
    m_output.resizeForOverwrite(firstGuess());
    UnpackedRecord record;
    for (;;) {
        if (const auto member = inflateMember(); !member) {
            return std::unexpected(member.error());
        }
        if (!isGzip(rest())) {
            break;
        }
        inflateReset(&m_stream);
    }
    if (!rest().isEmpty()) {
        record.oddities += u"TrailingBytes"_s;
    }
    m_output.truncate(m_used);
    record.json = std::move(m_output);
    return record;
}

} // namespace

std::optional<QByteArray> decodeBase64(QByteArrayView text) {
    QByteArray decoded(text.size() / 4 * 3 + 3, Qt::Uninitialized);
    Base64Tail tail(decoded.data());
    const auto* in = reinterpret_cast<const quint8*>(text.data());
    const auto* const end = in + text.size();
    while (in < end) {
        char* out = tail.m_out; // a local: writes through a member would make it be read again each time
        while (end - in >= 4 && tail.isAtBoundary()) {
            const quint32 a = kTable[in[0]];
            const quint32 b = kTable[in[1]];
            const quint32 c = kTable[in[2]];
            const quint32 d = kTable[in[3]];
            if ((a | b | c | d) > 63) {
                break;
            }
            const quint32 bits = a << 18 | b << 12 | c << 6 | d;
            out[0] = static_cast<char>(bits >> 16);
            out[1] = static_cast<char>(bits >> 8 & 0xff);
            out[2] = static_cast<char>(bits & 0xff);
            out += 3;
            in += 4;
        }
        tail.m_out = out;
        if (in < end && !tail.take(kTable[*in++])) {
            return std::nullopt;
        }
    }
    if (!tail.finish()) {
        return std::nullopt;
    }
    decoded.truncate(tail.m_out - decoded.constData());
    return decoded;
}

Result<UnpackedRecord> unpackRecord(QByteArrayView encoded, ByteSize cap, const QString& subject) {
    QByteArray layer;
    QByteArrayView bytes = encoded;
    // Two layers of base64 in a Secret's JSON, one in a ConfigMap's; what is there decides, not the driver (RP2).
    for (int depth = 0; depth < 2 && !isGzip(bytes) && !looksLikeJson(bytes); ++depth) {
        auto decoded = decodeBase64(bytes);
        if (!decoded) {
            return fail(ErrorCode::Parse, subject, u"base64: the record is not base64 (layer %1)"_s.arg(depth + 1),
                u"BadBase64"_s);
        }
        layer = std::move(*decoded);
        bytes = layer;
    }
    if (!isGzip(bytes)) {
        if (bytes.size() > cap.bytes) {
            return fail(ErrorCode::Invalid, subject, u"the record has %1 bytes"_s.arg(bytes.size()), u"TooLarge"_s);
        }
        QByteArray json;
        json.reserve(bytes.size() + static_cast<qsizetype>(simdjson::SIMDJSON_PADDING));
        json.append(bytes);
        return UnpackedRecord{std::move(json), {u"NotGzip"_s}};
    }
    auto record = Inflater(bytes, cap, subject).run();
    if (record && isGzip(record->json)) {
        return fail(ErrorCode::Parse, subject, u"gzip: the record is compressed twice"_s, u"GzipOfGzip"_s);
    }
    return record;
}

} // namespace pilothouse
