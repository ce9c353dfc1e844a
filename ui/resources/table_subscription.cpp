// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/table_subscription.h"

#include "ui/frame/core_access.h"

#include <QPointer>

namespace pilothouse::ui {

/// Where the feed is kept: touched in the core thread only. The feed is the session's child: it goes with it at the
/// latest.
struct TableSubscription::Place {
    QPointer<TableFeed> feed;
    bool isOver = false;
};

namespace {

/// What the core thread talks to: lives in the GUI thread, and until both sides have let go.
class Ear final : public QObject {
public:
    explicit Ear(TableSubscription& owner)
        : m_owner(&owner) { }
    [[nodiscard]] TableSubscription* owner() const { return m_owner; }

private:
    QPointer<TableSubscription> m_owner; ///< GUI thread only
};

} // namespace

TableSubscription::TableSubscription(
    CoreAccess& core, ContextId context, ApiResource resource, QString nameSpace, QObject* parent)
    : QObject(parent)
    , m_core(core)
    , m_context(std::move(context))
    , m_place(std::make_shared<Place>()) {
    const std::shared_ptr<Ear> ear(new Ear(*this), [](Ear* one) { one->deleteLater(); });
    m_core.postSession(
        m_context, [place = m_place, ear, resource = std::move(resource), nameSpace](ClusterSession& session) {
            if (place->isOver) {
                return;
            }
            auto* feed = new TableFeed(session.client(), resource, nameSpace, &session);
            place->feed = feed;
            // Queued into the GUI thread; the ear lives as long as one of these does.
            QObject::connect(feed, &TableFeed::changed, ear.get(), [raw = ear.get()](const TableDeltaPtr& delta) {
                if (auto* owner = raw->owner()) {
                    Q_EMIT owner->changed(delta);
                }
            });
            QObject::connect(feed, &TableFeed::stateChanged, ear.get(), [raw = ear.get()](const TableState& state) {
                if (auto* owner = raw->owner()) {
                    Q_EMIT owner->stateChanged(state);
                }
            });
            QObject::connect(feed, &QObject::destroyed, feed, [ear] { }); // keeps the ear
            QObject::connect(&session, &ClusterSession::statusChanged, feed, [feed](const ConnectionStatus& status) {
                if (status.state == ConnectionStatus::State::Live) {
                    feed->wake();
                }
            });
            feed->start();
        });
}

TableSubscription::~TableSubscription() {
    m_core.post([place = m_place](Workspace&) {
        place->isOver = true;
        if (place->feed) {
            place->feed->deleteLater();
        }
    });
}

void TableSubscription::wake() {
    m_core.post([place = m_place](Workspace&) {
        if (place->feed) {
            place->feed->wake();
        }
    });
}

} // namespace pilothouse::ui
