// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractListModel>
#include <QStyledItemDelegate>

#include <vector>

namespace pilothouse::ui {

/// One object of a manifest, by where its document begins in the text on screen.
struct OutlineEntry {
    QString kind;
    QString name;
    int line = 0; ///< counted from 0
};

/// Objects of a manifest in its order, filtered by what is typed.
class OutlineModel final : public QAbstractListModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutlineModel)

public:
    enum Role : int { NameRole = Qt::UserRole + 1, LineRole };
    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<OutlineEntry> entries);
    void setFilter(const QString& typed);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    void apply();

    std::vector<OutlineEntry> m_all;
    std::vector<int> m_shown;
    QString m_filter;
};

/// Kind above name, as the diff's list of objects.
class OutlineCard final : public QStyledItemDelegate {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OutlineCard)

public:
    explicit OutlineCard(QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Objects of the manifest text as it is shown.
[[nodiscard]] std::vector<OutlineEntry> outlineOf(const QByteArray& manifest, const QString& releaseNamespace);

} // namespace pilothouse::ui
