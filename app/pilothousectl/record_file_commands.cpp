// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include "core/helm/history.h"
#include "core/helm/record_file.h"

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

QJsonObject factsJson(const RecordFile& file) {
    const ReleaseRecord& record = *file.record;
    QJsonArray hooks;
    for (const Hook& hook : record.hooks) {
        hooks += QJsonObject{{u"kind"_s, hook.kind}, {u"name"_s, hook.name},
            {u"events"_s, QJsonArray::fromStringList(hook.events)}, {u"phase"_s, hook.phase}};
    }
    return {{u"name"_s, record.name}, {u"namespace"_s, record.nameSpace}, {u"revision"_s, number(record.revision)},
        {u"status"_s, record.statusText}, {u"updated"_s, record.lastDeployedText},
        {u"firstDeployed"_s, record.firstDeployed.toString(Qt::ISODate)}, {u"chart"_s, record.chart.label()},
        {u"appVersion"_s, record.chart.appVersion}, {u"description"_s, record.description},
        {u"driver"_s, file.meta.key.driver == StorageDriver::Secret ? u"secret"_s : u"configmap"_s},
        {u"storedBytes"_s, record.storedBytes}, {u"manifestBytes"_s, static_cast<qint64>(record.manifest.size())},
        {u"hooks"_s, hooks}, {u"oddities"_s, QJsonArray::fromStringList(record.oddities)}};
}

void writeFacts(Format format, const RecordFile& file) {
    const QJsonObject facts = factsJson(file);
    TextTable table{.header = {u"FACT"_s, u"VALUE"_s}, .rows = {}};
    for (const auto* key : {"name", "namespace", "revision", "status", "updated", "chart", "appVersion", "description",
             "driver", "storedBytes", "manifestBytes"}) {
        const QString name = QString::fromLatin1(key);
        table.rows.push_back({name, facts.value(name).toVariant().toString()});
    }
    table.rows.push_back({u"hooks"_s, QString::number(file.record->hooks.size())});
    if (!file.record->oddities.isEmpty()) {
        table.rows.push_back({u"oddities"_s, file.record->oddities.join(u", "_s)});
    }
    writeAs(format, facts, table);
}

QByteArray valuesText(const Options& options, const ReleaseRecord& record) {
    const YamlValue values = options.allValues ? mergedValues(record) : record.userValues;
    return options.format == Format::Json ? toJson(values) + '\n' : toYaml(values);
}

} // namespace

Task<Result<int>> runExport(ClusterSession* session, Options options) {
    const QString path = options.arguments.value(1);
    if (options.arguments.size() != 2 || path.isEmpty()) {
        co_return fail(
            ErrorCode::Invalid, u"export"_s, u"say a release and a file: export storefront storefront.json"_s);
    }
    const auto key = co_await findRelease(session, options);
    if (!key) {
        co_return std::unexpected(key.error());
    }
    const auto revisions = session->releases().revisions(*key);
    const auto found = options.revision == Revision::None
        ? revisions.begin()
        : std::ranges::find(revisions, options.revision, &RecordMeta::revision);
    if (found == revisions.end()) {
        co_return fail(ErrorCode::NotFound, u"release "_s + key->name,
            u"there is no record of revision %1"_s.arg(number(options.revision)));
    }
    const auto object = co_await readRecordObject(&session->client(), *found);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    const auto ifExists = options.replaceFile ? IfFileExists::Replace : IfFileExists::Refuse;
    if (const auto written = writeRecordFile(path, *object, ifExists); !written) {
        co_return std::unexpected(written.error());
    }
    writeNote(u"%1: revision %2 of %3/%4, with the secrets of its values; only you can read it"_s.arg(path)
            .arg(number(found->revision))
            .arg(key->nameSpace, key->name));
    co_return kExitSame;
}

Task<Result<int>> runShow(Workspace* /*workspace*/, Options options) {
    const auto file = readRecordFile(options.arguments.value(0));
    if (!file) {
        co_return std::unexpected(file.error());
    }
    const QString part = options.arguments.value(1);
    if (part.isEmpty()) {
        writeFacts(options.format, *file);
    } else if (part == "values"_L1) {
        write(valuesText(options, *file->record));
    } else if (part == "manifest"_L1) {
        write(file->record->manifest + '\n'); // as helm prints it
    } else if (part == "notes"_L1) {
        write(file->record->notes.toUtf8() + '\n');
    } else {
        co_return fail(ErrorCode::Invalid, u"show "_s + part, u"it must be values, manifest or notes"_s);
    }
    co_return kExitSame;
}

} // namespace pilothouse::ctl
