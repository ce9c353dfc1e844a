// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "ui/frame/candidate.h"
#include "ui/shell/command_parser.h"

#include <QObject>

namespace pilothouse::ui {

class Contexts;
class Navigation;

/// Runs what was typed after `:`; everything it does is a move, so nothing can go wrong but not finding it.
class CommandRunner final : public QObject {
    Q_OBJECT
public:
    CommandRunner(Contexts& contexts, Navigation& navigation, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(CommandRunner)

    void run(const QString& text);
    /// Contexts and pages; features add their own sources.
    [[nodiscard]] std::vector<Candidate> candidates() const;
    void addSource(CandidateSource source) { m_sources.push_back(std::move(source)); }
    /// Changes the context and keeps the page.
    void switchContext(const ContextId& id);

Q_SIGNALS:
    /// A sentence for the user: why nothing happened.
    void failed(const QString& sentence);
    void helpRequested();
    void quitRequested();

private:
    void goToContext(const QString& word);
    void goToRelease(const QString& word);
    void goToPage(const QString& word);

    Contexts& m_contexts;
    Navigation& m_navigation;
    std::vector<CandidateSource> m_sources;
};

} // namespace pilothouse::ui
