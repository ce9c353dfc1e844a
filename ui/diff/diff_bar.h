// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/release_diff.h"

#include <QList>
#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QMenu;
class QToolButton;

namespace pilothouse::ui {

class Chip;
class HeadlineLabel;

/// The bar over a diff: from → to, what moved in words, switches as chips, the rest in a "⋯" menu. Chips that do not
/// fit are left to the menu, which has all of them; nothing wraps.
class DiffBar final : public QWidget {
    Q_OBJECT
public:
    explicit DiffBar(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(DiffBar)

    /// @param revisions newest first
    void setRevisions(const std::vector<RecordMeta>& revisions, Revision from, Revision to);
    /// Null: none (yet).
    void setDiff(const ReleaseDiffPtr& diff);

    struct Actions {
        QAction* labels; ///< checkable
        QAction* secrets; ///< checkable: shown
        QAction* sideBySide; ///< checkable
        QAction* normalise; ///< checkable
        QAction* nextChange;
        QAction* previousChange;
        QAction* find;
        QAction* copyUnified;
        QAction* copyMarkdown;
        QAction* saveUnified;
        QAction* saveMarkdown;
        QAction* command;
        QAction* swap;
    };
    [[nodiscard]] const Actions& actions() const { return m_actions; }
    void setLabelsOnlyCount(int count);
    [[nodiscard]] Revision from() const;
    [[nodiscard]] Revision to() const;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void revisionsChosen(pilothouse::Revision from, pilothouse::Revision to);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QComboBox* makeCombo(const QString& name);
    QAction* makeAction(const QString& text, bool checkable = false);
    Chip* makeChip(QAction* action, const QString& icon = {});
    void makeActions();
    void fillMenu();
    void arrange();
    void restyle();
    void fill(QComboBox& combo, const std::vector<RecordMeta>& revisions, Revision chosen);

    Actions m_actions{};
    QComboBox* m_from;
    QComboBox* m_to;
    QLabel* m_arrow;
    HeadlineLabel* m_headline;
    QList<Chip*> m_chips; ///< the first is kept longest
    QToolButton* m_more;
    QMenu* m_menu;
};

} // namespace pilothouse::ui
