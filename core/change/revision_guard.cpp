// SPDX-License-Identifier: Apache-2.0
#include "core/change/revision_guard.h"

#include "core/change/template_output.h"
#include "core/helm/chart_tree.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// `helm template` calls what it renders revision 1.
constexpr Revision kTemplated{1};
constexpr auto kFolder = "charts/pilothouse-revision-guard/"_L1;

QByteArray guardTemplate(Revision expected) {
    const QByteArray number = QByteArray::number(pilothouse::number(expected));
    return "{{- if ne (int .Release.Revision) " + number + " }}{{ fail (printf \"" + kGuardWord.toUtf8()
        + ": helm was about to make revision %d, not " + number + "\" (int .Release.Revision)) }}{{ end }}\n";
}

Result<void> writeFile(const QString& path, const QByteArray& data) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(data) != data.size() || !file.flush()) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return {};
}

Result<ChartFiles> filesOf(const QString& path) {
    if (QFileInfo(path).isDir()) {
        return readChartFolder(path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return readChartArchive(file.read(static_cast<qint64>(ChartLimits().total.bytes) + 1), path);
}

Result<void> writeGuard(const QString& chart, Revision expected) {
    return writeFile(chart + u'/' + kFolder + u"templates/guard.yaml"_s, guardTemplate(expected));
}

/// Helm 4 keeps the time of every file in the record: those of a folder stay.
void keepTime(const QString& from, const QString& to) {
    const QFileInfo original(from);
    QFile copy(to);
    if (original.exists() && copy.open(QIODevice::ReadWrite)) {
        copy.setFileTime(original.lastModified(), QFileDevice::FileModificationTime);
    }
}

Result<void> copyGuarded(const QString& from, const QString& chart) {
    const auto files = filesOf(from);
    if (!files) {
        return std::unexpected(files.error());
    }
    for (const ChartFile& file : *files) {
        const QString path = chart + u'/' + file.name;
        if (!isSafeFileName(file.name)) {
            return fail(ErrorCode::Invalid, file.name, u"the name leads out of the chart"_s, u"UnsafeName"_s);
        }
        if (auto written = writeFile(path, file.data); !written) {
            return written;
        }
        keepTime(from + u'/' + file.name, path);
    }
    const QByteArray metadata = "apiVersion: v2\nname: pilothouse-revision-guard\nversion: 0.0.0\n";
    if (auto written = writeFile(chart + u'/' + kFolder + u"Chart.yaml"_s, metadata); !written) {
        return written;
    }
    return writeGuard(chart, kTemplated);
}

/// A `.helmignore` may leave the guard out: then there would be none.
bool isSeenByHelm(const QString& chart) {
    const auto files = readChartFolder(chart);
    return files && std::ranges::any_of(*files, [](const ChartFile& file) {
        return file.name == QString(kFolder + u"templates/guard.yaml"_s);
    });
}

bool isSame(const TemplateOutput& output, const Rendering& rendering) {
    return output.manifest == rendering.manifest
        && std::ranges::equal(output.hooks, rendering.hooks, {}, &Hook::manifest, &Hook::manifest);
}

} // namespace

Task<Result<std::shared_ptr<GuardedChart>>> guardChart(
    RenderingPtr rendering, Revision expected, GuardProof proof, WorkerPool* pool, Clock* clock) {
    auto guarded = std::make_shared<GuardedChart>();
    QDir().mkpath(proof.root);
    guarded->folder = std::make_unique<QTemporaryDir>(proof.root + u"/guard-XXXXXX"_s);
    if (!guarded->folder->isValid()) {
        co_return fail(ErrorCode::Io, proof.root, guarded->folder->errorString());
    }
    const QString chart = guarded->path();
    const auto copied = co_await pool->run([from = rendering->chartPath, chart] { return copyGuarded(from, chart); });
    if (!copied) {
        co_return std::unexpected(copied.error());
    }
    proof.reading.call.chart = chart;
    const auto answer = co_await readHelm(std::move(proof.reading), *clock);
    const bool isProved = answer && isSeenByHelm(chart)
        && isSame(splitTemplateOutput(answer->output, rendering->helm.major), *rendering);
    if (!isProved) {
        co_return fail(ErrorCode::Invalid, rendering->chart.label(),
            u"it renders otherwise with the guard of the revision"_s, u"NotGuardable"_s);
    }
    if (auto written = writeGuard(chart, expected); !written) {
        co_return std::unexpected(written.error());
    }
    co_return guarded;
}

} // namespace pilothouse
