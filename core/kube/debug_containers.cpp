// SPDX-License-Identifier: Apache-2.0
#include "core/kube/debug_containers.h"

#include "core/async/sleep.h"
#include "core/kube/json_text.h"
#include "core/kube/objects.h"

#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kLookEvery{500};
constexpr std::chrono::minutes kStartsWithin{2};
constexpr int kDebugPodLives = 4 * 60 * 60; // seconds

QString suffix() {
    static constexpr auto kLetters = "bcdfghjklmnpqrstvwxz2456789"_L1; // apimachinery rand: no words come of these
    QString text;
    for (int i = 0; i < 5; ++i) {
        text += QChar(kLetters[QRandomGenerator::global()->bounded(int(kLetters.size()))]);
    }
    return text;
}

QString imageOf(const DebugRequest& request) {
    return request.image.trimmed().isEmpty() ? QString::fromLatin1(kDefaultDebugImage) : request.image.trimmed();
}

QJsonObject containerOf(const DebugRequest& request, const QString& name) {
    return {{u"name"_s, name}, {u"image"_s, imageOf(request)},
        {u"command"_s, QJsonArray::fromStringList(request.command.isEmpty() ? QStringList{u"sh"_s} : request.command)},
        {u"stdin"_s, true}, {u"tty"_s, true}, {u"terminationMessagePolicy"_s, u"File"_s}};
}

