// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/output.h"

#include "core/yaml/yaml_loader.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// An answer that is text in itself: wrapped for JSON and YAML, as it is for people.
void writeText(Format format, const QString& name, const QByteArray& text) {
    if (format == Format::Text) {
        write(text);
        return;
    }
    writeAs(format, QJsonObject{{name, QString::fromUtf8(text)}}, {});
}

QString healthWord(HealthState state) {
    switch (state) {
    case HealthState::Current:
        return u"Current"_s;
    case HealthState::InProgress:
        return u"InProgress"_s;
    case HealthState::Failed:
        return u"Failed"_s;
    case HealthState::Terminating:
        return u"Terminating"_s;
    case HealthState::NotFound:
        return u"NotFound"_s;
    case HealthState::Unknown:
        break;
    }
    return u"Unknown"_s;
}

QJsonObject liveJson(const LiveObject& live) {
    QJsonObject object{{u"apiVersion"_s, live.ref.kind.apiVersion()}, {u"kind"_s, live.ref.kind.kind},
        {u"namespace"_s, live.ref.nameSpace}, {u"name"_s, live.ref.name}, {u"uid"_s, live.uid.value()},
        {u"state"_s, healthWord(live.health.state)}, {u"reason"_s, live.health.reason},
        {u"message"_s, live.health.message}, {u"inManifest"_s, live.isInManifest}, {u"owner"_s, live.ownerIndex}};
    if (live.health.desired > 0) {
        object.insert(u"ready"_s, live.health.ready);
        object.insert(u"desired"_s, live.health.desired);
    }
    if (live.error) {
        object.insert(u"error"_s, describe(*live.error));
    }
    return object;
}

} // namespace

Task<Result<int>> runValues(ClusterSession* session, Options options) {
    const auto record = co_await findRecord(session, options, options.revision);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    const YamlValue values = options.allValues ? mergedValues(**record) : (*record)->userValues;
    write(options.format == Format::Json ? toJson(values) + '\n' : toYaml(values));
    co_return kExitSame;
}

Task<Result<int>> runManifest(ClusterSession* session, Options options) {
    const auto record = co_await findRecord(session, options, options.revision);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    // helm prints the stored text and a newline (fmt.Fprintln).
    writeText(options.format, u"manifest"_s,
        options.format == Format::Text ? (*record)->manifest + '\n' : (*record)->manifest);
    co_return kExitSame;
}

Task<Result<int>> runNotes(ClusterSession* session, Options options) {
    const auto record = co_await findRecord(session, options, options.revision);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    const QByteArray notes = (*record)->notes.toUtf8();
    if (options.format == Format::Text) {
        write(notes.isEmpty() ? QByteArray() : "NOTES:\n" + notes + '\n');
    } else {
        writeText(options.format, u"notes"_s, notes);
    }
    co_return kExitSame;
}

Task<Result<int>> runResources(ClusterSession* session, Options options) {
    const auto record = co_await findRecord(session, options, options.revision);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    const auto lives = co_await session->liveObjects(*record);
    if (!lives) {
        co_return std::unexpected(lives.error());
    }
    QJsonArray array;
    TextTable table{.header = {u"KIND"_s, u"NAMESPACE"_s, u"NAME"_s, u"STATE"_s, u"READY"_s, u"REASON"_s, u"MESSAGE"_s},
        .rows = {}};
    for (const LiveObject& live : *lives) {
        array += liveJson(live);
        const QString indent = live.isInManifest ? QString() : u"  "_s;
        table.rows.push_back(
            {indent + live.ref.kind.kind, live.ref.nameSpace, live.ref.name, healthWord(live.health.state),
                live.health.desired > 0 ? u"%1/%2"_s.arg(live.health.ready).arg(live.health.desired) : QString(),
                live.health.reason, live.error ? describe(*live.error) : live.health.message});
    }
    writeAs(options.format, array, table);
    co_return kExitSame;
}

} // namespace pilothouse::ctl
