// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/change/values_folds.h"
#include "ui/change/values_text.h"
#include "ui/theme/tokens.h"

#include <QPlainTextEdit>
#include <QTimer>

#include <map>
#include <memory>
#include <vector>

class QMenu;
class QSyntaxHighlighter;

namespace pilothouse::ui {

class FindBar;

/// Edits a values file: YAML colours, line numbers, a mark beside what differs from the deployed values, problems at
/// their line, find (Ctrl+F), undo, folding (the gutter, Ctrl+Shift+[ and ]), the chart's own value in grey behind a
/// line that says another. Tab inserts two spaces, Shift+Tab takes them back. Sensitive values are placeholders and
/// come out as they went in (ValuesText).
class ValuesEditor final : public QPlainTextEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ValuesEditor)

public:
    /// Something to say about one line.
    struct Issue {
        int line = 0; ///< 0-based, of the bytes
        QString text; ///< plain
        ColorToken tone = ColorToken::Warning;
        friend bool operator==(const Issue&, const Issue&) = default;
    };
    explicit ValuesEditor(QWidget* parent = nullptr);
    ~ValuesEditor() override;

    /// Replaces the text; undo begins anew.
    void setValues(const QByteArray& bytes);
    /// Secrets of the release: hidden under any key, in what is set from now on. Null: none are known.
    void setKnownSecrets(std::shared_ptr<const KnownSecrets> known) { m_known = std::move(known); }
    /// Errors: as ValuesText::bytes.
    [[nodiscard]] Result<QByteArray> values() const;
    /// What is deployed: lines that differ are marked.
    void setDeployed(const QByteArray& bytes);
    void setIssues(QList<Issue> issues);
    [[nodiscard]] const QList<Issue>& issues() const { return m_issues; }
    /// What the chart says where a line says something else; lines 0-based, of the bytes. @see defaultsBeside
    void setDefaults(const QHash<int, QString>& texts);
    [[nodiscard]] const QHash<int, QString>& defaults() const { return m_defaults; } ///< by shown line
    [[nodiscard]] ValuesFolds& folds() { return m_folds; }
    [[nodiscard]] int changedLines() const { return static_cast<int>(m_marks.size()); }

    [[nodiscard]] ValuesText::Hiding hiding() const { return m_text.hiding(); }
    [[nodiscard]] int hiddenCount() const;
    /// The hidden value at the cursor, or nearest to it in its line, becomes text; undo hides it again, and so does
    /// half a minute without a key (RP5), unless it was changed.
    void revealAtCursor();
    /// All of them, once a person asked for it; half a minute without a key hides all again.
    void revealAll();
    void openFind();

Q_SIGNALS:
    /// After every change of the text by a person (and undo).
    void edited();
    void fileDropped(const QString& path);
    void hiddenCountChanged(int count);
    /// Values can be read that were hidden; half a minute after the last key they are not any more.
    void hidingChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Gutter;
    [[nodiscard]] QString shown() const;
    void restyle();
    void placeParts();
    void paintGutter(QPainter& painter, const QRect& rect);
    [[nodiscard]] int gutterWidth() const;
    [[nodiscard]] QString issueAt(int line) const;
    void compareWithDeployed();
    void refreshGrounds();
    void indent(bool back);
    void onCursorMoved();
    void step(QKeyEvent* event);
    [[nodiscard]] bool takeFoldKey(QKeyEvent* event);
    void addFoldActions(QMenu& menu);
    [[nodiscard]] QList<Issue>::const_iterator issueShownAt(int line) const;
    void find(const QString& needle, QTextDocument::FindFlags flags);
    void countMatches(const QString& needle);
    void hideAgain();

    ValuesText m_text;
    std::shared_ptr<const KnownSecrets> m_known;
    QString m_deployed; ///< as shown
    std::map<int, QList<std::pair<int, int>>> m_marks; ///< changed lines and the words in them
    QList<Issue> m_issues;
    Gutter* m_gutter;
    FindBar* m_findBar;
    QSyntaxHighlighter* m_highlighter;
    ValuesFolds m_folds{*this};
    QHash<int, QString> m_defaults;
    QTimer m_compareSoon;
    bool m_isStepping = false; ///< over what is folded
    QTimer m_hideSoon;
    std::vector<std::pair<QTextCursor, QString>> m_revealed; ///< where a value was put, and its placeholder
    bool m_isAllRevealed = false;
    bool m_isSetting = false;
};

} // namespace pilothouse::ui
