// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_json.h"

#include "core/helm/go_time.h"
#include "core/helm/json_fields.h"
#include "core/helm/json_values.h"
#include "core/helm/record_encoding.h"

namespace pilothouse {

using namespace Qt::StringLiterals;
using namespace pilothouse::json;

namespace {

/// Hooks, dependencies, files … of one record; real ones have some hundreds. JSON of 64 MiB could hold 20 million `{}`.
constexpr size_t kMaxItems = 20'000;
constexpr qint64 kMaxNodes = 1'000'000;

/// One pass over one record: fields are taken as they come.
class RecordReader {
public:
    RecordReader(const DecodeLimits& limits, RecordContent content)
        : m_isWhole(content == RecordContent::Whole)
        , m_depth(limits.depth) { }
    error_code read(od::parser& parser, const QByteArray& json);
    ReleaseRecord take();

private:
    error_code takeField(std::string_view key, od::value value);
    error_code takeInfo(std::string_view key, od::value value);
    error_code takeChart(std::string_view key, od::value value);
    error_code takeMetadata(std::string_view key, od::value value);
    error_code takeSchema(od::value value);
    error_code takeFileNames(od::value value);
    error_code takeHook(od::value value);
    error_code takeLastRun(Hook& hook, od::value value);
    error_code readDependencies(od::value value, std::vector<ChartDependency>& out);
    error_code readWords(od::value value, QStringList& out);
    error_code readTime(od::value value, QDateTime& out, QString* text = nullptr);
    error_code readValues(od::value value, YamlValue& out);
    void applyLock();

    bool m_isWhole;
    int m_depth;
    qint64 m_nodes = kMaxNodes;
    bool m_hasChart = false;
    bool m_hasInfo = false;
    ReleaseRecord m_record;
    std::vector<ChartDependency> m_lock;
};

error_code RecordReader::read(od::parser& parser, const QByteArray& json) {
    return forEachRootField(
        parser, json, [this](std::string_view key, od::value value) { return takeField(key, value); });
}

error_code RecordReader::takeField(std::string_view key, od::value value) {
    if (key == "name") {
        return readText(value, m_record.name);
    }
    if (key == "namespace") {
        return readText(value, m_record.nameSpace);
    }
    if (key == "version") {
        int revision = 0;
        const error_code error = readInt(value, revision);
        m_record.revision = Revision(std::max(revision, 0));
        return error;
    }
    if (key == "manifest") {
        return readBytes(value, m_record.manifest);
    }
    if (key == "apply_method") {
        return readText(value, m_record.applyMethod);
    }
    if (key == "info") {
        m_hasInfo = true;
        return forEachField(value, [this](std::string_view k, od::value v) { return takeInfo(k, v); });
    }
    if (key == "chart") {
        m_hasChart = true;
        return forEachField(value, [this](std::string_view k, od::value v) { return takeChart(k, v); });
    }
    if (key == "config" && m_isWhole) {
        return readValues(value, m_record.userValues);
    }
    if (key == "hooks" && m_isWhole) {
        return forEachElement(value, [this](od::value hook) { return takeHook(hook); });
    }
    return SUCCESS;
}

error_code RecordReader::takeInfo(std::string_view key, od::value value) {
    if (key == "first_deployed") {
        return readTime(value, m_record.firstDeployed);
    }
    if (key == "last_deployed") {
        return readTime(value, m_record.lastDeployed, &m_record.lastDeployedText);
    }
    if (key == "deleted") {
        return readTime(value, m_record.deleted); // helm 3 writes ""
    }
    if (key == "description") {
        return readText(value, m_record.description);
    }
    if (key == "status") {
        return readText(value, m_record.statusText);
    }
    if (key == "rollback_revision") {
        return readInt(value, m_record.rollbackRevision);
    }
    if (key == "notes" && m_isWhole) {
        return readText(value, m_record.notes);
    }
    return SUCCESS;
}

error_code RecordReader::takeChart(std::string_view key, od::value value) {
    if (key == "metadata") {
        return forEachField(value, [this](std::string_view k, od::value v) { return takeMetadata(k, v); });
    }
    if (key == "lock") {
        return forEachField(value, [this](std::string_view k, od::value v) {
            return k == "dependencies" ? readDependencies(v, m_lock) : SUCCESS;
        });
    }
    if (!m_isWhole) {
        return SUCCESS;
    }
    if (key == "values") {
        return readValues(value, m_record.chartValues);
    }
    if (key == "schema") {
        return takeSchema(value);
    }
    if (key == "templates" || key == "files") {
        return takeFileNames(value);
    }
    return SUCCESS;
}

error_code RecordReader::takeMetadata(std::string_view key, od::value value) {
    ChartInfo& chart = m_record.chart;
    if (key == "name") {
        return readText(value, chart.name);
    }
    if (key == "version") {
        return readText(value, chart.version);
    }
    if (key == "appVersion") {
        return readText(value, chart.appVersion);
    }
    if (key == "description") {
        return readText(value, chart.description);
    }
    if (key == "kubeVersion") {
        return readText(value, chart.kubeVersion);
    }
    if (key == "home") {
        return readText(value, chart.home);
    }
    if (key == "deprecated") {
        return readBool(value, chart.deprecated);
    }
    if (key == "dependencies") {
        return readDependencies(value, chart.dependencies);
    }
    if (key == "annotations" && m_isWhole) {
        return forEachField(value, [this](std::string_view k, od::value v) {
            const auto name = QString::fromUtf8(k.data(), static_cast<qsizetype>(k.size()));
            --m_nodes;
            return m_nodes < 0 ? simdjson::CAPACITY : readText(v, m_record.chart.annotations[name]);
        });
    }
    return SUCCESS;
}

error_code RecordReader::takeSchema(od::value value) {
    QByteArray encoded;
    const error_code error = readBytes(value, encoded);
    m_record.schema = decodeBase64(encoded).value_or(QByteArray());
    return error;
}

error_code RecordReader::takeFileNames(od::value value) {
    return forEachElement(value, [this](od::value file) {
        QString name;
        const error_code error = forEachField(
            file, [&name](std::string_view k, od::value v) { return k == "name" ? readText(v, name) : SUCCESS; });
        if (!name.isEmpty()) {
            m_record.templateFiles += name;
        }
        return static_cast<size_t>(m_record.templateFiles.size()) > kMaxItems ? simdjson::CAPACITY : error;
    });
}

error_code RecordReader::takeHook(od::value value) {
    if (m_record.hooks.size() >= kMaxItems) {
        return simdjson::CAPACITY;
    }
    Hook hook;
    const error_code error = forEachField(value, [this, &hook](std::string_view key, od::value field) {
        if (key == "name") {
            return readText(field, hook.name);
        }
        if (key == "kind") {
            return readText(field, hook.kind);
        }
        if (key == "path") {
            return readText(field, hook.path);
        }
        if (key == "manifest") {
            return readBytes(field, hook.manifest);
        }
        if (key == "events") {
            return readWords(field, hook.events);
        }
        if (key == "delete_policies") {
            return readWords(field, hook.deletePolicies);
        }
        if (key == "weight") {
            return readInt(field, hook.weight);
        }
        return key == "last_run" ? takeLastRun(hook, field) : SUCCESS;
    });
    m_record.hooks.push_back(std::move(hook));
    return error;
}

error_code RecordReader::takeLastRun(Hook& hook, od::value value) {
    return forEachField(value, [this, &hook](std::string_view key, od::value field) {
        if (key == "started_at") {
            return readTime(field, hook.startedAt);
        }
        if (key == "completed_at") {
            return readTime(field, hook.completedAt);
        }
        return key == "phase" ? readText(field, hook.phase) : SUCCESS;
    });
}

error_code RecordReader::readDependencies(od::value value, std::vector<ChartDependency>& out) {
    return forEachElement(value, [&out](od::value element) {
        ChartDependency dependency;
        const error_code error = forEachField(element, [&dependency](std::string_view key, od::value field) {
            if (key == "name") {
                return readText(field, dependency.name);
            }
            if (key == "version") {
                return readText(field, dependency.version);
            }
            if (key == "repository") {
                return readText(field, dependency.repository);
            }
            return key == "alias" ? readText(field, dependency.alias) : SUCCESS;
        });
        out.push_back(std::move(dependency));
        return out.size() > kMaxItems ? simdjson::CAPACITY : error;
    });
}

error_code RecordReader::readWords(od::value value, QStringList& out) {
    return forEachElement(value, [&out](od::value element) {
        QString word;
        const error_code error = readText(element, word);
        out += word;
        return static_cast<size_t>(out.size()) > kMaxItems ? simdjson::CAPACITY : error;
    });
}

error_code RecordReader::readTime(od::value value, QDateTime& out, QString* text) {
    QByteArray bytes;
    const error_code error = readBytes(value, bytes);
    out = timeFromGo(bytes);
    if (text) {
        *text = QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 64)));
    }
    return error;
}

