// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QList>
#include <QtCore/QMetaType>

namespace pilothouse::ui {

/// What a model may say about a cell beside its text (Qt::DisplayRole), read by DataTable and CellDelegate.
/// Values, not widgets or colours: the delegate asks the theme while painting.
enum CellRole : int {
    UidRole = Qt::UserRole + 900, ///< QString, column 0: what the row is, across resets
    SortRole, ///< what to sort by; numbers, QDateTime or QString; falls back to the text
    FilterTextRole, ///< QString, column 0: all text of the row a filter may find; falls back to all cells' text
    CopyTextRole, ///< QString: what Ctrl+C takes; falls back to the text. Masked where the screen is masked
    ToneRole, ///< int of ColorToken: colour of the text and the icon
    TextStyleRole, ///< int of TextStyle: Mono for versions, BodyStrong for names
    IconNameRole, ///< QString: Lucide name, before the text
    ReadinessRole, ///< Readiness: a bar and "4/6"
    BadgesRole, ///< QList<BadgeSpec>
    ColumnKeyRole, ///< QString, header: the column's name in a saved layout; falls back to its title
    ColumnHiddenRole, ///< bool, header: hidden until the user shows it
    ColumnWidthRole, ///< int, header: width in pixels at first
    RankRole, ///< int, column 0: rows of a higher rank stand first, however the table is sorted; absent means 0
};

/// Ready and all objects, and how many of the others have failed.
struct Readiness {
    int ready = 0;
    int total = 0;
    int failed = 0;
    friend bool operator==(const Readiness&, const Readiness&) = default;
};

} // namespace pilothouse::ui

Q_DECLARE_METATYPE(pilothouse::ui::Readiness)
