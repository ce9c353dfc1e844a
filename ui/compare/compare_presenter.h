// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/build_promotion.h"
#include "ui/compare/compare_gateway.h"

#include <QSet>

namespace pilothouse::ui {

/// Compares one release in two environments and prepares the upgrade that brings the first one's build to the second
/// one, whose values stay its own but for what a person ticks. No widget. Thread: GUI.
class ComparePresenter final : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, NoCounterpart, Loading, Ready, Failed };
    struct Services {
        CompareGateway& gateway;
        /// Releases of all open contexts, as the lists know them.
        std::function<std::vector<ReleasePlace>()> known;
        std::function<EnvironmentRules()> rules;
        /// Where a release was deployed from here before.
        std::function<std::optional<ChartSource>(const ReleasePlace& place)> rememberedChart;
    };
    explicit ComparePresenter(Services services, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ComparePresenter)

    /// @param of the release; @param with the other side; nothing: the likeliest counterpart. The less protected of
    /// the two stands first. The same again does nothing while that is shown.
    void show(const ReleasePlace& of, const std::optional<ReleasePlace>& with);
    void retry();
    /// Changes which side stands first: the build goes from the first to the second.
    void swap();
    /// Looks for a counterpart once more where none was known: lists come later than the page.
    void lookAgain();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const ReleasePlace& of() const { return m_of; }
    [[nodiscard]] const ReleasePlace& from() const { return m_from; }
    [[nodiscard]] const ReleasePlace& to() const { return m_to; }
    [[nodiscard]] Environment environmentOf(const ReleasePlace& place) const;
    /// Other sides one could choose, the likeliest first.
    [[nodiscard]] std::vector<Counterpart> candidates() const;
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; } ///< with Failed
    /// Null before the first answer; the last one while a newer is under way.
    [[nodiscard]] const ReleaseComparisonPtr& comparison() const { return m_shown.comparison; }
    [[nodiscard]] const ReleaseDiffPtr& diff() const { return m_shown.diff; }

    /// Values that name a build, with what the first side has.
    [[nodiscard]] const std::vector<BuildValue>& buildValues() const { return m_values; }
    [[nodiscard]] bool isTaken(const QString& path) const { return m_taken.contains(path); }
    void setTaken(const QString& path, bool taken);
    /// All that are needed, or none.
    void takeNeeded(bool taken);
    [[nodiscard]] int takenCount() const;
    /// Needed ones that are not ticked: their services keep the image they have, whatever the chart says.
    [[nodiscard]] int heldCount() const;

    [[nodiscard]] ProposedChart chart() const;
    [[nodiscard]] bool isPreparing() const { return m_isPreparing; }
    [[nodiscard]] const std::optional<Error>& prepareError() const { return m_prepareError; }
    /// Prepares the upgrade of the second side; told by upgradeReady.
    void upgrade();

Q_SIGNALS:
    void changed();
    void upgradeReady(const std::shared_ptr<const pilothouse::ChangeRequest>& request);

private:
    void load();
    void onCompared(Result<ShownComparison> shown);
    void finish(const ChartSource& source);
    [[nodiscard]] std::vector<BuildValue> taken() const;

    Services m_services;
    State m_state = State::Idle;
    ReleasePlace m_of;
    ReleasePlace m_from;
    ReleasePlace m_to;
    std::optional<Error> m_error;
    ShownComparison m_shown;
    std::vector<BuildValue> m_values;
    QSet<QString> m_taken; ///< paths
    bool m_isPreparing = false;
    std::optional<Error> m_prepareError;
    CallHandle m_call;
    CallHandle m_prepareCall;
};

} // namespace pilothouse::ui
