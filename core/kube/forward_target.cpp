// SPDX-License-Identifier: Apache-2.0
#include "core/kube/forward_target.h"

#include "core/kube/health.h"
#include "core/kube/objects.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxPort = 65535;

std::unexpected<Error> noPod(const ForwardRequest& request) {
    return fail(ErrorCode::NotFound, podScopeText(request.target), u"no pod of it is ready"_s, u"NoReadyPod"_s);
}

std::unexpected<Error> notForwardable(const ForwardRequest& request, const QString& why) {
    return fail(ErrorCode::Invalid, podScopeText(request.target), why, u"NotForwardable"_s);
}

bool isReady(const QJsonObject& pod) {
    if (pod["metadata"_L1].toObject().contains("deletionTimestamp"_L1)) {
        return false;
    }
    const auto conditions = pod["status"_L1]["conditions"_L1].toArray();
    return std::ranges::any_of(conditions, [](const QJsonValue& condition) {
        return condition["type"_L1].toString() == "Ready"_L1 && condition["status"_L1].toString() == "True"_L1;
    });
}

/// A pod named by a person may be forwarded to before it is ready: that may be what they are after.
bool isRunning(const QJsonObject& pod) {
    return pod["status"_L1]["phase"_L1].toString() == "Running"_L1;
}

