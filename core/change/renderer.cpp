// SPDX-License-Identifier: Apache-2.0
#include "core/change/renderer.h"

#include "core/change/change_call.h"
#include "core/change/chart_copy.h"
#include "core/change/chart_memory.h"
#include "core/change/helmfile_source.h"
#include "core/change/local_chart.h"
#include "core/change/plan_checks.h"
#include "core/change/record_memory.h"
#include "core/change/release_reading.h"
#include "core/change/template_output.h"
#include "core/diff/known_secrets.h"
#include "core/helm/helm_reading.h"

#include <QCryptographicHash>
#include <QDir>
#include <QTemporaryDir>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString subjectOf(const ChangeRequest& request) {
    return u"%1 of release %2/%3"_s.arg(changeWord(request.kind), request.release.nameSpace, request.release.name);
}

Task<Result<ReleaseRecordPtr>> readOrNull(ApiClient* client, const RecordMeta* wanted, RecordMemory* memory) {
    if (!wanted) {
        co_return ReleaseRecordPtr();
    }
    const RecordMeta meta = *wanted;
    if (ReleaseRecordPtr held = memory ? memory->find(meta) : nullptr) {
        co_return held;
    }
    auto record = co_await readRecord(client, meta);
    if (record && memory) {
        memory->keep(meta, *record);
    }
    co_return record;
}

/// newest and base of the rendering. @return all revisions
Task<Result<std::vector<RecordMeta>>> readRecords(
    std::shared_ptr<ClusterSession> session, Rendering* rendering, RecordMemory* memory) {
    ApiClient* client = &session->client();
    auto revisions = co_await readRevisions(client, rendering->request.release);
    if (!revisions || revisions->empty()) {
        co_return revisions;
    }
    auto newest = co_await readOrNull(client, &revisions->front(), memory);
    if (!newest) {
        co_return std::unexpected(newest.error());
    }
    rendering->newest = *newest;
    const ChangeKind kind = rendering->request.kind;
    if (kind == ChangeKind::Install) {
        co_return revisions;
    }
    const RecordMeta* base = kind == ChangeKind::Upgrade ? mergeBase(*revisions) : &revisions->front();
    if (base && base->revision == revisions->front().revision) {
        rendering->base = rendering->newest;
        co_return revisions;
    }
    auto record = co_await readOrNull(client, base, memory);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    rendering->base = *record;
    co_return revisions;
}

void takeFromRecord(Rendering& rendering, const ReleaseRecord& record) {
    rendering.manifest = record.manifest;
    rendering.hooks = record.hooks;
    rendering.notes = record.notes;
    rendering.chart = record.chart;
    rendering.chartValues = record.chartValues;
    rendering.schema = record.schema;
}

/// What helm leaves in the cluster because the objects say so.
QByteArray keptDocuments(const QByteArray& manifest, const QString& nameSpace) {
    QByteArray kept;
    const Manifest parsed = parseManifest(manifest, nameSpace);
    for (const ManifestObject& object : parsed.objects) {
        const QByteArrayView document = QByteArrayView(parsed.text).sliced(object.begin, object.end - object.begin);
        if (isKept(document)) {
            kept += "---\n";
            kept += document;
        }
    }
    return kept;
}

Task<Result<void>> renderRollback(
    std::shared_ptr<ClusterSession> session, Rendering* rendering, std::vector<RecordMeta> revisions) {
    const auto target = std::ranges::find(revisions, rendering->request.target, &RecordMeta::revision);
    if (target == revisions.end()) {
        co_return fail(ErrorCode::NotFound, subjectOf(rendering->request),
            u"revision %1 is not in the history"_s.arg(number(rendering->request.target)), u"NoSuchRevision"_s);
    }
    const auto record = co_await readRecord(&session->client(), *target);
    if (!record) {
        co_return std::unexpected(record.error());
    }
    rendering->target = *record;
    takeFromRecord(*rendering, **record);
    co_return Result<void>();
}

HelmReading readingOf(const RenderInput& input, HelmVerb verb, const QString& chart) {
    HelmReading reading;
    reading.helm = input.helm;
    reading.call = helmCallOf(input.request, chart, {});
    reading.call.verb = verb;
    reading.kubeconfig = input.kubeconfig.text;
    reading.values = input.request.values;
    reading.environment = input.environment;
    reading.root = input.readings;
    return reading;
}

