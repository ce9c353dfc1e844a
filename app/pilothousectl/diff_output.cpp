// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/diff_output.h"

#include <QJsonArray>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QString changeWord(ObjectChange change) {
    switch (change) {
    case ObjectChange::Added:
        return u"added"_s;
    case ObjectChange::Removed:
        return u"removed"_s;
    case ObjectChange::Changed:
        return u"changed"_s;
    case ObjectChange::Replaced:
        return u"replaced"_s;
    case ObjectChange::Same:
        break;
    }
    return u"same"_s;
}

QJsonArray hunksJson(const ObjectDiff& object) {
    const QList<QByteArray> from = object.fromText.split('\n');
    const QList<QByteArray> to = object.toText.split('\n');
    QJsonArray hunks;
    for (const Hunk& hunk : object.lines.hunks) {
        QJsonArray lines;
        for (const DiffLine& line : hunk.lines) {
            const bool isRemoved = line.kind == DiffLine::Kind::Removed;
            const QByteArray text = isRemoved ? from.value(line.fromLine) : to.value(line.toLine);
            const QString sign = isRemoved ? u"-"_s : line.kind == DiffLine::Kind::Added ? u"+"_s : u" "_s;
            lines += QString(sign + QString::fromUtf8(text));
        }
        hunks += QJsonObject{{u"fromStart"_s, hunk.fromStart + 1}, {u"fromCount"_s, hunk.fromCount},
            {u"toStart"_s, hunk.toStart + 1}, {u"toCount"_s, hunk.toCount}, {u"lines"_s, lines}};
    }
    return hunks;
}

QJsonObject objectJson(const ObjectDiff& object) {
    QJsonArray risks;
    for (const Risk risk : object.risks) {
        risks += riskWord(risk);
    }
    QJsonArray secretKeys;
    for (const auto& key : object.secretKeys) {
        secretKeys += QJsonObject{{u"key"_s, key.key}, {u"change"_s, changeWord(key.change)}};
    }
    return {{u"kind"_s, object.key.kind}, {u"group"_s, object.key.group}, {u"namespace"_s, object.key.nameSpace},
        {u"name"_s, object.key.name}, {u"change"_s, changeWord(object.change)}, {u"labelsOnly"_s, object.labelsOnly},
        {u"added"_s, object.addedLines}, {u"removed"_s, object.removedLines},
        {u"fields"_s, QJsonArray::fromStringList(object.changedPaths)},
        {u"noise"_s, QJsonArray::fromStringList(object.noisePaths)}, {u"risks"_s, risks}, {u"secretKeys"_s, secretKeys},
        {u"hunks"_s, hunksJson(object)}};
}

} // namespace

QJsonObject diffJson(const ManifestDiff& diff, int from, int to) {
    QJsonArray objects;
    for (const ObjectDiff& object : diff.objects) {
        objects += objectJson(object);
    }
    QJsonArray headline;
    for (const HeadlineMove& move : diff.headline) {
        headline += QJsonObject{{u"service"_s, move.service}, {u"from"_s, move.from}, {u"to"_s, move.to},
            {u"labelsOnly"_s, move.labelsOnly}};
    }
    return {{u"from"_s, from}, {u"to"_s, to}, {u"unchanged"_s, diff.unchanged}, {u"labelsOnly"_s, diff.labelsOnlyCount},
        {u"headline"_s, headline}, {u"objects"_s, objects}, {u"problems"_s, QJsonArray::fromStringList(diff.problems)}};
}

} // namespace pilothouse::ctl
