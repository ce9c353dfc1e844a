// SPDX-License-Identifier: Apache-2.0
#include "core/change/local_chart.h"
#include "core/helm/helm_reading.h"
#include "core/helm/repository_login.h"

#include "tests/unit/helm/fake_helm.h"
#include "tests/unit/kube/api_scene.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassword = "canary-password-5d11";

RepositoryLogin loginTo(const QString& url) {
    RepositoryLogin login;
    login.url = url;
    login.user = u"deployer"_s;
    login.password = std::make_shared<const Secret>(QByteArray(kPassword));
    return login;
}

QString valueOf(const HelmEnvironment& environment, const QString& name) {
    return environment.toProcessEnvironment().value(name);
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestRepositoryLogin final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void HE11_thePasswordIsInAPrivateFileThatGoes();
    void aRegistrysLoginIsForItsHost();
    void withoutALoginTheUsersOwnServe();
    void theProxyIsOfThisCallAlone();
    void refusesWhatWouldGiveThePasswordAway_data();
    void refusesWhatWouldGiveThePasswordAway();
    void pullsFromTheRepositoryWithItsLogin();
    void aRefusedLoginLeavesNothingBehind();

private:
    TestFolder m_folder;
};

void TestRepositoryLogin::HE11_thePasswordIsInAPrivateFileThatGoes() {
    const QString root = m_folder.path(u"readings"_s);
    auto home = RepositoryHome::make(root, loginTo(u"https://charts.invalid/stable"_s));
    QVERIFY2(home, home ? "" : qPrintable(describe(home.error())));
    HelmEnvironment environment;
    (*home)->applyTo(environment);

    const QString file = valueOf(environment, u"HELM_REPOSITORY_CONFIG"_s);
    const QByteArray content = contentOf(file);

    QVERIFY(content.contains(kPassword));
    QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    for (const auto& [name, value] : environment.variables) {
        QVERIFY2(!value.contains(QString::fromUtf8(kPassword)), qPrintable(name));
    }
    home->reset();
    QVERIFY(QDir(root).isEmpty());
}

void TestRepositoryLogin::aRegistrysLoginIsForItsHost() {
    auto home = RepositoryHome::make(m_folder.path(u"r2"_s), loginTo(u"oci://registry.invalid:5000/team/web"_s));
    QVERIFY(home);
    HelmEnvironment environment;
    (*home)->applyTo(environment);

    const auto file = QJsonDocument::fromJson(contentOf(valueOf(environment, u"HELM_REGISTRY_CONFIG"_s))).object();

    const auto entry = file.value("auths"_L1).toObject().value("registry.invalid:5000"_L1).toObject();
    QCOMPARE(QByteArray::fromBase64(entry.value("auth"_L1).toString().toLatin1()), "deployer:" + kPassword);
    QVERIFY(valueOf(environment, u"HELM_REPOSITORY_CONFIG"_s).isEmpty());
}

void TestRepositoryLogin::withoutALoginTheUsersOwnServe() {
    RepositoryLogin login;
    login.url = u"oci://registry.invalid/web"_s;
    auto home = RepositoryHome::make(m_folder.path(u"r3"_s), login);
    QVERIFY(home);
    HelmEnvironment environment;
    environment.set(u"HELM_REGISTRY_CONFIG"_s, u"/home/someone/registry.json"_s);

    (*home)->applyTo(environment);

    QCOMPARE(valueOf(environment, u"HELM_REGISTRY_CONFIG"_s), u"/home/someone/registry.json"_s);
}

void TestRepositoryLogin::theProxyIsOfThisCallAlone() {
    RepositoryLogin login = loginTo(u"https://charts.invalid"_s);
    login.proxy = u"http://proxy.invalid:3128"_s;
    auto home = RepositoryHome::make(m_folder.path(u"r4"_s), login);
    QVERIFY(home);
    HelmEnvironment environment;

    (*home)->applyTo(environment);

    QCOMPARE(valueOf(environment, u"HTTPS_PROXY"_s), u"http://proxy.invalid:3128"_s);
    QVERIFY(qEnvironmentVariable("HTTPS_PROXY") != u"http://proxy.invalid:3128"_s);
}

