// SPDX-License-Identifier: Apache-2.0
#include "app/demo/world.h"
#include "app/demo/world_tick.h"
#include "app/demo/table_kinds.h"
namespace pilothouse::demo {
void buildWorld(Cluster &cluster, const Load &)
{
    const ResourceType *type = cluster.types.byKind("v1", "Namespace");
    for (const char *name : {"default", "kube-system", "shop", "edge"})
        static_cast<void>(cluster.store.create(*type, {{"kind", "Namespace"}, {"apiVersion", "v1"}, {"metadata", {{"name", name}}}, {"status", {{"phase", "Active"}}}}));
}
void tickWorld(Cluster &, int) {}
const TableKind *tableKind(const std::string &) { return nullptr; }
}
