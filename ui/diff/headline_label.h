// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/diff/diff_words.h"

#include <QWidget>

namespace pilothouse::ui {

/// What moved, in words: names of services in bold, parted by dots. One line where it fits, else two; what is left over
/// becomes "+3", and the tooltip has everything with whole versions.
class HeadlineLabel final : public QWidget {
    Q_OBJECT
public:
    explicit HeadlineLabel(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(HeadlineLabel)

    void setHeadline(QList<HeadlinePart> parts, const QString& detail);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// Parts of each line and how many are left over.
    struct Flow {
        QList<QList<HeadlinePart>> lines;
        qsizetype left = 0;
    };
    [[nodiscard]] Flow flow(int width) const;
    [[nodiscard]] int partWidth(const HeadlinePart& part) const;

    QList<HeadlinePart> m_parts;
    QString m_detail;
};

} // namespace pilothouse::ui
