// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/repositories_page.h"

#include "core/settings/settings_store.h"
#include "tests/support/scripted_repositories.h"
#include "tests/unit/config/kubeconfig_files.h"
#include "ui/frame/repository_place.h"
#include "ui/frame/repository_words.h"
#include "ui/settings/repositories_model.h"
#include "ui/settings/repository_form.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassword = "canary-password-b1f4";

struct PageScene {
    TestFolder folder;
    ScriptedKeychain keychain;
    SettingsStore settings{folder.path(u"settings.json"_s)};
    RepositoryBook book{settings, keychain};
    ScriptedReader reader;
    std::unique_ptr<RepositoriesPage> page;

    void open(const EnvironmentVariables& environment = {}) {
        page = std::make_unique<RepositoriesPage>(
            RepositoriesPage::Services{.book = book, .reader = reader, .environment = environment});
        page->resize(900, 900);
        page->show();
    }
    void type(const QString& field, const QString& text) const {
        auto* edit = page->findChild<QLineEdit*>(field);
        QVERIFY(edit);
        edit->clear();
        QTest::keyClicks(edit, text);
    }
    void press(const QString& button) const {
        auto* found = page->findChild<QPushButton*>(button);
        QVERIFY(found);
        QVERIFY(found->isEnabled());
        found->click();
        QTRY_VERIFY(page->isSettled());
    }
    void typeCorp() const {
        type(u"name"_s, u"corp"_s);
        type(u"url"_s, u"https://charts.corp/stable"_s);
        type(u"user"_s, u"deployer"_s);
        type(u"password"_s, QString::fromUtf8(kPassword));
    }
    /// Every word on the page.
    [[nodiscard]] QString words() const {
        QString all;
        for (const QLabel* label : page->findChildren<QLabel*>()) {
            all += label->text() + u'\n';
        }
        for (const QLineEdit* edit : page->findChildren<QLineEdit*>()) {
            all += edit->text() + edit->placeholderText() + u'\n';
        }
        const RepositoriesModel model(book);
        for (int column = 0; column < model.columnCount(); ++column) {
            for (int row = 0; row < model.rowCount(); ++row) {
                all += model.data(model.index(row, column), Qt::DisplayRole).toString() + u'\n';
            }
        }
        return all;
    }
};

Error errorOf(ErrorCode code, const QString& reason = {}) {
    return fail(code, u"https://charts.corp/stable/index.yaml"_s, u"HTTP status 401"_s, reason).error();
}

} // namespace

class TestRepositoriesPage final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWasTypedAndShowsNoPassword();
    void withoutAKeychainItSaysSo();
    void testsWhatStandsInTheFields();
    void CH6_theKeptPasswordIsNotTestedElsewhere();
    void saysWhatToDo_data();
    void saysWhatToDo();
    void warnsOfUncheckedCertificates();
    void beginsOneForAnAddress();
    void takesOverHelmsOwn();
    void refusesPlainLogins();
    void modelFollowsTheBook();
};

void TestRepositoriesPage::keepsWhatWasTypedAndShowsNoPassword() {
    PageScene scene;
    scene.open();
    scene.typeCorp();

    scene.press(u"save"_s);

    QCOMPARE(scene.book.all().size(), 1);
    QCOMPARE(scene.book.all().front().keep, Repository::Keep::Keychain);
    QCOMPARE(scene.keychain.entries.size(), 1);
    QVERIFY(scene.page->said().contains(u"keychain"_s));
    QVERIFY(!scene.words().contains(QString::fromUtf8(kPassword)));
    QVERIFY(QGuiApplication::clipboard()->text() != QString::fromUtf8(kPassword));
    QVERIFY(scene.settings.flush());
    QVERIFY(!scene.folder.read(u"settings.json"_s).contains(kPassword));

    scene.page.reset();
    scene.open(); // shown again: only that one is kept
    scene.page->showPlace(repositoryPlace({}, u"https://charts.corp/stable"_s));
    QVERIFY(!scene.words().contains(QString::fromUtf8(kPassword)));
    QVERIFY(scene.page->findChild<QLineEdit*>(u"password"_s)->text().isEmpty());
    QVERIFY(!scene.page->findChild<QLineEdit*>(u"password"_s)->placeholderText().isEmpty());
}

void TestRepositoriesPage::withoutAKeychainItSaysSo() {
    PageScene scene;
    scene.keychain.isThere = false;
    scene.open();
    scene.typeCorp();

    auto* keep = scene.page->findChild<QComboBox*>(u"keep"_s);
    QCOMPARE(keep->currentData().toInt(), static_cast<int>(Repository::Keep::ThisRun));
    QVERIFY(!qobject_cast<QStandardItemModel*>(keep->model())->item(0)->isEnabled());
    QVERIFY(scene.words().contains(u"No keychain of the system answers"_s));
    scene.press(u"save"_s);

    QVERIFY(scene.page->said().contains(u"memory"_s));
    QVERIFY(scene.settings.flush());
    QVERIFY(!scene.folder.read(u"settings.json"_s).contains(kPassword));
}

void TestRepositoriesPage::testsWhatStandsInTheFields() {
    PageScene scene;
    scene.open();
    scene.typeCorp();

    scene.press(u"test"_s);

    QCOMPARE(scene.reader.asked.size(), 1);
    QCOMPARE(scene.reader.asked.front()->password->reveal(), kPassword);
    QVERIFY(scene.page->said().contains(u'2'));
    QVERIFY(scene.book.all().empty()); // a test keeps nothing
}

