// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/secret_store.h"
#include "ui/frame/repository_reader.h"

#include <QHash>
#include <QObject>

namespace pilothouse {

/// A keychain as a test wants it.
class ScriptedKeychain final : public SecretStore {
public:
    bool isThere = true;
    QHash<QString, QByteArray> entries;

    Task<Result<void>> probe() override { co_return verdict(); }
    Task<Result<SecretPtr>> read(QString key) override {
        if (const auto there = verdict(); !there) {
            co_return std::unexpected(there.error());
        }
        if (!entries.contains(key)) {
            co_return fail(ErrorCode::NotFound, key, {}, QStringLiteral("NoSecret"));
        }
        co_return std::make_shared<const Secret>(QByteArray(entries.value(key)));
    }
    Task<Result<void>> write(QString key, SecretPtr secret) override {
        if (isThere) {
            entries.insert(key, secret->reveal());
        }
        co_return verdict();
    }
    Task<Result<void>> remove(QString key) override {
        entries.remove(key);
        co_return verdict();
    }

private:
    [[nodiscard]] Result<void> verdict() const {
        return isThere ? Result<void>()
                       : fail(ErrorCode::Unreachable, QStringLiteral("keychain"), {}, QStringLiteral("NoKeychain"));
    }
};

namespace ui::tests {

/// Repositories as a test scripts them: answers come a turn of the loop later; what was asked is kept.
class ScriptedReader final : public RepositoryReader {
public:
    Result<RepositoryFinding> finding = RepositoryFinding{.charts = 2, .versions = 5};
    Result<Index> known = std::make_shared<const RepositoryIndex>();
    Result<QStringList> tags = QStringList{QStringLiteral("1.10.0"), QStringLiteral("1.2.0")};
    std::vector<LoginPtr> asked;

    CallHandle test(const LoginPtr& login, Answer<RepositoryFinding> answer) override {
        asked.push_back(login);
        return later([this, answer] { answer(finding); });
    }
    CallHandle index(const LoginPtr& login, Answer<Index> answer) override {
        asked.push_back(login);
        return later([this, answer] { answer(known); });
    }
    CallHandle versions(const LoginPtr& login, const QString&, Answer<QStringList> answer) override {
        asked.push_back(login);
        return later([this, answer] { answer(tags); });
    }

private:
    CallHandle later(std::function<void()> function) {
        QMetaObject::invokeMethod(&m_loop, std::move(function), Qt::QueuedConnection);
        return {};
    }
    QObject m_loop;
};

} // namespace ui::tests
} // namespace pilothouse
