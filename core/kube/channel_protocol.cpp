// SPDX-License-Identifier: Apache-2.0
#include "core/kube/channel_protocol.h"

#include "core/kube/json_text.h"
#include "core/kube/status_error.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

template <size_t N> bool saysOneOf(const QString& text, const std::array<QLatin1StringView, N>& words) {
    return std::ranges::any_of(
        words, [&text](QLatin1StringView word) { return text.contains(word, Qt::CaseInsensitive); });
}

std::optional<int> exitCodeIn(const QJsonObject& status) {
    if (status["reason"_L1].toString() != "NonZeroExitCode"_L1) {
        return {};
    }
    for (const QJsonValue& cause : status["details"_L1]["causes"_L1].toArray()) {
        if (cause["reason"_L1].toString() == "ExitCode"_L1) {
            bool isNumber = false;
            const int code = cause["message"_L1].toString().toInt(&isNumber);
            return isNumber ? std::optional(code) : std::nullopt;
        }
    }
    return {};
}

} // namespace

QUrlQuery execQuery(const ExecRequest& request) {
    const auto word = [](bool value) { return value ? u"true"_s : u"false"_s; };
    QUrlQuery query;
    if (!request.container.isEmpty()) {
        query.addQueryItem(u"container"_s, request.container);
    }
    for (const QString& argument : request.command) {
        query.addQueryItem(u"command"_s, QString::fromLatin1(QUrl::toPercentEncoding(argument)));
    }
    query.addQueryItem(u"stdin"_s, word(request.stdIn));
    query.addQueryItem(u"stdout"_s, word(true));
    query.addQueryItem(u"stderr"_s, word(!request.tty)); // a terminal has one stream; the kubelet refuses both
    query.addQueryItem(u"tty"_s, word(request.tty));
    return query;
}

QByteArray resizeMessage(int columns, int rows) {
    return char(channel::kResize) + QByteArray("{\"Width\":") + QByteArray::number(columns)
        + ",\"Height\":" + QByteArray::number(rows) + '}';
}

QString execSubject(const ExecRequest& request) {
    const QString verb = request.command.isEmpty() ? u"attach to"_s : u"exec in"_s;
    const QString container = request.container.isEmpty() ? QString() : QString(u'/' + request.container);
    return u"%1 pod %2%3 in namespace %4"_s.arg(verb, request.pod, container, request.nameSpace);
}

Error withExecWord(Error error) {
    // Sources: runc ("executable file not found", "no such file or directory" of the program's own path), kubelet
    // ("container not found", "container … is not running"), apiserver ("container … is not valid for pod …").
    static constexpr std::array kNoProgram = {"executable file not found"_L1, "exec format error"_L1};
    static constexpr std::array kNoFile = {"no such file or directory"_L1, "not a directory"_L1};
    static constexpr std::array kNoContainer
        = {"container not found"_L1, "is not valid for pod"_L1, "a container name must be specified"_L1};
    static constexpr std::array kNotRunning
        = {"is not running"_L1, "not created or running"_L1, "cannot exec into a container in a completed pod"_L1,
            "does not have a host assigned"_L1, "not in running state"_L1};
    const bool isStart = error.detail.contains("exec"_L1);
    if (error.httpStatus == 403 && error.detail.contains("cannot get resource \"pods/"_L1)) {
        error.reason = u"NeedsGet"_s; // a WebSocket is a GET; such roles were written for kubectl's POST (k8s#134577)
        return error;
    }
    if (saysOneOf(error.detail, kNoProgram) || (isStart && saysOneOf(error.detail, kNoFile))) {
        error.code = ErrorCode::NotFound;
        error.reason = u"NoProgram"_s;
    } else if (saysOneOf(error.detail, kNotRunning)) {
        error.reason = u"NotRunning"_s;
    } else if (saysOneOf(error.detail, kNoContainer)) {
        error.reason = u"ContainerNotFound"_s;
    }
    return error;
}

ExecEnd execEndFromStatus(const QByteArray& text, const ExecRequest& request) {
    const QString subject = execSubject(request);
    const auto status = parseJsonObject(text, subject);
    ExecEnd end;
    if (!status) { // the first version of the protocol sent plain words
        end.error = withExecWord(
            fail(ErrorCode::ServerError, subject, QString::fromUtf8(text.first(qMin(text.size(), 2048)))).error());
    } else if (status->value("status"_L1).toString() == "Success"_L1) {
        if (!request.command.isEmpty()) {
            end.exitCode = 0;
        }
    } else if (const auto code = exitCodeIn(*status)) {
        end.exitCode = code;
    } else {
        Error error = withExecWord(errorFromStatus(*status, 0, subject));
        if (error.httpStatus == 0) {
            error.code = error.reason == "NoProgram"_L1 ? ErrorCode::NotFound : ErrorCode::ServerError;
        }
        end.error = std::move(error);
    }
    return end;
}

} // namespace pilothouse
