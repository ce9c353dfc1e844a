// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/session/forward_book.h"

#include <QJsonArray>
#include <QObject>

#include <functional>
#include <memory>

namespace pilothouse::ui {

class CoreAccess;

/// A port that a forward could lead to.
struct TargetPort {
    int number = 0;
    QString name; ///< empty: it has none
    friend bool operator==(const TargetPort&, const TargetPort&) = default;
};

/// The book of forwards as the GUI thread sees it. An interface, so that tests answer. Thread: GUI.
class ForwardGateway : public QObject {
    Q_OBJECT
public:
    explicit ForwardGateway(QObject* parent = nullptr)
        : QObject(parent) { }
    ~ForwardGateway() override = default;
    Q_DISABLE_COPY_MOVE(ForwardGateway)

    [[nodiscard]] const std::vector<ForwardEntry>& entries() const { return m_entries; }
    /// Into the book, and begun.
    virtual void add(const ContextId& context, const ForwardRequest& request) = 0;
    virtual void start(const QString& id) = 0;
    virtual void stop(const QString& id) = 0;
    virtual void remove(const QString& id) = 0;
    /// Ports the target says it has, in its order. Errors: those of ApiClient.
    [[nodiscard]] virtual CallHandle ports(
        const ContextId& context, const PodScope& target, std::function<void(Result<std::vector<TargetPort>>)> answer)
        = 0;

Q_SIGNALS:
    void changed();
    /// To be remembered.
    void definitionsChanged(const QJsonArray& definitions);
    /// A forward could not be begun at all.
    void refused(const pilothouse::Error& error);

protected:
    void tell(const std::vector<ForwardEntry>& entries) {
        m_entries = entries;
        Q_EMIT changed();
    }

private:
    std::vector<ForwardEntry> m_entries;
};

/// The one whose book lives in the core thread, with connections of its own (KC10). Begun and ended forwards are in the
/// audit.
/// @param stateFolder where the audit is; @param definitions as they were remembered; @param core outlives it
[[nodiscard]] std::unique_ptr<ForwardGateway> coreForwardGateway(
    CoreAccess& core, QString stateFolder, QJsonArray definitions);

/// Ports of a pod, of a workload's pod template, or of a service, from the object.
[[nodiscard]] std::vector<TargetPort> portsOf(const QJsonObject& object);

} // namespace pilothouse::ui
