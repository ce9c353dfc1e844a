// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/logs_memory.h"

#include "core/settings/settings_store.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMost = 300;
constexpr QStringView kPath = u"logs.workloads";

QString keyOf(const ContextId& context, const PodScope& scope) {
    PodScope shared = scope;
    if (auto* pod = std::get_if<PodScope::Pod>(&shared.what)) {
        pod->name = podFamily(pod->name);
    }
    return context.value() + u'/' + scope.nameSpace + u'/' + podScopeText(shared);
}

QStringList stringsOf(const QJsonValue& value) {
    QStringList strings;
    const QJsonArray array = value.toArray();
    for (const QJsonValue& one : array) {
        strings.append(one.toString());
    }
    return strings;
}

} // namespace

QString podFamily(const QString& pod) {
    static const QRegularExpression suffix(
        u"(?:-[bcdfghjklmnpqrstvwxz2456789]{6,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}$|-[0-9]{1,4}$"_s);
    QString family = pod;
    family.remove(suffix);
    return family.isEmpty() ? pod : family;
}

LogHabits LogsMemory::habits(const ContextId& context, const PodScope& scope) const {
    LogHabits habits;
    if (!m_store) {
        return habits;
    }
    const QJsonObject kept = m_store->value(kPath).toObject().value(keyOf(context, scope)).toObject();
    habits.containers.names = stringsOf(kept.value(u"containers"_s));
    habits.containers.withInit = kept.value(u"init"_s).toBool(false);
    habits.containers.withEphemeral = kept.value(u"ephemeral"_s).toBool(true);
    habits.columns = stringsOf(kept.value(u"columns"_s));
    habits.hasColumns = kept.value(u"asColumns"_s).toBool(false);
    return habits;
}

void LogsMemory::remember(const ContextId& context, const PodScope& scope, const LogHabits& habits) {
    if (!m_store) {
        return;
    }
    QJsonObject all = m_store->value(kPath).toObject();
    const QString key = keyOf(context, scope);
    all.remove(key);
    if (habits != LogHabits()) {
        double newest = 0;
        QString oldestKey;
        double oldest = 0;
        for (auto it = all.constBegin(); it != all.constEnd(); ++it) {
            const double used = it->toObject().value(u"used"_s).toDouble();
            newest = std::max(newest, used);
            if (oldestKey.isEmpty() || used < oldest) {
                oldestKey = it.key();
                oldest = used;
            }
        }
        if (all.size() >= kMost) {
            all.remove(oldestKey);
        }
        all.insert(key,
            QJsonObject{{u"containers"_s, QJsonArray::fromStringList(habits.containers.names)},
                {u"init"_s, habits.containers.withInit}, {u"ephemeral"_s, habits.containers.withEphemeral},
                {u"columns"_s, QJsonArray::fromStringList(habits.columns)}, {u"asColumns"_s, habits.hasColumns},
                {u"used"_s, newest + 1}});
    }
    m_store->setValue(kPath, all);
}

} // namespace pilothouse::ui
