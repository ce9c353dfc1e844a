// SPDX-License-Identifier: Apache-2.0
#include "app/demo/release_record.h"

#include "app/demo/base64.h"
#include "app/demo/chart_content.h"
#include "app/demo/chart_objects.h"

#include <format>

namespace pilothouse::demo {

namespace {

/// People deploy from a laptop in UTC+8, pipelines in UTC.
std::chrono::minutes zoneOf(const Release& release) {
    return release.plan.shape == Shape::Umbrella ? std::chrono::hours(8) : std::chrono::hours(0);
}

json::object infoOf(const Release& release, const Revision& revision) {
    const auto zone = zoneOf(release);
    json::object out{{"first_deployed", formatGoTime(release.firstDeployed, zone)},
        {"last_deployed", formatGoTime(revision.deployed, zone)}};
    const bool uninstalled = revision.status == "uninstalled";
    if (uninstalled)
        out["deleted"] = formatGoTime(revision.modified, zone);
    else if (!release.plan.helm4)
        out["deleted"] = ""; // helm 3 writes its zero time so; helm 4 leaves it out
    out["description"] = revision.description;
    out["status"] = revision.status;
    if (!revision.status.starts_with("pending"))
        out["notes"] = chartNotes(release, revision);
    if (release.plan.helm4 && revision.rollbackTo != 0)
        out["rollback_revision"] = revision.rollbackTo;
    return out;
}

class RecordData final : public LazyData {
public:
    RecordData(std::shared_ptr<const Release> head, Revision revision)
        : m_head(std::move(head))
        , m_revision(std::move(revision)) { }

    json::object data() const override {
        std::string packed = gzip(json::serialize(releaseJson(*m_head, m_revision)), 6);
        if (m_head->plan.broken && m_revision.number == m_head->plan.revision)
            packed.replace(packed.size() / 2, 64, std::string(64, '\xee')); // as after a disk fault: gzip's checks fail
        const std::string text = base64Encode(packed);
        return {{"release", m_head->plan.configMap ? text : base64Encode(text)}};
    }

private:
    std::shared_ptr<const Release> m_head;
    Revision m_revision;
};

class LoadData final : public LazyData {
public:
    LoadData(std::string space, std::string name, int revision, int bytes, std::string status, Time deployed)
        : m_space(std::move(space))
        , m_name(std::move(name))
        , m_revision(revision)
        , m_bytes(bytes)
        , m_status(std::move(status))
        , m_deployed(deployed) { }

    json::object data() const override {
        // Hexadecimal digits shrink to a half in gzip and grow by 16/9 in base64 twice: about one byte a digit.
        std::string filler;
        for (std::uint64_t i = 0; static_cast<int>(filler.size()) < m_bytes - 900; ++i) {
            filler += std::format("{:016x}", mixed(static_cast<std::uint64_t>(m_revision), m_name, i));
            if (i % 6 == 5)
                filler += "\n  ";
        }
        const std::string manifest
            = std::format("---\n# Source: load/templates/configmap.yaml\napiVersion: v1\nkind: ConfigMap\n"
                          "metadata:\n  name: {}\ndata:\n  text: |-\n  {}\n",
                m_name, filler);
        const json::object release{{"name", m_name},
            {"info",
                {{"first_deployed", formatGoTime(m_deployed)}, {"last_deployed", formatGoTime(m_deployed)},
                    {"deleted", ""}, {"description", m_revision == 1 ? "Install complete" : "Upgrade complete"},
                    {"status", m_status}}},
            {"chart",
                {{"metadata",
                     {{"name", "load"}, {"version", std::format("0.1.{}", m_revision)}, {"apiVersion", "v2"},
                         {"appVersion", "1.0"}}},
                    {"lock", nullptr}, {"templates", json::array()}, {"values", json::object()}, {"schema", nullptr},
                    {"files", json::array()}}},
            {"manifest", manifest}, {"version", m_revision}, {"namespace", m_space}};
        return {{"release", base64Encode(base64Encode(gzip(json::serialize(release), 1)))}};
    }

private:
    std::string m_space;
    std::string m_name;
    int m_revision;
    int m_bytes;
    std::string m_status;
    Time m_deployed;
};

} // namespace

json::object releaseJson(const Release& release, const Revision& revision) {
    const std::vector<ManifestDocument> documents = manifestDocuments(release, revision);
    json::object out{
        {"name", release.plan.name}, {"info", infoOf(release, revision)}, {"chart", chartJson(release, revision)}};
    if (json::object values = userValues(release, revision); !values.empty())
        out["config"] = std::move(values);
    out["manifest"] = manifestText(documents);
    if (json::array list = hooks(release, revision); !list.empty())
        out["hooks"] = std::move(list);
    out["version"] = revision.number;
    out["namespace"] = release.plan.namespaceName;
    if (release.plan.helm4)
        out["apply_method"] = "ssa";
    return out;
}

json::object recordObject(const Release& release, const Revision& revision) {
    const ReleasePlan& plan = release.plan;
    const auto unixSeconds = [](Time time) {
        return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
    };
    json::object labels = customLabels(release, revision);
    labels["name"] = plan.name;
    labels["owner"] = "helm";
    labels["status"] = revision.status;
    labels["version"] = std::to_string(revision.number);
    // an update builds the labels anew: createdAt is only on records that were never updated
    const bool untouched = revision.status == "pending-install" || revision.status == "pending-upgrade"
        || revision.status == "pending-rollback";
    labels[untouched ? "createdAt" : "modifiedAt"] = unixSeconds(untouched ? revision.deployed : revision.modified);
    const json::object field{{"manager", plan.helm4 ? "helm" : "Helm"}, {"operation", "Update"}, {"apiVersion", "v1"},
        {"time", formatTime(untouched ? revision.deployed : revision.modified)}, {"fieldsType", "FieldsV1"},
        {"fieldsV1", {{"f:data", {{".", json::object()}, {"f:release", json::object()}}}}}};
    json::object out{{"kind", plan.configMap ? "ConfigMap" : "Secret"}, {"apiVersion", "v1"},
        {"metadata",
            {{"name", release.recordName(revision.number)}, {"namespace", plan.namespaceName},
                {"creationTimestamp", formatTime(revision.deployed)}, {"labels", std::move(labels)},
                {"managedFields", json::array{field}}}}};
    if (!plan.configMap)
        out["type"] = "helm.sh/release.v1";
    return out;
}

std::shared_ptr<const LazyData> recordData(std::shared_ptr<const Release> head, Revision revision) {
    return std::make_shared<RecordData>(std::move(head), std::move(revision));
}

std::shared_ptr<const LazyData> loadData(
    std::string namespaceName, std::string name, int revision, int bytes, std::string status, Time deployed) {
    return std::make_shared<LoadData>(
        std::move(namespaceName), std::move(name), revision, bytes, std::move(status), deployed);
}

} // namespace pilothouse::demo
