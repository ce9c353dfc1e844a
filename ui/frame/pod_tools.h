// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/kube/pod_scope.h"

#include <QObject>
#include <QString>

namespace pilothouse::ui {

/// How a feature asks for a log, a shell or a forward: tabs of the dock, made by other features. Implemented in
/// app/pilothouse; features only call it. Each call opens a tab, or raises the one that shows the same already.
class PodTools : public QObject {
    Q_OBJECT
public:
    explicit PodTools(QObject* parent = nullptr)
        : QObject(parent) { }
    ~PodTools() override = default;
    Q_DISABLE_COPY_MOVE(PodTools)

    struct Logs {
        ContextId context;
        PodScope scope;
        QString container; ///< empty: as remembered
        bool previous = false;
    };
    virtual void openLogs(const Logs& logs) = 0;

    struct Terminal {
        enum class Kind { Shell, Attach, Debug, NodeShell };
        ContextId context;
        QString nameSpace;
        QString pod; ///< of NodeShell: the node
        QString container; ///< empty: asked for where there are several
        Kind kind = Kind::Shell;
    };
    virtual void openTerminal(const Terminal& terminal) = 0;

    struct Forward {
        ContextId context;
        PodScope target;
        QString remotePort; ///< empty: asked for
    };
    virtual void openForward(const Forward& forward) = 0;
};

} // namespace pilothouse::ui
