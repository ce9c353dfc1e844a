// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/kube/port_forward.h"

#include <QJsonArray>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace pilothouse {

/// One line of the book.
struct ForwardEntry {
    QString id;
    ContextId context;
    ForwardRequest request;
    ForwardStatus status;
};
using ForwardEntriesPtr = std::shared_ptr<const std::vector<ForwardEntry>>;

/// All forwards of the program, running or not, in the order they were made. The definitions are remembered by the
/// caller (definitions(), restore()); nothing starts by itself. Thread: core's.
class ForwardBook final : public QObject {
    Q_OBJECT
public:
    /// The client of a context. Errors: those of Workspace::session.
    using ClientOf = std::function<Result<ApiClient*>(const ContextId&)>;
    explicit ForwardBook(ClientOf clientOf, QObject* parent = nullptr);
    ~ForwardBook() override;
    Q_DISABLE_COPY_MOVE(ForwardBook)

    /// Stopped. @return its id; that of the same forward if it is in the book already
    QString add(const ContextId& context, const ForwardRequest& request);
    /// Errors: NotFound; those of ClientOf. How it goes on is in its status.
    [[nodiscard]] Result<void> start(const QString& id);
    void stop(const QString& id);
    /// Stops it and strikes it out.
    void remove(const QString& id);
    /// The context's client is about to go: its forwards stop, and say so.
    void contextGone(const ContextId& context);

    [[nodiscard]] ForwardEntriesPtr entries() const;
    /// For the settings file: `[{context, namespace, kind, …}]`, without states.
    [[nodiscard]] QJsonArray definitions() const;
    /// Adds them, stopped; what can't be read is left out.
    void restore(const QJsonArray& definitions);

Q_SIGNALS:
    /// After anything changed; at most ten a second and forward.
    void changed(const pilothouse::ForwardEntriesPtr& entries);
    /// A forward went from running (or trying) to Stopped or Failed, with its last counters.
    void ended(const pilothouse::ForwardEntry& entry);

private:
    struct Line;
    [[nodiscard]] Line* find(const QString& id);
    void onStatus(const QString& id, const ForwardStatus& status);
    void halt(Line& line, std::optional<Error> why);

    ClientOf m_clientOf;
    std::vector<std::unique_ptr<Line>> m_lines;
};

/// A definition as it is kept; and back. Errors: Parse.
[[nodiscard]] QJsonObject toJson(const ContextId& context, const ForwardRequest& request);
struct ForwardDefinition {
    ContextId context;
    ForwardRequest request;
};
[[nodiscard]] Result<ForwardDefinition> forwardDefinitionFrom(const QJsonObject& object);

} // namespace pilothouse
