// SPDX-License-Identifier: Apache-2.0
#include "ui/forwards/forward_gateway.h"

#include "core/change/audit.h"
#include "core/change/place_gate.h"
#include "core/kube/objects.h"
#include "ui/frame/core_access.h"

#include <QPointer>

#include <algorithm>
#include <map>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// A connection for the forwards of one context: closing the context's session pulls nothing from under them.
struct ForwardConnection {
    std::unique_ptr<PlaceGate> gate; // outlives the client that asks it
    std::unique_ptr<ClusterSession> session;
};

/// What lives in the core thread, and is touched there only. The book goes before its connections.
struct BookPlace {
    std::map<ContextId, ForwardConnection> connections;
    std::unique_ptr<AuditLog> audit;
    std::unique_ptr<ForwardBook> book;
};
using BookPlacePtr = std::shared_ptr<BookPlace>;

class CoreForwardGateway;

/// What the core thread talks to: lives in the GUI thread until both sides have let go.
class BookEar final : public QObject {
public:
    explicit BookEar(CoreForwardGateway& gateway);
    QPointer<ForwardGateway> owner; ///< GUI thread only
};

Result<ApiClient*> clientFor(BookPlace& place, Workspace& workspace, const ContextId& context) {
    const auto known = place.connections.find(context);
    if (known != place.connections.end()) {
        return &known->second.session->client();
    }
    if (const auto open = workspace.session(context); !open) { // its modes are what the gate asks
        return std::unexpected(open.error());
    }
    auto made = workspace.makeSession(context);
    if (!made) {
        return std::unexpected(made.error());
    }
    ForwardConnection connection{.gate = std::make_unique<PlaceGate>(workspace, context), .session = std::move(*made)};
    connection.session->client().setGate(connection.gate.get());
    ApiClient* const client = &connection.session->client();
    place.connections.emplace(context, std::move(connection));
    return client;
}

AuditEntry entryOf(const ForwardEntry& entry, AuditEntry::Step step) {
    AuditEntry line;
    line.step = step;
    line.time = QDateTime::currentDateTimeUtc();
    line.operation = entry.id;
    line.context = entry.context.value();
    line.verb = u"port-forward"_s;
    line.nameSpace = entry.request.target.nameSpace;
    line.more = QJsonObject{{u"target"_s, podScopeText(entry.request.target)},
        {u"remotePort"_s, entry.request.remotePort}, {u"localPort"_s, entry.status.localPort}};
    if (step == AuditEntry::Step::Outcome) {
        line.outcome = entry.status.state == ForwardStatus::State::Failed ? u"Failed"_s : u"Stopped"_s;
        line.more.insert(u"bytesSent"_s, entry.status.bytesSent);
        line.more.insert(u"bytesReceived"_s, entry.status.bytesReceived);
    }
    return line;
}

const ForwardEntry* findEntry(const std::vector<ForwardEntry>& entries, const QString& id) {
    const auto found = std::ranges::find(entries, id, &ForwardEntry::id);
    return found == entries.end() ? nullptr : &*found;
}

/// Begins it; the audit first, without which nothing begins.
Result<void> startIn(BookPlace& place, const QString& id) {
    const ForwardEntriesPtr entries = place.book->entries();
    if (const ForwardEntry* entry = findEntry(*entries, id)) {
        if (auto written = place.audit->append(entryOf(*entry, AuditEntry::Step::Intent)); !written) {
            return written;
        }
    }
    return place.book->start(id);
}

ApiResource resourceOf(const PodScope& target) {
    if (std::holds_alternative<PodScope::Pod>(target.what)) {
        return builtin::pods();
    }
    ApiResource resource;
    if (const auto* workload = std::get_if<PodScope::Workload>(&target.what)) {
        resource.kind = workload->kind;
        resource.plural = workload->kind.kind.toLower() + u's';
    }
    return resource;
}

QString nameOf(const PodScope& target) {
    if (const auto* pod = std::get_if<PodScope::Pod>(&target.what)) {
        return pod->name;
    }
    const auto* workload = std::get_if<PodScope::Workload>(&target.what);
    return workload ? workload->name : QString();
}

Task<Result<std::vector<TargetPort>>> readPorts(ApiClient* client, PodScope target) {
    const QString name = nameOf(target);
    if (name.isEmpty()) {
        co_return std::vector<TargetPort>();
    }
    const auto object = co_await getObject(*client, resourceOf(target), target.nameSpace, name);
    co_return object ? Result<std::vector<TargetPort>>(portsOf(*object))
                     : Result<std::vector<TargetPort>>(std::unexpected(object.error()));
}

class CoreForwardGateway final : public ForwardGateway {
public:
    CoreForwardGateway(CoreAccess& core, QString folder, QJsonArray definitions)
        : m_core(core)
        , m_ear(new BookEar(*this), [](BookEar* ear) { ear->deleteLater(); }) {
        m_core.post([place = m_place, ear = m_ear, folder = std::move(folder), definitions = std::move(definitions)](
                        Workspace& workspace) {
            open(place, workspace, ear, folder);
            place->book->restore(definitions);
        });
    }
    ~CoreForwardGateway() override {
        m_core.post([place = m_place](Workspace&) {
            place->book.reset();
            place->connections.clear();
        });
    }
    Q_DISABLE_COPY_MOVE(CoreForwardGateway)

