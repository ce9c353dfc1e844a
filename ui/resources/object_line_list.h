// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/resources/object_change_words.h"

#include <QScrollArea>
#include <QStringList>

#include <vector>

class QVBoxLayout;

namespace pilothouse::ui {

/// Lines of a plan, an outcome or an overview: a sign, words, and why. Plain text.
class ObjectLineList final : public QScrollArea {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectLineList)

public:
    explicit ObjectLineList(QWidget* parent = nullptr);

    void setLines(const std::vector<ObjectLine>& lines);
    [[nodiscard]] QStringList titles() const { return m_titles; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void add(const ObjectLine& line);

    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    std::vector<ObjectLine> m_lines;
    QStringList m_titles;
};

} // namespace pilothouse::ui
