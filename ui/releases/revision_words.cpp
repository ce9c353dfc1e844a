// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/revision_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Revision)
};

using Move = HistoryEntry::Move;

/// A subchart and its own image move together: one line for both, the subchart's, which comes first.
std::vector<const Move*> oneEach(const std::vector<Move>& moves) {
    std::vector<const Move*> kept;
    for (const Move& move : moves) {
        const bool isKnown = std::ranges::any_of(kept, [&move](const Move* other) { return other->what == move.what; });
        if (!isKnown)
            kept.push_back(&move);
    }
    return kept;
}

QString moveText(const Move& move) {
    if (move.to.isEmpty())
        //: %1 is a subchart or workload that is gone
        return Words::tr("%1 removed").arg(move.what);
    return move.what + u' ' + move.to;
}

/// The commit at the end of a build: `a47e8` of `0.3.0-a47e8`. Two lines are short.
QString shortMoveText(const Move& move) {
    const qsizetype dash = move.to.lastIndexOf(u'-');
    if (dash < 0 || move.to.size() - dash < 5)
        return moveText(move);
    return move.what + u' ' + move.to.sliced(dash + 1);
}

QString extraOf(const RevisionFacts& facts, const std::vector<const Move*>& moves) {
    if (facts.meta.status == ReleaseStatus::Failed || isPending(facts.meta.status))
        return shortDescription(facts.description);
    if (moves.size() == 2)
        return u"+ "_s + shortMoveText(*moves[1]);
    if (moves.size() > 2)
        return Words::tr("+ %n more", nullptr, static_cast<int>(moves.size()) - 1);
    return {};
}

} // namespace

RevisionLines revisionLines(const RevisionFacts& facts) {
    if (facts.error)
        return {Words::tr("can’t be read"), {}};
    if (!facts.isRead)
        return {};
    if (facts.rollbackTo > 0)
        return {Words::tr("rollback to %1").arg(facts.rollbackTo),
            facts.before == Revision::None ? QString() : Words::tr("from %1").arg(number(facts.before))};
    const std::vector<const Move*> moves = oneEach(facts.moves);
    if (!moves.empty())
        return {moveText(*moves.front()), extraOf(facts, moves)};
    if (facts.changedValues > 0)
        return {Words::tr("values only"),
            facts.meta.status == ReleaseStatus::Failed ? shortDescription(facts.description)
                                                       : Words::tr("%n key(s)", nullptr, facts.changedValues)};
    return {facts.chart, extraOf(facts, moves)};
}

QStringList moveLines(const std::vector<Move>& moves) {
    QStringList lines;
    for (const Move& move : moves) {
        if (move.from.isEmpty())
            lines << Words::tr("%1 %2, new").arg(move.what, move.to);
        else if (move.to.isEmpty())
            lines << Words::tr("%1 %2, removed").arg(move.what, move.from);
        else
            lines << move.what + u' ' + move.from + u" → "_s + move.to;
    }
    return lines;
}

QString shortDescription(const QString& description) {
    const qsizetype failed = description.indexOf("failed: "_L1);
    return failed >= 0 ? description.sliced(failed + 8) : description;
}

} // namespace pilothouse::ui
