// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helmfile.h"

#include "core/async/child_run.h"
#include "core/config/bounded_file.h"
#include "core/helm/helm_folder.h"
#include "core/helm/helm_logins.h"
#include "core/helm/helm_permit.h"
#include "core/helm/helm_traces.h"

#include <QCoreApplication>
#include <QUuid>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// It pulls charts and builds their dependencies.
constexpr Clock::Duration kDeadline = std::chrono::seconds(180);
constexpr ByteSize kLargestOutput = 64_MiB;
constexpr ByteSize kLargestRepositories = 4_MiB;
constexpr ByteSize kMessages = 64_KiB;
const QString kRepositories = u"repositories.yaml"_s;

/// Removes the folder with the copy of helm's repositories, also when the task is destroyed in the middle.
class FolderGuard {
public:
    explicit FolderGuard(HelmFolder folder)
        : m_folder(std::move(folder)) { }
    ~FolderGuard() {
        m_folder.discard(kRepositories);
        m_folder.remove();
    }
    Q_DISABLE_COPY_MOVE(FolderGuard)

private:
    HelmFolder m_folder;
};

/// helmfile runs `helm repo add`: into a copy, so that a preview leaves the user's own file as it is.
Result<void> copyRepositories(const HelmFolder& folder, HelmEnvironment& environment) {
    auto text = readBoundedFile(helmRepositoriesFile(environment.variables), kLargestRepositories);
    QByteArray bytes = text ? std::move(*text) : QByteArray("apiVersion: \"\"\nrepositories: []\n");
    const auto written = folder.write(kRepositories, bytes);
    wipe(bytes);
    if (!written) {
        return std::unexpected(written.error());
    }
    environment.set(u"HELM_REPOSITORY_CONFIG"_s, *written);
    return {};
}

Result<QByteArray> answerFrom(ChildEnd ended, const HelmfileReading& reading) {
    const QByteArrayView errors = QByteArrayView(ended.errors).last(qMin(ended.errors.size(), kMessages.bytes));
    if (ended.stopped) {
        return std::unexpected(std::move(*ended.stopped));
    }
    if (ended.exitCode != 0) {
        const QString said = helmErrorText(errors, reading.mask);
        return fail(ErrorCode::Process, u"helmfile"_s, said.isEmpty() ? shownHelmOutput(errors, reading.mask) : said,
            u"HelmfileFailed"_s);
    }
    return std::move(ended.output);
}

Task<Result<QByteArray>> read(HelmfileReading reading, Clock* clock) {
    const auto permit = HelmPermit::forHelmfile(reading.program, reading.call);
    if (!permit) {
        co_return std::unexpected(permit.error());
    }
    const auto folder = HelmFolder::create(reading.root, u"read-"_s + QUuid::createUuid().toString(QUuid::Id128));
    if (!folder) {
        co_return std::unexpected(folder.error());
    }
    const FolderGuard guard(*folder);
    const ProcessMark self = ProcessMark::of(QCoreApplication::applicationPid());
    const QByteArray mark = QByteArray::number(self.pid) + ' ' + self.start;
    if (const auto written = folder->write(u"owner"_s, mark); !written) {
        co_return std::unexpected(written.error());
    }
    if (const auto copied = copyRepositories(*folder, reading.environment); !copied) {
        co_return std::unexpected(copied.error());
    }
    reading.environment.set(u"TMPDIR"_s, folder->file(u"tmp"));
    reading.environment.set(u"HELMFILE_TEMPDIR"_s, folder->file(u"tmp"));
    ChildCommand command{.program = permit->program(),
        .arguments = permit->arguments(),
        .environment = reading.environment.toProcessEnvironment(),
        .folder = folder->file(u"cwd")};
    const ChildBounds bounds{.deadline = kDeadline, .output = kLargestOutput, .errors = kMessages};
    ChildEnd ended = co_await runChild(clock, std::move(command), bounds);
    co_return answerFrom(std::move(ended), reading);
}

} // namespace

Task<Result<QByteArray>> readHelmfile(HelmfileReading reading, Clock& clock) {
    return read(std::move(reading), &clock);
}

} // namespace pilothouse
