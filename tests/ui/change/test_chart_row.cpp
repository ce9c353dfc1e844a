// SPDX-License-Identifier: Apache-2.0
#include "ui/change/chart_row.h"

#include "core/settings/settings_store.h"
#include "tests/support/scripted_repositories.h"
#include "tests/unit/config/kubeconfig_files.h"
#include "ui/change/chart_offers.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStringListModel>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;
using namespace Qt::StringLiterals;

namespace {

const QString kUrl = u"https://charts.corp/stable"_s;

struct RowScene {
    TestFolder folder;
    ScriptedKeychain keychain;
    SettingsStore settings{folder.path(u"settings.json"_s)};
    RepositoryBook book{settings, keychain};
    ScriptedReader reader;
    SystemClock clock;
    ChartOffers offers{book, reader, clock};
    ChartRow row;

    RowScene() {
        add(u"corp"_s, kUrl);
        add(u"images"_s, u"oci://registry.corp/team"_s);
        reader.known = std::make_shared<const RepositoryIndex>(*readRepositoryIndex(
            "entries:\n  web:\n  - {name: web, version: 1.2.0, description: \"Serves <b>pages</b>\"}\n"
            "  - {name: web, version: 1.10.0}\n  api:\n  - {name: api, version: 0.1.0}\n"));
        row.setOffers(&offers);
        row.resize(700, 160);
        row.show();
    }
    void add(const QString& name, const QString& url) {
        Repository repository;
        repository.id = name;
        repository.name = name;
        repository.url = url;
        const auto before = book.all().size();
        book.put(repository, nullptr, [](const auto&) { });
        QTRY_COMPARE(book.all().size(), before + 1);
    }
    void choose(ChartSource::Kind kind, const QString& known) {
        ChartSource source;
        source.kind = kind;
        row.setSource(source);
        auto* box = row.findChild<QComboBox*>(u"known"_s);
        box->setCurrentIndex(box->findData(known));
        Q_EMIT box->activated(box->currentIndex());
    }
    [[nodiscard]] QLineEdit* field(const QString& accessibleName) const {
        for (QLineEdit* edit : row.findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == accessibleName) {
                return edit;
            }
        }
        return nullptr;
    }
    [[nodiscard]] QStringList offered(const QString& accessibleName) const {
        return qobject_cast<QStringListModel*>(field(accessibleName)->completer()->model())->stringList();
    }
    [[nodiscard]] QString note() const {
        QString all;
        for (const QLabel* label : row.findChildren<QLabel*>()) {
            all += label->isVisible() ? label->text() : QString();
        }
        return all;
    }
};

} // namespace

class TestChartRow final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offersChartsAndVersionsOfARepository();
    void offersVersionsOfARegistrysChart();
    void aRefusedLoginLeadsToTheSettings();
    void whatIsNotSetUpIsNotAsked();
    void withoutOffersItIsOnlyTyped();
    void aHelmfileHasEnvironmentAndSelector();
};

void TestChartRow::offersChartsAndVersionsOfARepository() {
    RowScene scene;
    scene.choose(ChartSource::Kind::Repository, kUrl);

    QTRY_COMPARE(scene.offered(u"Chart"_s), (QStringList{u"api"_s, u"web"_s}));
    scene.field(u"Chart"_s)->clear();
    QTest::keyClicks(scene.field(u"Chart"_s), u"web"_s);
    Q_EMIT scene.field(u"Chart"_s)->editingFinished();

    QCOMPARE(scene.offered(u"Chart version"_s), (QStringList{u"1.10.0"_s, u"1.2.0"_s}));
    const ChartSource source = scene.row.source();
    QCOMPARE(source.repositoryUrl, kUrl);
    QCOMPARE(source.location, u"web"_s);
    QCOMPARE(scene.reader.asked.size(), 1); // once, not at every key
    QVERIFY(!scene.field(u"Repository URL"_s)->isVisible());
}

void TestChartRow::offersVersionsOfARegistrysChart() {
    RowScene scene;
    scene.choose(ChartSource::Kind::Oci, u"oci://registry.corp/team"_s);
    QCOMPARE(scene.field(u"Chart"_s)->text(), u"oci://registry.corp/team/"_s);
    QVERIFY(scene.reader.asked.empty()); // no chart is named yet

    QTest::keyClicks(scene.field(u"Chart"_s), u"web"_s);
    Q_EMIT scene.field(u"Chart"_s)->editingFinished();

    QTRY_COMPARE(scene.offered(u"Chart version"_s), (QStringList{u"1.10.0"_s, u"1.2.0"_s}));
}

void TestChartRow::aRefusedLoginLeadsToTheSettings() {
    RowScene scene;
    scene.reader.known = fail(ErrorCode::Unauthorized, kUrl, u"HTTP status 401"_s);
    QSignalSpy wanted(&scene.row, &ChartRow::setUpRequested);
    auto* button = scene.row.findChild<QPushButton*>(u"setUp"_s);
    QVERIFY(!button->isVisible());

    scene.choose(ChartSource::Kind::Repository, kUrl);

    QTRY_VERIFY(button->isVisible());
    QVERIFY2(scene.note().contains(u"login was not accepted"_s), qPrintable(scene.note()));
    button->click();
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.front().front().toString(), kUrl);
}

void TestChartRow::whatIsNotSetUpIsNotAsked() {
    RowScene scene;
    ChartSource source;
    source.kind = ChartSource::Kind::Repository;
    source.location = u"web"_s;
    source.repositoryUrl = u"https://elsewhere.invalid"_s;

    scene.row.setSource(source);
    QTest::qWait(0);

    QVERIFY(scene.reader.asked.empty());
    QVERIFY(scene.field(u"Repository URL"_s)->isVisible());
    QCOMPARE(scene.row.source(), source);
}

void TestChartRow::withoutOffersItIsOnlyTyped() {
    ChartRow row;
    ChartSource source;
    source.kind = ChartSource::Kind::Oci;
    source.location = u"oci://registry.corp/web"_s;
    source.version = u"1.0.0"_s;

    row.setSource(source);

    QCOMPARE(row.source(), source);
    QVERIFY(!row.findChild<QComboBox*>(u"known"_s)->isVisibleTo(&row));
}

void TestChartRow::aHelmfileHasEnvironmentAndSelector() {
    RowScene scene;
    ChartSource source;
    source.kind = ChartSource::Kind::Helmfile;
    source.location = u"/deploy/helmfile.yaml"_s;
    source.environment = u"stg"_s;
    source.selector = u"tier=front"_s;

    scene.row.setSource(source);

    QCOMPARE(scene.row.source(), source);
    QVERIFY(scene.field(u"Environment of the helmfile"_s)->isVisible());
    QVERIFY(!scene.field(u"Chart version"_s)->isVisible());
    QVERIFY(scene.note().contains(u"nothing is applied from here"_s));
    QVERIFY(scene.reader.asked.empty());
}

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    Theme theme(app);
    TestChartRow test;
    return QTest::qExec(&test, argc, argv);
}

#include "test_chart_row.moc"