void TestRepositoriesPage::CH6_theKeptPasswordIsNotTestedElsewhere() {
    PageScene scene;
    scene.open();
    scene.typeCorp();
    scene.press(u"save"_s);

    scene.press(u"test"_s);
    QVERIFY(scene.reader.asked.back()->password);
    scene.type(u"url"_s, u"https://charts.evil"_s);
    scene.press(u"test"_s);

    QCOMPARE(scene.reader.asked.back()->url, u"https://charts.evil"_s);
    QVERIFY(!scene.reader.asked.back()->password);
}

void TestRepositoriesPage::saysWhatToDo_data() {
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("words");
    QTest::newRow("login") << errorOf(ErrorCode::Unauthorized) << u"Check user and password"_s;
    QTest::newRow("right") << errorOf(ErrorCode::Forbidden) << u"may not read"_s;
    QTest::newRow("unknown CA") << errorOf(ErrorCode::TlsUntrusted, u"UnknownIssuer"_s) << u"CA file"_s;
    QTest::newRow("other name") << errorOf(ErrorCode::TlsUntrusted, u"HostnameMismatch"_s) << u"another name"_s;
    QTest::newRow("no index") << errorOf(ErrorCode::NotFound, u"NoIndex"_s) << u"index.yaml"_s;
    QTest::newRow("away") << errorOf(ErrorCode::Unreachable) << u"proxy"_s;
    QTest::newRow("gone") << errorOf(ErrorCode::Unauthorized, u"PasswordNeeded"_s) << u"Type it again"_s;
    QTest::newRow("locked") << errorOf(ErrorCode::Forbidden, u"KeychainDenied"_s) << u"Unlock it"_s;
}

void TestRepositoriesPage::saysWhatToDo() {
    QFETCH(Error, error);
    QFETCH(QString, words);
    PageScene scene;
    scene.reader.finding = std::unexpected(error);
    scene.open();
    scene.typeCorp();

    scene.press(u"test"_s);

    QVERIFY2(scene.page->said().contains(words), qPrintable(scene.page->said()));
    QVERIFY(scene.page->said().contains(u"https://charts.corp/stable"_s)); // where
}

void TestRepositoriesPage::warnsOfUncheckedCertificates() {
    PageScene scene;
    scene.open();
    scene.typeCorp();
    auto* box = scene.page->findChild<QCheckBox*>(u"skipTls"_s);
    const auto isWarned = [&scene] {
        const auto labels = scene.page->form().findChildren<QLabel*>();
        return std::ranges::any_of(labels,
            [](const QLabel* label) { return label->isVisible() && label->text().startsWith(u"Whoever sits"_s); });
    };

    QVERIFY(!isWarned());
    box->setChecked(true);
    QVERIFY(isWarned());
    scene.press(u"save"_s);

    QVERIFY(scene.book.all().front().skipTlsVerify);
    QVERIFY(scene.words().contains(u"certificate not checked"_s));
}

void TestRepositoriesPage::beginsOneForAnAddress() {
    PageScene scene;
    scene.open();

    scene.page->showPlace(repositoryPlace({}, u"oci://registry.corp:5000/team/web"_s));

    QCOMPARE(scene.page->form().repository().url, u"oci://registry.corp:5000"_s);
    scene.page->showPlace(repositoryPlace({})); // back again: as it was
    QCOMPARE(scene.page->form().repository().url, u"oci://registry.corp:5000"_s);
}

void TestRepositoriesPage::takesOverHelmsOwn() {
    PageScene scene;
    const QString file = scene.folder.write(u"repositories.yaml"_s,
        "repositories:\n- {name: corp, url: 'https://charts.corp', username: me, password: " + kPassword + "}\n");
    scene.open({{u"HELM_REPOSITORY_CONFIG"_s, file}, {u"HOME"_s, scene.folder.path(u"home"_s)}});

    scene.press(u"import"_s);

    QCOMPARE(scene.book.all().size(), 1);
    QCOMPARE(scene.keychain.entries.values(), QList<QByteArray>{kPassword});
    QVERIFY(!scene.words().contains(QString::fromUtf8(kPassword)));
    scene.press(u"import"_s);
    QCOMPARE(scene.book.all().size(), 1);
}

void TestRepositoriesPage::refusesPlainLogins() {
    PageScene scene;
    scene.open();
    scene.typeCorp();
    scene.type(u"url"_s, u"http://charts.corp"_s);

    scene.press(u"test"_s);
    QVERIFY(scene.page->said().contains(u"unencrypted"_s));
    scene.press(u"save"_s);

    QVERIFY(scene.page->said().contains(u"unencrypted"_s));
    QVERIFY(scene.reader.asked.empty());
    QVERIFY(scene.book.all().empty());
}

void TestRepositoriesPage::modelFollowsTheBook() {
    PageScene scene;
    RepositoriesModel model(scene.book);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    scene.open();
    scene.typeCorp();

    scene.press(u"save"_s);
    QCOMPARE(model.rowCount(), 1);
    scene.press(u"remove"_s);

    QCOMPARE(model.rowCount(), 0);
    QTRY_VERIFY(scene.keychain.entries.isEmpty());
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    Theme theme(app);
    TestRepositoriesPage test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_repositories_page.moc"
