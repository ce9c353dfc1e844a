// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_list_presenter.h"

#include "core/base/clock.h"
#include "ui/frame/contexts.h"
#include "ui/frame/environment_look.h"
#include "ui/releases/release_store.h"
#include "ui/releases/release_words.h"
#include "ui/widgets/error_text.h"

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using State = ConnectionStatus::State;
using Phase = FeedState::Phase;

ReleaseListPresenter::ReleaseListPresenter(
    const Contexts& contexts, ReleaseStore& store, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_contexts(contexts)
    , m_store(store)
    , m_clock(clock) {
    connect(&contexts, &Contexts::itemChanged, this, [this](const ContextId& id) {
        if (id == m_context)
            Q_EMIT changed();
    });
    connect(&contexts, &Contexts::listChanged, this, &ReleaseListPresenter::changed);
    connect(&store, &ReleaseStore::faultsChanged, this, [this](const ContextId& id) {
        if (id == m_context)
            Q_EMIT changed();
    });
}

void ReleaseListPresenter::show(const ContextId& context, const QString& nameSpace) {
    m_context = context;
    m_nameSpace = nameSpace;
    Q_EMIT changed();
}

void ReleaseListPresenter::setRows(int inScope, int shown) {
    if (m_inScope == inScope && m_shown == shown)
        return;
    m_inScope = inScope;
    m_shown = shown;
    Q_EMIT changed();
}

const ContextItem* ReleaseListPresenter::item() const {
    return m_contexts.find(m_context);
}

int ReleaseListPresenter::allRows() const {
    const ReleaseTableModel* model = m_store.find(m_context);
    return model ? model->rowCount() : 0;
}

ListScreen ReleaseListPresenter::screen() const {
    const ContextItem* context = item();
    if (!context)
        return {ListScreen::Kind::Empty, tr("This context is in no kubeconfig file any more."), {}, {},
            ListAction::None, {}};
    if (context->problem)
        return {ListScreen::Kind::Failed, {}, {}, {}, ListAction::None, context->problem};
    if (context->status.state == State::NeedsTrust)
        return {ListScreen::Kind::NeedsTrust,
            tr("Waiting for your answer: may the credential plugin of this context run?"), {}, {}, ListAction::None,
            {}};
    if (allRows() > 0)
        return m_shown > 0 ? ListScreen{ListScreen::Kind::Table, {}, {}, {}, ListAction::None, {}} : emptyScreen();
    if (context->status.state == State::Failed)
        return {ListScreen::Kind::Failed, {}, {}, tr("Try again"), ListAction::Reconnect, context->status.error};
    if (context->feed.phase == Phase::Failed)
        return {ListScreen::Kind::Failed, {}, {}, tr("Try again"), ListAction::Reconnect, context->feed.error};
    if (context->feed.phase == Phase::Live)
        return emptyScreen();
    const QString name = shortContextName(m_context.value());
    if (context->status.state == State::Live)
        return {ListScreen::Kind::Waiting, tr("Reading the releases of %1 …").arg(name), {}, {}, ListAction::None, {}};
    if (context->status.state == State::Stale)
        return {ListScreen::Kind::Failed, {}, {}, tr("Try again"), ListAction::Reconnect, context->status.error};
    return {ListScreen::Kind::Waiting, tr("Connecting to %1 …").arg(name), {}, {}, ListAction::None, {}};
}

ListScreen ReleaseListPresenter::emptyScreen() const {
    if (m_inScope > 0)
        return {ListScreen::Kind::Empty, tr("No release matches the filter."),
            tr("%n release(s) are hidden by it.", nullptr, m_inScope), tr("Clear the filter"), ListAction::ClearFilters,
            {}};
    if (!m_nameSpace.isEmpty() && allRows() > 0)
        return {ListScreen::Kind::Empty, tr("No such releases in namespace %1.").arg(m_nameSpace),
            tr("Other namespaces of this context have %n.", nullptr, allRows()), tr("Show all namespaces"),
            ListAction::ShowAllNamespaces, {}};
    if (allRows() > 0)
        return {ListScreen::Kind::Empty, tr("No release has the chosen status."), {}, tr("Show all"),
            ListAction::ClearFilters, {}};
    return {ListScreen::Kind::Empty, tr("There are no Helm releases in %1.").arg(shortContextName(m_context.value())),
        tr("Neither Secrets nor ConfigMaps hold a release record that you may read."), {}, ListAction::None, {}};
}

QString ReleaseListPresenter::lastSeen(const ContextItem& context) const {
    if (context.status.lastAlive == Clock::Steady{})
        return {};
    const auto age
        = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.steadyNow() - context.status.lastAlive);
    return m_clock.wallNow().addMSecs(-age.count()).toLocalTime().toString(u"HH:mm:ss"_s);
}

