// SPDX-License-Identifier: Apache-2.0
#include "core/session/repository_book.h"

#include "core/settings/settings_store.h"
#include "tests/support/awaiting.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QSignalSpy>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Keep = Repository::Keep;
using Kept = RepositoryBook::Kept;

namespace {

const QByteArray kPassword = "canary-password-31c0";

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
            co_return fail(ErrorCode::NotFound, key, {}, u"NoSecret"_s);
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
        return isThere ? Result<void>() : fail(ErrorCode::Unreachable, u"keychain"_s, {}, u"NoKeychain"_s);
    }
};

struct BookScene {
    TestFolder folder;
    ScriptedKeychain keychain;
    SettingsStore settings{folder.path(u"settings.json"_s)};
    RepositoryBook book{settings, keychain};

    static Repository corp(Keep keep) {
        Repository repository;
        repository.id = u"id-1"_s;
        repository.name = u"corp"_s;
        repository.url = u"https://charts.corp/stable"_s;
        repository.user = u"deployer"_s;
        repository.keep = keep;
        return repository;
    }
    static SecretPtr password() { return std::make_shared<const Secret>(QByteArray(kPassword)); }
    Result<Kept> put(const Repository& repository, const SecretPtr& secret) {
        std::optional<Result<Kept>> result;
        book.put(repository, secret, [&result](const Result<Kept>& kept) { result = kept; });
        detail::spinUntil(
            [&result] { return result.has_value(); }, std::chrono::seconds(5), std::source_location::current());
        return *result;
    }
    Result<LoginPtr> login(const QString& url) {
        std::optional<Result<LoginPtr>> result;
        book.loginForUrl(url, [&result](const Result<LoginPtr>& login) { result = login; });
        detail::spinUntil(
            [&result] { return result.has_value(); }, std::chrono::seconds(5), std::source_location::current());
        return *result;
    }
    /// Everything under the folder of settings.
    QByteArray files() {
        (void)settings.flush();
        QByteArray all;
        for (const QString& name : QDir(folder.path({})).entryList(QDir::Files | QDir::Hidden)) {
            all += folder.read(name);
        }
        return all;
    }
};

} // namespace

class TestRepositoryBook final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passwordsGoToTheKeychainAndToNoFile();
    void withoutAKeychainTheyStayInMemory();
    void forThisRunOnlyIsGoneAfterwards();
    void anotherHostNeedsThePasswordAnew();
    void movesBetweenKeychainAndMemory();
    void removingRemovesThePassword();
    void importKeepsWhatIsThere();
    void aBadOneIsNotKept();
};

void TestRepositoryBook::passwordsGoToTheKeychainAndToNoFile() {
    BookScene scene;

    QCOMPARE(scene.put(BookScene::corp(Keep::Keychain), BookScene::password()).value(), Kept::InKeychain);

    QCOMPARE(scene.keychain.entries.value(u"repository/id-1"_s), kPassword);
    QVERIFY(scene.files().contains("charts.corp"));
    QVERIFY(!scene.files().contains(kPassword));
    SettingsStore again(scene.folder.path(u"settings.json"_s));
    QVERIFY(again.load());
    RepositoryBook next(again, scene.keychain);
    next.load();
    QCOMPARE(next.all(), scene.book.all());
    QCOMPARE(scene.login(u"https://charts.corp/stable/"_s).value()->password->reveal(), kPassword);
    QVERIFY(!scene.login(u"https://elsewhere.corp"_s).value());
}

void TestRepositoryBook::withoutAKeychainTheyStayInMemory() {
    BookScene scene;
    scene.keychain.isThere = false;

    const auto kept = scene.put(BookScene::corp(Keep::Keychain), BookScene::password());

    QCOMPARE(kept.value(), Kept::InMemoryOnly);
    QCOMPARE(scene.book.all().front().keep, Keep::ThisRun); // what is shown is what is so
    QCOMPARE(scene.login(u"https://charts.corp/stable"_s).value()->password->reveal(), kPassword);
    QVERIFY(!scene.files().contains(kPassword));
    std::optional<bool> isThere;
    scene.book.askKeychain([&isThere](const Result<bool>& answer) { isThere = answer.value_or(true); });
    QTRY_VERIFY(isThere.has_value());
    QVERIFY(!*isThere);
}

