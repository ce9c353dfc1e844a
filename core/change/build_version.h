// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <compare>
#include <optional>

namespace pilothouse {

/// A version as pipelines write it: a number, and behind it the commit it was built from (U7c).
struct BuildVersion {
    QString text; ///< as written: `v0.2.3-ca3b6`
    QString number; ///< `v0.2.3`; the whole text where no commit is known
    QString commit; ///< `ca3b6`, lower case; empty: it names none
};

/// Reads the commit out of a chart version, a chart label (`payment-v1.4.20-c4962`) or an image tag. A commit is a part
/// of 5 to 40 hexadecimal digits behind the number, also as `git describe` writes it (`v1.2-14-g3fa1b2c`); a tag may be
/// one as a whole. Eight digits are a date, no commit.
[[nodiscard]] BuildVersion buildVersion(QStringView text);

/// True where one is the other's beginning: pipelines cut commits to 5, 7 or 8 letters.
[[nodiscard]] bool isSameCommit(QStringView one, QStringView other);

/// True for a tag that is moved from build to build: `latest`, `stable`, empty (which means latest). Says nothing about
/// a build.
[[nodiscard]] bool isMovingTag(QStringView tag);

/// True for the last key of a value that names an image or a part of one: `tag`, `imageTag`, `digest`, `image`.
[[nodiscard]] bool isImageKey(QStringView key);

/// Order of two plain numbers, `v1.4.20` and `1.10`; nothing where one is no such number.
[[nodiscard]] std::optional<std::strong_ordering> compareNumbers(QStringView one, QStringView other);

} // namespace pilothouse
