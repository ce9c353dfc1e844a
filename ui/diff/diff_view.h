// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/diff_canvas.h"

#include <QWidget>

class QSplitter;

namespace pilothouse::ui {

class DiffOutline;

/// A diff of two revisions, or of a revision and what would become of it: the outline of objects on the left, the text
/// on the right. Knows nothing of where the diff comes from.
///
/// Keys: `n` `N` next and previous change · `t` next object · Space ticks the object as seen · Ctrl+F find.
class DiffView final : public QWidget {
    Q_OBJECT
public:
    explicit DiffView(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DiffView)

    /// Null shows nothing. The outline's ticks are kept for objects that stay as they are.
    void setDiff(ReleaseDiffPtr diff);
    [[nodiscard]] const ReleaseDiffPtr& diff() const { return m_diff; }

    void setLabelsShown(bool shown);
    [[nodiscard]] bool areLabelsShown() const;
    /// Objects of which nothing but labels changed.
    [[nodiscard]] int labelsOnlyCount() const;

    /// The entry that fills the view; -1 for none.
    [[nodiscard]] int currentEntry() const;
    [[nodiscard]] const DiffEntry* entry(int number) const;
    void reveal(int number, std::shared_ptr<const ObjectDiff> diff) { m_canvas->reveal(number, std::move(diff)); }

    [[nodiscard]] DiffCanvas& canvas() const { return *m_canvas; }
    [[nodiscard]] DiffOutline& outline() const { return *m_outline; }
    /// Of the outline, until the user moves the handle.
    void setOutlineWidth(int width);
    void goToNextObject();
    void toggleSeen();
    void openFind() { m_canvas->openFind(); }

Q_SIGNALS:
    void currentEntryChanged(int entry);
    void labelsShownChanged(bool shown);

private:
    void addKey(const QKeySequence& key, void (DiffView::*function)());
    void nextChange() { m_canvas->goToNextChange(); }
    void previousChange() { m_canvas->goToPreviousChange(); }

    ReleaseDiffPtr m_diff;
    QSplitter* m_splitter;
    DiffOutline* m_outline;
    DiffCanvas* m_canvas;
};

} // namespace pilothouse::ui
