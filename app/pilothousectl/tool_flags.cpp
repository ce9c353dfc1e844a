// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/tool_flags.h"

#include <QHash>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

std::optional<GroupVersionKind> workloadKind(const QString& word) {
    const auto apps
        = [](const QString& kind) { return GroupVersionKind{.group = u"apps"_s, .version = u"v1"_s, .kind = kind}; };
    const auto batch
        = [](const QString& kind) { return GroupVersionKind{.group = u"batch"_s, .version = u"v1"_s, .kind = kind}; };
    static const QHash<QString, GroupVersionKind> kKinds = {
        {u"svc"_s, {.group = {}, .version = u"v1"_s, .kind = u"Service"_s}},
        {u"service"_s, {.group = {}, .version = u"v1"_s, .kind = u"Service"_s}},
        {u"deploy"_s, apps(u"Deployment"_s)},
        {u"deployment"_s, apps(u"Deployment"_s)},
        {u"sts"_s, apps(u"StatefulSet"_s)},
        {u"statefulset"_s, apps(u"StatefulSet"_s)},
        {u"ds"_s, apps(u"DaemonSet"_s)},
        {u"daemonset"_s, apps(u"DaemonSet"_s)},
        {u"rs"_s, apps(u"ReplicaSet"_s)},
        {u"replicaset"_s, apps(u"ReplicaSet"_s)},
        {u"job"_s, batch(u"Job"_s)},
        {u"cj"_s, batch(u"CronJob"_s)},
        {u"cronjob"_s, batch(u"CronJob"_s)},
    };
    const auto it = kKinds.constFind(word.toLower());
    return it == kKinds.constEnd() ? std::nullopt : std::optional(*it);
}

} // namespace

void addToolFlags(QCommandLineParser& parser) {
    parser.addOptions({
        {{u"i"_s, u"stdin"_s}, u"exec, attach: pass standard input on."_s},
        {{u"t"_s, u"tty"_s}, u"exec, attach: with a terminal."_s},
        {{u"c"_s, u"container"_s}, u"exec, attach, debug: container of the pod."_s, u"name"_s},
        {u"image"_s, u"debug: image to look around with."_s, u"image"_s},
        {u"own-pod"_s, u"debug: a pod beside it, not a container in it."_s},
    });
}

ToolFlags readToolFlags(const QCommandLineParser& parser) {
    ToolFlags flags;
    flags.container = parser.value(u"container"_s);
    flags.image = parser.value(u"image"_s);
    flags.stdIn = parser.isSet(u"stdin"_s);
    flags.tty = parser.isSet(u"tty"_s);
    flags.ownPod = parser.isSet(u"own-pod"_s);
    return flags;
}

Result<PodScope> podScopeFrom(const QString& word, const QString& nameSpace) {
    const QString kind = word.contains(u'/') ? word.section(u'/', 0, 0).toLower() : u"pod"_s;
    const QString name = word.contains(u'/') ? word.section(u'/', 1) : word;
    if (name.isEmpty()) {
        return fail(ErrorCode::Invalid, word, u"say which pod, or svc/NAME, deploy/NAME, release/NAME"_s);
    }
    PodScope scope{.nameSpace = nameSpace, .what = PodScope::Pod{name}};
    if (kind == "pod"_L1 || kind == "po"_L1 || kind == "pods"_L1) {
        return scope;
    }
    if (kind == "release"_L1) {
        scope.what = PodScope::Release{name};
        return scope;
    }
    const auto workload = workloadKind(kind);
    if (!workload) {
        return fail(ErrorCode::Invalid, word,
            u"%1 is none of pod, deploy, sts, ds, rs, job, cronjob, svc, release"_s.arg(kind));
    }
    scope.what = PodScope::Workload{*workload, name};
    return scope;
}

} // namespace pilothouse::ctl