std::shared_ptr<KnownSecrets> secretsOf(const Rendering& rendering) {
    auto secrets = std::make_shared<KnownSecrets>();
    if (const auto values = loadYaml(rendering.request.values, u"values"_s, {}, DuplicateKeys::KeepLast)) {
        secrets->addValues(*values);
    }
    if (rendering.newest) {
        secrets->addValues(rendering.newest->userValues);
        secrets->addManifest(rendering.newest->manifest);
    }
    return secrets;
}

/// The folder of a copy of the chart that says which revision this will be. Empty: none is needed, or none can be made.
std::shared_ptr<QTemporaryDir> countedCopy(const QString& path, Revision next, const QString& root) {
    const auto files = chartFilesOf(path);
    if (!files || !countsRevisions(*files)) {
        return nullptr;
    }
    QDir().mkpath(root);
    auto folder = std::make_shared<QTemporaryDir>(root + u"/counted-XXXXXX"_s);
    const bool isMade
        = folder->isValid() && writeChart(withRevision(*files, next), path, folder->filePath(u"chart"_s)).has_value();
    return isMade ? folder : nullptr;
}

/// `helm template` calls every revision the first. Where templates print its number, they are rendered with the one
/// helm will make. Errors: NotFound: that is not needed; Process: it can't be rendered so, the chart itself may.
Task<Result<HelmAnswer>> renderCounted(
    std::shared_ptr<RenderInput> input, const Rendering* rendering, HelmReading reading) {
    ApiClient::Services services = input->session->client().services();
    std::shared_ptr<QTemporaryDir> copy;
    if (input->request.kind == ChangeKind::Upgrade && rendering->newest) {
        const Revision next{number(rendering->newest->revision) + 1};
        copy = co_await services.pool.run(
            [path = reading.call.chart, next, root = input->charts] { return countedCopy(path, next, root); });
    }
    if (!copy) {
        co_return fail(ErrorCode::NotFound, reading.call.chart, u"prints no revision"_s);
    }
    reading.call.chart = copy->filePath(u"chart"_s);
    co_return co_await readHelm(std::move(reading), services.clock);
}

/// The chart, here, and what it says of itself. Errors: Invalid with reason MissingDependencies; those of fetchChart.
Task<Result<void>> bringChart(std::shared_ptr<RenderInput> input, Rendering* rendering) {
    const ChartSource& source = input->request.chart;
    const bool isPulled = source.kind == ChartSource::Kind::Repository || source.kind == ChartSource::Kind::Oci;
    const QString known = isPulled && input->pulled ? input->pulled->find(source) : QString();
    ChartFetch fetch{.source
        = known.isEmpty() ? source : ChartSource{.kind = ChartSource::Kind::Archive, .location = known, .version = {}},
        .newest = rendering->newest,
        .release = input->request.release,
        .client = &input->session->client(),
        .login = input->request.login,
        .pull = readingOf(*input, HelmVerb::Pull, {}),
        .folder = input->charts};
    fetch.pull.values.reset();
    fetch.pull.kubeconfig = nullptr;
    auto chart = co_await fetchChart(std::move(fetch));
    if (!chart) {
        co_return std::unexpected(chart.error());
    }
    if (isPulled && known.isEmpty() && input->pulled) {
        rendering->isChartMoved = input->pulled->keep(source, chart->path, chart->package.digest);
    }
    rendering->chartPath = chart->path;
    rendering->chart = chart->package.info;
    rendering->chartDigest = chart->package.digest;
    rendering->chartValues = chart->package.values;
    rendering->schema = chart->package.schema;
    rendering->crds = chart->package.crds;
    if (!chart->package.missing.isEmpty()) {
        co_return fail(ErrorCode::Invalid, chart->path, chart->package.missing.join(u", "_s), u"MissingDependencies"_s);
    }
    co_return Result<void>();
}