void TestRepositoryBook::forThisRunOnlyIsGoneAfterwards() {
    BookScene scene;
    QCOMPARE(scene.put(BookScene::corp(Keep::ThisRun), BookScene::password()).value(), Kept::InMemory);
    QVERIFY(scene.keychain.entries.isEmpty());

    RepositoryBook next(scene.settings, scene.keychain);
    next.load();
    std::optional<Result<LoginPtr>> login;
    next.login(u"id-1"_s, [&login](const Result<LoginPtr>& answer) { login = answer; });
    QTRY_VERIFY(login.has_value());

    QVERIFY(!*login);
    QCOMPARE(login->error().reason, u"PasswordNeeded"_s);
}

/// CH6: a password that was given for one host is never sent to another, whoever edits the address.
void TestRepositoryBook::anotherHostNeedsThePasswordAnew() {
    BookScene scene;
    QVERIFY(scene.put(BookScene::corp(Keep::Keychain), BookScene::password()));
    Repository same = BookScene::corp(Keep::Keychain);
    same.url = u"https://charts.corp/other"_s;
    QCOMPARE(scene.put(same, nullptr).value(), Kept::Unchanged);
    QVERIFY(scene.login(same.url).value()->password);

    Repository moved = same;
    moved.url = u"https://charts.evil"_s;
    QVERIFY(scene.put(moved, nullptr));

    QVERIFY(!scene.login(moved.url).value()->password);
    QCOMPARE(scene.book.all().front().keep, Keep::Nothing); // and it is seen
    QVERIFY(scene.keychain.entries.isEmpty());
}

void TestRepositoryBook::movesBetweenKeychainAndMemory() {
    BookScene scene;
    QVERIFY(scene.put(BookScene::corp(Keep::Keychain), BookScene::password()));

    QCOMPARE(scene.put(BookScene::corp(Keep::ThisRun), nullptr).value(), Kept::InMemory);
    QVERIFY(scene.keychain.entries.isEmpty());
    QCOMPARE(scene.put(BookScene::corp(Keep::Keychain), nullptr).value(), Kept::InKeychain);

    QCOMPARE(scene.login(u"https://charts.corp/stable"_s).value()->password->reveal(), kPassword);
}

void TestRepositoryBook::removingRemovesThePassword() {
    BookScene scene;
    QVERIFY(scene.put(BookScene::corp(Keep::Keychain), BookScene::password()));

    scene.book.remove(u"id-1"_s);

    QTRY_VERIFY(scene.keychain.entries.isEmpty());
    QVERIFY(scene.book.all().empty());
    QVERIFY(!scene.files().contains("charts.corp"));
}

void TestRepositoryBook::importKeepsWhatIsThere() {
    BookScene scene;
    QVERIFY(scene.put(BookScene::corp(Keep::Keychain), BookScene::password()));
    std::vector<KnownToHelm> known(3);
    known[0].repository.url = u"https://charts.corp/stable"_s; // there already
    known[1].repository.url = u"oci://reg.corp"_s;
    known[1].repository.user = u"me"_s;
    known[1].password = std::make_shared<const Secret>(QByteArray("other"));
    known[2].repository.url = u"nonsense"_s;

    std::optional<int> taken;
    scene.book.import(std::move(known), [&taken](const Result<int>& count) { taken = count.value_or(-1); });
    QTRY_VERIFY(taken.has_value());

    QCOMPARE(*taken, 1);
    QCOMPARE(scene.book.all().size(), 2);
    QCOMPARE(scene.login(u"https://charts.corp/stable"_s).value()->password->reveal(), kPassword);
    QCOMPARE(scene.login(u"oci://reg.corp/team/web"_s).value()->password->reveal(), "other");
}

void TestRepositoryBook::aBadOneIsNotKept() {
    BookScene scene;
    Repository plain = BookScene::corp(Keep::Keychain);
    plain.url = u"http://charts.corp"_s;

    const auto kept = scene.put(plain, BookScene::password());

    QVERIFY(!kept);
    QCOMPARE(kept.error().reason, u"PlainLogin"_s);
    QVERIFY(scene.book.all().empty());
    QVERIFY(scene.keychain.entries.isEmpty());
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestRepositoryBook)
#include "test_repository_book.moc"
