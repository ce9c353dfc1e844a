// SPDX-License-Identifier: Apache-2.0
#include "core/change/debug_pods.h"

#include "core/async/sleep.h"
#include "core/change/place_gate.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Kind = ToolUse::Kind;

namespace {

constexpr int kRemovalTries = 4;
constexpr Clock::Duration kRemovalPause{700};

/// For the one request that takes back what was made while the place was open.
class RemovalGate final : public ModeGate {
public:
    [[nodiscard]] Mode modeOf(QStringView /*nameSpace*/) const override { return Mode::ChangesOpen; }
};

bool makesPod(Kind kind) {
    return kind == Kind::DebugPod || kind == Kind::NodeShell;
}

bool mayPass(const Error& error) {
    return error.code == ErrorCode::Unreachable || error.code == ErrorCode::Timeout
        || error.code == ErrorCode::ServerError || error.code == ErrorCode::RateLimited;
}

Task<Result<void>> removePatiently(ApiClient* client, DebugPlace place) {
    for (int i = 1;; ++i) {
        auto removed = co_await removeDebugPod(*client, place);
        if (removed || !mayPass(removed.error()) || i == kRemovalTries) {
            co_return removed;
        }
        co_await sleepFor(client->services().clock, kRemovalPause);
    }
}

} // namespace

/// A pod of ours, from before it is made until it is gone.
struct DebugPods::Own {
    Own(Workspace& workspace, const ContextId& where)
        : context(where)
        , gate(workspace, where) { }

    ContextId context;
    Kind kind = Kind::DebugPod;
    PlaceGate gate; // outlives the client that asks it
    RemovalGate removalGate;
    std::unique_ptr<ClusterSession> session;
    std::unique_ptr<ToolRecord> record;
    DebugPlace place;
    bool isThere = false;
    bool isWanted = true;
    bool isGoing = false; ///< its removal is under way
    TaskId waiting = TaskId::None; ///< until it runs
    Completion<Result<DebugPlace>>::Completer made;
};

QString debugConfirmation(const ToolUse& use) {
    return use.context.value() + u'/' + use.target;
}

DebugPods::DebugPods(Workspace& workspace, ToolAudit& audit, LeftBehind leftBehind)
    : m_workspace(workspace)
    , m_audit(audit)
    , m_leftBehind(std::move(leftBehind)) { }

DebugPods::~DebugPods() = default;

Result<void> DebugPods::confirm(const Wish& wish) const {
    const ClusterSession* const session = m_workspace.findSession(wish.use.context);
    const QStringView where = wish.use.kind == Kind::NodeShell ? QStringView() : QStringView(wish.use.nameSpace);
    const bool mustBeTyped = makesPod(wish.use.kind) && (!session || session->modes().table().isProtected(where));
    if (mustBeTyped && wish.typed != debugConfirmation(wish.use)) {
        return fail(ErrorCode::Forbidden, toolVerb(wish.use.kind) + u' ' + wish.use.target,
            u"%1 was not typed"_s.arg(debugConfirmation(wish.use)), u"NotConfirmed"_s);
    }
    return {};
}

Result<DebugPods::OwnPtr> DebugPods::connect(const Wish& wish) const {
    auto made = m_workspace.makeSession(wish.use.context);
    if (!made) {
        return std::unexpected(made.error());
    }
    auto own = std::make_shared<Own>(m_workspace, wish.use.context);
    own->kind = wish.use.kind;
    own->session = std::move(*made);
    own->session->client().setGate(&own->gate);
    return own;
}

