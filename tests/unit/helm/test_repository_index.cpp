// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_logins.h"
#include "core/helm/repository.h"
#include "core/helm/repository_index.h"

#include "tests/unit/config/kubeconfig_files.h"

#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kIndex = "apiVersion: v1\n"
                          "entries:\n"
                          "  web:\n"
                          "  - version: 1.2.0\n"
                          "    name: web\n"
                          "    appVersion: \"1.20\"\n"
                          "    description: \"Serves \\\"pages\\\"\"\n"
                          "    icon: javascript:alert(1)\n"
                          "    urls: [https://charts.invalid/web-1.2.0.tgz]\n"
                          "    maintainers:\n"
                          "    - {name: somebody, version: 9.9.9}\n"
                          "    dependencies:\n"
                          "    - name: redis\n"
                          "      version: 17.0.0\n"
                          "  - version: 1.10.0\n"
                          "    name: web\n"
                          "    deprecated: true\n"
                          "  - version: 1.10.0-rc.1\n"
                          "    name: web\n"
                          "  api:\n"
                          "  - {name: api, version: 0.1.0}\n"
                          "generated: \"2026-01-01T00:00:00Z\"\n";

QStringList versionsOf(const IndexedChart* chart) {
    QStringList versions;
    for (const IndexedVersion& version : chart->versions) {
        versions += version.version;
    }
    return versions;
}

} // namespace

class TestRepositoryIndex final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsChartsNewestFirst();
    void CH1_skipsWhatIsNoVersion();
    void CH1_bounds();
    void CH1_manyEntries();
    void refusesWhatIsNoIndex_data();
    void refusesWhatIsNoIndex();
    void ordersVersionsAsSemverDoes();
    void findsTheRepositoryOfAChart();
    void refusesBadSettings_data();
    void refusesBadSettings();
    void settingsSurviveTheFile();
    void takesOverWhatHelmKnows();
    void helmsFilesMayBeAbsent();

private:
    TestFolder m_folder;
};

void TestRepositoryIndex::readsChartsNewestFirst() {
    const auto index = readRepositoryIndex(kIndex);

    QVERIFY2(index, index ? "" : qPrintable(describe(index.error())));
    QCOMPARE(index->charts.size(), 2);
    QCOMPARE(index->versions, 4);
    QCOMPARE(index->charts.front().name, u"api"_s);
    const IndexedChart* web = index->find(u"web");
    QVERIFY(web);
    QCOMPARE(versionsOf(web), (QStringList{u"1.10.0"_s, u"1.10.0-rc.1"_s, u"1.2.0"_s}));
    QVERIFY(web->versions.front().isDeprecated);
    QCOMPARE(web->versions.back().appVersion, u"1.20"_s); // not that of a maintainer or dependency
    QVERIFY(!index->find(u"redis"));
}

void TestRepositoryIndex::CH1_skipsWhatIsNoVersion() {
    const auto index = readRepositoryIndex(
        "entries:\n  web:\n  - null\n  - name: web\n  - {name: other, version: 1.0.0}\n  - {name: web, version: \"\"}\n"
        "  - &a {name: web, version: 2.0.0}\n  - *a\n  empty: []\n  nothing: null\n");

    QVERIFY(index);
    QCOMPARE(index->charts.size(), 1);
    QCOMPARE(index->versions, 1);
    QVERIFY(index->skipped >= 4);
}

void TestRepositoryIndex::CH1_bounds() {
    const auto reasonOf = [](const QByteArray& text, const IndexLimits& limits) {
        const auto index = readRepositoryIndex(text, limits);
        return index ? QString() : index.error().reason;
    };

    QCOMPARE(reasonOf(kIndex, {.bytes = ByteSize{100}}), u"TooLarge"_s);
    QCOMPARE(reasonOf(kIndex, {.versions = 2}), u"TooLarge"_s);
    QCOMPARE(reasonOf("entries: " + QByteArray(60, '[') + QByteArray(60, ']'), {.depth = 20}), u"TooComplex"_s);
}

void TestRepositoryIndex::CH1_manyEntries() {
    QByteArray text = "entries:\n";
    for (int chart = 0; chart < 200; ++chart) {
        const QByteArray name = "chart-" + QByteArray::number(chart);
        text += "  " + name + ":\n";
        for (int version = 250; version > 0; --version) {
            text += "  - name: " + name + "\n    version: 1." + QByteArray::number(version)
                + ".0\n    description: words\n    urls:\n    - https://charts.invalid/x.tgz\n    digest: abcdef\n";
        }
    }

    const auto index = readRepositoryIndex(text);

    QVERIFY(index);
    QCOMPARE(index->versions, 50'000);
    QCOMPARE(index->find(u"chart-7")->versions.front().version, u"1.250.0"_s);
}

void TestRepositoryIndex::refusesWhatIsNoIndex_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("a page") << QByteArray("<html><body>Log in</body></html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another map") << QByteArray("kind: List\nitems: []\n");
    QTest::newRow("broken") << QByteArray("entries:\n  web: [\n");
    QTest::newRow("a list") << QByteArray("- entries\n");
}

void TestRepositoryIndex::refusesWhatIsNoIndex() {
    QFETCH(QByteArray, text);

    const auto index = readRepositoryIndex(text);

    QVERIFY(!index);
    QCOMPARE(index.error().code, ErrorCode::Parse);
}

