// SPDX-License-Identifier: Apache-2.0
#include "core/change/check_words.h"

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Topic = PlanCheck::Topic;

namespace {

struct Word {
    Topic topic;
    QLatin1StringView word;
};
constexpr std::array kWords = {Word{Topic::Mode, "Mode"_L1}, Word{Topic::Identity, "Identity"_L1},
    Word{Topic::Access, "Access"_L1}, Word{Topic::Pending, "Pending"_L1}, Word{Topic::Stale, "Stale"_L1},
    Word{Topic::Owner, "Owner"_L1}, Word{Topic::HelmVersion, "HelmVersion"_L1}, Word{Topic::Values, "Values"_L1},
    Word{Topic::Immutable, "Immutable"_L1}, Word{Topic::Conflict, "Conflict"_L1}, Word{Topic::Storage, "Storage"_L1},
    Word{Topic::WayBack, "WayBack"_L1}, Word{Topic::Leftover, "Leftover"_L1}, Word{Topic::Override, "Override"_L1},
    Word{Topic::Exists, "Exists"_L1}};

} // namespace

QString checkLevelWord(PlanCheck::Level level) {
    switch (level) {
    case PlanCheck::Level::Fine:
        return u"Fine"_s;
    case PlanCheck::Level::Warning:
        return u"Warning"_s;
    case PlanCheck::Level::Blocker:
        break;
    }
    return u"Blocker"_s;
}

QString checkTopicWord(Topic topic) {
    for (const Word& word : kWords) {
        if (word.topic == topic) {
            return word.word;
        }
    }
    return {};
}

} // namespace pilothouse
