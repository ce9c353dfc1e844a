// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/kube/table_feed.h"

#include <QObject>

#include <memory>

namespace pilothouse::ui {

class CoreAccess;

/// A TableFeed of the core thread, heard in the GUI thread for as long as this lives. Thread: GUI.
class TableSubscription final : public QObject {
    Q_OBJECT
public:
    /// @param core outlives it
    TableSubscription(
        CoreAccess& core, ContextId context, ApiResource resource, QString nameSpace, QObject* parent = nullptr);
    ~TableSubscription() override;
    Q_DISABLE_COPY_MOVE(TableSubscription)

    /// Tries now instead of after the backoff.
    void wake();

Q_SIGNALS:
    void changed(const std::shared_ptr<const pilothouse::TableDelta>& delta);
    void stateChanged(const pilothouse::TableState& state);

private:
    struct Place;
    CoreAccess& m_core;
    ContextId m_context;
    std::shared_ptr<Place> m_place;
};

} // namespace pilothouse::ui
