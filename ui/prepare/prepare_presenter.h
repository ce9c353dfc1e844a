// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/contexts.h"
#include "ui/prepare/prepare_gateway.h"
#include "ui/theme/tokens.h"

#include <QObject>

namespace pilothouse::ui {

/// One step of a plan, or how it ended, as it is shown.
struct PrepareLine {
    QString icon;
    ColorToken tone = ColorToken::TextSecond;
    QString title; ///< "Pull secret registry-corp: will be created"
    QStringList before; ///< empty where nothing is there, or nothing changes
    QStringList after;
    QString detail; ///< why it is so; the server's words
};

/// Decides what the page may do: looks first, shows, and begins only what was shown. No widgets. Thread: GUI.
class PreparePresenter final : public QObject {
    Q_OBJECT
public:
    enum class State { Editing, Looking, Planned, Doing, Done };

    /// @param gateway, contexts, clock outlive this object
    PreparePresenter(PrepareGateway& gateway, const Contexts& contexts, const Clock& clock, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(PreparePresenter)

    /// Another wish: what was shown is void. While steps are being done nothing can be edited.
    void edit(PrepareWish wish);
    void look();
    /// @param typed into the confirmation
    void begin(const QString& typed);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] const PrepareWish& wish() const { return m_wish; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] std::vector<PrepareLine> lines() const;
    [[nodiscard]] bool canLook() const;
    /// What has to be typed; empty: nothing.
    [[nodiscard]] QString confirmation() const;
    /// Why it can't begin; empty: it can.
    [[nodiscard]] QString whyNot(const QString& typed) const;
    /// The place whose mode must be opened; nothing: it is open.
    [[nodiscard]] std::optional<QString> lockedPlace() const;

Q_SIGNALS:
    void changed();

private:
    void onPlan(const Result<PreparePlanPtr>& plan);
    void onReport(const Result<PrepareReport>& report);

    PrepareGateway& m_gateway;
    const Contexts& m_contexts;
    const Clock& m_clock;
    PrepareWish m_wish;
    State m_state = State::Editing;
    PreparePlanPtr m_plan;
    std::optional<PrepareReport> m_report;
    std::optional<Error> m_error;
    CallHandle m_call;
};

} // namespace pilothouse::ui