QByteArray toText(const QJsonObject& object) {
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// The server says 404 for a pod that is not there with its name, and for a subresource it does not have without one.
bool isWithoutSubresource(const Error& error, const QString& pod) {
    return error.code == ErrorCode::NotFound && !error.detail.contains(u'"' + pod + u'"');
}

QJsonObject statusOf(const QJsonObject& pod, const QString& container) {
    for (const auto key : {"ephemeralContainerStatuses"_L1, "containerStatuses"_L1}) {
        for (const QJsonValue& status : pod["status"_L1][key].toArray()) {
            if (status["name"_L1].toString() == container) {
                return status.toObject();
            }
        }
    }
    return {};
}

enum class Start { Pending, Running };

Result<Start> startOf(const QJsonObject& pod, const QString& container, const QString& subject) {
    const QJsonObject state = statusOf(pod, container)["state"_L1].toObject();
    if (state.contains("running"_L1)) {
        return Start::Running;
    }
    if (const QJsonObject ended = state["terminated"_L1].toObject(); !ended.isEmpty()) {
        return fail(ErrorCode::Process, subject,
            u"the container ended at once, with exit code %1: %2"_s.arg(ended["exitCode"_L1].toInt())
                .arg(ended["message"_L1].toString(ended["reason"_L1].toString())),
            u"Ended"_s);
    }
    const QJsonObject waiting = state["waiting"_L1].toObject();
    const QString reason = waiting["reason"_L1].toString();
    static constexpr std::array kTrouble = {"ErrImagePull"_L1, "ImagePullBackOff"_L1, "InvalidImageName"_L1,
        "ErrImageNeverPull"_L1, "CreateContainerConfigError"_L1, "CreateContainerError"_L1, "RunContainerError"_L1};
    if (std::ranges::find(kTrouble, reason) != kTrouble.end()) {
        const QString words = waiting["message"_L1].toString();
        return fail(ErrorCode::Process, subject, words.isEmpty() ? reason : QString(reason + u": "_s + words),
            u"ImageProblem"_s);
    }
    const QString phase = pod["status"_L1]["phase"_L1].toString();
    if (phase == "Failed"_L1 || phase == "Succeeded"_L1) {
        return fail(ErrorCode::Process, subject, u"the pod has ended: %1"_s.arg(phase), u"Ended"_s);
    }
    return Start::Pending;
}

Task<Result<DebugPlace>> waitUntilRunning(ApiClient* client, DebugPlace place) {
    Clock& clock = client->services().clock;
    const Clock::Steady deadline = clock.steadyNow() + kStartsWithin;
    const QString subject = u"container %1 of pod %2"_s.arg(place.container, place.pod);
    for (;;) {
        const auto pod = co_await getObject(*client, builtin::pods(), place.nameSpace, place.pod);
        if (!pod) {
            co_return std::unexpected(pod.error());
        }
        const auto start = startOf(*pod, place.container, subject);
        if (!start) {
            co_return std::unexpected(start.error());
        }
        if (*start == Start::Running) {
            co_return place;
        }
        if (clock.steadyNow() >= deadline) {
            co_return fail(ErrorCode::Timeout, subject, u"it does not run after two minutes"_s, u"NotStarted"_s);
        }
        co_await sleepFor(clock, kLookEvery);
    }
}

Task<Result<DebugPlace>> addContainer(ApiClient* client, DebugRequest request) {
    const QString name = u"debugger-"_s + suffix();
    QJsonObject container = containerOf(request, name);
    if (!request.targetContainer.isEmpty()) {
        container.insert(u"targetContainerName"_s, request.targetContainer);
    }
    const QJsonObject patch{{u"spec"_s, QJsonObject{{u"ephemeralContainers"_s, QJsonArray{container}}}}};
    ApiClient::Call call;
    call.method = "PATCH";
    call.path = builtin::pods().path(request.nameSpace, request.pod, u"ephemeralcontainers");
    call.contentType = "application/strategic-merge-patch+json";
    call.body = toText(patch);
    const auto patched = co_await client->send(std::move(call));
    if (!patched) {
        Error error = patched.error();
        if (isWithoutSubresource(error, request.pod)) {
            error.detail = u"this server has no ephemeral containers"_s;
            error.reason = u"NoEphemeralContainers"_s;
        }
        co_return std::unexpected(std::move(error));
    }
    co_return co_await waitUntilRunning(
        client, {.nameSpace = request.nameSpace, .pod = request.pod, .container = name, .isOwnPod = false});
}

QJsonObject podOf(const DebugRequest& request, const QString& name, const QString& node, QJsonObject container) {
    const QJsonObject labels{
        {QString::fromLatin1(kDebugPodLabel), u"true"_s}, {u"app.kubernetes.io/managed-by"_s, u"pilothouse"_s}};
    QJsonObject spec{{u"containers"_s, QJsonArray{std::move(container)}}, {u"restartPolicy"_s, u"Never"_s},
        {u"activeDeadlineSeconds"_s, kDebugPodLives}, {u"terminationGracePeriodSeconds"_s, 1},
        {u"tolerations"_s, QJsonArray{QJsonObject{{u"operator"_s, u"Exists"_s}}}}};
    if (!node.isEmpty()) {
        spec.insert(u"nodeName"_s, node);
    }
    return {{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Pod"_s},
        {u"metadata"_s, QJsonObject{{u"name"_s, name}, {u"namespace"_s, request.nameSpace}, {u"labels"_s, labels}}},
        {u"spec"_s, spec}};
}

Task<Result<DebugPlace>> createPod(ApiClient* client, QJsonObject pod, DebugPlace place) {
    ApiClient::Call call;
    call.method = "POST";
    call.path = builtin::pods().path(place.nameSpace);
    call.body = toText(pod);
    const auto created = co_await client->send(std::move(call));
    if (!created) {
        co_return std::unexpected(created.error());
    }
    place.uid = Uid(QJsonDocument::fromJson(created->body)["metadata"_L1]["uid"_L1].toString());
    co_return place;
}

Task<Result<DebugPlace>> waitOrRemove(ApiClient* client, Task<Result<DebugPlace>> creating) {
    const auto place = co_await std::move(creating);
    if (!place) {
        co_return place;
    }
    auto running = co_await waitUntilRunning(client, *place);
    if (!running) { // nobody will attach to it
        [[maybe_unused]] const auto removed = co_await removeDebugPod(*client, *place);
    }
    co_return running;
}

Task<Result<DebugPlace>> createPodBeside(ApiClient* client, DebugRequest request) {
    const auto beside = co_await getObject(*client, builtin::pods(), request.nameSpace, request.pod);
    if (!beside) {
        co_return std::unexpected(beside.error());
    }
    const QString name = request.pod.left(40) + u"-debug-"_s + suffix();
    const DebugPlace place{.nameSpace = request.nameSpace, .pod = name, .container = u"debugger"_s, .isOwnPod = true};
    const QString node = (*beside)["spec"_L1]["nodeName"_L1].toString();
    co_return co_await createPod(client, podOf(request, name, node, containerOf(request, place.container)), place);
}

Task<Result<DebugPlace>> createShellOnNode(ApiClient* client, DebugRequest request) {
    const QString name = u"node-shell-"_s + suffix();
    const DebugPlace place{.nameSpace = request.nameSpace, .pod = name, .container = u"shell"_s, .isOwnPod = true};
    request.command = {u"nsenter"_s, u"-t"_s, u"1"_s, u"-m"_s, u"-u"_s, u"-i"_s, u"-n"_s, u"-p"_s, u"--"_s, u"sh"_s};
    QJsonObject container = containerOf(request, place.container);
    container.insert(u"securityContext"_s, QJsonObject{{u"privileged"_s, true}});
    QJsonObject pod = podOf(request, name, request.node, container);
    QJsonObject spec = pod["spec"_L1].toObject();
    for (const auto& key : {u"hostPID"_s, u"hostNetwork"_s, u"hostIPC"_s}) {
        spec.insert(key, true);
    }
    pod.insert(u"spec"_s, spec);
    co_return co_await createPod(client, pod, place);
}

Task<Result<void>> removePod(ApiClient* client, DebugPlace place) {
    if (!place.isOwnPod) {
        co_return Result<void>();
    }
    ApiClient::Call call;
    call.method = "DELETE";
    call.path = builtin::pods().path(place.nameSpace, place.pod);
    QJsonObject options{{u"kind"_s, u"DeleteOptions"_s}, {u"apiVersion"_s, u"v1"_s}, {u"gracePeriodSeconds"_s, 1}};
    if (!place.uid.isEmpty()) {
        options.insert(u"preconditions"_s, QJsonObject{{u"uid"_s, place.uid.value()}});
    }
    call.body = toText(options);
    const auto removed = co_await client->send(std::move(call));
    const bool isGone
        = !removed && (removed.error().code == ErrorCode::NotFound || removed.error().code == ErrorCode::Conflict);
    if (!removed && !isGone) {
        co_return std::unexpected(removed.error());
    }
    co_return Result<void>();
}

} // namespace

Task<Result<DebugPlace>> addDebugContainer(ApiClient& client, DebugRequest request) {
    return addContainer(&client, std::move(request));
}

Task<Result<DebugPlace>> addDebugPod(ApiClient& client, DebugRequest request) {
    return waitOrRemove(&client, createPodBeside(&client, std::move(request)));
}

Task<Result<DebugPlace>> addNodeShell(ApiClient& client, DebugRequest request) {
    return waitOrRemove(&client, createShellOnNode(&client, std::move(request)));
}

Task<Result<DebugPlace>> createDebugPod(ApiClient& client, DebugRequest request) {
    return createPodBeside(&client, std::move(request));
}

Task<Result<DebugPlace>> createNodeShell(ApiClient& client, DebugRequest request) {
    return createShellOnNode(&client, std::move(request));
}

Task<Result<DebugPlace>> waitForDebugPlace(ApiClient& client, DebugPlace place) {
    return waitUntilRunning(&client, std::move(place));
}

Task<Result<void>> removeDebugPod(ApiClient& client, DebugPlace place) {
    return removePod(&client, std::move(place));
}

} // namespace pilothouse
