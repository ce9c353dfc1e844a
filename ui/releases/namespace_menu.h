// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/releases/release_reader.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;

namespace pilothouse::ui {

/// Opens under the namespace chip: type to find, Enter to choose. Where namespaces may not be listed it says which
/// right is missing and takes a typed name instead (AU3, U4).
class NamespaceMenu final : public QFrame {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NamespaceMenu)

public:
    explicit NamespaceMenu(QWidget* parent);

    /// @param known names that are on screen already; the server's are added when they come
    void popUp(const QPoint& globalPosition, const QStringList& known, const QString& current);
    void setAnswer(const Result<ReleaseReader::Namespaces>& answer);

Q_SIGNALS:
    /// Empty: all. @p isTyped: it was in no list.
    void chosen(const QString& nameSpace, bool isTyped);
    /// It is to be made, or to get a pull secret (U3).
    void prepareWanted(const QString& nameSpace);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void fill();
    void choose();
    void explain(const Error& error);

    QLineEdit* m_field;
    QListWidget* m_list;
    QLabel* m_why;
    QLabel* m_command;
    QStringList m_names;
    QString m_current;
};

} // namespace pilothouse::ui
