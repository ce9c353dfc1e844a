// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/repositories_model.h"

#include "core/base/plain_text.h"
#include "core/session/repository_book.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"

#include <QFileInfo>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

RepositoriesModel::RepositoriesModel(const RepositoryBook& book, QObject* parent)
    : QAbstractTableModel(parent)
    , m_book(book) {
    connect(&book, &RepositoryBook::changed, this, &RepositoriesModel::take);
    take();
}

void RepositoriesModel::take() {
    beginResetModel();
    m_rows = m_book.all();
    endResetModel();
}

int RepositoriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int RepositoriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QString RepositoriesModel::cell(const Repository& repository, int column) {
    switch (column) {
    case Name:
        return escapeControls(repository.name);
    case Url:
        return escapeControls(repository.url);
    case User:
        return escapeControls(repository.user);
    case Password:
        return repository.keep == Repository::Keep::Keychain ? tr("keychain")
            : repository.keep == Repository::Keep::ThisRun   ? tr("this run only")
                                                             : QString();
    case Way: {
        QStringList words;
        if (repository.skipTlsVerify) {
            words += tr("certificate not checked");
        } else if (!repository.caFile.isEmpty()) {
            words += tr("CA %1").arg(escapeControls(QFileInfo(repository.caFile).fileName()));
        }
        if (!repository.certFile.isEmpty()) {
            words += tr("client certificate");
        }
        if (!repository.proxy.isEmpty()) {
            words += tr("proxy %1").arg(escapeControls(repository.proxy));
        }
        return words.join(u" · "_s);
    }
    default:
        return {};
    }
}

QVariant RepositoriesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const Repository& repository = m_rows[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return cell(repository, index.column());
    case UidRole:
        return repository.id;
    case TextStyleRole:
        return static_cast<int>(index.column() == Name ? TextStyle::BodyStrong
                : index.column() == Url                ? TextStyle::Mono
                                                       : TextStyle::Body);
    case ToneRole:
        return index.column() == Way && repository.skipTlsVerify ? QVariant(static_cast<int>(ColorToken::Warning))
                                                                 : QVariant();
    case IconNameRole:
        return index.column() == Name ? QVariant(repository.isRegistry() ? u"container"_s : u"library"_s)
            : index.column() == Way && repository.skipTlsVerify ? QVariant(u"triangle-alert"_s)
                                                                : QVariant();
    default:
        return {};
    }
}

QVariant RepositoriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == ColumnWidthRole) {
        constexpr int kWidths[ColumnCount] = {150, 280, 110, 110, 220};
        return section < ColumnCount ? kWidths[section] : 100;
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Url:
        return tr("Address");
    case User:
        return tr("User");
    case Password:
        return tr("Password");
    case Way:
        return tr("Way there");
    default:
        return {};
    }
}

} // namespace pilothouse::ui
