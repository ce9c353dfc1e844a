// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/mode_control.h"

#include "ui/frame/contexts.h"
#include "ui/frame/core_access.h"
#include "ui/frame/environment_look.h"
#include "ui/widgets/error_text.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

Task<Result<bool>> answer(Result<void> result) {
    if (!result) {
        co_return std::unexpected(result.error());
    }
    co_return true;
}

Task<Result<bool>> applyWish(ClusterSession& session, const ModeControl::Wish& wish) {
    if (wish.isReset) {
        session.modes().reset(wish.scope);
        return answer({});
    }
    return answer(session.modes().choose(wish.scope, wish.mode, wish.reason, wish.time));
}

} // namespace

ModeControl::Send sendModes(CoreAccess& core) {
    return [&core](const ModeControl::Wish& wish, std::function<void(Result<bool>)> done) {
        return core.callSession<bool>(
            wish.context, [wish](ClusterSession& session) { return applyWish(session, wish); }, std::move(done));
    };
}

ModeControl::ModeControl(Contexts& contexts, Send send, QObject* parent)
    : QObject(parent)
    , m_contexts(contexts)
    , m_send(std::move(send)) { }

ModeControl::~ModeControl() = default;

void ModeControl::open(const ContextId& context, const QString& nameSpace, QWidget* parent, const QPoint& topRight) {
    if (m_panel) {
        m_panel->close();
        return;
    }
    const PlaceMode place = placeMode(m_contexts.find(context), nameSpace, std::chrono::steady_clock::now());
    QString name = shortContextName(context.value());
    if (!place.scope.isEmpty()) {
        name += u" ▸ "_s + place.scope;
    }
    m_panel = new ModePanel(context, name, place, parent);
    connect(m_panel, &ModePanel::chosen, this,
        [this](Mode mode, const QString& reason, std::optional<std::chrono::minutes> time) {
            send({.context = m_panel->context(),
                .scope = m_panel->place().scope,
                .mode = mode,
                .reason = reason,
                .time = time,
                .isReset = false});
        });
    connect(m_panel, &ModePanel::lockRequested, this, [this] {
        send({.context = m_panel->context(),
            .scope = m_panel->place().scope,
            .reason = {},
            .time = {},
            .isReset = true});
    });
    m_panel->openAt(topRight);
}

void ModeControl::send(const Wish& wish) {
    m_call = m_send(wish, [this, wish](const Result<bool>& result) {
        if (result) {
            if (m_panel) {
                m_panel->close();
            }
            return;
        }
        if (m_panel) {
            m_panel->tellError(result.error());
        }
        Q_EMIT said(errorLine(result.error()));
    });
}

} // namespace pilothouse::ui
