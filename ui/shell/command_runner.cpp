// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_runner.h"

#include "ui/frame/repository_place.h"

#include "ui/frame/batch_place.h"
#include "ui/frame/contexts.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

CommandRunner::CommandRunner(Contexts& contexts, Navigation& navigation, QObject* parent)
    : QObject(parent)
    , m_contexts(contexts)
    , m_navigation(navigation) { }

void CommandRunner::run(const QString& text) {
    const Command command = parseCommand(text);
    Place place = m_navigation.current();
    place.release.reset();
    place.object.reset();
    switch (command.verb) {
    case Command::Verb::Context:
        goToContext(command.word);
        return;
    case Command::Verb::Release:
        goToRelease(command.word);
        return;
    case Command::Verb::Go:
        goToPage(command.word);
        return;
    case Command::Verb::Change:
        goToChange(command);
        return;
    case Command::Verb::Namespace:
        if (page::isOfOneRelease(place.page)) {
            place.page = page::kReleases.toString();
        }
        place.nameSpace = command.word == "all"_L1 || command.word == "-"_L1 ? QString() : command.word;
        m_navigation.goTo(place);
        return;
    case Command::Verb::Kind:
        place.page = u"kind:"_s + command.word;
        place.nameSpace = command.nameSpace;
        m_navigation.goTo(place);
        return;
    case Command::Verb::Unknown:
        return;
    }
}

void CommandRunner::switchContext(const ContextId& id) {
    Place place = m_navigation.current();
    if (place.page.isEmpty() || place.page == page::kWelcome || page::isOfOneRelease(place.page)) {
        place.page = page::kReleases.toString();
    }
    if (place.context != id) {
        place.nameSpace.clear();
        place.release.reset();
        place.object.reset();
        place.revision = place.compareWith = Revision::None;
    }
    place.context = id;
    m_contexts.open(id);
    m_navigation.goTo(place);
}

void CommandRunner::goToContext(const QString& word) {
    const auto& items = m_contexts.items();
    auto found = std::ranges::find(items, ContextId(word), &ContextItem::id);
    if (found == items.end()) {
        found = std::ranges::find_if(
            items, [&](const ContextItem& item) { return item.id.value().contains(word, Qt::CaseInsensitive); });
    }
    if (word.isEmpty() || found == items.end()) {
        Q_EMIT failed(tr("There is no context named “%1”.").arg(word));
        return;
    }
    switchContext(found->id);
}

void CommandRunner::goToRelease(const QString& word) {
    Place place = m_navigation.current();
    place.page = page::kReleases.toString();
    place.object.reset();
    place.release.reset();
    const qsizetype slash = word.indexOf(u'/');
    if (!word.isEmpty()) {
        place.release
            = ReleaseKey{.nameSpace = slash < 0 ? QString() : word.first(slash), .name = word.sliced(slash + 1)};
    }
    m_navigation.goTo(place);
}

void CommandRunner::goToChange(const Command& command) {
    const Place now = m_navigation.current();
    const bool isCompare = command.action == "compare"_L1;
    Place place = placeOf(now.context, isCompare ? page::kCompare.toString() : QString(u"change:"_s + command.action));
    place.nameSpace = now.nameSpace;
    if (command.action != "install"_L1) {
        std::vector<ReleaseKey> found;
        if (command.word.isEmpty() && now.release) {
            found = {*now.release};
        } else if (m_findReleases && !command.word.isEmpty()) {
            found = m_findReleases(now.context, command.word);
        }
        if (found.size() != 1) {
            Q_EMIT failed(found.empty()
                    ? tr("There is no release named “%1” in this context.").arg(command.word)
                    : tr("“%1” is in several namespaces. Write it as namespace/name.").arg(command.word));
            return;
        }
        place.release = found.front();
        place.revision = isCompare ? Revision::None : Revision{command.revision};
    }
    m_navigation.goTo(place);
}

void CommandRunner::goToPage(const QString& word) {
    Place place = m_navigation.current();
    if (word == "trace"_L1 || word == "http"_L1) {
        m_navigation.openDock(u"trace"_s);
    } else if (word == "forwards"_L1 || word == "pf"_L1) {
        m_navigation.openDock(u"forwards"_s);
    } else if (word.startsWith("repo"_L1)) {
        m_navigation.goTo(repositoryPlace(place.context));
    } else if (word == "audit"_L1) {
        m_navigation.openDock(u"audit"_s);
    } else if (word == "mode"_L1 || word == "lock"_L1 || word == "unlock"_L1) {
        Q_EMIT modeRequested();
    } else if (word == "help"_L1) {
        Q_EMIT helpRequested();
    } else if (word == "q"_L1 || word == "quit"_L1) {
        Q_EMIT quitRequested();
    } else {
        const QStringView name = word == "settings"_L1 ? page::kSettings
            : word == "prepare"_L1                     ? page::kPrepare
            : word == "upgrade-marked"_L1              ? page::kUpgradeMarked
                                                       : page::kFaults;
        place.page = name.toString();
        place.release.reset();
        m_navigation.goTo(place);
    }
}

std::vector<Candidate> CommandRunner::candidates() const {
    std::vector<Candidate> all;
    for (const CandidateSource& source : m_sources) {
        std::ranges::move(source(), std::back_inserter(all));
    }
    for (const ContextItem& item : m_contexts.items()) {
        all.push_back({item.id.value(), tr("context, %1").arg(environmentName(item.environment.kind)), u"server"_s,
            u":ctx "_s + item.id.value()});
    }
    const std::vector<std::tuple<QString, QString, QString>> pages = {
        {tr("Releases"), u"package"_s, u":rel"_s},
        {tr("What is wrong"), u"stethoscope"_s, u":faults"_s},
        {tr("Pods"), u"box"_s, u":pods"_s},
        {tr("Deployments"), u"boxes"_s, u":deployments"_s},
        {tr("Events"), u"activity"_s, u":events"_s},
        {tr("HTTP trace"), u"arrow-left-right"_s, u":trace"_s},
        {tr("Port-forwards"), u"plug"_s, u":forwards"_s},
        {tr("Audit"), u"scroll-text"_s, u":audit"_s},
        {tr("Open or lock changes"), u"lock"_s, u":mode"_s},
        {tr("Install a chart"), u"plus"_s, u":install"_s},
        {tr("Upgrade the marked releases"), u"layers"_s, u":upgrade-marked"_s},
        {tr("Prepare a namespace"), u"layers"_s, u":prepare"_s},
        {tr("Compare with another environment"), u"git-compare-arrows"_s, u":compare"_s},
        {tr("Settings"), u"settings"_s, u":settings"_s},
        {tr("All namespaces"), u"layers"_s, u":ns all"_s},
    };
    for (const auto& [title, icon, command] : pages) {
        all.push_back({title, {}, icon, command});
    }
    return all;
}

} // namespace pilothouse::ui
