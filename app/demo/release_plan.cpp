// SPDX-License-Identifier: Apache-2.0
#include "app/demo/release_plan.h"

#include <algorithm>
#include <format>

namespace pilothouse::demo {

using namespace std::chrono;

std::uint64_t mixed(std::uint64_t seed, std::string_view text, std::uint64_t number) {
    std::uint64_t out = 0xcbf29ce484222325 ^ seed; // FNV-1a, then the finaliser of splitmix64
    for (const char c : text)
        out = (out ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    out += number * 0x9e3779b97f4a7c15;
    out = (out ^ (out >> 30)) * 0xbf58476d1ce4e5b9;
    out = (out ^ (out >> 27)) * 0x94d049bb133111eb;
    return out ^ (out >> 31);
}

std::string commitText(std::uint64_t number) {
    return std::format("{:05x}", number & 0xfffff);
}

const std::vector<std::string>& umbrellaServices() {
    static const std::vector<std::string> names{"payment", "sniffer", "web-neo", "ws", "cart", "search", "notify",
        "inventory", "pricing", "media", "session", "bff"};
    return names;
}

const Revision* Release::deployed() const {
    const auto found = std::find_if(
        revisions.rbegin(), revisions.rend(), [](const Revision& one) { return one.status == "deployed"; });
    return found == revisions.rend() ? nullptr : &*found;
}

std::string Release::recordName(int revision) const {
    return std::format("sh.helm.release.v1.{}.v{}", plan.name, revision);
}

namespace {

/// The version @p stepsBack versions before @p version; below patch 0 comes patch 9 of the minor version before.
std::string earlierVersion(const std::string& version, int stepsBack) {
    const auto last = version.find_last_of('.');
    const auto first = version.find_first_of('.');
    int patch = std::stoi(version.substr(last + 1));
    int minor = std::stoi(version.substr(first + 1));
    for (; stepsBack > 0 && (patch > 0 || minor > 0); --stepsBack) {
        if (--patch < 0) {
            patch = 9;
            --minor;
        }
    }
    return version.substr(0, first + 1) + std::to_string(minor) + '.' + std::to_string(patch);
}

enum class Step { Build, Values, Rollback, Failed };

/// What kind of change revision @p number was: mostly builds, with values-only changes, rollbacks and failures between.
Step stepOf(const Release& release, int number) {
    if (number == 1)
        return Step::Build;
    const std::uint64_t dice = mixed(release.seed, release.plan.name, number) % 100;
    const bool afterRollback = number > 2 && mixed(release.seed, release.plan.name, number - 2) % 100 < 6;
    if (dice < 6 && number > 4 && !afterRollback)
        return Step::Rollback;
    if (dice < 24)
        return Step::Values;
    return dice < 29 ? Step::Failed : Step::Build;
}

void tune(ServiceState& state, std::uint64_t dice) {
    static constexpr const char* kMemory[] = {"192Mi", "256Mi", "384Mi", "512Mi", "640Mi"};
    if (dice % 2 == 0)
        state.replicas = 1 + static_cast<int>(dice / 2 % 4);
    else
        state.memory = kMemory[dice / 2 % 5];
}

void describe(Revision& revision, const Release& release, Step step) {
    revision.description = revision.number == 1 ? "Install complete" : "Upgrade complete";
    if (step == Step::Rollback)
        revision.description = std::format("Rollback to {}", revision.rollbackTo);
    if (step == Step::Failed)
        revision.description
            = std::format("Upgrade \"{}\" failed: timed out waiting for the condition", release.plan.name);
    revision.status = step == Step::Failed ? "failed" : "superseded";
}

const Revision* numbered(const Release& release, int number) {
    for (const Revision& revision : release.revisions)
        if (revision.number == number)
            return &revision;
    return nullptr;
}

/// Goes on from @p last by one revision of a single-service release.
Revision nextRevision(const Release& release, Revision last, int number) {
    const ReleasePlan& plan = release.plan;
    last.number = number;
    last.rollbackTo = 0;
    Step step = stepOf(release, number);
    const Revision* target = step == Step::Rollback ? numbered(release, number - 2) : nullptr;
    if (step == Step::Rollback && !target)
        step = Step::Build;
    const std::uint64_t dice = mixed(release.seed, plan.name + "/dice", number);
    ServiceState& state = last.services[plan.name];
    if (step == Step::Rollback) {
        last.services = target->services;
        last.tuning = target->tuning;
        last.rollbackTo = target->number;
    } else if (step == Step::Values) {
        ++last.tuning;
        tune(state, dice);
    } else {
        const int scripted = plan.name == "ledger" ? 4 : 0; // its last six revisions are told, the rest comes before
        state.version = earlierVersion(plan.chartVersion, (plan.revision - number + 3) / 4 + scripted);
        if (!plan.commit.empty())
            state.commit = commitText(dice);
    }
    describe(last, release, step);
    return last;
}

/// The umbrella's revision: one of its services gets a build, or values change.
Revision nextUmbrella(const Release& release, Revision last, int number) {
    last.number = number;
    last.rollbackTo = 0;
    Step step = stepOf(release, number);
    const Revision* target = step == Step::Rollback ? numbered(release, number - 2) : nullptr;
    if (step == Step::Rollback && !target)
        step = Step::Build;
    const std::uint64_t dice = mixed(release.seed, "umbrella", number);
    const std::string& name = umbrellaServices()[dice % umbrellaServices().size()];
    ServiceState& state = last.services[name];
    if (step == Step::Rollback) {
        last.services = target->services;
        last.tuning = target->tuning;
        last.rollbackTo = target->number;
    } else if (step == Step::Values) {
        ++last.tuning;
        tune(state, dice >> 8);
    } else {
        state.commit = commitText(dice >> 16);
        if (dice % 5 == 0) {
            const auto dot = state.version.find_last_of('.');
            state.version
                = state.version.substr(0, dot + 1) + std::to_string(std::stoi(state.version.substr(dot + 1)) + 1);
        }
    }
    describe(last, release, step);
    return last;
}

/// Revisions 1379 to 1384 as the users' days tell them (U5): a rollback, values only, a failed payment, a new sniffer.
void tellStorefront(const Release& release, Revision& revision, const Revision& before) {
    const bool prd = release.cluster != "stg"; // the same build has another version in stg (U7c)
    auto& services = revision.services;
    revision.rollbackTo = 0;
    services = before.services;
    revision.tuning = before.tuning;
    describe(revision, release, Step::Build);
    switch (revision.number) {
    case 1379:
        services["sniffer"] = {prd ? "v0.2.1" : "v0.2.0", "d88b1", 4, "512Mi", 8125};
        services["payment"] = {prd ? "v1.4.19" : "v1.4.20", "9d1f3", 3, "384Mi", 8080};
        services["web-neo"] = {"v1.9.0", "aa0d4", 2, "256Mi", 3000};
        services["ws"] = {"v0.7.3", "4e0b2", 2, "128Mi", 8443};
        break;
    case 1380:
        ++revision.tuning;
        services["cart"].replicas = services["cart"].replicas == 3 ? 2 : 3;
        services["search"].memory = services["search"].memory == "640Mi" ? "512Mi" : "640Mi";
        break;
    case 1381: {
        const Revision* target = numbered(release, 1379);
        services = target->services;
        revision.tuning = target->tuning;
        revision.rollbackTo = 1379;
        describe(revision, release, Step::Rollback);
        break;
    }
    case 1382:
        services["sniffer"] = {prd ? "v0.2.2" : "v0.2.1", "61a65", 4, "512Mi", 8125};
        break;
    case 1383:
        services["payment"].version = prd ? "v1.4.20" : "v1.4.21";
        services["payment"].commit = "c4962";
        describe(revision, release, Step::Failed);
        break;
    default:
        services = numbered(release, 1382)->services;
        services["sniffer"] = {prd ? "v0.2.3" : "v0.2.2", "ca3b6", 6, "768Mi", 8125};
        services["web-neo"].commit = "a47e8";
        services["ws"].port = 9443;
        break;
    }
}

void setTimes(Release& release, Time start) {
    static constexpr int kStorefrontHours[] = {146, 100, 97, 52, 49, 0}; // before now: 1379 … 1384
    static constexpr int kLedgerHours[] = {144, 100, 97, 53, 50, 2}; // before now: 36 … 41
    const ReleasePlan& plan = release.plan;
    Time when = start - plan.age;
    const std::size_t count = release.revisions.size();
    for (std::size_t back = 0; back < count; ++back) {
        Revision& revision = release.revisions[count - 1 - back];
        const std::uint64_t dice = mixed(release.seed, plan.name + "/time", revision.number);
        const bool scripted = back > 0 && back < 6 && count > 6;
        if (scripted && plan.shape == Shape::Umbrella)
            when = start - hours(kStorefrontHours[5 - back]) - minutes(dice % 30);
        else if (scripted && plan.name == "ledger")
            when = start - hours(kLedgerHours[5 - back]) - minutes(dice % 30);
        revision.deployed = when - nanoseconds(dice % 1000000000);
        revision.modified = back == 0 ? revision.deployed + seconds(20 + dice % 60)
                                      : release.revisions[count - back].deployed + seconds(35);
        if (revision.status == "failed")
            revision.modified = revision.deployed + minutes(5);
        const auto step
            = plan.shape == Shape::Umbrella ? hours(2) + minutes(dice % 700) : hours(9) + minutes(dice % 5000);
        when -= step;
    }
    release.firstDeployed = when - hours(24 * 30);
    if (release.revisions.front().number == 1)
        release.firstDeployed = release.revisions.front().deployed;
}

/// The newest gets the plan's status; of the others the newest good one stays deployed when the newest is not.
void setStatus(Release& release) {
    Revision& newest = release.revisions.back();
    const std::string& status = release.plan.status;
    newest.status = status;
    if (status == "failed")
        newest.description
            = std::format("Upgrade \"{}\" failed: timed out waiting for the condition", release.plan.name);
    else if (status == "pending-upgrade")
        newest.description = "Preparing upgrade";
    else if (status == "pending-install")
        newest.description = "Initial install underway";
    else if (status == "pending-rollback")
        newest.description = std::format("Rollback to {}", newest.rollbackTo = newest.number - 3);
    else if (status == "uninstalled")
        newest.description = "Uninstallation complete";
    if (status == "deployed" || status == "uninstalled" || status == "pending-install")
        return;
    for (auto revision = release.revisions.rbegin() + 1; revision != release.revisions.rend(); ++revision) {
        if (revision->status == "superseded") {
            revision->status = "deployed";
            return;
        }
    }
}

void makeNewestAsPlanned(Release& release) {
    const ReleasePlan& plan = release.plan;
    Revision& newest = release.revisions.back();
    if (plan.shape == Shape::Umbrella)
        return;
    newest.rollbackTo = 0;
    ServiceState& state = newest.services[plan.name];
    state.version = plan.chartVersion;
    state.commit = plan.commit;
    state.replicas = plan.replicas;
    describe(newest, release, Step::Build);
    if (plan.name != "ledger" || release.revisions.size() < 7)
        return;
    // as the doctor's picture shows it
    auto at = [&](int number) -> Revision& { return release.revisions[release.revisions.size() - 1 - (41 - number)]; };
    const auto build = [&](int number, const char* version, const char* commit) {
        at(number).services[plan.name].version = version;
        at(number).services[plan.name].commit = commit;
        at(number).rollbackTo = 0;
        describe(at(number), release, Step::Build);
    };
    build(36, "0.8.5", "1f7b8");
    at(37).services = at(36).services;
    at(37).services[plan.name].memory = "320Mi";
    at(37).services[plan.name].replicas = 1;
    at(37).rollbackTo = 0;
    describe(at(37), release, Step::Values);
    at(38).services = at(36).services;
    at(38).rollbackTo = 36;
    describe(at(38), release, Step::Rollback);
    build(39, "0.8.7", "c20aa");
    build(40, "0.9.0", "51c2e");
    at(40).services[plan.name].replicas = 2;
}

void setVersions(Release& release) {
    for (Revision& revision : release.revisions) {
        const bool own = release.plan.shape != Shape::Umbrella;
        const ServiceState& state = revision.services.begin()->second;
        revision.chartVersion = own ? state.tag() : release.plan.chartVersion;
        revision.appVersion = release.plan.appVersion;
        if (own && !release.plan.commit.empty())
            revision.appVersion = state.version.starts_with('v') ? state.version.substr(1) : state.version;
    }
}

Revision firstRevision(const Release& release) {
    Revision out;
    const ReleasePlan& plan = release.plan;
    if (plan.shape != Shape::Umbrella) {
        out.services[plan.name] = {plan.chartVersion, plan.commit, plan.replicas, "256Mi", 8080};
        return out;
    }
    for (const std::string& name : umbrellaServices()) {
        const std::uint64_t dice = mixed(release.seed, name);
        out.services[name] = {std::format("v{}.{}.0", dice % 3, dice / 3 % 12), commitText(dice >> 20),
            std::max(1, 1 + static_cast<int>(dice >> 8) % 3), "256Mi", 8080 + static_cast<int>(dice >> 12) % 900};
    }
    out.services["payment"].version = "v1.4.0";
    out.services["sniffer"].version = "v0.1.0";
    out.services["web-neo"].version = "v1.9.0";
    return out;
}

} // namespace

Release makeRelease(const ReleasePlan& plan, const std::string& cluster, std::uint64_t seed, Time start) {
    constexpr int kPruned[] = {1200, 1201, 1202, 1203}; // somebody deleted these by hand
    Release out;
    out.plan = plan;
    out.cluster = cluster;
    out.seed = mixed(seed, plan.namespaceName + '/' + plan.name, cluster == "stg" ? 1 : 2);
    const bool umbrella = plan.shape == Shape::Umbrella;
    const int extra = umbrella ? static_cast<int>(std::size(kPruned)) : 0;
    const int first = std::max(1, plan.revision - plan.kept - extra + 1);
    Revision last = firstRevision(out);
    for (int number = first; number <= plan.revision; ++number) {
        Revision next = umbrella ? nextUmbrella(out, last, number) : nextRevision(out, last, number);
        if (umbrella && number >= 1379)
            tellStorefront(out, next, last);
        if (next.status != "failed")
            last = next;
        if (!umbrella || std::ranges::find(kPruned, number) == std::end(kPruned))
            out.revisions.push_back(std::move(next));
    }
    makeNewestAsPlanned(out);
    setVersions(out);
    setTimes(out, start);
    setStatus(out);
    return out;
}

void addRevision(Release& release, const std::string& status, const std::string& description, Time when) {
    Revision next = release.newest();
    ++next.number;
    const std::uint64_t dice = mixed(release.seed, "upgrade", next.number);
    auto changed = next.services.begin();
    std::advance(changed, static_cast<std::ptrdiff_t>(dice % next.services.size()));
    changed->second.commit = commitText(dice >> 8);
    next.rollbackTo = 0;
    next.deployed = when;
    next.modified = when;
    next.status = status;
    next.description = description;
    if (status == "deployed")
        for (Revision& revision : release.revisions)
            if (revision.status == "deployed") {
                revision.status = "superseded";
                revision.modified = when;
            }
    release.revisions.push_back(std::move(next));
    setVersions(release);
}

} // namespace pilothouse::demo
