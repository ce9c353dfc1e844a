// SPDX-License-Identifier: Apache-2.0
// scale, restart, delete, cordon, uncordon, drain, apply: single objects, by the same way in as the window.
#include "app/pilothousectl/commands.h"
#include "app/pilothousectl/object_output.h"
#include "app/pilothousectl/output.h"
#include "app/pilothousectl/own_terminal.h"

#include "core/change/change_desk.h"
#include "core/change/change_places.h"
#include "core/change/object_desk.h"
#include "core/config/bounded_file.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stop_token>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kSlack{5}; ///< for looking, beyond what a drain may wait
constexpr ByteSize kMaxText = 4_MiB;

std::optional<ObjectVerb> verbFrom(const QString& word) {
    for (const ObjectVerb verb : std::array{ObjectVerb::Scale, ObjectVerb::Restart, ObjectVerb::Delete,
             ObjectVerb::Cordon, ObjectVerb::Uncordon, ObjectVerb::Drain, ObjectVerb::Apply}) {
        if (objectVerbWord(verb) == word) {
            return verb;
        }
    }
    return {};
}

bool isOfNodes(ObjectVerb verb) {
    return verb == ObjectVerb::Cordon || verb == ObjectVerb::Uncordon || verb == ObjectVerb::Drain;
}

/// `deploy/web`, with any word for the kind the server knows; a bare name where only a node can be meant.
Result<ObjectTarget> targetFrom(
    const QString& word, ObjectVerb verb, const ApiCatalog& catalog, const QString& nameSpace) {
    const bool isBare = !word.contains(u'/');
    if (isBare && !isOfNodes(verb)) {
        return fail(ErrorCode::Invalid, word, u"say the kind too, as in deploy/web"_s);
    }
    const QString kind = isBare ? u"nodes"_s : word.section(u'/', 0, 0);
    const QString name = isBare ? word : word.section(u'/', 1);
    const ApiResource* resource = catalog.findByWord(kind);
    if (!resource) {
        return fail(ErrorCode::Invalid, word, u"the server has no kind \"%1\""_s.arg(kind), u"NoSuchKind"_s);
    }
    if (name.isEmpty() || name.contains(u'/')) {
        return fail(ErrorCode::Invalid, word, u"that is no name of an object"_s);
    }
    const bool isNamespaced = resource->scope == ResourceScope::Namespaced;
    return ObjectTarget{
        .ref = {.kind = resource->kind, .nameSpace = isNamespaced ? nameSpace : QString(), .name = name}, .uid = {}};
}

Result<QByteArray> readStandardInput() {
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"standard input"_s, input.errorString());
    }
    QByteArray text = input.read(kMaxText.bytes + 1);
    if (text.size() > kMaxText.bytes) {
        return fail(ErrorCode::Invalid, u"standard input"_s, u"is larger than 4 MiB"_s, u"TooLarge"_s);
    }
    return text;
}

Result<QByteArray> textFrom(const QStringList& files) {
    QByteArray all;
    for (const QString& file : files) {
        auto text = file == "-"_L1 ? readStandardInput() : readBoundedFile(file, kMaxText);
        if (!text) {
            return text;
        }
        all += all.isEmpty() ? *text : "\n---\n" + *text;
    }
    return all;
}

Result<void> readWish(ObjectRequest& request, const Options& options) {
    if (request.verb == ObjectVerb::Apply) {
        if (options.change.valuesFiles.isEmpty() || !options.arguments.isEmpty()) {
            return fail(ErrorCode::Invalid, u"apply"_s, u"say which file: apply -f FILE, or -f - for what comes in"_s);
        }
        auto text = textFrom(options.change.valuesFiles);
        if (!text) {
            return std::unexpected(text.error());
        }
        request.text = std::move(*text);
        request.takeOver = options.change.options.forceConflicts;
        return {};
    }
    if (options.arguments.isEmpty()) {
        const QString what = isOfNodes(request.verb) ? u"which node"_s : u"which object, as in deploy/web"_s;
        return fail(ErrorCode::Invalid, options.command, u"say "_s + what);
    }
    if (request.verb == ObjectVerb::Scale) {
        if (!options.object.replicas) {
            return fail(ErrorCode::Invalid, u"scale"_s, u"say how many: scale deploy/web --replicas 3"_s);
        }
        request.replicas = *options.object.replicas;
    }
    return {};
}

Task<Result<ObjectRequestPtr>> requestFrom(ClusterSession* session, Options options, ObjectVerb verb) {
    auto request = std::make_shared<ObjectRequest>();
    request->context = options.context;
    request->verb = verb;
    request->nameSpace = namespaceOf(*session, options);
    request->propagation = options.object.cascade;
    request->drain = {.unmanaged = options.object.unmanaged,
        .localData = options.object.localData,
        .patience = options.change.options.timeout};
    request->reason = options.change.reason;
    if (const auto read = readWish(*request, options); !read) {
        co_return std::unexpected(read.error());
    }
    if (verb == ObjectVerb::Apply) {
        co_return request;
    }
    const auto catalog = co_await session->catalog();
    if (!catalog) {
        co_return std::unexpected(catalog.error());
    }
    for (const QString& word : options.arguments) {
        auto target = targetFrom(word, verb, **catalog, request->nameSpace);
        if (!target) {
            co_return std::unexpected(target.error());
        }
        request->targets.push_back(std::move(*target));
    }
    co_return request;
}

