// SPDX-License-Identifier: Apache-2.0
#include "app/demo/release_world.h"

#include "app/demo/managed_fields.h"
#include "app/demo/object_defaults.h"
#include "app/demo/release_record.h"
#include "app/demo/workloads.h"

#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

namespace {

constexpr int kLoadNamespaces = 10;

bool isWorkload(const json::object& object) {
    const std::string kind = stringAt(object, "kind");
    return kind == "Deployment" || kind == "StatefulSet";
}

std::string imageOf(const json::object& object) {
    const json::array& containers = arrayAt(object, "spec.template.spec.containers");
    return containers.empty() ? std::string() : stringAt(containers.front().as_object(), "image");
}

/// The image the same workload had in another revision's documents.
std::string imageIn(const std::vector<ManifestDocument>& documents, const json::object& object) {
    for (const ManifestDocument& document : documents)
        if (stringAt(document.object, "kind") == stringAt(object, "kind")
            && stringAt(document.object, "metadata.name") == stringAt(object, "metadata.name"))
            return imageOf(document.object);
    return {};
}

/// The release without its revisions: what records need besides their own.
std::shared_ptr<const Release> headOf(const Release& release) {
    Release head = release;
    head.revisions.clear();
    return std::make_shared<const Release>(std::move(head));
}

/// What helm and the server add to a rendered object.
json::object live(const Release& release, const json::object& rendered) {
    json::object out = rendered;
    json::object& annotations = makeObjectAt(out, "metadata.annotations");
    annotations["meta.helm.sh/release-name"] = release.plan.name;
    annotations["meta.helm.sh/release-namespace"] = release.plan.namespaceName;
    const json::object managed = managedEntry(out, {"helm", stringAt(rendered, "apiVersion"), {}, false},
        release.plan.helm4 ? "Apply" : "Update", formatTime(release.newest().deployed + seconds(4)));
    applyDefaults(out);
    if (release.plan.name == "ingress-nginx") {
        json::object& labels = makeObjectAt(out, "metadata.labels");
        labels["helm.toolkit.fluxcd.io/name"] = release.plan.name;
        labels["helm.toolkit.fluxcd.io/namespace"] = release.plan.namespaceName;
    }
    json::object& metadata = makeObjectAt(out, "metadata");
    metadata["creationTimestamp"] = formatTime(release.firstDeployed);
    metadata["managedFields"] = json::array{managed};
    return out;
}

} // namespace

const ResourceType* ReleaseWorld::typeOf(const json::object& object) const {
    if (const ResourceType* type = m_cluster.types.byKind(stringAt(object, "apiVersion"), stringAt(object, "kind")))
        return type;
    for (const ResourceType& type : m_cluster.types.all()) // an old server has another version of it
        if (type.kind == stringAt(object, "kind"))
            return &type;
    return nullptr;
}

void ReleaseWorld::storeRecord(const std::shared_ptr<const Release>& head, const Revision& revision) {
    const json::object record = recordObject(*head, revision);
    const ResourceType* type = typeOf(record);
    if (m_cluster.store.find(type->storageKey(), head->plan.namespaceName, head->recordName(revision.number)))
        static_cast<void>(m_cluster.store.update(*type, record, false, recordData(head, revision)));
    else
        static_cast<void>(m_cluster.store.create(*type, record, false, recordData(head, revision)));
}

void ReleaseWorld::storeObject(
    const Release& release, const ManifestDocument& document, const std::string& previousImage) {
    const ResourceType* type = typeOf(document.object);
    if (!type)
        return;
    json::object object = live(release, document.object);
    makeObjectAt(object, "metadata")["uid"] = m_cluster.store.newUid();
    const std::uint64_t dice = mixed(release.seed, stringAt(object, "metadata.name"));
    const bool moved = imageOf(object) != previousImage || previousImage.empty();
    const Time started = release.newest().deployed + seconds(6) - (moved ? hours(0) : hours(30 + dice % 200));
    if (isWorkload(object))
        runWorkload(m_cluster, release.plan, object, previousImage, started);
    else
        fillStatus(object, dice);
    static_cast<void>(m_cluster.store.create(*type, std::move(object)));
}

void ReleaseWorld::storeObjects(const Release& release) {
    const std::size_t count = release.revisions.size();
    const auto before
        = count > 1 ? manifestDocuments(release, release.revisions[count - 2]) : std::vector<ManifestDocument>();
    for (const ManifestDocument& document : manifestDocuments(release, release.newest()))
        storeObject(release, document, imageIn(before, document.object));
}

