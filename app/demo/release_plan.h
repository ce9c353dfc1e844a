// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/demo/clock.h"
#include "app/demo/json.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace pilothouse::demo {

/// Which objects a release's chart makes.
enum class Shape { Umbrella, Service, Stateful, Worker, Load };

/// What is wrong with the pods of a release.
enum class Trouble { None, CrashLoop, ImagePull, PullSecretMissing, OutOfMemory };

/// A release of the demo world before its revisions are worked out.
struct ReleasePlan {
    std::string namespaceName;
    std::string name;
    Shape shape = Shape::Service;
    std::string chartVersion; ///< "3.2.7" or "v1.4.20"; the commit is added
    std::string commit; ///< five letters; empty for charts from outside
    std::string appVersion;
    int revision = 1;
    int kept = 10;
    std::chrono::minutes age{};
    std::string status = "deployed";
    Trouble trouble = Trouble::None;
    bool helm4 = false; ///< born in helm 4: apply_method ssa
    bool configMap = false; ///< HELM_DRIVER=configmap
    bool broken = false; ///< its newest body is no gzip
    int replicas = 2;
    int bodyBytes = 0; ///< Shape::Load: size of a record
};

/// One service inside a release at one revision.
struct ServiceState {
    std::string version; ///< v0.2.2
    std::string commit; ///< 61a65
    int replicas = 2;
    std::string memory = "256Mi";
    int port = 8080;

    std::string tag() const { return commit.empty() ? version : version + '-' + commit; }
};

/// What is in one revision of a release.
struct Revision {
    int number = 1;
    std::string status;
    std::string description;
    Time deployed; ///< info.last_deployed
    Time modified; ///< when the record was last written
    int rollbackTo = 0; ///< revision the rollback went to
    int tuning = 0; ///< counts values-only changes
    std::string chartVersion; ///< with the commit
    std::string appVersion;
    std::map<std::string, ServiceState> services; ///< by name; one, or a dozen for the umbrella
};

/// A release with all kept revisions, oldest first.
struct Release {
    ReleasePlan plan;
    std::string cluster;
    std::uint64_t seed = 1;
    Time firstDeployed;
    std::vector<Revision> revisions;

    const Revision& newest() const { return revisions.back(); }
    /// The newest revision with status deployed, or nullptr.
    const Revision* deployed() const;
    std::string recordName(int revision) const;
};

/// The releases of one cluster ("stg", "prd", "edge").
std::vector<ReleasePlan> releasePlans(const std::string& cluster);

/// Works out the kept revisions of a plan. The same arguments give the same history; times count back from @p start.
Release makeRelease(const ReleasePlan& plan, const std::string& cluster, std::uint64_t seed, Time start);

/// Adds revision N+1 (an upgrade to a new build) with @p status and corrects the others' status.
void addRevision(Release& release, const std::string& status, const std::string& description, Time when);

/// A number that depends on all arguments and nothing else.
std::uint64_t mixed(std::uint64_t seed, std::string_view text, std::uint64_t number = 0);
/// Five letters as of a commit.
std::string commitText(std::uint64_t number);

/// The umbrella's subcharts, in the order of Chart.yaml.
const std::vector<std::string>& umbrellaServices();

} // namespace pilothouse::demo