bool isProtected(ClusterSession& session, const ObjectPlan& plan) {
    return std::ranges::any_of(objectPlaces(plan.steps),
        [&session](const QString& place) { return session.modes().table().isProtected(place); });
}

/// Tells on standard error how a drain goes, each pod when something new is known of it. Ctrl-C: nothing more is
/// evicted, and what was done is told.
class DrainTold final {
public:
    explicit DrainTold(bool isDrain) {
        if (isDrain) {
            m_terminal = std::make_unique<OwnTerminal>(OwnTerminal::Input::Ignored);
            QObject::connect(m_terminal.get(), &OwnTerminal::interrupted, m_terminal.get(), [this] {
                writeNote(u"stopping: nothing more is evicted"_s);
                m_stop.request_stop();
            });
        }
    }
    [[nodiscard]] ObjectWatch watch() {
        if (!m_terminal) {
            return {};
        }
        return {.progress = [this](const ObjectReport& report) { tell(report); }, .stop = m_stop.get_token()};
    }

private:
    void tell(const ObjectReport& report) {
        m_told.resize(report.lines.size());
        for (size_t i = 0; i < report.lines.size(); ++i) {
            const bool isNews = report.lines[i].outcome != ObjectReport::Outcome::NotBegun;
            if (const QString line = objectReportLine(report.lines[i]); isNews && m_told[i] != line) {
                m_told[i] = line;
                writeNote(line);
            }
        }
    }

    std::unique_ptr<OwnTerminal> m_terminal;
    std::stop_source m_stop;
    std::vector<QString> m_told;
};

/// Opens the protected places this reaches, for as long as it may take.
Result<void> openPlaces(ClusterSession& session, const ObjectPlan& plan) {
    const auto needed = std::chrono::ceil<std::chrono::minutes>(plan.request->drain.patience) + kSlack;
    const auto time = std::clamp(needed, ModeKeeper::kShortest, ModeKeeper::kLongest);
    for (const QString& place : objectPlaces(plan.steps)) {
        if (!session.modes().table().isProtected(place)) {
            continue;
        }
        if (auto opened = session.modes().choose(place, Mode::ChangesOpen, plan.request->reason, time); !opened) {
            return opened;
        }
    }
    return {};
}

/// What keeps the plan from being carried out by this command line; empty: nothing.
QString whatIsMissing(ClusterSession& session, const ObjectPlan& plan, const Options& options) {
    if (plan.confirmation.isEmpty()) {
        return options.yes ? QString() : u"add --yes to carry it out"_s;
    }
    const bool isTyped = options.change.confirm == plan.confirmation;
    if (isProtected(session, plan)) {
        return isTyped && !options.change.reason.trimmed().isEmpty()
            ? QString()
            : u"this place is protected: add --reason TEXT --confirm %1"_s.arg(plan.confirmation);
    }
    return isTyped ? QString() : u"it takes more along than itself: add --confirm %1"_s.arg(plan.confirmation);
}

Task<Result<int>> carryOut(ClusterSession* session, ObjectDesk* desk, ObjectPlanPtr plan, Options options) {
    const QString subject = objectSubject(*plan->request);
    if (!plan->changesSomething()) {
        co_return kExitSame; // all is as wanted already, and no word of anybody is needed for that
    }
    if (const QString missing = whatIsMissing(*session, *plan, options); !missing.isEmpty()) {
        co_return fail(ErrorCode::Invalid, subject, u"nothing was done; "_s + missing, u"NotConfirmed"_s);
    }
    if (const auto opened = openPlaces(*session, *plan); !opened) {
        co_return std::unexpected(opened.error());
    }
    DrainTold told(plan->request->verb == ObjectVerb::Drain);
    const auto report = co_await desk->carryOut(plan, options.change.confirm, told.watch());
    if (!report) {
        co_return std::unexpected(report.error());
    }
    writeObjectReport(options.format, *report);
    co_return report->isDone() ? kExitSame : kExitError;
}

} // namespace

Task<Result<int>> runObjectChange(Workspace* workspace, Options options) {
    const auto verb = verbFrom(options.command);
    const auto session = workspace->session(options.context);
    if (!verb || !session) {
        co_return session ? fail(ErrorCode::Invalid, options.command, u"is no change of objects"_s)
                          : std::unexpected(session.error());
    }
    ChangeDesk changes(*workspace, placesHere()); // its audit, also of the places that are opened
    ObjectDesk desk(*workspace, changes.audit(), placesHere().stateFolder + u"/identities.json"_s);
    const auto request = co_await requestFrom(*session, options, *verb);
    if (!request) {
        co_return std::unexpected(request.error());
    }
    const auto plan = co_await desk.plan(*request);
    if (!plan) {
        co_return std::unexpected(plan.error());
    }
    const bool isPlanOnly = options.change.dryRun || (*plan)->isBlocked();
    if (isPlanOnly || options.format == Format::Text || !(*plan)->changesSomething()) {
        writeObjectPlan(options.format, **plan);
    }
    if ((*plan)->isBlocked()) {
        co_return fail(ErrorCode::Invalid, objectSubject(**request), u"it can't be done like this; nothing was done"_s,
            u"Blocked"_s);
    }
    if (isPlanOnly) {
        co_return (*plan)->changesSomething() ? kExitDifferent : kExitSame;
    }
    co_return co_await carryOut(*session, &desk, *plan, std::move(options));
}

} // namespace pilothouse::ctl
