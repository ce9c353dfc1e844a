// SPDX-License-Identifier: Apache-2.0
//
// pilothouse-supervisor FOLDER PROGRAM [ARGUMENT…]
//
// Runs PROGRAM (helm) so that it outlives the window that started it, and keeps its exit code (HE8): a session of its
// own, no terminal, output to files and never to a pipe that could break. SIGTERM is handed on to helm, once, because
// helm swallows a second (protocol: 3.4). See operation_folder.h for the files.
#include "app/supervisor/operation_folder.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int kUsage = 64;
constexpr int kNotOurs = 65;
constexpr int kExecFailed = 127;
constexpr int kInherited = 3; // first descriptor that is none of stdin, stdout, stderr

struct Helm {
    pid_t pid = -1;
    int output = -1;
    int errors = -1;
};

void closeInherited() {
    ::close_range(kInherited, ~0U, 0);
    const int null = ::open("/dev/null", O_RDWR);
    for (int file = 0; null >= 0 && file < kInherited; ++file) {
        ::dup2(null, file);
    }
    if (null >= kInherited) {
        ::close(null);
    }
}

/// Signals are taken one by one by supervise(), never by a handler.
sigset_t blockSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGTERM, SIGINT, SIGCHLD, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGTSTP}) {
        sigaddset(&set, signal);
    }
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGCHLD, SIG_DFL);
    ::signal(SIGPIPE, SIG_IGN);
    return set;
}

/// In the child: waits until its pid is written down, then becomes helm. Says errno on @p trouble where it can't.
[[noreturn]] void becomeHelm(const OperationFolder& folder, char** command, const Helm& helm, int go, int trouble) {
    ::setpgid(0, 0);
    ::dup2(helm.output, STDOUT_FILENO);
    ::dup2(helm.errors, STDERR_FILENO);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        ::signal(signal, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    char word = 0;
    // Nothing to read: the supervisor is gone, and nobody would ever know of this helm.
    if (::read(go, &word, 1) == 1 && folder.enter()) {
        ::execv(command[0], command);
        const int error = errno;
        (void)!::write(trouble, &error, sizeof error);
    }
    ::_exit(kExecFailed);
}

/// @return 0, or errno of what went wrong: then nothing runs
int startHelm(const OperationFolder& folder, char** command, Helm& helm) {
    helm.output = folder.openSpool("stdout");
    helm.errors = folder.openSpool("stderr");
    int go[2];
    int trouble[2];
    if (helm.output < 0 || helm.errors < 0 || ::pipe2(go, O_CLOEXEC) != 0 || ::pipe2(trouble, O_CLOEXEC) != 0) {
        return errno;
    }
    helm.pid = ::fork();
    if (helm.pid < 0) {
        return errno;
    }
    if (helm.pid == 0) {
        ::close(go[1]);
        ::close(trouble[0]);
        becomeHelm(folder, command, helm, go[0], trouble[1]);
    }
    ::close(go[0]);
    ::close(trouble[1]);
    int error = folder.writePids(::getpid(), helm.pid) ? 0 : errno;
    if (error == 0) {
        (void)!::write(go[1], "g", 1);
    }
    ::close(go[1]);
    int said = 0;
    if (::read(trouble[0], &said, sizeof said) == static_cast<ssize_t>(sizeof said)) {
        error = said; // closed without a word by a successful exec
    }
    ::close(trouble[0]);
    if (error != 0) {
        ::waitpid(helm.pid, nullptr, 0);
    }
    return error;
}

/// @return what waitpid says of helm
int supervise(const Helm& helm, const sigset_t& signals) {
    const timespec second{1, 0};
    bool wasAsked = false;
    for (;;) {
        const int signal = ::sigtimedwait(&signals, nullptr, &second);
        int status = 0;
        if (::waitpid(helm.pid, &status, WNOHANG) == helm.pid) {
            return status;
        }
        if ((signal == SIGTERM || signal == SIGINT) && !wasAsked) {
            wasAsked = true;
            ::kill(helm.pid, SIGTERM);
        }
        trimSpool(helm.output);
        trimSpool(helm.errors);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        return kUsage;
    }
    ::setsid(); // fails where whoever started us has done it
    ::umask(S_IRWXG | S_IRWXO);
    closeInherited();
    const sigset_t signals = blockSignals();
    const rlimit noCore{0, 0}; // a core file would hold credentials
    ::setrlimit(RLIMIT_CORE, &noCore);

    OperationFolder folder(argv[1]);
    if (!folder.isOpen() || !folder.claim()) {
        return kNotOurs;
    }
    if (!folder.reserveExit()) {
        return EXIT_FAILURE; // without a last word nothing is begun; the window sees claim and no pid
    }
    Helm helm;
    if (const int error = startHelm(folder, argv + 2, helm); error != 0) {
        folder.writeExit("failed", error);
        return EXIT_FAILURE;
    }
    const int status = supervise(helm, signals);
    if (WIFSIGNALED(status)) {
        folder.writeExit("signalled", WTERMSIG(status));
    } else {
        folder.writeExit("exited", WEXITSTATUS(status));
    }
    return EXIT_SUCCESS;
}
