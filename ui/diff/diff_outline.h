// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"

#include <QAbstractListModel>
#include <QListView>
#include <QSet>

namespace pilothouse::ui {

/// The outline of a diff: a heading for each section that has something, its objects below. Label changes are folded
/// until asked for. Data roles: text (for screen readers), the rest is read through entryAt() by the delegate.
class DiffOutlineModel final : public QAbstractListModel {
    Q_OBJECT
public:
    explicit DiffOutlineModel(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DiffOutlineModel)

    void setEntries(std::vector<DiffEntry> entries);
    void setLabelsShown(bool shown);
    [[nodiscard]] bool areLabelsShown() const { return m_labelsShown; }
    [[nodiscard]] const std::vector<DiffEntry>& entries() const { return m_entries; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

    /// -1 for a heading.
    [[nodiscard]] int entryAt(int row) const;
    [[nodiscard]] int rowOf(int entry) const;
    [[nodiscard]] DiffSection sectionAt(int row) const;
    /// Of all releases, where there are several.
    [[nodiscard]] int sectionSize(DiffSection section) const;
    /// Of the heading in @p row: its words and how many objects stand below it.
    [[nodiscard]] QString headingAt(int row) const;
    [[nodiscard]] int headingSize(int row) const;
    /// Ticked as looked at; remembered by object, also when the same revisions are compared anew.
    [[nodiscard]] bool isSeen(int entry) const;
    void toggleSeen(int entry);
    [[nodiscard]] int seenCount() const;

private:
    struct Line {
        DiffSection section;
        int entry; ///< -1: the heading
        QString release; ///< of several
        int size = 0; ///< of a heading
    };
    void rebuild();

    std::vector<DiffEntry> m_entries;
    std::vector<Line> m_lines;
    QSet<QString> m_seen;
    bool m_labelsShown = false;
};

/// The list on the left of a diff.
class DiffOutline final : public QListView {
    Q_OBJECT
public:
    explicit DiffOutline(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DiffOutline)

    [[nodiscard]] DiffOutlineModel& outline() const { return *m_model; }
    [[nodiscard]] int currentEntry() const;
    void setCurrentEntry(int entry);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void entryChosen(int entry);
    void labelsToggled();

protected:
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    DiffOutlineModel* m_model;
    bool m_isFollowing = false; ///< the selection follows the text, not a person
};

} // namespace pilothouse::ui