error_code RecordReader::readValues(od::value value, YamlValue& out) {
    return readYamlValue(value, m_depth, m_nodes, out);
}

/// Chart.yaml may say `^1.2`; chart.lock has what was built in.
void RecordReader::applyLock() {
    auto& dependencies = m_record.chart.dependencies;
    std::vector<bool> used(m_lock.size(), false);
    for (ChartDependency& dependency : dependencies) {
        for (size_t i = 0; i < m_lock.size(); ++i) {
            if (!used[i] && m_lock[i].name == dependency.name && !m_lock[i].version.isEmpty()) {
                used[i] = true; // the same chart may be there twice under two aliases, in the lock's order
                dependency.version = m_lock[i].version;
                break;
            }
        }
    }
}

ReleaseRecord RecordReader::take() {
    applyLock();
    m_record.status = releaseStatusFromWord(m_record.statusText);
    if (!m_hasChart) {
        m_record.oddities += u"NoChart"_s;
    }
    if (!m_hasInfo) {
        m_record.oddities += u"NoInfo"_s;
    }
    return std::move(m_record);
}

} // namespace

Result<ReleaseRecord> readRecordJson(
    const QByteArray& json, const DecodeLimits& limits, RecordContent content, const QString& subject) {
    // Reused, so that 1,000 records don't allocate its index 1,000 times; one that has grown is given back.
    thread_local od::parser parser;
    RecordReader reader(limits, content);
    const error_code error = reader.read(parser, json);
    if (parser.capacity() > 4 * 1024 * 1024) {
        parser = od::parser();
    }
    if (error == simdjson::CAPACITY || error == simdjson::DEPTH_ERROR) {
        return fail(
            ErrorCode::Invalid, subject, u"JSON: the record is too deep or has too many parts"_s, u"TooComplex"_s);
    }
    if (error != SUCCESS) {
        return fail(ErrorCode::Parse, subject, u"JSON: %1"_s.arg(QString::fromUtf8(simdjson::error_message(error))),
            u"BadJson"_s);
    }
    return reader.take();
}

} // namespace pilothouse
