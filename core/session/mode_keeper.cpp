// SPDX-License-Identifier: Apache-2.0
#include "core/session/mode_keeper.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

ModeKeeper::ModeKeeper(ContextId context, Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock) {
    m_table.context = std::move(context);
}

ModeKeeper::~ModeKeeper() = default;

void ModeKeeper::setRules(EnvironmentRules rules) {
    m_table.rules = std::move(rules);
    tell();
}

void ModeKeeper::setLock(std::optional<Error> lock) {
    if (m_table.lock != lock) {
        m_table.lock = std::move(lock);
        tell();
    }
}

Mode ModeKeeper::modeOf(QStringView nameSpace) const {
    return m_table.modeOf(nameSpace, m_clock.steadyNow());
}

Result<void> ModeKeeper::choose(
    QString nameSpace, Mode mode, QString reason, std::optional<std::chrono::minutes> time) {
    const QString subject = u"%1/%2"_s.arg(m_table.context.value(), nameSpace);
    const bool isOpening = mode != Mode::ReadOnly;
    if (m_table.isProtected(nameSpace) && isOpening) {
        if (reason.trimmed().isEmpty()) {
            return fail(ErrorCode::Invalid, subject, u"opening a protected place needs a reason"_s, u"NoReason"_s);
        }
        if (!time) {
            return fail(ErrorCode::Invalid, subject, u"opening a protected place needs a time"_s, u"NoTime"_s);
        }
    }
    if (time && (*time < kShortest || *time > kLongest)) {
        return fail(ErrorCode::Invalid, subject,
            u"the time must be %1 to %2 minutes"_s.arg(kShortest.count()).arg(kLongest.count()), u"BadTime"_s);
    }
    std::erase_if(m_table.choices, [&](const ModeChoice& choice) { return choice.nameSpace == nameSpace; });
    ModeChoice choice{.nameSpace = std::move(nameSpace), .mode = mode, .reason = reason.trimmed(), .until = {}};
    if (time) {
        choice.until = m_clock.steadyNow() + *time;
    }
    m_table.choices.push_back(std::move(choice));
    tell();
    return {};
}

void ModeKeeper::reset(const QString& nameSpace) {
    if (std::erase_if(m_table.choices, [&](const ModeChoice& c) { return c.nameSpace == nameSpace; }) > 0) {
        tell();
    }
}

void ModeKeeper::tell() {
    waitForNextEnd();
    Q_EMIT changed(std::make_shared<const ModeTable>(m_table));
}

/// modeOf() asks the clock itself: this only tells those who show it, and forgets what is over.
void ModeKeeper::waitForNextEnd() {
    m_nextEnd.reset();
    const auto now = m_clock.steadyNow();
    std::erase_if(m_table.choices, [now](const ModeChoice& choice) { return choice.until && *choice.until <= now; });
    std::optional<Clock::Steady> next;
    for (const ModeChoice& choice : m_table.choices) {
        if (choice.until && (!next || *choice.until < *next)) {
            next = choice.until;
        }
    }
    if (next) {
        const auto wait = std::chrono::ceil<Clock::Duration>(*next - now);
        m_nextEnd = m_clock.after(wait, [this] { tell(); });
    }
}

} // namespace pilothouse