Task<Result<DebugPlace>> DebugPods::make(Wish wish) {
    const auto session = m_workspace.session(wish.use.context); // its modes are what the gates ask
    if (!session) {
        co_return std::unexpected(session.error());
    }
    if (auto confirmed = confirm(wish); !confirmed) {
        co_return std::unexpected(std::move(confirmed.error()));
    }
    auto record = m_audit.begin(wish.use);
    if (!record) {
        co_return std::unexpected(std::move(record.error()));
    }
    if (!makesPod(wish.use.kind)) { // it can't be taken back: Kubernetes removes no container of a pod
        auto added = co_await addDebugContainer((*session)->client(), std::move(wish.request));
        (*record)->close(added ? u"Started"_s : errorCodeName(added.error().code));
        co_return added;
    }
    auto own = connect(wish);
    if (!own) {
        (*record)->close(errorCodeName(own.error().code));
        co_return std::unexpected(std::move(own.error()));
    }
    (*own)->record = std::move(*record);
    Completion<Result<DebugPlace>> made([this, weak = std::weak_ptr<Own>(*own)] {
        if (const OwnPtr unwanted = weak.lock()) {
            discard(unwanted);
        }
    });
    (*own)->made = made.completer();
    begin(*own, std::move(wish.request));
    co_return co_await std::move(made);
}

void DebugPods::begin(const OwnPtr& own, DebugRequest request) {
    m_own.push_back(own);
    ApiClient& client = own->session->client();
    m_scope.launch<Result<DebugPlace>>(own->kind == Kind::NodeShell ? createNodeShell(client, std::move(request))
                                                                    : createDebugPod(client, std::move(request)),
        [this, own](const Result<DebugPlace>& place) { onCreated(own, place); });
}

void DebugPods::onCreated(const OwnPtr& own, const Result<DebugPlace>& place) {
    if (!place) {
        own->record->close(errorCodeName(place.error().code), {{u"why"_s, describe(place.error())}});
        forget(own);
        own->made.complete(place);
        return;
    }
    own->place = *place;
    own->isThere = true;
    if (!own->isWanted) {
        discard(own);
        return;
    }
    own->waiting = m_scope.launch<Result<DebugPlace>>(waitForDebugPlace(own->session->client(), own->place),
        [this, own](const Result<DebugPlace>& running) { onRunning(own, running); });
}

void DebugPods::onRunning(const OwnPtr& own, const Result<DebugPlace>& place) {
    own->waiting = TaskId::None;
    if (!place) { // nobody will attach to it
        discard(own);
    }
    own->made.complete(place);
}

/// Takes it away, now or as soon as it is there.
void DebugPods::discard(const OwnPtr& own) {
    own->isWanted = false;
    if (!own->isThere || std::exchange(own->isGoing, true)) {
        return;
    }
    m_scope.cancel(std::exchange(own->waiting, TaskId::None));
    own->session->client().setGate(&own->removalGate);
    m_scope.launch<Result<void>>(removePatiently(&own->session->client(), own->place),
        [this, own](const Result<void>& removed) { onRemoved(own, removed); });
}

void DebugPods::onRemoved(const OwnPtr& own, const Result<void>& removed) {
    if (removed) {
        own->record->close(u"Removed"_s, {{u"pod"_s, own->place.pod}});
    } else {
        own->record->close(u"LeftBehind"_s, {{u"pod"_s, own->place.pod}, {u"why"_s, describe(removed.error())}});
        if (m_leftBehind) {
            m_leftBehind(own->context, own->place, removed.error());
        }
    }
    forget(own);
}

void DebugPods::forget(const OwnPtr& own) {
    std::erase(m_own, own);
    if (m_own.empty() && m_finished) {
        std::exchange(m_finished, {})();
    }
}

void DebugPods::remove(const ContextId& context, const DebugPlace& place) {
    const auto known = std::ranges::find_if(m_own, [&](const OwnPtr& own) {
        return own->isThere && own->context == context && own->place.pod == place.pod
            && own->place.nameSpace == place.nameSpace;
    });
    if (known != m_own.end()) {
        discard(OwnPtr(*known));
    }
}

void DebugPods::finish(std::function<void()> done) {
    if (m_own.empty()) {
        done();
        return;
    }
    m_finished = std::move(done);
    for (const OwnPtr& own : std::vector<OwnPtr>(m_own)) {
        discard(own);
    }
}

} // namespace pilothouse
