// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_finder.h"

#include "core/helm/helm_reading.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kProbeDeadline = std::chrono::seconds(10);
constexpr ByteSize kProbeOutput = 64_KiB;
constexpr qsizetype kMachineField = 18; // ELF e_machine; EI_CLASS and EI_DATA stand at 4 and 5
constexpr qsizetype kHeader = 20;

enum class FileKind { Program, OtherMachine, Script };

QByteArray headerOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kHeader) : QByteArray();
}

FileKind kindOf(const QString& path) {
    const QByteArray header = headerOf(path);
    if (!header.startsWith("\x7f"
                           "ELF")) {
        // Neither: made for another system. execvp() would take it for a shell script, the supervisor's execv() not.
        return header.startsWith("#!") ? FileKind::Script : FileKind::OtherMachine;
    }
    const QByteArray own = headerOf(u"/proc/self/exe"_s);
    const auto machine = [](const QByteArray& bytes) { return bytes.sliced(4, 2) + bytes.sliced(kMachineField, 2); };
    const bool isSame = header.size() < kHeader || own.size() < kHeader || machine(header) == machine(own);
    return isSame ? FileKind::Program : FileKind::OtherMachine;
}

/// A link named helm to a program of another name that looks at its own name (snap, version managers) must be called by
/// the link.
QString resolvedOnce(const QFileInfo& file) {
    const QString target = file.canonicalFilePath();
    return QFileInfo(target).fileName().startsWith(u"helm"_s) ? target : file.absoluteFilePath();
}

HelmProgram unusable(const QString& path, ErrorCode code, const QString& why, const QString& reason) {
    HelmProgram program;
    program.path = path;
    program.problem = fail(code, path, why, reason).error();
    return program;
}

bool saysBadPlugin(const QString& messages) {
    return messages.contains(u"failed to load plugin"_s); // warning of 3.22 and 4.3
}

/// What a helm that answered with an error is.
HelmProgram fromFailure(const QString& path, const Error& error) {
    if (error.detail.contains(u"tiller"_s, Qt::CaseInsensitive)) {
        return unusable(path, ErrorCode::Invalid, u"is helm 2: helm 3 or 4 is needed"_s, u"Helm2"_s);
    }
    return unusable(path, error.code, error.detail, u"ProbeFailed"_s);
}

QStringList warningsOf(const QFileInfo& file, FileKind kind) {
    QStringList warnings;
    if (kind == FileKind::Script || !QFileInfo(file.canonicalFilePath()).fileName().startsWith(u"helm"_s)) {
        warnings += u"Wrapper"_s;
    }
    // Whoever may write there can put another program in its place.
    const QFileInfo real(file.canonicalFilePath());
    if (real.permission(QFile::WriteOther) || QFileInfo(real.absolutePath()).permission(QFile::WriteOther)
        || QFileInfo(file.absolutePath()).permission(QFile::WriteOther)) {
        warnings += u"WritableByOthers"_s;
    }
    return warnings;
}

} // namespace

HelmFinder::HelmFinder(Clock& clock, QString root, EnvironmentVariables own)
    : m_clock(clock)
    , m_root(std::move(root))
    , m_own(std::move(own)) { }

QStringList HelmFinder::candidates(const QString& path) {
    static const std::array kNames{u"helm"_s, u"helm4"_s, u"helm3"_s};
    QStringList found;
    QStringList files; // one file may be reached by several names
    const QStringList folders = path.split(QDir::listSeparator(), Qt::SkipEmptyParts);
    for (const QString& folder : folders) {
        for (const QString& name : kNames) {
            const QFileInfo file(QDir::cleanPath(folder) + u'/' + name);
            // Relative folders depend on where this program was started: never (HE1).
            if (!QDir::isAbsolutePath(folder) || !file.isFile() || files.contains(file.canonicalFilePath())) {
                continue;
            }
            files += file.canonicalFilePath();
            found += file.absoluteFilePath();
        }
    }
    return found;
}

Task<HelmProgram> HelmFinder::probe(QString path) {
    const QFileInfo file(path);
    if (!QDir::isAbsolutePath(path) || !file.exists()) {
        co_return unusable(path, ErrorCode::NotFound, u"there is no such program"_s, u"NoHelm"_s);
    }
    if (!file.isFile() || !file.isExecutable()) {
        co_return unusable(path, ErrorCode::Invalid, u"is no program that may be run"_s, u"NotExecutable"_s);
    }
    const QFileInfo real(file.canonicalFilePath());
    if (const auto known = m_known.constFind(path);
        known != m_known.constEnd() && known->modified == real.lastModified() && known->size == real.size()) {
        co_return known->program;
    }
    const FileKind kind = kindOf(real.filePath());
    if (kind == FileKind::OtherMachine) {
        co_return unusable(path, ErrorCode::Invalid, u"is made for another kind of machine"_s, u"WrongArchitecture"_s);
    }
    HelmProgram program = co_await ask(resolvedOnce(file));
    program.warnings += warningsOf(file, kind);
    const bool mayPass = program.problem && program.problem->reason == u"ProbeFailed"_s;
    if (!mayPass) {
        m_known.insert(path, {real.lastModified(), real.size(), program});
    }
    co_return program;
}

Task<HelmProgram> HelmFinder::ask(QString path) {
    HelmReading reading;
    reading.helm.path = path;
    reading.root = m_root;
    reading.deadline = kProbeDeadline;
    reading.outputLimit = kProbeOutput;
    reading.environment = helmEnvironment(m_own);
    Result<HelmAnswer> answer = co_await readHelm(reading, m_clock);
    bool isPluginBad = answer && saysBadPlugin(answer->messages);
    if (!answer && answer.error().code == ErrorCode::Process) {
        reading.environment = helmEnvironment(m_own, StorageDriver::Secret, HelmPlugins::Leave);
        Result<HelmAnswer> without = co_await readHelm(reading, m_clock);
        if (without) {
            isPluginBad = true;
            answer = std::move(without);
        }
    }
    if (!answer) {
        co_return fromFailure(path, answer.error());
    }
    HelmProgram program = helmFromVersion(path, QString::fromUtf8(answer->output));
    if (isPluginBad) {
        program.warnings += u"BadPlugin"_s;
    }
    co_return program;
}

Task<std::vector<HelmProgram>> HelmFinder::findAll() {
    QString path;
    for (const auto& [name, value] : m_own) {
        path = name == u"PATH"_s ? value : path;
    }
    std::vector<HelmProgram> programs;
    const QStringList paths = candidates(path);
    for (const QString& candidate : paths) {
        programs.push_back(co_await probe(candidate));
    }
    co_return programs;
}

Task<Result<HelmProgram>> HelmFinder::find(QString pinned) {
    if (!pinned.isEmpty()) {
        HelmProgram program = co_await probe(pinned);
        co_return program.problem ? std::unexpected(*program.problem) : Result<HelmProgram>(std::move(program));
    }
    const std::vector<HelmProgram> programs = co_await findAll();
    for (const HelmProgram& program : programs) {
        if (!program.problem) {
            co_return program;
        }
    }
    if (!programs.empty()) {
        co_return std::unexpected(*programs.front().problem);
    }
    co_return fail(ErrorCode::NotFound, u"helm"_s, u"no folder of PATH has it"_s, u"NoHelm"_s);
}

} // namespace pilothouse
