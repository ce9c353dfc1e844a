// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QHash>

#include <deque>
#include <optional>

namespace pilothouse {

/// Which lines came lately, so that reading again from a whole second takes out exactly those (LO2): `sinceTime` has no
/// fractions, and lines that are equal in stamp and bytes are legal, so equal ones are counted, not only known.
///
/// While reading: noted() for every whole line. After a cut: since() is where to ask from, begin() starts the
/// comparison, isKnown() answers for each line that comes, in the order they come, and forgets it once.
/// Memory: 16 bytes a line of the last three seconds, at most kMaxLines; beyond that lines are only counted, which is
/// exact as long as the server reads the same file again.
class ResumeMemory {
public:
    static constexpr qsizetype kMaxLines = 1'000'000;

    explicit ResumeMemory(qsizetype maxLines = kMaxLines)
        : m_maxLines(maxLines) { }

    /// @param stamp nanoseconds
    void noted(qint64 stamp, quint64 hash);
    [[nodiscard]] bool isEmpty() const { return !m_lastStamp; }
    /// Whole seconds to ask from: two before the newest stamp, for runtimes that write the two outputs of a program a
    /// little out of order. Nothing: no line has come.
    [[nodiscard]] std::optional<qint64> since() const;
    [[nodiscard]] qint64 lastStamp() const { return m_lastStamp.value_or(0); }

    void begin();
    /// True: this line came before, or is older than the first that was told (what a tail had left out comes along when
    /// its second is asked for again): it is taken out.
    [[nodiscard]] bool isKnown(qint64 stamp, quint64 hash);
    /// Lines are still being compared.
    [[nodiscard]] bool isComparing() const { return m_expectedCount > 0; }
    /// None of the lines that were to come again did, and now a later one came: what lay between may be lost.
    [[nodiscard]] bool hasGap() const { return m_isGap; }
    void forget();

    [[nodiscard]] static quint64 hashOf(QByteArrayView line);

private:
    struct Line {
        qint64 stamp = 0;
        quint64 hash = 0;
    };
    struct Key {
        qint64 stamp = 0;
        quint64 hash = 0;
        friend bool operator==(const Key&, const Key&) = default;
        friend size_t qHash(const Key& key, size_t seed = 0) { return qHashMulti(seed, key.stamp, key.hash); }
    };
    void dropOld();

    qsizetype m_maxLines;
    std::deque<Line> m_lines; ///< in the order they came
    qsizetype m_uncounted = 0; ///< lines of the window that are only counted
    qint64 m_newestUncounted = 0;
    std::optional<qint64> m_firstStamp; ///< of the first line told at all
    std::optional<qint64> m_lastStamp;
    qint64 m_floor = 0; ///< seconds; everything from here on is remembered
    QHash<Key, int> m_expected;
    qsizetype m_expectedCount = 0; ///< with the only counted ones
    qsizetype m_expectedUncounted = 0;
    qsizetype m_matched = 0;
    bool m_isGap = false;
};

} // namespace pilothouse
