// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <sys/types.h>

/// The files a supervisor keeps in its operation's folder. Formats (one line each, blanks between words):
///     claim   empty, locked as long as the supervisor lives; whoever makes it decides what becomes of the operation
///     pid     "supervisor PID START" and "helm PID START"; START is field 22 of /proc/PID/stat
///     exit    "exited CODE MS", "signalled SIGNAL MS" or "failed ERRNO MS"; MS since 1970
/// Read by core/helm/helm_traces.
class OperationFolder {
public:
    /// Errors are told by isOpen(); errno is set.
    explicit OperationFolder(const char* path);
    ~OperationFolder();
    OperationFolder(const OperationFolder&) = delete;
    OperationFolder& operator=(const OperationFolder&) = delete;

    [[nodiscard]] bool isOpen() const { return m_folder >= 0; }
    /// True for exactly one of those who ask; held by a lock as long as this object lives.
    [[nodiscard]] bool claim();
    /// Sets blocks aside for the last word, so that a full disk can't swallow it.
    [[nodiscard]] bool reserveExit();
    /// A new 0600 file that only grows; -1 and errno where that fails.
    [[nodiscard]] int openSpool(const char* name) const;
    /// Makes `cwd` the working folder.
    [[nodiscard]] bool enter() const;
    [[nodiscard]] bool writePids(pid_t supervisor, pid_t helm) const;
    void writeExit(const char* word, int number);

private:
    int m_folder = -1;
    int m_claim = -1;
    int m_exit = -1;
};

/// Gives disk blocks of what was written long ago back; offsets stay, so readers at the end notice nothing (HE6).
void trimSpool(int file);
