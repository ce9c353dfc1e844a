// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/release_types.h"
#include "core/session/owner_rules.h"
#include "ui/releases/revision_facts.h"
#include "ui/theme/tokens.h"

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace pilothouse::ui {

/// What the overview says, in words and facts; no widgets.
struct OverviewWords {
    QString icon;
    ColorToken tone = ColorToken::TextSecond;
    QString headline; ///< "Revision 1384 failed. Revision 1382 still serves."
    QString detail; ///< when, and helm's own description
    struct Fact {
        QString name;
        QString value;
        bool isMono = false;
    };
    QList<Fact> facts;
    QString warning; ///< who will undo what is done here; empty: nobody that is known
    QString movedTitle; ///< "Changed against revision 1383"
    QStringList moved;
    qint64 storedBytes = 0; ///< against 1 MiB; 0: not known
};

/// @param summary the list's row; null where it is gone
/// @param facts of the shown revision; null while they are read
/// @param record of the shown revision
/// @param owners rules that speak of it
[[nodiscard]] OverviewWords overviewWords(const ReleaseSummary* summary, const RevisionFacts* facts,
    const ReleaseRecord& record, const OwnerRules& owners, const QDateTime& now);

/// `312 kB`
[[nodiscard]] QString sizeText(qint64 bytes);

} // namespace pilothouse::ui
