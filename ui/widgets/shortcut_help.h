// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtCore/QList>
#include <QtCore/QPointer>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

namespace pilothouse::ui {

/// One line of the list `?` shows. @p keys is shown as keycaps, split at spaces: "Shift+F", "n N".
struct KeyHint {
    QString keys;
    QString meaning;
};

/// A group of keys, such as "In the table".
struct KeyGroup {
    QString title;
    QList<KeyHint> hints;
};

/// Lies over its parent and lists the keys of the present view; any key or click takes it away.
class ShortcutHelp final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ShortcutHelp)

public:
    /// Shown at once over all of @p parent, deletes itself when left.
    ShortcutHelp(QString title, QList<KeyGroup> groups, QWidget* parent);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void leave();
    int paintGroup(QPainter& painter, const QRect& column, int y, const KeyGroup& group) const;
    [[nodiscard]] int groupHeight(const KeyGroup& group) const;

    QString m_title;
    QList<KeyGroup> m_groups;
    QPointer<QWidget> m_before;
};

} // namespace pilothouse::ui
