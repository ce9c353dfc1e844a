// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextEdit>

class QSyntaxHighlighter;

namespace pilothouse::ui {

/// Edits the YAML of objects: colours, line numbers, the line of an error, two spaces for Tab, undo.
class YamlEditor final : public QPlainTextEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(YamlEditor)

public:
    explicit YamlEditor(QWidget* parent = nullptr);
    ~YamlEditor() override;

    /// Replaces the text; undo begins anew.
    void setYaml(const QByteArray& text);
    [[nodiscard]] QByteArray yaml() const { return toPlainText().toUtf8(); }
    /// Marks a line and shows it; below 1: none.
    void setErrorLine(int line);

Q_SIGNALS:
    /// A person changed the text, or undid a change.
    void edited();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Gutter;
    void restyle();
    void placeGutter();
    void paintGutter(QPainter& painter, const QRect& rect);
    [[nodiscard]] int gutterWidth() const;
    void indent(bool back);
    void showErrorLine();

    Gutter* m_gutter;
    QSyntaxHighlighter* m_highlighter;
    int m_errorLine = 0;
    bool m_isSetting = false;
};

} // namespace pilothouse::ui
