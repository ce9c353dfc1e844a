// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_reading.h"

#include "core/async/child_run.h"
#include "core/helm/helm_folder.h"
#include "core/helm/helm_permit.h"
#include "core/helm/helm_traces.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView kPrefix = u"read-";
constexpr ByteSize kMessages = 64_KiB;
constexpr ByteSize kErrors = 1_MiB;

/// Removes the folder with the secrets in it, also when the task is destroyed in the middle.
class FolderGuard {
public:
    explicit FolderGuard(HelmFolder folder)
        : m_folder(std::move(folder)) { }
    ~FolderGuard() {
        m_folder.discard(u"kubeconfig"_s);
        m_folder.discard(u"values.yaml"_s);
        m_folder.remove();
    }
    Q_DISABLE_COPY_MOVE(FolderGuard)

private:
    HelmFolder m_folder;
};

Result<void> writeInput(const HelmFolder& folder, HelmReading& reading) {
    const ProcessMark self = ProcessMark::of(QCoreApplication::applicationPid());
    const QByteArray mark = QByteArray::number(self.pid) + ' ' + self.start;
    if (const auto owner = folder.write(u"owner"_s, mark); !owner) {
        return std::unexpected(owner.error());
    }
    if (reading.kubeconfig) {
        const auto path = folder.write(u"kubeconfig"_s, reading.kubeconfig->reveal());
        if (!path) {
            return std::unexpected(path.error());
        }
        reading.call.kubeconfig = *path;
    }
    if (reading.values) {
        const auto path = folder.write(u"values.yaml"_s, *reading.values);
        if (!path) {
            return std::unexpected(path.error());
        }
        reading.call.valuesFile = *path;
    }
    return {};
}

/// Some helms fail every call when one plugin.yaml can't be read (CVE-2024-26147, HE4).
bool blamesPlugin(const QByteArray& errors) {
    const qsizetype at = qMax(errors.lastIndexOf("Error:"), errors.lastIndexOf("panic:"));
    return at >= 0 && errors.indexOf("plugin", at) >= 0;
}

Result<HelmAnswer> answerFrom(ChildEnd ended, const HelmReading& reading, std::chrono::milliseconds took) {
    const QByteArrayView errors = QByteArrayView(ended.errors).last(qMin(ended.errors.size(), kMessages.bytes));
    if (ended.stopped) {
        const QString said = helmErrorText(errors, reading.mask);
        if (!said.isEmpty()) {
            ended.stopped->detail += u": "_s + said;
        }
        return std::unexpected(std::move(*ended.stopped));
    }
    if (ended.exitCode != 0) {
        return fail(ErrorCode::Process, u"helm "_s + helmVerbWord(reading.call.verb),
            helmErrorText(errors, reading.mask), blamesPlugin(ended.errors) ? u"BadPlugin"_s : QString());
    }
    return HelmAnswer{std::move(ended.output), shownHelmOutput(errors, reading.mask), took};
}

Task<Result<HelmAnswer>> read(HelmReading reading, Clock* clock) {
    if (isMutating(reading.call.verb)) {
        co_return fail(ErrorCode::Forbidden, u"helm "_s + helmVerbWord(reading.call.verb),
            u"changes a cluster: nothing was run"_s, u"NotReading"_s);
    }
    const auto folder
        = HelmFolder::create(reading.root, kPrefix.toString() + QUuid::createUuid().toString(QUuid::Id128));
    if (!folder) {
        co_return std::unexpected(folder.error());
    }
    const FolderGuard guard(*folder);
    if (const auto written = writeInput(*folder, reading); !written) {
        co_return std::unexpected(written.error());
    }
    const auto permit = HelmPermit::ask(nullptr, reading.helm, reading.call);
    if (!permit) {
        co_return std::unexpected(permit.error());
    }
    reading.environment.set(u"TMPDIR"_s, folder->file(u"tmp"));
    const Clock::Steady begun = clock->steadyNow();
    ChildCommand command{.program = permit->program(),
        .arguments = permit->arguments(),
        .environment = reading.environment.toProcessEnvironment(),
        .folder = folder->file(u"cwd")};
    const ChildBounds bounds{.deadline = reading.deadline, .output = reading.outputLimit, .errors = kErrors};
    ChildEnd ended = co_await runChild(clock, std::move(command), bounds);
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock->steadyNow() - begun);
    co_return answerFrom(std::move(ended), reading, took);
}

} // namespace

Task<Result<HelmAnswer>> readHelm(HelmReading reading, Clock& clock) {
    return read(std::move(reading), &clock);
}

void sweepHelmReadings(const QString& root) {
    const QStringList paths = helmFolders(root);
    for (const QString& path : paths) {
        const HelmFolder folder(path);
        if (!folder.id().startsWith(kPrefix)) {
            continue;
        }
        const QList<QByteArray> owner = folder.read(u"owner"_s).split(' ');
        const bool isOwned = owner.size() == 2 && ProcessMark{owner[0].toLongLong(), owner[1]}.isAlive();
        // One without an owner may be in the making.
        const bool isYoung = QFileInfo(path).lastModified().secsTo(QDateTime::currentDateTime()) < 60;
        if (!isOwned && (!isYoung || owner.size() == 2)) {
            const FolderGuard removesIt(folder);
        }
    }
}

} // namespace pilothouse
