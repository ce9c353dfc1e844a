// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/helm/release_types.h"
#include "ui/frame/candidate.h"
#include "ui/shell/command_parser.h"

#include <QObject>

#include <functional>
#include <vector>

namespace pilothouse::ui {

class Contexts;
class Navigation;

/// Runs what was typed after `:`; everything it does is a move (a change only opens its page), so nothing can go wrong
/// but not finding it.
class CommandRunner final : public QObject {
    Q_OBJECT
public:
    CommandRunner(Contexts& contexts, Navigation& navigation, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(CommandRunner)

    void run(const QString& text);
    /// Contexts and pages; features add their own sources.
    [[nodiscard]] std::vector<Candidate> candidates() const;
    void addSource(CandidateSource source) { m_sources.push_back(std::move(source)); }
    /// Releases of a context called @p word (`name` or `namespace/name`): asked before a change is opened.
    using ReleaseFinder = std::function<std::vector<ReleaseKey>(const ContextId& context, const QString& word)>;
    void setReleaseFinder(ReleaseFinder finder) { m_findReleases = std::move(finder); }
    /// Changes the context and keeps the page; a change stays with its own context and is left.
    void switchContext(const ContextId& id);

Q_SIGNALS:
    /// A sentence for the user: why nothing happened.
    void failed(const QString& sentence);
    void helpRequested();
    void quitRequested();
    void modeRequested();

private:
    void goToContext(const QString& word);
    void goToRelease(const QString& word);
    void goToPage(const QString& word);
    void goToChange(const Command& command);

    Contexts& m_contexts;
    Navigation& m_navigation;
    std::vector<CandidateSource> m_sources;
    ReleaseFinder m_findReleases;
};

} // namespace pilothouse::ui
