// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/session/mode_table.h"

#include <QObject>

#include <memory>

namespace pilothouse {

/// Keeps the modes of one context and judges by them. A protected place is opened for a reason and a time, and locks by
/// itself: an operation under way goes on (design: environments and modes). Thread: core's.
class ModeKeeper final : public QObject, public ModeGate {
    Q_OBJECT
public:
    /// @param clock outlives this object
    ModeKeeper(ContextId context, Clock& clock, QObject* parent = nullptr);
    ~ModeKeeper() override;
    Q_DISABLE_COPY_MOVE(ModeKeeper)

    void setRules(EnvironmentRules rules);
    /// Changes stay locked while this is set, whatever is opened (NS3).
    void setLock(std::optional<Error> lock);

    static constexpr std::chrono::minutes kShortest{1};
    static constexpr std::chrono::minutes kLongest{480};
    /// Another mode for @p nameSpace (empty: the context) from now on, for @p time.
    /// @param time nothing: until the program ends, for places that are not protected
    /// Errors: Invalid with reason NoReason, NoTime or BadTime where the place is protected and the mode opens it.
    [[nodiscard]] Result<void> choose(
        QString nameSpace, Mode mode, QString reason, std::optional<std::chrono::minutes> time);
    /// Back to what the environment starts in. What runs goes on.
    void reset(const QString& nameSpace);

    [[nodiscard]] const ModeTable& table() const { return m_table; }
    [[nodiscard]] Mode modeOf(QStringView nameSpace) const override;
    [[nodiscard]] std::optional<Error> lockedBecause() const override { return m_table.lock; }

Q_SIGNALS:
    void changed(const std::shared_ptr<const pilothouse::ModeTable>& table);

private:
    void tell();
    void waitForNextEnd();

    Clock& m_clock;
    ModeTable m_table;
    std::unique_ptr<Timer> m_nextEnd;
};

} // namespace pilothouse
