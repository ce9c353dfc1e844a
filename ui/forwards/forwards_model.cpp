// SPDX-License-Identifier: Apache-2.0
#include "ui/forwards/forwards_model.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using State = ForwardStatus::State;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ForwardsModel)
};

ColorToken toneOf(State state) {
    switch (state) {
    case State::Listening:
        return ColorToken::Ok;
    case State::Starting:
    case State::Waiting:
    case State::Unreachable:
        return ColorToken::Warning;
    case State::Failed:
        return ColorToken::Failed;
    case State::Stopped:
        break;
    }
    return ColorToken::TextSecond;
}

bool isRight(int column) {
    return column == ForwardsModel::Connections || column == ForwardsModel::Sent || column == ForwardsModel::Received;
}

QString cellText(const ForwardEntry& entry, int column) {
    const ForwardStatus& status = entry.status;
    switch (column) {
    case ForwardsModel::Target:
        return escapeControls(QString(entry.request.target.nameSpace + u' ' + podScopeText(entry.request.target)));
    case ForwardsModel::Context:
        return escapeControls(entry.context.value());
    case ForwardsModel::Local:
        return status.localPort > 0       ? u"127.0.0.1:%1"_s.arg(status.localPort)
            : entry.request.localPort > 0 ? QString::number(entry.request.localPort)
                                          : Words::tr("a free one");
    case ForwardsModel::Remote:
        return escapeControls(entry.request.remotePort);
    case ForwardsModel::State:
        return forwardStateText(status.state);
    case ForwardsModel::Pod:
        return escapeControls(status.pod);
    case ForwardsModel::Connections:
        return status.openConnections > 0 ? QString::number(status.openConnections) : QString();
    case ForwardsModel::Sent:
        return status.bytesSent > 0 ? QLocale().formattedDataSize(status.bytesSent) : QString();
    case ForwardsModel::Received:
        return status.bytesReceived > 0 ? QLocale().formattedDataSize(status.bytesReceived) : QString();
    default:
        return {};
    }
}

} // namespace

ForwardsModel::ForwardsModel(QObject* parent)
    : QAbstractTableModel(parent) { }

void ForwardsModel::setEntries(const std::vector<ForwardEntry>& entries) {
    const bool isSameLines = std::ranges::equal(entries, m_entries, {}, &ForwardEntry::id, &ForwardEntry::id);
    if (!isSameLines) {
        beginResetModel();
        m_entries = entries;
        endResetModel();
        return;
    }
    m_entries = entries;
    if (!m_entries.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

const ForwardEntry* ForwardsModel::entry(int row) const {
    return row >= 0 && row < rowCount() ? &m_entries[static_cast<size_t>(row)] : nullptr;
}

int ForwardsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ForwardsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ForwardsModel::data(const QModelIndex& index, int role) const {
    const ForwardEntry* found = entry(index.row());
    if (!found) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*found, index.column());
    case UidRole:
        return found->id;
    case SortRole:
        return index.column() == Sent    ? QVariant(found->status.bytesSent)
            : index.column() == Received ? QVariant(found->status.bytesReceived)
                                         : QVariant(cellText(*found, index.column()));
    case Qt::ToolTipRole:
        return found->status.lastError ? QVariant(errorLine(*found->status.lastError)) : QVariant();
    case ToneRole:
        return index.column() == State ? QVariant(static_cast<int>(toneOf(found->status.state))) : QVariant();
    case TextStyleRole:
        return index.column() == Target ? QVariant(static_cast<int>(TextStyle::BodyStrong))
            : index.column() == Local   ? QVariant(static_cast<int>(TextStyle::Mono))
                                        : QVariant();
    case Qt::TextAlignmentRole:
        return isRight(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant ForwardsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    static constexpr std::array kKeys
        = {"target", "context", "local", "remote", "state", "pod", "connections", "sent", "received"};
    static constexpr std::array kWidths = {220, 130, 150, 80, 110, 200, 95, 85, 85};
    const QStringList titles = {tr("Target"), tr("Context"), tr("On this machine"), tr("Port there"), tr("State"),
        tr("Pod"), tr("Connections"), tr("Sent"), tr("Received")};
    const auto at = static_cast<size_t>(section);
    switch (role) {
    case Qt::DisplayRole:
        return titles[section];
    case ColumnKeyRole:
        return QString::fromLatin1(kKeys.at(at));
    case ColumnWidthRole:
        return kWidths.at(at);
    case Qt::TextAlignmentRole:
        return isRight(section) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QString forwardUrl(const ForwardEntry& entry) {
    if (entry.status.localPort <= 0) {
        return {};
    }
    const bool isTls = entry.request.remotePort == "443"_L1 || entry.request.remotePort == "8443"_L1
        || entry.request.remotePort.startsWith("https"_L1);
    return u"%1://127.0.0.1:%2"_s.arg(isTls ? u"https"_s : u"http"_s).arg(entry.status.localPort);
}

QString forwardStateText(State state) {
    switch (state) {
    case State::Starting:
        return Words::tr("starting");
    case State::Listening:
        return Words::tr("listening");
    case State::Waiting:
        return Words::tr("no pod is ready");
    case State::Unreachable:
        //: a forward whose cluster does not answer at the moment
        return Words::tr("no answer");
    case State::Failed:
        return Words::tr("failed");
    case State::Stopped:
        return Words::tr("stopped");
    }
    return {};
}

bool isRunning(const ForwardEntry& entry) {
    return entry.status.state != State::Stopped && entry.status.state != State::Failed;
}

} // namespace pilothouse::ui
