// SPDX-License-Identifier: Apache-2.0
#include "ui/change/run_models.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_roles.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/health_text.h"
#include "ui/widgets/table_column.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(RunHealth)
};

struct Sign {
    QString icon;
    ColorToken tone;
};

Sign signOf(HealthState state) {
    switch (state) {
    case HealthState::Current:
        return {u"circle-check"_s, ColorToken::Ok};
    case HealthState::InProgress:
        return {u"loader"_s, ColorToken::Accent};
    case HealthState::Failed:
        return {u"circle-x"_s, ColorToken::Failed};
    case HealthState::Terminating:
        return {u"circle-minus"_s, ColorToken::Warning};
    case HealthState::NotFound:
        return {u"circle"_s, ColorToken::TextSecond};
    case HealthState::Unknown:
        break;
    }
    return {u"circle-question-mark"_s, ColorToken::TextSecond};
}

} // namespace

QString healthWord(HealthState state) {
    switch (state) {
    case HealthState::Current:
        return Tr::tr("ready");
    case HealthState::InProgress:
        return Tr::tr("in progress");
    case HealthState::Failed:
        return Tr::tr("failed");
    case HealthState::Terminating:
        return Tr::tr("going");
    case HealthState::NotFound:
        return Tr::tr("not there");
    case HealthState::Unknown:
        break;
    }
    return Tr::tr("not known");
}

void RunObjectsModel::setRun(const RunStatusPtr& run) {
    const size_t before = m_run ? m_run->objects.size() : 0;
    const size_t after = run ? run->objects.size() : 0;
    if (before != after) {
        beginResetModel();
        m_run = run;
        endResetModel();
    } else {
        m_run = run;
        if (after > 0) {
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(after) - 1, ColumnCount - 1));
        }
    }
}

int RunObjectsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->objects.size());
}

int RunObjectsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunObjectsModel::text(const LiveObject& object, int column) const {
    switch (column) {
    case ObjectColumn: {
        const QString name = object.ref.kind.kind + u' ' + object.ref.name;
        return object.isInManifest ? name : u"    "_s + name;
    }
    case StateColumn:
        return healthWord(object.health.state);
    case ReasonColumn:
        if (object.error) {
            return errorLine(*object.error);
        }
        return QStringList{object.health.reason, healthText(object.health.message)}
            .filter(QRegularExpression(u"."_s))
            .join(u": "_s);
    default:
        return {};
    }
}

QVariant RunObjectsModel::data(const QModelIndex& index, int role) const {
    const LiveObject& object = m_run->objects[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(object, index.column());
    case UidRole:
        return QString(object.ref.kind.kind + u'/' + object.ref.nameSpace + u'/' + object.ref.name);
    case SortRole:
        return index.row(); // as in the manifest, what hangs on an object behind it
    case ReadinessRole:
        if (index.column() == ReadyColumn && object.health.desired > 0) {
            return QVariant::fromValue(Readiness{.ready = object.health.ready,
                .total = object.health.desired,
                .failed
                = object.health.state == HealthState::Failed ? object.health.desired - object.health.ready : 0});
        }
        return {};
    case IconNameRole:
        return index.column() == StateColumn ? QVariant(signOf(object.health.state).icon) : QVariant();
    case ToneRole:
        if (index.column() == StateColumn) {
            return static_cast<int>(signOf(object.health.state).tone);
        }
        return index.column() == ReasonColumn ? QVariant(static_cast<int>(ColorToken::TextSecond)) : QVariant();
    default:
        return {};
    }
}

QVariant RunObjectsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell(
        {{tr("Object"), 260}, {tr("Ready"), 110}, {tr("State"), 110}, {tr("Why"), 360}}, section, orientation, role);
}

void RunEventsModel::setRun(const RunStatusPtr& run) {
    const auto isSame = [](const RunEvent& a, const RunEvent& b) {
        return a.time == b.time && a.object == b.object && a.reason == b.reason && a.count == b.count;
    };
    const bool unchanged = m_run && run && std::ranges::equal(m_run->events, run->events, isSame);
    if (unchanged) {
        m_run = run;
        return;
    }
    beginResetModel();
    m_run = run;
    endResetModel();
}

int RunEventsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !m_run ? 0 : static_cast<int>(m_run->events.size());
}

int RunEventsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunEventsModel::data(const QModelIndex& index, int role) const {
    const RunEvent& event = m_run->events[static_cast<size_t>(index.row())];
    if (role == SortRole && index.column() == TimeColumn) {
        return event.time;
    }
    if (role == UidRole) {
        return QString(event.object + event.reason + event.time.toString(Qt::ISODateWithMs));
    }
    if (role == ToneRole) {
        return static_cast<int>(event.isWarning ? ColorToken::Warning : ColorToken::Text);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (index.column()) {
    case TimeColumn:
        return event.time.toLocalTime().toString(u"HH:mm:ss");
    case ObjectColumn:
        return event.object;
    case ReasonColumn:
        return event.count > 1 ? QString(event.reason + u" ×"_s + QString::number(event.count)) : event.reason;
    default:
        return event.message;
    }
}

QVariant RunEventsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    return headerCell(
        {{tr("Time"), 80}, {tr("Object"), 220}, {tr("Reason"), 140}, {tr("Message"), 400}}, section, orientation, role);
}

} // namespace pilothouse::ui
