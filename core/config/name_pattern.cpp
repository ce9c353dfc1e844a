// SPDX-License-Identifier: Apache-2.0
#include "core/config/name_pattern.h"

#include <algorithm>
#include <utility>

namespace pilothouse {

namespace {

/// `*` stands for any run of characters. Linear but for the backtracking to the last star: no pattern can make it slow.
bool matchesGlob(QStringView name, QStringView glob) {
    qsizetype at = 0;
    qsizetype inGlob = 0;
    qsizetype star = -1;
    qsizetype atStar = 0;
    while (at < name.size()) {
        if (inGlob < glob.size() && glob[inGlob] == u'*') {
            star = inGlob++;
            atStar = at;
        } else if (inGlob < glob.size() && glob[inGlob].toLower() == name[at].toLower()) {
            ++inGlob;
            ++at;
        } else if (star >= 0) {
            inGlob = star + 1;
            at = ++atStar;
        } else {
            return false;
        }
    }
    return std::ranges::all_of(glob.sliced(inGlob), [](QChar c) { return c == u'*'; });
}

} // namespace

QStringList nameTokens(QStringView name) {
    QStringList tokens;
    QString token;
    for (const QChar c : name) {
        if (c.isLetterOrNumber()) {
            token += c.toLower();
        } else if (!token.isEmpty()) {
            tokens += std::exchange(token, {});
        }
    }
    if (!token.isEmpty()) {
        tokens += token;
    }
    return tokens;
}

bool matchesName(QStringView name, QStringView pattern) {
    if (pattern.isEmpty()) {
        return true;
    }
    if (pattern.startsWith(u'=')) {
        return name == pattern.sliced(1);
    }
    if (pattern.contains(u'*')) {
        return matchesGlob(name, pattern);
    }
    const QStringList wanted = nameTokens(pattern);
    const QStringList tokens = nameTokens(name);
    return !wanted.isEmpty() && !std::ranges::search(tokens, wanted).empty();
}

} // namespace pilothouse
