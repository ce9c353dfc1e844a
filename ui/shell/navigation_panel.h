// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <vector>

class QLabel;

namespace pilothouse::ui {

class ElidedLabel;
class Theme;

/// The column left of the pages: who and where, then Releases first, then what the server has.
class NavigationPanel final : public QWidget {
    Q_OBJECT
public:
    explicit NavigationPanel(Theme& theme, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(NavigationPanel)

    /// @param title the context; @param detail who one is there and the server's version
    void setHeading(const QString& title, const QString& detail);
    void setCurrent(const QString& page);
    /// The number beside an entry; below 0: none.
    void setCount(const QString& page, int count);
    /// A count that asks for attention (faults); 0: none.
    void setAlert(const QString& page, int count);

Q_SIGNALS:
    void chosen(const QString& page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Entry;
    void addGroup(const QString& title);
    void addEntry(const QString& page, const QString& icon, const QString& text);
    Entry* entry(const QString& page) const;
    void applyTheme();

    Theme& m_theme;
    ElidedLabel* m_title;
    ElidedLabel* m_detail;
    std::vector<Entry*> m_entries;
    std::vector<QLabel*> m_groups;
};

} // namespace pilothouse::ui
