// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/live_objects_model.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/health_text.h"

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct StateLook {
    QString icon;
    ColorToken tone;
};

StateLook lookOf(const LiveObject& live) {
    if (live.error) {
        return {u"eye-off"_s, ColorToken::TextThird};
    }
    switch (live.health.state) {
    case HealthState::Current:
        return {u"circle-check"_s, ColorToken::Ok};
    case HealthState::InProgress:
        return {u"hourglass"_s, ColorToken::Warning};
    case HealthState::Failed:
        return {u"circle-x"_s, ColorToken::Failed};
    case HealthState::Terminating:
        return {u"trash-2"_s, ColorToken::Warning};
    case HealthState::NotFound:
        return {u"circle-minus"_s, ColorToken::Failed};
    case HealthState::Unknown:
        break;
    }
    return {u"info"_s, ColorToken::TextThird};
}

} // namespace

LiveObjectsModel::LiveObjectsModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_children(1) { }

void LiveObjectsModel::setObjects(std::vector<LiveObject> objects) {
    beginResetModel();
    m_objects = std::move(objects);
    m_children.assign(m_objects.size() + 1, {});
    m_rowOf.assign(m_objects.size(), 0);
    for (size_t i = 0; i < m_objects.size(); ++i) {
        auto& siblings = m_children[static_cast<size_t>(m_objects[i].ownerIndex + 1)];
        m_rowOf[i] = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(i));
    }
    endResetModel();
}

const LiveObject* LiveObjectsModel::object(const QModelIndex& index) const {
    return index.isValid() ? &m_objects[index.internalId()] : nullptr;
}

QModelIndex LiveObjectsModel::index(int row, int column, const QModelIndex& parent) const {
    const size_t slot = parent.isValid() ? parent.internalId() + 1 : 0;
    if (slot >= m_children.size() || row < 0 || row >= static_cast<int>(m_children[slot].size()) || column < 0
        || column >= ColumnCount) {
        return {};
    }
    return createIndex(row, column, static_cast<quintptr>(m_children[slot][static_cast<size_t>(row)]));
}

QModelIndex LiveObjectsModel::parent(const QModelIndex& index) const {
    if (!index.isValid()) {
        return {};
    }
    const int owner = m_objects[index.internalId()].ownerIndex;
    return owner < 0 ? QModelIndex()
                     : createIndex(m_rowOf[static_cast<size_t>(owner)], 0, static_cast<quintptr>(owner));
}

int LiveObjectsModel::rowCount(const QModelIndex& parent) const {
    if (parent.column() > 0) {
        return 0;
    }
    const size_t slot = parent.isValid() ? parent.internalId() + 1 : 0;
    return slot < m_children.size() ? static_cast<int>(m_children[slot].size()) : 0;
}

int LiveObjectsModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QVariant LiveObjectsModel::data(const QModelIndex& index, int role) const {
    const LiveObject* live = object(index);
    if (!live) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        switch (index.column()) {
        case Name:
            return escapeControls(live->ref.name);
        case Kind:
            return escapeControls(live->ref.kind.kind);
        case Namespace:
            return live->ref.nameSpace.isEmpty() ? tr("whole cluster") : escapeControls(live->ref.nameSpace);
        case State:
            if (live->error) {
                return tr("can't be read");
            }
            return live->health.state == HealthState::NotFound ? tr("missing")
                : live->health.reason.isEmpty()                ? tr("ready")
                                                               : escapeControls(live->health.reason);
        case Ready:
            return live->health.desired > 0 ? u"%1/%2"_s.arg(live->health.ready).arg(live->health.desired) : QString();
        case Message:
            return live->error ? errorLine(*live->error) : healthText(live->health.message);
        default:
            return {};
        }
    }
    const StateLook look = lookOf(*live);
    switch (role) {
    case IconNameRole:
        return index.column() == State ? QVariant(look.icon) : QVariant();
    case ToneRole:
        if (index.column() == State) {
            return static_cast<int>(look.tone);
        }
        return index.column() == Name ? QVariant() : QVariant(static_cast<int>(ColorToken::TextSecond));
    case Qt::TextAlignmentRole:
        return index.column() == Ready ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case UidRole:
        return live->uid.value();
    default:
        return {};
    }
}

QVariant LiveObjectsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> titles
        = {tr("Name"), tr("Kind"), tr("Namespace"), tr("State"), tr("Ready"), tr("Why")};
    return titles[static_cast<size_t>(section)];
}

} // namespace pilothouse::ui
