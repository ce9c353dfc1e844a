// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/repository_reader.h"

#include "ui/frame/core_access.h"

#include "core/async/completion.h"
#include "core/session/repository_book.h"

namespace pilothouse::ui {

namespace {

// The client is made in the core thread, where its engine is, and lives as long as the task.

Task<Result<RepositoryFinding>> testWith(Workspace* workspace, LoginPtr login) {
    RepositoryClient client(workspace->http(), workspace->pool());
    co_return co_await client.test(login);
}

Task<Result<RepositoryReader::Index>> indexWith(Workspace* workspace, LoginPtr login) {
    RepositoryClient client(workspace->http(), workspace->pool());
    co_return co_await client.index(login);
}

Task<Result<QStringList>> versionsWith(Workspace* workspace, LoginPtr login, QString chart) {
    RepositoryClient client(workspace->http(), workspace->pool());
    co_return co_await client.versions(login, chart);
}

class CoreRepositoryReader final : public RepositoryReader {
public:
    explicit CoreRepositoryReader(CoreAccess& core)
        : m_core(core) { }

    CallHandle test(const LoginPtr& login, Answer<RepositoryFinding> answer) override {
        return m_core.call<RepositoryFinding>(
            [login](Workspace& workspace) { return testWith(&workspace, login); }, std::move(answer));
    }
    CallHandle index(const LoginPtr& login, Answer<Index> answer) override {
        return m_core.call<Index>(
            [login](Workspace& workspace) { return indexWith(&workspace, login); }, std::move(answer));
    }
    CallHandle versions(const LoginPtr& login, const QString& chart, Answer<QStringList> answer) override {
        return m_core.call<QStringList>(
            [login, chart](Workspace& workspace) { return versionsWith(&workspace, login, chart); }, std::move(answer));
    }

private:
    CoreAccess& m_core;
};

Task<Result<LoginPtr>> askBook(RepositoryBook* book, CoreThread* core, QString url) {
    Completion<Result<LoginPtr>> answered;
    QMetaObject::invokeMethod(
        book,
        [book, core, url, completer = answered.completer()] {
            book->loginForUrl(url, [core, completer](const Result<LoginPtr>& login) {
                core->post([completer, login]() mutable { completer.complete(login); });
            });
        },
        Qt::QueuedConnection);
    co_return co_await std::move(answered);
}

} // namespace

std::unique_ptr<RepositoryReader> coreRepositoryReader(CoreAccess& core) {
    return std::make_unique<CoreRepositoryReader>(core);
}

std::function<Task<Result<LoginPtr>>(QString)> loginsOf(RepositoryBook& book, CoreThread& core) {
    return [&book, &core](const QString& url) { return askBook(&book, &core, url); };
}

} // namespace pilothouse::ui