void TestRepositoryIndex::ordersVersionsAsSemverDoes() {
    QStringList versions{u"1.0.0-alpha"_s, u"1.0.0"_s, u"latest"_s, u"1.0.0-alpha.1"_s, u"1.0.0-beta.11"_s, u"v1.0.1"_s,
        u"1.0.0-beta.2"_s, u"1.10"_s, u"1.9.9+build"_s};

    sortVersions(versions);

    QCOMPARE(versions,
        (QStringList{u"1.10"_s, u"1.9.9+build"_s, u"v1.0.1"_s, u"1.0.0"_s, u"1.0.0-beta.11"_s, u"1.0.0-beta.2"_s,
            u"1.0.0-alpha.1"_s, u"1.0.0-alpha"_s, u"latest"_s}));
}

void TestRepositoryIndex::findsTheRepositoryOfAChart() {
    const auto made = [](const QString& id, const QString& url) {
        Repository repository;
        repository.id = id;
        repository.url = url;
        return repository;
    };
    const std::vector<Repository> all{made(u"a"_s, u"https://charts.corp/stable/"_s), made(u"b"_s, u"oci://reg.corp"_s),
        made(u"c"_s, u"oci://reg.corp/team"_s)};
    const auto idFor = [&all](const QString& url) {
        const Repository* found = repositoryFor(all, url);
        return found ? found->id : QString();
    };

    QCOMPARE(idFor(u"https://CHARTS.corp/stable"_s), u"a"_s);
    QCOMPARE(idFor(u"oci://reg.corp/team/web"_s), u"c"_s);
    QCOMPARE(idFor(u"oci://reg.corp/teams/web"_s), u"b"_s);
    QCOMPARE(idFor(u"oci://reg.corp.evil.invalid/web"_s), QString()); // CH6: another host
    QCOMPARE(idFor(u"https://charts.corp/stable/web"_s), QString()); // a repository is its URL
    QCOMPARE(idFor({}), QString());
}

void TestRepositoryIndex::refusesBadSettings_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("reason");
    QTest::newRow("plain login") << u"http://charts.corp"_s << u"me"_s << u"PlainLogin"_s;
    QTest::newRow("login in the URL") << u"https://me:pw@charts.corp"_s << QString() << u"BadRepository"_s;
    QTest::newRow("no host") << u"https:///charts"_s << QString() << u"BadRepository"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << QString() << u"BadRepository"_s;
    QTest::newRow("a token in the query") << u"https://charts.corp/?token=x"_s << QString() << u"BadRepository"_s;
    QTest::newRow("a colon") << u"https://charts.corp"_s << u"a:b"_s << u"BadUser"_s;
}

void TestRepositoryIndex::refusesBadSettings() {
    QFETCH(QString, url);
    QFETCH(QString, user);
    QFETCH(QString, reason);
    Repository repository;
    repository.url = url;
    repository.user = user;

    const auto checked = checkRepository(repository);

    QVERIFY(!checked);
    QCOMPARE(checked.error().reason, reason);
    QVERIFY(!describe(checked.error()).contains(u":pw@"_s));
}

void TestRepositoryIndex::settingsSurviveTheFile() {
    Repository repository{.id = u"1"_s,
        .name = u"corp"_s,
        .url = u"https://charts.corp"_s,
        .user = u"me"_s,
        .keep = Repository::Keep::Keychain,
        .caFile = u"/ca.pem"_s,
        .certFile = u"/c.pem"_s,
        .keyFile = u"/k.pem"_s,
        .proxy = u"http://p:1"_s,
        .skipTlsVerify = true};

    QCOMPARE(repositoryFrom(repositoryJson(repository)), repository);
}

void TestRepositoryIndex::takesOverWhatHelmKnows() {
    const QString repositories = m_folder.write(u"repositories.yaml"_s,
        "apiVersion: ''\nrepositories:\n- name: corp\n  url: https://charts.corp\n  username: me\n  password: pw-1\n"
        "  caFile: /ca.pem\n  insecure_skip_tls_verify: false\n- name: open\n  url: https://open.corp\n");
    const QByteArray auth = QByteArray("you:pw:2").toBase64();
    const QString registries = m_folder.write(u"config.json"_s,
        "{\"auths\":{\"reg.corp:5000\":{\"auth\":\"" + auth
            + "\"},\"https://index.corp/v1/\":{}},\"credsStore\":\"x\"}");
    const QByteArray before = m_folder.read(u"repositories.yaml"_s) + m_folder.read(u"config.json"_s);

    const auto known
        = readHelmLogins({{u"HELM_REPOSITORY_CONFIG"_s, repositories}, {u"HELM_REGISTRY_CONFIG"_s, registries}});

    QVERIFY2(known, known ? "" : qPrintable(describe(known.error())));
    QCOMPARE(known->size(), 4);
    QCOMPARE(known->at(0).repository.user, u"me"_s);
    QCOMPARE(known->at(0).repository.caFile, u"/ca.pem"_s);
    QCOMPARE(known->at(0).password->reveal(), "pw-1");
    QVERIFY(!known->at(1).password);
    const auto registry = std::ranges::find(
        *known, u"oci://reg.corp:5000"_s, [](const KnownToHelm& entry) { return entry.repository.url; });
    QVERIFY(registry != known->end());
    QCOMPARE(registry->repository.user, u"you"_s);
    QCOMPARE(registry->password->reveal(), "pw:2");
    QCOMPARE(m_folder.read(u"repositories.yaml"_s) + m_folder.read(u"config.json"_s), before); // only read
}

void TestRepositoryIndex::helmsFilesMayBeAbsent() {
    const auto known = readHelmLogins({{u"HOME"_s, m_folder.path(u"nobody"_s)}});

    QVERIFY(known);
    QVERIFY(known->empty());
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestRepositoryIndex)
#include "test_repository_index.moc"
