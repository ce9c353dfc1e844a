// SPDX-License-Identifier: Apache-2.0
#include "app/demo/log_source.h"

#include <algorithm>
#include <limits>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr std::size_t kPiece = std::size_t{64} * 1024;
constexpr milliseconds kLookEvery{500};
// Lines are sent as they come, but not one by one when there are thousands a second.
constexpr milliseconds kGather{10};

} // namespace

LogSource::LogSource(LogRecipe recipe, const LogQuery& query, std::function<bool()> ends)
    : m_recipe(std::move(recipe))
    , m_query(query)
    , m_ends(std::move(ends))
    , m_left(query.limitBytes.value_or(std::numeric_limits<std::uint64_t>::max()))
    , m_lastLook(now())
    , m_deadline(now()) {
    m_until = m_recipe.countAt(now());
    const std::uint64_t kept = m_recipe.firstKept(m_until);
    m_next = kept;
    // protocol: the kubelet seeks to the tail first and leaves out what is older than since
    if (m_query.tailLines)
        m_next = std::max(kept, m_until - std::min(m_until, *m_query.tailLines));
    if (m_query.since)
        m_next = m_recipe.firstSince(*m_query.since, m_next, m_until);
}

BodySource::Next LogSource::next(std::string& out) {
    if (m_left == 0)
        return Next::End;
    const Time moment = now();
    const std::uint64_t count = m_query.follow ? m_recipe.countAt(moment) : m_until;
    appendLines(out, count);
    if (cutToLimit(out) || !out.empty())
        return Next::Data;
    if (!m_query.follow || isOver())
        return Next::End;
    m_deadline = std::clamp(m_recipe.timeOf(count), moment + kGather, moment + kLookEvery);
    return Next::Wait;
}

bool LogSource::isOver() {
    if (m_over)
        return true;
    if (now() - m_lastLook < kLookEvery)
        return false;
    m_lastLook = now();
    m_over = m_ends && m_ends();
    return m_over;
}

void LogSource::appendLines(std::string& out, std::uint64_t count) {
    out.reserve(kPiece + 1024);
    while (m_next < count && out.size() < kPiece) {
        if (m_stampPending && m_query.timestamps)
            m_writer.appendStamp(out, m_recipe.stampOf(m_next));
        m_stampPending = false;
        if (m_recipe.shape() == LogShape::HugeLine && m_next == 1) {
            if (!appendHugeLine(out))
                return;
        } else {
            m_writer.append(out, m_next);
        }
        if (m_writer.endsLines()) {
            out += '\n';
            m_stampPending = true;
        }
        ++m_next;
    }
}

/// @return whether the line is complete
bool LogSource::appendHugeLine(std::string& out) {
    const std::uint64_t count = std::min<std::uint64_t>(kPiece, m_recipe.lineBytes() - m_hugeSent);
    LineWriter::appendHuge(out, m_hugeSent, count);
    m_hugeSent += count;
    return m_hugeSent == m_recipe.lineBytes();
}

bool LogSource::cutToLimit(std::string& out) {
    if (out.size() > m_left)
        out.resize(m_left);
    m_left -= out.size();
    return !out.empty();
}

} // namespace pilothouse::demo