    void add(const ContextId& context, const ForwardRequest& request) override {
        run([context, request](BookPlace& place) { return startIn(place, place.book->add(context, request)); });
    }
    void start(const QString& id) override {
        run([id](BookPlace& place) { return startIn(place, id); });
    }
    void stop(const QString& id) override {
        run([id](BookPlace& place) {
            place.book->stop(id);
            return Result<void>();
        });
    }
    void remove(const QString& id) override {
        run([id](BookPlace& place) {
            place.book->remove(id);
            return Result<void>();
        });
    }
    CallHandle ports(const ContextId& context, const PodScope& target,
        std::function<void(Result<std::vector<TargetPort>>)> answer) override {
        return m_core.callSession<std::vector<TargetPort>>(
            context, [target](ClusterSession& session) { return readPorts(&session.client(), target); },
            std::move(answer));
    }
    void adopt(const ForwardEntriesPtr& entries, const QJsonArray& definitions) {
        tell(*entries);
        if (definitions != m_definitions) {
            m_definitions = definitions;
            Q_EMIT definitionsChanged(definitions);
        }
    }

private:
    static void open(
        const BookPlacePtr& place, Workspace& workspace, const std::shared_ptr<BookEar>& ear, const QString& folder);

    void run(std::function<Result<void>(BookPlace&)> work) {
        m_core.post([place = m_place, ear = m_ear, work = std::move(work)](Workspace&) {
            if (!place->book) {
                return;
            }
            if (const auto done = work(*place); !done) {
                QMetaObject::invokeMethod(ear.get(), [heard = ear.get(), error = done.error()] {
                    if (heard->owner) {
                        Q_EMIT heard->owner->refused(error);
                    }
                });
            }
        });
    }

    CoreAccess& m_core;
    BookPlacePtr m_place = std::make_shared<BookPlace>();
    std::shared_ptr<BookEar> m_ear;
    QJsonArray m_definitions;
};

BookEar::BookEar(CoreForwardGateway& gateway)
    : owner(&gateway) { }

void CoreForwardGateway::open(
    const BookPlacePtr& place, Workspace& workspace, const std::shared_ptr<BookEar>& ear, const QString& folder) {
    place->audit = std::make_unique<AuditLog>(folder + u"/audit.jsonl"_s);
    BookPlace* const raw = place.get(); // the book is its member
    place->book = std::make_unique<ForwardBook>(
        [raw, &workspace](const ContextId& context) { return clientFor(*raw, workspace, context); });
    ForwardBook* const book = place->book.get();
    QObject::connect(book, &ForwardBook::changed, book, [ear, book](const ForwardEntriesPtr& entries) {
        // Only this connection keeps the ear. Were the event to keep it, too, one that is never delivered (the program
        // ends) would let it go while Qt holds the lock of the event queue, and deleteLater() would wait for that lock
        // forever.
        QMetaObject::invokeMethod(ear.get(), [heard = ear.get(), entries, definitions = book->definitions()] {
            if (auto* gateway = static_cast<CoreForwardGateway*>(heard->owner.data())) {
                gateway->adopt(entries, definitions);
            }
        });
    });
    QObject::connect(book, &ForwardBook::ended, book, [raw](const ForwardEntry& entry) {
        (void)raw->audit->append(entryOf(entry, AuditEntry::Step::Outcome)); // it is over already
    });
    QObject::connect(&workspace, &Workspace::sessionClosed, book, [raw, book](const ContextId& context) {
        book->contextGone(context);
        raw->connections.erase(context); // what the context means may be another cluster by now
    });
}

} // namespace

std::vector<TargetPort> portsOf(const QJsonObject& object) {
    std::vector<TargetPort> ports;
    const QJsonObject spec = object.value("spec"_L1).toObject();
    const auto add = [&ports](const QJsonArray& values, QLatin1StringView field) {
        for (const QJsonValue& value : values) {
            const QJsonObject port = value.toObject();
            const QString protocol = port.value("protocol"_L1).toString();
            const int number = port.value(field).toInt();
            if (number > 0 && (protocol.isEmpty() || protocol == "TCP"_L1)) {
                ports.push_back({.number = number, .name = port.value("name"_L1).toString()});
            }
        }
    };
    add(spec.value("ports"_L1).toArray(), "port"_L1);
    const QJsonObject pod
        = spec.contains("template"_L1) ? spec.value("template"_L1).toObject().value("spec"_L1).toObject() : spec;
    for (const QJsonValue& container : pod.value("containers"_L1).toArray()) {
        add(container.toObject().value("ports"_L1).toArray(), "containerPort"_L1);
    }
    return ports;
}

std::unique_ptr<ForwardGateway> coreForwardGateway(CoreAccess& core, QString stateFolder, QJsonArray definitions) {
    return std::make_unique<CoreForwardGateway>(core, std::move(stateFolder), std::move(definitions));
}

} // namespace pilothouse::ui