Task<Result<void>> renderChart(std::shared_ptr<RenderInput> input, Rendering* rendering) {
    if (auto brought = co_await bringChart(input, rendering); !brought) {
        co_return brought;
    }
    const auto secrets = secretsOf(*rendering);
    HelmReading reading = readingOf(*input, HelmVerb::Template, rendering->chartPath);
    reading.mask = [secrets](const QString& text) { return secrets->mask(text); };
    Clock* const clock = &input->session->client().services().clock;
    auto answer = co_await renderCounted(input, rendering, reading);
    rendering->countsRevision = answer.has_value();
    if (!answer) {
        answer = co_await readHelm(std::move(reading), *clock);
    }
    if (!answer) {
        answer.error().detail = secrets->mask(answer.error().detail);
        co_return std::unexpected(answer.error());
    }
    TemplateOutput output = co_await input->session->client().services().pool.run(
        [text = answer->output, major = input->helm.major] { return splitTemplateOutput(text, major); });
    rendering->manifest = std::move(output.manifest);
    rendering->hooks = std::move(output.hooks);
    rendering->helmTime = answer->took;
    rendering->messages = answer->messages;
    co_return Result<void>();
}

/// What a helmfile would send, values and all: the request's own values play no part.
Task<Result<void>> renderFromHelmfile(std::shared_ptr<RenderInput> input, Rendering* rendering) {
    if (input->helmfile.isEmpty() || !input->helmfileTrust) {
        co_return fail(ErrorCode::NotFound, u"helmfile"_s, u"no folder of PATH has it"_s, u"NoHelmfile"_s);
    }
    const auto secrets = secretsOf(*rendering);
    HelmfileWish wish{.program = input->helmfile,
        .call = helmfileCallOf(input->request.chart),
        .release = input->request.release,
        .environment = input->environment,
        .root = input->readings,
        .mask = [secrets](const QString& text) { return secrets->mask(text); }};
    wish.call.helm = input->helm.path;
    ApiClient::Services services = input->session->client().services();
    auto rendered = co_await renderHelmfile(std::move(wish), input->helmfileTrust, &services.clock);
    if (!rendered) {
        rendered.error().detail = secrets->mask(rendered.error().detail);
        co_return std::unexpected(rendered.error());
    }
    TemplateOutput output = co_await services.pool.run(
        [text = rendered->output, major = input->helm.major] { return splitTemplateOutput(text, major); });
    rendering->manifest = std::move(output.manifest);
    rendering->hooks = std::move(output.hooks);
    rendering->helmTime = rendered->took;
    rendering->chart.name = rendered->release.chart.section(u'/', -1);
    rendering->chart.version = rendered->release.version;
    rendering->chartDigest = QCryptographicHash::hash(rendered->output, QCryptographicHash::Sha256);
    co_return Result<void>();
}

} // namespace

Task<Result<RenderingPtr>> renderChange(RenderInput given) {
    const auto input = std::make_shared<RenderInput>(std::move(given));
    const auto rendering = std::make_shared<Rendering>();
    rendering->request = input->request;
    rendering->helm = input->helm;
    rendering->kubeconfig = input->kubeconfig;
    auto revisions = co_await readRecords(input->session, rendering.get(), input->records);
    if (!revisions) {
        co_return std::unexpected(revisions.error());
    }
    Result<void> done;
    switch (input->request.kind) {
    case ChangeKind::Install:
    case ChangeKind::Upgrade:
        done = input->request.chart.kind == ChartSource::Kind::Helmfile
            ? co_await renderFromHelmfile(input, rendering.get())
            : co_await renderChart(input, rendering.get());
        break;
    case ChangeKind::Rollback:
        done = co_await renderRollback(input->session, rendering.get(), std::move(*revisions));
        break;
    case ChangeKind::Uninstall:
        if (rendering->base) {
            rendering->manifest = keptDocuments(rendering->base->manifest, input->request.release.nameSpace);
            rendering->chart = rendering->base->chart;
            rendering->hooks = rendering->base->hooks;
        }
        break;
    case ChangeKind::Test:
        if (rendering->base) {
            takeFromRecord(*rendering, *rendering->base);
        }
        break;
    }
    if (!done) {
        co_return std::unexpected(done.error());
    }
    co_return rendering;
}

} // namespace pilothouse
