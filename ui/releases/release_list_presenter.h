// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "ui/theme/tokens.h"

#include <QObject>
#include <QString>

#include <optional>

namespace pilothouse {
class Clock;
}

namespace pilothouse::ui {

class Contexts;
class ReleaseStore;
struct ContextItem;

/// What a button of the list does.
enum class ListAction { None, Reconnect, ShowAllNamespaces, ClearFilters };

/// What stands where the table is: the table, or one sentence and one action.
struct ListScreen {
    enum class Kind { Table, Waiting, NeedsTrust, Failed, Empty } kind = Kind::Waiting;
    QString sentence;
    QString detail;
    QString actionText;
    ListAction action = ListAction::None;
    std::optional<Error> error; ///< Failed: shown in the words all errors have
    friend bool operator==(const ListScreen&, const ListScreen&) = default;
};

/// A line above the table: it is not live, or not whole.
struct ListNotice {
    ColorToken tone = ColorToken::Warning;
    QString text;
    QString actionText;
    friend bool operator==(const ListNotice&, const ListNotice&) = default;
};

/// Decides what the list of releases says about itself: its state, how true it is, what it counts. No widgets.
class ReleaseListPresenter final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseListPresenter)

public:
    /// @p contexts, @p store and @p clock outlive the presenter.
    ReleaseListPresenter(const Contexts& contexts, ReleaseStore& store, const Clock& clock, QObject* parent = nullptr);

    void show(const ContextId& context, const QString& nameSpace);
    /// What the chips and the text filter let through.
    /// @param inScope rows of the namespace and the chips; @param shown those of them that the text filter shows
    void setRows(int inScope, int shown);

    [[nodiscard]] ListScreen screen() const;
    [[nodiscard]] std::optional<ListNotice> notice() const;
    /// `63 releases · 3 with faults · times in UTC+8`
    [[nodiscard]] QString counts() const;
    /// Bodies that are still being read: done and all; all 0 where nothing is under way.
    struct Progress {
        int done = 0;
        int all = 0;
    };
    [[nodiscard]] Progress progress() const;
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] const ContextItem* item() const;
    [[nodiscard]] int allRows() const;
    [[nodiscard]] ListScreen emptyScreen() const;
    [[nodiscard]] QString lastSeen(const ContextItem& context) const;

    const Contexts& m_contexts;
    ReleaseStore& m_store;
    const Clock& m_clock;
    ContextId m_context;
    QString m_nameSpace;
    int m_inScope = 0;
    int m_shown = 0;
};

} // namespace pilothouse::ui