std::optional<int> numberIn(const QString& port) {
    bool isNumber = false;
    const int number = port.toInt(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

Result<int> portOfPod(const QJsonObject& pod, const QString& wanted, const ForwardRequest& request) {
    if (const auto number = numberIn(wanted)) {
        if (*number < 1 || *number > kMaxPort) {
            return fail(ErrorCode::Invalid, podScopeText(request.target),
                u"port %1: it must be from 1 to 65535, or a name"_s.arg(wanted), u"BadPort"_s);
        }
        return *number;
    }
    for (const auto key : {"containers"_L1, "initContainers"_L1}) {
        for (const QJsonValue& container : pod["spec"_L1][key].toArray()) {
            for (const QJsonValue& port : container["ports"_L1].toArray()) {
                if (port["name"_L1].toString() == wanted) {
                    return port["containerPort"_L1].toInt();
                }
            }
        }
    }
    return fail(ErrorCode::NotFound, podScopeText(request.target),
        u"pod %1 has no port named %2"_s.arg(pod["metadata"_L1]["name"_L1].toString(), wanted), u"NoSuchPort"_s);
}

/// The service's port as its pods know it: a number or a name. Source: kubectl port-forward, translateServicePort.
Result<QString> targetPortOf(const QJsonObject& service, const ForwardRequest& request) {
    for (const QJsonValue& port : service["spec"_L1]["ports"_L1].toArray()) {
        const int number = port["port"_L1].toInt();
        if (request.remotePort != port["name"_L1].toString() && numberIn(request.remotePort) != number) {
            continue;
        }
        const QJsonValue target = port["targetPort"_L1];
        return target.isString() ? target.toString() : QString::number(target.toInt(number));
    }
    return fail(ErrorCode::NotFound, podScopeText(request.target),
        u"the service has no port %1"_s.arg(request.remotePort), u"NoSuchPort"_s);
}

Result<ForwardPod> podOf(const QJsonObject& pod, const QString& port, const ForwardRequest& request) {
    return portOfPod(pod, port, request).transform([&pod](int number) {
        const QJsonObject metadata = pod["metadata"_L1].toObject();
        return ForwardPod{
            .name = metadata["name"_L1].toString(), .uid = Uid(metadata["uid"_L1].toString()), .port = number};
    });
}

Task<Result<ForwardPod>> fromSelector(
    ApiClient* client, ForwardRequest request, QString selector, QString port, QString current) {
    if (selector.isEmpty()) {
        co_return notForwardable(request, u"it selects no pods"_s);
    }
    const auto pods = co_await listObjects(*client, builtin::pods(), request.target.nameSpace, selector);
    if (!pods) {
        co_return std::unexpected(pods.error());
    }
    const QJsonObject* const pod = pickReadyPod(*pods, current);
    if (!pod) {
        co_return noPod(request);
    }
    co_return podOf(*pod, port, request);
}

ApiResource serviceResource() {
    ApiResource services;
    services.kind = {.group = {}, .version = u"v1"_s, .kind = u"Service"_s};
    services.plural = u"services"_s;
    return services;
}

std::optional<ApiResource> workloadResource(const GroupVersionKind& kind) {
    for (const ApiResource& resource : {builtin::deployments(), builtin::statefulSets(), builtin::daemonSets(),
             builtin::replicaSets(), builtin::jobs()}) {
        if (resource.kind.group == kind.group && resource.kind.kind == kind.kind) {
            return resource;
        }
    }
    return {};
}

Task<Result<ForwardPod>> fromWorkload(
    ApiClient* client, ForwardRequest request, PodScope::Workload workload, QString current) {
    const bool isService = workload.kind.group.isEmpty() && workload.kind.kind == "Service"_L1;
    const auto resource = isService ? serviceResource() : workloadResource(workload.kind);
    if (!resource) {
        co_return notForwardable(request, u"nothing can be forwarded to a %1"_s.arg(workload.kind.kind));
    }
    const auto object = co_await getObject(*client, *resource, request.target.nameSpace, workload.name);
    if (!object) {
        co_return std::unexpected(object.error());
    }
    const QJsonObject spec = (*object)["spec"_L1].toObject();
    if (!isService) {
        co_return co_await fromSelector(
            client, request, selectorText(spec["selector"_L1].toObject()), request.remotePort, std::move(current));
    }
    const auto port = targetPortOf(*object, request);
    if (!port) {
        co_return std::unexpected(port.error());
    }
    const QJsonObject labels{{u"matchLabels"_s, spec["selector"_L1]}};
    co_return co_await fromSelector(client, request, selectorText(labels), *port, std::move(current));
}

Task<Result<ForwardPod>> fromPod(ApiClient* client, ForwardRequest request, QString name) {
    const auto pod = co_await getObject(*client, builtin::pods(), request.target.nameSpace, name);
    if (!pod) {
        co_return std::unexpected(pod.error());
    }
    if (!isRunning(*pod)) {
        co_return noPod(request);
    }
    co_return podOf(*pod, request.remotePort, request);
}

Task<Result<ForwardPod>> refused(ForwardRequest request) {
    co_return notForwardable(request, u"choose one of its workloads or services"_s);
}

} // namespace

const QJsonObject* pickReadyPod(const std::vector<QJsonObject>& pods, const QString& current) {
    const QJsonObject* best = nullptr;
    const auto started = [](const QJsonObject& pod) { return pod["status"_L1]["startTime"_L1].toString(); };
    for (const QJsonObject& pod : pods) {
        if (!isReady(pod)) {
            continue;
        }
        if (!current.isEmpty() && pod["metadata"_L1]["name"_L1].toString() == current) {
            return &pod;
        }
        if (!best || started(pod) < started(*best)) {
            best = &pod;
        }
    }
    return best;
}

QString selectorText(const QJsonObject& labelSelector) {
    QStringList parts;
    const QJsonObject labels = labelSelector["matchLabels"_L1].toObject();
    for (auto it = labels.begin(); it != labels.end(); ++it) {
        parts.append(it.key() + u'=' + it.value().toString());
    }
    for (const QJsonValue& expression : labelSelector["matchExpressions"_L1].toArray()) {
        const QString key = expression["key"_L1].toString();
        const QString op = expression["operator"_L1].toString();
        QStringList values;
        for (const QJsonValue& value : expression["values"_L1].toArray()) {
            values.append(value.toString());
        }
        if (op == "In"_L1) {
            parts.append(u"%1 in (%2)"_s.arg(key, values.join(u',')));
        } else if (op == "NotIn"_L1) {
            parts.append(u"%1 notin (%2)"_s.arg(key, values.join(u',')));
        } else if (op == "Exists"_L1) {
            parts.append(key);
        } else if (op == "DoesNotExist"_L1) {
            parts.append(u'!' + key);
        }
    }
    return parts.join(u',');
}

Task<Result<ForwardPod>> findForwardPod(ApiClient& client, ForwardRequest request, QString current) {
    if (const auto* pod = std::get_if<PodScope::Pod>(&request.target.what)) {
        return fromPod(&client, request, pod->name);
    }
    if (const auto* workload = std::get_if<PodScope::Workload>(&request.target.what)) {
        return fromWorkload(&client, request, *workload, std::move(current));
    }
    if (const auto* selector = std::get_if<PodScope::Selector>(&request.target.what)) {
        return fromSelector(&client, request, selector->labels, request.remotePort, std::move(current));
    }
    return refused(std::move(request));
}

} // namespace pilothouse