void TestRepositoryLogin::refusesWhatWouldGiveThePasswordAway_data() {
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QString>("reason");
    QTest::newRow("unencrypted") << u"http://charts.invalid"_s << QString() << u"PlainLogin"_s;
    QTest::newRow("in the URL") << u"https://u:p@charts.invalid"_s << QString() << u"BadRepository"_s;
    QTest::newRow("no URL") << u"charts"_s << QString() << u"BadRepository"_s;
    QTest::newRow("in the proxy's URL") << u"https://charts.invalid"_s << u"http://u:p@proxy.invalid:1"_s
                                        << u"BadProxy"_s;
}

void TestRepositoryLogin::refusesWhatWouldGiveThePasswordAway() {
    QFETCH(QString, url);
    QFETCH(QString, proxy);
    QFETCH(QString, reason);
    RepositoryLogin login = loginTo(url);
    login.proxy = proxy;

    const auto home = RepositoryHome::make(m_folder.path(u"r5"_s), login);

    QVERIFY(!home);
    QCOMPARE(home.error().reason, reason);
    QVERIFY(!describe(home.error()).contains(u":p@"_s));
}

void TestRepositoryLogin::pullsFromTheRepositoryWithItsLogin() {
    // Notes what it was asked with; a pull leaves an archive that is none, which is where this test ends.
    const QString log = m_folder.path(u"log"_s);
    const FakeHelm fake("echo \"$@\" >>'" + log.toUtf8() + "'; grep -c deployer \"$HELM_REPOSITORY_CONFIG\" >>'"
        + log.toUtf8() + "'; for a in \"$@\"; do case $a in --destination=*) : >\"${a#*=}/web-1.tgz\";; esac; done\n");
    ApiScene api;
    ChartFetch fetch;
    fetch.source = {.kind = ChartSource::Kind::Repository,
        .location = u"web"_s,
        .repositoryUrl = u"https://charts.invalid"_s,
        .version = u"1.0.0"_s};
    fetch.client = &api.client;
    fetch.login = std::make_shared<const RepositoryLogin>(loginTo(u"https://charts.invalid"_s));
    fetch.pull = fake.reading(HelmVerb::Pull);
    fetch.pull.values.reset();
    fetch.pull.kubeconfig = nullptr;
    fetch.folder = m_folder.path(u"charts"_s);

    const auto chart = runToEnd(fetchChart(std::move(fetch)));

    QVERIFY(!chart); // the archive is empty
    const QByteArrayList said = contentOf(log).split('\n');
    QCOMPARE(said.value(0), "repo update -- pilothouse");
    QCOMPARE(said.value(1), "1");
    QVERIFY(said.value(2).startsWith("pull --version=1.0.0 --destination="));
    QVERIFY(said.value(2).endsWith(" -- pilothouse/web"));
    QVERIFY(!contentOf(log).contains(kPassword));
    QVERIFY(QDir(fake.root()).isEmpty());
}

void TestRepositoryLogin::aRefusedLoginLeavesNothingBehind() {
    const FakeHelm fake("echo 'Error: 401 Unauthorized' >&2; exit 1\n");
    ApiScene api;
    ChartFetch fetch;
    fetch.source = {.kind = ChartSource::Kind::Repository, .location = u"web"_s, .repositoryUrl = {}, .version = {}};
    fetch.client = &api.client;
    fetch.login = std::make_shared<const RepositoryLogin>(loginTo(u"https://charts.invalid"_s));
    fetch.pull = fake.reading(HelmVerb::Pull);
    fetch.folder = m_folder.path(u"charts2"_s);

    const auto chart = runToEnd(fetchChart(std::move(fetch)));

    QVERIFY(!chart);
    QVERIFY(chart.error().detail.contains(u"401"_s));
    QVERIFY(QDir(fake.root()).isEmpty());
    QVERIFY(QDir(m_folder.path(u"charts2"_s)).isEmpty());
}

} // namespace pilothouse

QTEST_GUILESS_MAIN(pilothouse::TestRepositoryLogin)
#include "test_repository_login.moc"
