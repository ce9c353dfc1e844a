// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task.h"
#include "core/base/error.h"
#include "core/kube/object_reader.h"
#include "core/net/http_stream.h"

#include <chrono>
#include <memory>

namespace pilothouse {

/// Where a Reflector gets lists and watches from: an API server; in tests, a script. Thread: the reflector's.
class WatchSource {
public:
    struct PageRequest {
        int limit = 0; ///< 0: everything at once
        QString continueToken;
    };
    struct OpenWatch {
        std::unique_ptr<HttpStream> stream; ///< not started
        quint64 generation = 0; ///< of the credentials that went in
    };

    WatchSource() = default;
    virtual ~WatchSource() = default;
    Q_DISABLE_COPY_MOVE(WatchSource)

    [[nodiscard]] virtual Task<Result<ListPage>> page(PageRequest request) = 0;
    [[nodiscard]] virtual Task<Result<OpenWatch>> watch(ResourceVersion from, std::chrono::seconds timeout) = 0;
    /// A small question on the same connection. Any answer of the API server will do.
    [[nodiscard]] virtual Task<Result<void>> probe() = 0;
    [[nodiscard]] virtual Task<Result<void>> refreshCredentials(quint64 generation) = 0;
    /// Reads one frame of the watch; called on any thread. Another one than readWatchEvent() where events are not
    /// objects (tables).
    using EventReader = Result<WatchEvent> (*)(QByteArray frame, const QString& subject);
    [[nodiscard]] virtual EventReader eventReader() const { return &readWatchEvent; }
    /// `watch secrets in namespace shop`, for errors.
    [[nodiscard]] virtual QString subject() const = 0;
};

} // namespace pilothouse
