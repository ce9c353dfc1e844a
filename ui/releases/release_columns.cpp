// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_columns.h"

#include "ui/widgets/cell_roles.h"

#include <QCoreApplication>

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// Labels that pipelines and platforms put on their records (U8); shown by choice.
constexpr std::array<QStringView, 8> kLabels = {u"app.kubernetes.io/name", u"app.kubernetes.io/instance",
    u"app.kubernetes.io/version", u"app.kubernetes.io/part-of", u"app.kubernetes.io/component",
    u"app.kubernetes.io/managed-by", u"choerodon.io/release", u"choerodon.io/command"};
constexpr int kFirstLabel = static_cast<int>(ReleaseColumn::FirstLabel);

struct Header {
    Q_DECLARE_TR_FUNCTIONS(ReleaseTable)
};

struct Column {
    QString key;
    QString title;
    int width = 110;
    bool isRight = false;
    bool isHidden = false;
};

Column columnOf(int column) {
    switch (static_cast<ReleaseColumn>(column)) {
    case ReleaseColumn::Name:
        return {u"name"_s, Header::tr("Name"), 118, false, false};
    case ReleaseColumn::Context:
        return {u"context"_s, Header::tr("Context"), 106, false, true};
    case ReleaseColumn::Namespace:
        return {u"namespace"_s, Header::tr("Namespace"), 96, false, false};
    case ReleaseColumn::Revision:
        //: revision number, a narrow column
        return {u"revision"_s, Header::tr("Rev"), 60, true, false};
    case ReleaseColumn::Status:
        return {u"status"_s, Header::tr("Status"), 154, false, false};
    case ReleaseColumn::Chart:
        return {u"chart"_s, Header::tr("Chart"), 176, false, false};
    case ReleaseColumn::AppVersion:
        //: the application's version, a narrow column
        return {u"app"_s, Header::tr("App"), 68, false, false};
    case ReleaseColumn::Updated:
        return {u"updated"_s, Header::tr("Updated"), 92, true, false};
    case ReleaseColumn::Objects:
        return {u"objects"_s, Header::tr("Objects"), 122, false, false};
    case ReleaseColumn::Marks:
        return {u"marks"_s, {}, 130, false, false};
    case ReleaseColumn::Description:
        return {u"description"_s, Header::tr("Description"), 240, false, true};
    case ReleaseColumn::Driver:
        return {u"driver"_s, Header::tr("Stored in"), 100, false, true};
    case ReleaseColumn::ApplyMethod:
        return {u"apply"_s, Header::tr("Applied by"), 110, false, true};
    case ReleaseColumn::DeployedRevision:
        return {u"deployed"_s, Header::tr("Deployed rev"), 100, true, true};
    case ReleaseColumn::FirstLabel:
        break;
    }
    const QString label = releaseColumnLabel(column);
    return {label, label, 170, false, true};
}

} // namespace

int releaseColumnCount() {
    return kFirstLabel + static_cast<int>(kLabels.size());
}

QString releaseColumnLabel(int column) {
    const int label = column - kFirstLabel;
    return label >= 0 && label < static_cast<int>(kLabels.size()) ? kLabels[static_cast<size_t>(label)].toString()
                                                                  : QString();
}

QVariant releaseHeader(int column, int role) {
    switch (role) {
    case Qt::DisplayRole:
        return columnOf(column).title;
    case ColumnKeyRole:
        return columnOf(column).key;
    case ColumnWidthRole:
        return columnOf(column).width;
    case ColumnHiddenRole:
        return columnOf(column).isHidden;
    case Qt::TextAlignmentRole:
        return QVariant(int((columnOf(column).isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case Qt::ToolTipRole:
        return static_cast<ReleaseColumn>(column) == ReleaseColumn::Objects
            ? Header::tr("Workloads of the newest revision that are ready, of all")
            : QVariant();
    default:
        return {};
    }
}

} // namespace pilothouse::ui
