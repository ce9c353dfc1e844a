// SPDX-License-Identifier: Apache-2.0
#include "core/kube/shell_finder.h"

#include "core/kube/exec_output.h"

#include <algorithm>
#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMaxKnown = 1000;
constexpr int kCannotRun = 126; // POSIX: found, but not to be run; 127: not found. Runtimes say it for us
constexpr int kNotFound = 127;

ExecRequest probe(const ShellFinder::Place& place, QStringList command) {
    ExecRequest request;
    request.nameSpace = place.nameSpace;
    request.pod = place.pod;
    request.container = place.container;
    request.command = std::move(command);
    return request;
}

bool isMissing(const ExecEnd& end) {
    return (end.error && end.error->reason == "NoProgram"_L1) || end.exitCode == kCannotRun
        || end.exitCode == kNotFound;
}

/// The first of the shells that is a file: busybox' own shell also names what is built into it, which can't be started
/// by itself. Only words we asked for: what a container prints names no program of ours.
QString shellIn(const QByteArray& output) {
    static constexpr std::array kShells = {"bash"_L1, "ash"_L1, "sh"_L1};
    const auto lines = QString::fromUtf8(output.first(qMin<qsizetype>(output.size(), 1024))).split(u'\n');
    for (const QString& line : lines) {
        const QString path = line.trimmed();
        const QString name = path.section(u'/', -1);
        if (path.startsWith(u'/') && std::ranges::find(kShells, name) != kShells.end()) {
            return name;
        }
    }
    return u"sh"_s; // it answered
}

} // namespace

Task<Result<QStringList>> ShellFinder::find(ApiClient& client, Place place) {
    return look(&client, std::move(place));
}

Task<Result<QStringList>> ShellFinder::look(ApiClient* client, Place place) {
    if (const auto known = m_known.constFind(place.image); !place.image.isEmpty() && known != m_known.constEnd()) {
        co_return *known;
    }
    QString shell;
    const ExecOutput asked = co_await execOutput(
        *client, probe(place, {u"sh"_s, u"-c"_s, u"command -v bash; command -v ash; command -v sh; true"_s}));
    if (!isMissing(asked.end)) {
        if (asked.end.error) {
            co_return std::unexpected(*asked.end.error);
        }
        shell = shellIn(asked.output);
    }
    static constexpr std::array kOthers = {"bash"_L1, "ash"_L1};
    for (size_t i = 0; shell.isEmpty() && i < kOthers.size(); ++i) {
        const QString candidate(kOthers[i]);
        const ExecOutput tried = co_await execOutput(*client, probe(place, {candidate, u"-c"_s, u"exit 0"_s}));
        if (tried.end.exitCode == 0) {
            shell = candidate;
        }
    }
    if (shell.isEmpty()) {
        co_return fail(ErrorCode::NotFound, u"container %1 of pod %2"_s.arg(place.container, place.pod),
            u"there is no shell in this image"_s, u"NoShell"_s);
    }
    const QStringList command{shell};
    if (!place.image.isEmpty() && m_known.size() < kMaxKnown) {
        m_known.insert(place.image, command);
    }
    co_return command;
}

} // namespace pilothouse
