// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/repository.h"

#include <QAbstractTableModel>

#include <vector>

namespace pilothouse {
class RepositoryBook;
}

namespace pilothouse::ui {

/// The repositories of a book as a table: name, URL, user, where the password is, what is special. No secrets.
class RepositoriesModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Url, User, Password, Way, ColumnCount };

    explicit RepositoriesModel(const RepositoryBook& book, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(RepositoriesModel)

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] static QString cell(const Repository& repository, int column);
    void take();

    const RepositoryBook& m_book;
    std::vector<Repository> m_rows;
};

} // namespace pilothouse::ui
