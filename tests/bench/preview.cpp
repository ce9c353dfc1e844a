// SPDX-License-Identifier: Apache-2.0
// bench_preview --kubeconfig FILE --context NAME -n NAMESPACE RELEASE CHART: somebody edits the values of an upgrade,
// and each pause in typing makes a new preview: rendered, compared with the record, then with what is live. One line of
// JSON: per edit the whole time and helm's own part of it, in milliseconds, and how many objects there are.
#include "core/change/change_desk.h"

#include "tests/support/awaiting.h"

#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <cstdio>

#include <sys/resource.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

struct Asked {
    QString kubeconfig;
    ChangeRequest request;
    int edits = 6;
};

Asked parse(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.addOptions({{u"kubeconfig"_s, u"file"_s, u"file"_s}, {u"context"_s, u"context"_s, u"name"_s},
        {u"n"_s, u"namespace"_s, u"name"_s}, {u"edits"_s, u"how many"_s, u"number"_s, u"6"_s}});
    parser.process(arguments);
    Asked asked;
    asked.kubeconfig = parser.value(u"kubeconfig"_s);
    asked.edits = parser.value(u"edits"_s).toInt();
    asked.request.context = ContextId(parser.value(u"context"_s));
    asked.request.kind = ChangeKind::Upgrade;
    asked.request.release = {.nameSpace = parser.value(u"n"_s), .name = parser.positionalArguments().value(0)};
    asked.request.chart = {.kind = ChartSource::Kind::Folder, .location = parser.positionalArguments().value(1)};
    return asked;
}

/// The values at one pause in typing: something of the text is another one each time.
QByteArray valuesAt(int edit) {
    return "greeting: edit-" + QByteArray::number(edit) + "\n";
}

template <typename T> T orDie(Result<T> result) {
    if (!result) {
        qFatal("%s", qPrintable(describe(result.error())));
    }
    return std::move(*result);
}

QJsonObject previewOnce(ChangeDesk& desk, const ChangeRequest& request) {
    QElapsedTimer timer;
    timer.start();
    const RenderingPtr rendering = orDie(runToEnd(desk.render(request)));
    const double rendered = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const ChangeDiffPtr record = orDie(runToEnd(desk.compare(rendering, DiffBase::Record)));
    const double compared = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const ChangeDiffPtr live = orDie(runToEnd(desk.compare(rendering, DiffBase::Live)));
    const double whole = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    const auto count = static_cast<qint64>(live->diff.objects.size()) + live->diff.unchanged;
    return {{u"wholeMs"_s, whole}, {u"helmMs"_s, static_cast<double>(rendering->helmTime.count())},
        {u"beforeDiffMs"_s, rendered}, {u"recordMs"_s, compared - rendered}, {u"liveMs"_s, whole - compared},
        {u"objects"_s, count}, {u"differ"_s, static_cast<qint64>(record->diff.objects.size())}};
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const Asked asked = parse(QCoreApplication::arguments());
    const QTemporaryDir state;
    Workspace workspace(Workspace::Options{.source = KubeconfigSource::fromEnvironment(asked.kubeconfig),
                            .trustFile = state.path() + u"/trust.json"_s,
                            .trace = {},
                            .watchFiles = false,
                            .feed = ClusterSession::Feed::OnDemand,
                            .rules = EnvironmentRules(std::vector<EnvironmentRule>())},
        std::make_shared<SystemClock>());
    ChangeDesk::Places places;
    places.stateFolder = state.path() + u"/state"_s;
    const QProcessEnvironment own = QProcessEnvironment::systemEnvironment();
    for (const QString& name : own.keys()) {
        places.environment.emplace_back(name, own.value(name));
    }
    ChangeDesk desk(workspace, places);
    QJsonArray edits;
    for (int edit = 0; edit < asked.edits; ++edit) {
        ChangeRequest request = asked.request;
        request.values = valuesAt(edit);
        edits += previewOnce(desk, request);
    }
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    constexpr double kKibPerMib = 1024.0;
    const QJsonObject answer{{u"edits"_s, edits}, {u"peakMiB"_s, static_cast<double>(usage.ru_maxrss) / kKibPerMib}};
    std::printf("%s\n", QJsonDocument(answer).toJson(QJsonDocument::Compact).constData());
    return 0;
}
