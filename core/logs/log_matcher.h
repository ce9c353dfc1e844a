// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/logs/log_filter.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QRegularExpression>

#include <atomic>
#include <memory>
#include <optional>

namespace pilothouse {

/// A LogPattern made ready. Literals are compared as bytes (case: ASCII); a regex is matched against the line as text,
/// within a match limit of PCRE2 that takes about a millisecond (LO6), and is given up after a thousand such lines.
/// Thread: any, also several at once.
class LogMatcher {
public:
    /// Errors: Invalid, with the regex and the offset of the fault in it.
    [[nodiscard]] static Result<LogMatcher> compile(const LogPattern& pattern);

    [[nodiscard]] bool matchesEverything() const { return m_isEmpty; }
    /// With isInverse taken into account.
    [[nodiscard]] bool matches(QByteArrayView line) const { return m_isEmpty || hasHit(line) != m_isInverse; }

    struct Span {
        qsizetype start = 0; ///< bytes
        qsizetype length = 0;
    };
    /// The first hit from @p from on, isInverse left aside; an empty match is none.
    [[nodiscard]] std::optional<Span> firstHit(QByteArrayView line, qsizetype from) const;

    /// Bytes that can be looked for over many lines at once.
    [[nodiscard]] bool isLiteral() const { return !m_isEmpty && !m_needle.isEmpty(); }
    [[nodiscard]] bool isInverse() const { return m_isInverse; }
    /// Of a literal: where it stands in @p text from @p from on, or -1.
    [[nodiscard]] qsizetype find(QByteArrayView text, qsizetype from) const;
    [[nodiscard]] qsizetype needleSize() const { return m_needle.size(); }

    /// Lines that the match limit ended.
    [[nodiscard]] int runaways() const { return m_runaways ? m_runaways->load() : 0; }

private:
    [[nodiscard]] bool hasHit(QByteArrayView line) const;
    [[nodiscard]] QRegularExpressionMatch match(const QString& text, qsizetype from) const;
    [[nodiscard]] qsizetype findFolded(QByteArrayView text, qsizetype from) const;

    bool m_isEmpty = true;
    bool m_isInverse = false;
    bool m_isFolded = false; ///< the needle is in lower case
    QByteArray m_needle;
    qsizetype m_pivot = 0; ///< the byte of it that is rarest in logs
    QRegularExpression m_regex;
    std::shared_ptr<std::atomic<int>> m_runaways; ///< shared by copies
};

} // namespace pilothouse
