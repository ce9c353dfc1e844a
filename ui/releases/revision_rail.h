// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"

#include <QListView>

namespace pilothouse::ui {

class RevisionModel;

/// The revisions of a release as a column of cards, newest first. One is shown; Ctrl-click or Space picks the one it is
/// compared with. Keeps the revision that is selected when others come. Thread: GUI.
class RevisionRail final : public QListView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RevisionRail)

public:
    /// @param model outlives the rail
    explicit RevisionRail(RevisionModel& model, QWidget* parent = nullptr);

    /// Selects without telling; None: nothing.
    void setSelected(Revision revision);
    [[nodiscard]] QSize sizeHint() const override;
    void keyboardSearch(const QString& search) override;

Q_SIGNALS:
    void selected(pilothouse::Revision revision);
    /// The one to compare with; the same again takes it back (None).
    void comparisonToggled(pilothouse::Revision revision);
    void opened();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] Revision revisionAt(const QModelIndex& index) const;
    void restore();

    RevisionModel& m_model;
    Revision m_selected = Revision::None;
    bool m_isSetting = false;
};

} // namespace pilothouse::ui
