// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/helm/repository_client.h"

#include <functional>
#include <memory>

namespace pilothouse {
class RepositoryBook;
}

namespace pilothouse::ui {

class CoreAccess;

/// Asks repositories from the window; answers come in the GUI thread, later. An interface, so that tests answer. Keep
/// a handle as long as its answer is wanted. Thread: GUI.
class RepositoryReader {
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;
    using Index = std::shared_ptr<const RepositoryIndex>;

    RepositoryReader() = default;
    virtual ~RepositoryReader() = default;
    Q_DISABLE_COPY_MOVE(RepositoryReader)

    /// Errors of these three: as RepositoryClient.
    [[nodiscard]] virtual CallHandle test(const LoginPtr& login, Answer<RepositoryFinding> answer) = 0;
    [[nodiscard]] virtual CallHandle index(const LoginPtr& login, Answer<Index> answer) = 0;
    [[nodiscard]] virtual CallHandle versions(const LoginPtr& login, const QString& chart, Answer<QStringList> answer)
        = 0;
};

/// The one that asks with core's HTTP. @p core outlives it.
[[nodiscard]] std::unique_ptr<RepositoryReader> coreRepositoryReader(CoreAccess& core);

/// For core's own use: asks the book, in the GUI thread, from the core thread. Both outlive the core thread's work.
[[nodiscard]] std::function<Task<Result<LoginPtr>>(QString)> loginsOf(RepositoryBook& book, CoreThread& core);

} // namespace pilothouse::ui
