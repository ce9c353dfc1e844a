// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_traces.h"

#include <QFile>
#include <QTimeZone>

#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxStat = 4096;
constexpr qsizetype kStateField = 0; // behind the name: state is field 3 of stat
constexpr qsizetype kStartField = 19; // field 22

QList<QByteArray> statFields(qint64 pid) {
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QByteArray text = file.read(kMaxStat);
    return text.sliced(text.lastIndexOf(')') + 1).trimmed().split(' ');
}

std::optional<HelmEnding> endingFrom(const QByteArray& text) {
    const QList<QByteArray> words = text.trimmed().split(' ');
    if (words.size() != 3) {
        return std::nullopt;
    }
    HelmEnding ending;
    const int number = words[1].toInt();
    ending.when = QDateTime::fromMSecsSinceEpoch(words[2].toLongLong(), QTimeZone::UTC);
    if (words[0] == "exited") {
        ending.kind = HelmEnding::Kind::Exited;
        ending.exitCode = number;
    } else if (words[0] == "signalled") {
        ending.kind = HelmEnding::Kind::Signalled;
        ending.signal = number;
    } else if (words[0] == "failed") {
        ending.kind = HelmEnding::Kind::NotStarted;
        ending.error = fail(ErrorCode::Process, u"helm"_s, QString::fromLocal8Bit(std::strerror(number))).error();
    } else {
        return std::nullopt;
    }
    return ending;
}

} // namespace

ProcessMark ProcessMark::of(qint64 pid) {
    return {pid, statFields(pid).value(kStartField)};
}

bool ProcessMark::isAlive() const {
    const QList<QByteArray> fields = statFields(pid);
    const QByteArray state = fields.value(kStateField);
    return !start.isEmpty() && fields.value(kStartField) == start && state != "Z" && state != "X";
}

bool ProcessMark::signal(int number, Reach reach) const {
    // Held by a descriptor, the process can't be exchanged for another between the look and the signal.
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
    const bool isIt = isAlive();
    bool isSent = false;
    if (isIt && reach == Reach::Group) {
        isSent = ::kill(static_cast<pid_t>(-pid), number) == 0;
    }
    if (isIt && !isSent) {
        isSent = handle >= 0 ? ::syscall(SYS_pidfd_send_signal, handle, number, nullptr, 0) == 0
                             : ::kill(static_cast<pid_t>(pid), number) == 0;
    }
    if (handle >= 0) {
        ::close(handle);
    }
    return isSent;
}

HelmTraces HelmTraces::read(const HelmFolder& folder) {
    HelmTraces traces;
    traces.ending = endingFrom(folder.read(u"exit"_s));
    const QList<QByteArray> lines = folder.read(u"pid"_s).split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() != 3) {
            continue;
        }
        const ProcessMark mark{words[1].toLongLong(), words[2]};
        (words[0] == "helm" ? traces.helm : traces.supervisor) = mark;
    }
    return traces;
}

Prospect prospectOf(const HelmFolder& folder, bool isOverdue) {
    const QByteArray path = QFile::encodeName(folder.file(u"claim"));
    if (isOverdue) {
        const int mine = ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (mine >= 0) {
            ::close(mine);
            return Prospect::Never;
        }
    }
    // A supervisor holds a lock on its claim for as long as it lives.
    const int claim = ::open(path.constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (claim < 0) {
        return Prospect::MayStart;
    }
    const bool isHeld = ::flock(claim, LOCK_SH | LOCK_NB) != 0;
    ::close(claim);
    return isHeld ? Prospect::MayStart : Prospect::Never;
}

} // namespace pilothouse
