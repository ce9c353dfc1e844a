// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include "core/async/parallel.h"
#include "core/diff/manifest_diff.h"

#include <array>

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

Result<Revision> revisionArgument(const Options& options, qsizetype index) {
    bool isNumber = false;
    const int value = options.arguments.value(index).toInt(&isNumber);
    if (!isNumber || value < 1) {
        return fail(ErrorCode::Invalid, u"diff"_s, u"say a release and two revisions: diff storefront 1382 1384"_s);
    }
    return Revision{value};
}

} // namespace

Task<Result<int>> runDiff(ClusterSession* session, Options options) {
    const auto from = revisionArgument(options, 1);
    const auto to = revisionArgument(options, 2);
    if (!from || !to) {
        co_return std::unexpected(from ? to.error() : from.error());
    }
    const auto key = co_await findRelease(session, options);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    const std::array revisions = {*from, *to};
    auto records = co_await inParallel<Result<ReleaseRecordPtr>>(
        2, 2, [&](size_t i) { return session->releases().record(*key, revisions.at(i)); });
    for (const auto& record : records) {
        if (!record) {
            co_return std::unexpected(record.error());
        }
    }
    const ReleaseRecordPtr older = *records.front();
    const ReleaseRecordPtr newer = *records.back();
    const QString fromName = u"revision %1"_s.arg(number(*from));
    const QString toName = u"revision %1"_s.arg(number(*to));
    if (options.format == Format::Patch) {
        const QByteArray patch = unifiedPatch(older->manifest, newer->manifest, fromName, toName);
        write(patch);
        co_return patch.isEmpty() ? kExitSame : kExitDifferent;
    }
    DiffOptions diffOptions;
    diffOptions.maskSecrets = !options.showSecrets;
    diffOptions.releaseName = newer->name;
    const ManifestDiff diff = diffManifests(parseManifest(older->manifest, older->nameSpace),
        parseManifest(newer->manifest, newer->nameSpace), diffOptions);
    if (options.format == Format::Text) {
        write(toUnifiedText(diff, fromName, toName));
    } else {
        writeAs(options.format, diffJson(diff, number(*from), number(*to)), {});
    }
    co_return diff.objects.empty() ? kExitSame : kExitDifferent;
}

} // namespace pilothouse::ctl