void ReleaseWorld::add(Release release) {
    const auto head = headOf(release);
    for (const Revision& revision : release.revisions)
        storeRecord(head, revision);
    if (release.newest().status != "uninstalled")
        storeObjects(release);
    m_releases[release.plan.namespaceName + '/' + release.plan.name] = std::move(release);
}

void ReleaseWorld::addLoad(int count, int revisions, int bytes, Time start) {
    const ResourceType* type = m_cluster.types.byKind("v1", "Secret");
    for (int i = 0; i < count; ++i) {
        ReleasePlan plan;
        plan.namespaceName = std::format("load-{:02}", i % kLoadNamespaces);
        plan.name = std::format("load-{:04}", i);
        plan.shape = Shape::Load;
        for (int number = 1; number <= revisions; ++number) {
            Revision revision;
            revision.number = number;
            revision.status = number == revisions ? "deployed" : "superseded";
            revision.deployed = start - hours(24 * (revisions - number)) - minutes(i);
            revision.modified = revision.deployed + seconds(30);
            Release head;
            head.plan = plan;
            json::object record = recordObject(head, revision);
            static_cast<void>(m_cluster.store.create(*type, std::move(record), false,
                loadData(plan.namespaceName, plan.name, number, bytes, revision.status, revision.deployed)));
        }
    }
}

namespace {

/// Pods and ReplicaSets of a workload go, new ones come: what a rollout ends with.
void removeChildren(Cluster& cluster, const std::string& space, const std::string& ownerName, const std::string& kind) {
    const ResourceType* type = cluster.types.byKind(kind == "Pod" ? "v1" : "apps/v1", kind);
    for (const ObjectPtr& object : cluster.store.list(type->storageKey(), space, cluster.store.version()))
        for (const json::value& owner : arrayAt(object->value, "metadata.ownerReferences"))
            if (stringAt(owner.as_object(), "name") == ownerName) {
                if (kind == "ReplicaSet")
                    removeChildren(cluster, space, object->name, "Pod");
                static_cast<void>(cluster.store.remove(*type, space, object->name));
                break;
            }
}

} // namespace

void ReleaseWorld::replaceObjects(const Release& release) {
    for (const ManifestDocument& document : manifestDocuments(release, release.newest())) {
        const ResourceType* type = typeOf(document.object);
        const std::string name = stringAt(document.object, "metadata.name");
        const ObjectPtr before = m_cluster.store.find(type->storageKey(), release.plan.namespaceName, name);
        if (!before) {
            storeObject(release, document, {});
            continue;
        }
        json::object object = live(release, document.object);
        makeObjectAt(object, "metadata")["uid"] = before->uid();
        if (isWorkload(object) && imageOf(object) != imageOf(before->value)) {
            removeChildren(m_cluster, release.plan.namespaceName, name, "ReplicaSet");
            removeChildren(m_cluster, release.plan.namespaceName, name, "Pod");
            runWorkload(m_cluster, release.plan, object, imageOf(before->value), now());
        } else if (before->value.contains("status")) {
            object["status"] = before->value.at("status");
            if (before->value.contains("spec"))
                object["spec"] = before->value.at("spec");
        }
        static_cast<void>(m_cluster.store.update(*type, std::move(object)));
    }
}

std::string ReleaseWorld::upgrade(const json::object& wanted) {
    const auto found = m_releases.find(stringAt(wanted, "namespace") + '/' + stringAt(wanted, "name"));
    if (found == m_releases.end())
        return "no such release";
    Release& release = found->second;
    const std::string status = stringAt(wanted, "status").empty() ? "deployed" : stringAt(wanted, "status");
    const std::string description = stringAt(wanted, "description");
    std::map<int, std::string> before;
    for (const Revision& revision : release.revisions)
        before[revision.number] = revision.status;
    addRevision(release, status, description.empty() ? "Upgrade complete" : description, now());
    const auto head = headOf(release);
    for (const Revision& revision : release.revisions)
        if (const auto old = before.find(revision.number); old == before.end() || old->second != revision.status)
            storeRecord(head, revision);
    if (status == "deployed")
        replaceObjects(release);
    return {};
}

} // namespace pilothouse::demo
