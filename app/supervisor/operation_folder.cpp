// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/operation_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

constexpr mode_t kFileMode = 0600;
constexpr int kNewFile = O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
constexpr size_t kReserved = 128;
constexpr off_t kMaxSpool = 64 << 20; // as much as is taken from a reading call
constexpr off_t kKeptSpool = 1 << 20; // readers show the last 64 KiB

bool writeAll(int file, const std::string& text) {
    size_t done = 0;
    while (done < text.size()) {
        const ssize_t written = ::write(file, text.data() + done, text.size() - done);
        if (written < 0 && errno != EINTR) {
            return false;
        }
        done += written > 0 ? static_cast<size_t>(written) : 0;
    }
    return ::fsync(file) == 0;
}

long long millisecondsNow() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return static_cast<long long>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// Field 22 of /proc/PID/stat: with the pid it names one process and no later one (protocol: proc(5)).
std::string startTime(pid_t pid) {
    char path[64];
    std::snprintf(path, sizeof path, "/proc/%d/stat", static_cast<int>(pid));
    const int file = ::open(path, O_RDONLY | O_CLOEXEC);
    char text[1024];
    const ssize_t length = file < 0 ? 0 : ::read(file, text, sizeof text - 1);
    if (file >= 0) {
        ::close(file);
    }
    text[length > 0 ? length : 0] = '\0';
    // The name in brackets may hold anything: counted from behind it.
    const char* at = std::strrchr(text, ')');
    for (int field = 2; at && field < 22; ++field) {
        at = std::strchr(at + 1, ' ');
    }
    return at ? std::string(at + 1, std::strspn(at + 1, "0123456789")) : "0";
}

} // namespace

OperationFolder::OperationFolder(const char* path)
    : m_folder(::open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) { }

OperationFolder::~OperationFolder() {
    for (const int file : {m_exit, m_claim, m_folder}) {
        if (file >= 0) {
            ::close(file);
        }
    }
}

bool OperationFolder::claim() {
    // Locked before it gets the name others look at.
    const std::string mine = "claim." + std::to_string(::getpid());
    m_claim = ::openat(m_folder, mine.c_str(), O_WRONLY | kNewFile, kFileMode);
    const bool isMine = m_claim >= 0 && ::flock(m_claim, LOCK_EX | LOCK_NB) == 0
        && ::linkat(m_folder, mine.c_str(), m_folder, "claim", 0) == 0;
    ::unlinkat(m_folder, mine.c_str(), 0);
    return isMine;
}

bool OperationFolder::reserveExit() {
    m_exit = ::openat(m_folder, "exit.new", O_WRONLY | kNewFile, kFileMode);
    return m_exit >= 0 && writeAll(m_exit, std::string(kReserved, ' '));
}

int OperationFolder::openSpool(const char* name) const {
    return ::openat(m_folder, name, O_WRONLY | O_APPEND | kNewFile, kFileMode);
}

bool OperationFolder::enter() const {
    const int cwd = ::openat(m_folder, "cwd", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const bool isDone = cwd >= 0 && ::fchdir(cwd) == 0;
    if (cwd >= 0) {
        ::close(cwd);
    }
    return isDone;
}

bool OperationFolder::writePids(pid_t supervisor, pid_t helm) const {
    const std::string text = "supervisor " + std::to_string(supervisor) + ' ' + startTime(supervisor) + "\nhelm "
        + std::to_string(helm) + ' ' + startTime(helm) + '\n';
    const int file = ::openat(m_folder, "pid.new", O_WRONLY | kNewFile, kFileMode);
    if (file < 0) {
        return false;
    }
    const bool isWritten = writeAll(file, text);
    ::close(file);
    return isWritten && ::renameat(m_folder, "pid.new", m_folder, "pid") == 0 && ::fsync(m_folder) == 0;
}

void OperationFolder::writeExit(const char* word, int number) {
    char text[kReserved];
    const int length = std::snprintf(text, sizeof text, "%s %d %lld\n", word, number, millisecondsNow());
    // Over the blocks that were set aside; only shortening comes after.
    if (m_exit < 0 || ::pwrite(m_exit, text, static_cast<size_t>(length), 0) != length
        || ::ftruncate(m_exit, length) != 0) {
        return;
    }
    ::fsync(m_exit);
    ::renameat(m_folder, "exit.new", m_folder, "exit");
    ::fsync(m_folder);
}

void trimSpool(int file) {
    struct stat about{};
    if (::fstat(file, &about) == 0 && about.st_size > kMaxSpool) {
        // Where the file system can't, the file goes on growing.
        (void)::fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0, about.st_size - kKeptSpool);
    }
}