std::optional<ListNotice> ReleaseListPresenter::notice() const {
    const ContextItem* context = item();
    if (!context || context->problem)
        return std::nullopt;
    const State state = context->status.state;
    const bool isDown = state == State::Stale || state == State::Failed || context->feed.phase == Phase::Stale
        || context->feed.phase == Phase::Failed;
    if (isDown && allRows() > 0) {
        const QString since = lastSeen(*context);
        QString text = since.isEmpty() ? tr("Stale. Showing what was last known.")
                                       //: %1 is a time of day
                                       : tr("Stale since %1. Showing what was last known.").arg(since);
        if (const auto& error = context->status.error ? context->status.error : context->feed.error)
            text += u"\n"_s + errorLine(*error);
        return ListNotice{ColorToken::Warning, text, tr("Reconnect")};
    }
    if (state == State::Connecting && allRows() > 0)
        return ListNotice{ColorToken::Warning, tr("Connecting again. Showing what was last known."), {}};
    if (context->feed.phase != Phase::Live)
        return std::nullopt;
    if (context->feed.error)
        return ListNotice{ColorToken::Warning, tr("Not all can be read. %1").arg(errorLine(*context->feed.error)), {}};
    if (!context->feed.namespaces.isEmpty())
        //: %1: names of namespaces, %2: a command to type
        return ListNotice{ColorToken::Warning,
            tr("This account may not list secrets in the whole cluster, so only these namespaces are shown: %1. "
               "Others can be typed in the namespace menu. To see what is missing: %2")
                .arg(context->feed.namespaces.join(u", "_s),
                    u"kubectl auth can-i list secrets --all-namespaces --context "_s + context->id.value()),
            {}};
    if (context->feed.configMapError)
        return ListNotice{ColorToken::Warning,
            tr("Releases that are stored in ConfigMaps can’t be read. %1")
                .arg(errorLine(*context->feed.configMapError)),
            {}};
    return std::nullopt;
}

QString ReleaseListPresenter::counts() const {
    if (screen().kind != ListScreen::Kind::Table && allRows() == 0)
        return {};
    QStringList parts;
    const int all = allRows();
    if (m_shown < all)
        parts << tr("%1 of %n release(s)", nullptr, all).arg(QLocale().toString(m_shown));
    else
        parts << tr("%n release(s)", nullptr, all);
    if (const int faults = m_store.faults(m_context); faults > 0)
        //: releases that something is wrong with
        parts << tr("%n with faults", nullptr, faults);
    const QString zone = exactTime(m_clock.wallNow()).section(u' ', -1);
    parts << tr("times in %1").arg(zone);
    return parts.join(u" · "_s);
}

ReleaseListPresenter::Progress ReleaseListPresenter::progress() const {
    const ContextItem* context = item();
    if (!context || context->feed.isComplete || context->feed.rows == 0 || context->feed.phase == Phase::Failed)
        return {};
    return {context->feed.bodiesLoaded, context->feed.rows};
}

bool ReleaseListPresenter::isSettled() const {
    const ContextItem* context = item();
    if (!context)
        return true;
    const ListScreen::Kind kind = screen().kind;
    return kind != ListScreen::Kind::Waiting && (kind != ListScreen::Kind::Table || context->feed.isComplete);
}

} // namespace pilothouse::ui
