// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/base/ids.h"
#include "core/change/tool_audit.h"
#include "core/kube/debug_containers.h"
#include "core/kube/exec_session.h"

#include <QList>
#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace pilothouse::ui {

class CoreAccess;

/// A container one may want to go into.
struct PodContainer {
    enum class Kind { Main, Init, Ephemeral };
    QString name;
    QString image;
    QString imageId; ///< what runs; empty while nothing does
    Kind kind = Kind::Main;
    bool isRunning = false;
    bool hasTerminal = false; ///< its own program has one: attaching can use it
    bool takesInput = false;
    QString state; ///< the server's word where it does not run: `CrashLoopBackOff`, `Completed`
};

/// A pod as a terminal needs to know it.
struct PodView {
    Uid uid;
    QString node;
    QList<PodContainer> containers;
    QString preferred; ///< named by the pod itself (kubectl.kubernetes.io/default-container), else the first
};

/// One exec or attach, seen from the window. Signals as ExecSession's. Thread: GUI.
class TerminalLink : public QObject {
    Q_OBJECT
public:
    explicit TerminalLink(QObject* parent = nullptr)
        : QObject(parent) { }
    ~TerminalLink() override = default;
    Q_DISABLE_COPY_MOVE(TerminalLink)

    virtual void write(const QByteArray& bytes) = 0;
    /// Drops input that waits and sends @p bytes at once: Ctrl+C under a long paste.
    virtual void interrupt(const QByteArray& bytes) = 0;
    virtual void resize(int columns, int rows) = 0;
    /// @p bytes of output are on the screen: room for more.
    virtual void taken(qsizetype bytes) = 0;

Q_SIGNALS:
    /// @param throughKubectl the account may not connect itself, and the user's own kubectl does it
    void opened(bool throughKubectl);
    void output(const QByteArray& bytes);
    void ended(const pilothouse::ExecEnd& end);
};

/// What terminals ask core for; answers come in the GUI thread, later. An interface, so that tests answer. Keep a
/// handle as long as its answer is wanted. Thread: GUI.
class TerminalGateway {
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    TerminalGateway() = default;
    virtual ~TerminalGateway() = default;
    Q_DISABLE_COPY_MOVE(TerminalGateway)

    [[nodiscard]] virtual CallHandle readPod(
        const ContextId& context, const QString& nameSpace, const QString& pod, Answer<PodView> answer)
        = 0;
    /// The argv of a shell in the container. Errors: NotFound with reason NoShell.
    struct ShellPlace {
        QString nameSpace;
        QString pod;
        QString container;
        QString imageId;
    };
    [[nodiscard]] virtual CallHandle findShell(
        const ContextId& context, const ShellPlace& place, Answer<QStringList> answer)
        = 0;
    /// The shell did not start after all.
    virtual void forgetShell(const ContextId& context, const QString& imageId) = 0;
    /// How to get a place to look around from.
    enum class DebugWay { Container, Pod, NodeShell };
    struct DebugWish {
        DebugWay way = DebugWay::Container;
        DebugRequest request;
        QString reason; ///< why the place was opened
        QString typed; ///< debugConfirmation(), in a protected place where a pod is made
    };
    /// Audited, as open() is, before it is begun. A handle that is dropped has what was made removed again. Errors:
    /// those of DebugPods::make.
    [[nodiscard]] virtual CallHandle startDebug(
        const ContextId& context, const DebugWish& wish, Answer<DebugPlace> answer)
        = 0;
    /// Removes a pod of ours, also when the place has locked itself since; nobody waits for it.
    virtual void removeDebugPod(const ContextId& context, const DebugPlace& place) = 0;
    /// Begins at once; whoever wants its signals connects before returning to the event loop.
    [[nodiscard]] virtual std::unique_ptr<TerminalLink> open(
        const ContextId& context, const ExecRequest& request, const QString& reason)
        = 0;
};

struct CoreTerminalOptions {
    QString stateFolder; ///< where the audit is
    std::vector<std::pair<QString, QString>> variables; ///< of this process, for a kubectl as a child
    /// A pod of ours could not be removed. Called in the core thread.
    std::function<void(const ContextId& context, const DebugPlace& place, const Error& error)> leftBehind = {};
};
/// What is written into the audit of it, and what is typed for it.
[[nodiscard]] ToolUse debugUse(
    const ContextId& context, TerminalGateway::DebugWay way, const DebugRequest& request, const QString& reason);
/// Destroyed, it waits for the removal of its pods, 3 s at most. @param core outlives it
[[nodiscard]] std::unique_ptr<TerminalGateway> coreTerminalGateway(CoreAccess& core, CoreTerminalOptions options);

/// The containers of a pod, from its JSON.
[[nodiscard]] PodView podViewOf(const QJsonObject& pod);

} // namespace pilothouse::ui
