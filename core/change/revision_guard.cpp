// SPDX-License-Identifier: Apache-2.0
#include "core/change/revision_guard.h"

#include "core/change/chart_copy.h"
#include "core/change/template_output.h"

#include <QDir>

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

Result<void> writeGuard(const QString& chart, Revision expected) {
    return writeChartFile(chart + u'/' + kFolder + u"templates/guard.yaml"_s, guardTemplate(expected));
}

Result<void> copyGuarded(const QString& from, const QString& chart) {
    const auto files = chartFilesOf(from);
    if (!files) {
        return std::unexpected(files.error());
    }
    if (auto written = writeChart(*files, from, chart); !written) {
        return written;
    }
    const QByteArray metadata = "apiVersion: v2\nname: pilothouse-revision-guard\nversion: 0.0.0\n";
    if (auto written = writeChartFile(chart + u'/' + kFolder + u"Chart.yaml"_s, metadata); !written) {
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

bool isSame(const TemplateOutput& output, const TemplateOutput& original) {
    return output.manifest == original.manifest
        && std::ranges::equal(output.hooks, original.hooks, {}, &Hook::manifest, &Hook::manifest);
}

/// What `helm template` prints of the chart itself. A rendering that counts revisions says what helm will make of it
/// instead: then the chart is rendered once more.
Task<Result<TemplateOutput>> originalOf(RenderingPtr rendering, HelmReading reading, Clock* clock) {
    if (!rendering->countsRevision) {
        co_return TemplateOutput{.manifest = rendering->manifest, .hooks = rendering->hooks, .problems = {}};
    }
    reading.call.chart = rendering->chartPath;
    const auto answer = co_await readHelm(std::move(reading), *clock);
    if (!answer) {
        co_return std::unexpected(answer.error());
    }
    co_return splitTemplateOutput(answer->output, rendering->helm.major);
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
    const auto original = co_await originalOf(rendering, proof.reading, clock);
    if (!original) {
        co_return std::unexpected(original.error());
    }
    proof.reading.call.chart = chart;
    const auto answer = co_await readHelm(std::move(proof.reading), *clock);
    const bool isProved = answer && isSeenByHelm(chart)
        && isSame(splitTemplateOutput(answer->output, rendering->helm.major), *original);
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
