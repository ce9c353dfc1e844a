// SPDX-License-Identifier: Apache-2.0
#include "core/session/environment_pair.h"

#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse;

namespace {

using By = Counterpart::By;

ReleasePlace place(const QString& context, const QString& nameSpace, const QString& name) {
    return {ContextId(context), {nameSpace, name}};
}

QStringList words(const std::vector<Counterpart>& found) {
    QStringList out;
    for (const Counterpart& counterpart : found) {
        out += counterpart.place.context.value() + u' ' + counterpart.place.release.nameSpace + u'/'
            + counterpart.place.release.name;
    }
    return out;
}

} // namespace

class TestEnvironmentPair : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void U1_sameNameAndNamespaceOfTheOtherContext() {
        const ReleasePlace of = place(u"eks_stg-app"_s, u"shop"_s, u"storefront"_s);
        const std::vector known = {of, place(u"eks_prd-app"_s, u"shop"_s, u"payment"_s),
            place(u"eks_prd-app"_s, u"old-shop"_s, u"storefront"_s),
            place(u"eks_edge-app"_s, u"shop"_s, u"storefront"_s), place(u"eks_prd-app"_s, u"shop"_s, u"storefront"_s)};

        const auto found = counterparts(of, known, {});

        QCOMPARE(words(found),
            (QStringList{u"eks_prd-app shop/storefront"_s, u"eks_edge-app shop/storefront"_s,
                u"eks_prd-app old-shop/storefront"_s}));
        QCOMPARE(found[0].by, By::Name);
        QCOMPARE(found[0].environment.kind, EnvironmentKind::Production);
        QCOMPARE(found[2].by, By::NameOnly);
    }

    void U1b_bothInOneClusterByNamespace() {
        const ReleasePlace of = place(u"shared"_s, u"app-stg"_s, u"storefront"_s);
        const std::vector known
            = {of, place(u"shared"_s, u"tools"_s, u"storefront"_s), place(u"shared"_s, u"app-prd"_s, u"storefront"_s)};

        const auto found = counterparts(of, known, {});

        QCOMPARE(words(found).value(0), u"shared app-prd/storefront"_s);
        QCOMPARE(found[0].by, By::NamespaceToken);
        QCOMPARE(found[0].environment.kind, EnvironmentKind::Production);
    }

    void U1b_anotherNamespaceOfTheSameEnvironmentIsNoCounterpart() {
        const ReleasePlace of = place(u"eks_prd-app"_s, u"team-a"_s, u"redis"_s);

        const auto found = counterparts(of, {of, place(u"eks_prd-app"_s, u"team-b"_s, u"redis"_s)}, {});

        QVERIFY(found.empty());
    }

    void U1b_rulesNameTheEnvironmentOfANamespace() {
        const ReleasePlace of = place(u"shared"_s, u"blue"_s, u"redis"_s);
        const EnvironmentRules rules({{{}, u"blue"_s, EnvironmentKind::Staging, u"stg"_s},
            {{}, u"green"_s, EnvironmentKind::Production, u"prd"_s}});

        const auto found = counterparts(of, {of, place(u"shared"_s, u"green"_s, u"redis"_s)}, rules);

        QCOMPARE(found.size(), size_t(1));
        QCOMPARE(found[0].by, By::NameOnly);
        QCOMPARE(found[0].environment.label, u"prd"_s);
    }

    void U1b_namesThatCarryTheEnvironment() {
        const ReleasePlace of = place(u"stg"_s, u"shop-stg"_s, u"storefront-stg"_s);

        const auto found = counterparts(of,
            {place(u"prd"_s, u"shop-prd"_s, u"storefront-prd"_s), place(u"prd"_s, u"shop-prd"_s, u"backfront-prd"_s)},
            {});

        QCOMPARE(words(found), QStringList{u"prd shop-prd/storefront-prd"_s});
        QCOMPARE(found[0].by, By::NameToken);
    }

    void U1b_onlyTheEnvironmentMayDiffer_data() {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("isOnly");

        QTest::newRow("words") << u"app-stg"_s << u"app-prd"_s << true;
        QTest::newRow("on one side") << u"payments"_s << u"payments-prod"_s << true;
        QTest::newRow("in front") << u"stg.app"_s << u"prd.app"_s << true;
        QTest::newRow("the same") << u"app"_s << u"app"_s << false;
        QTest::newRow("nothing else") << u"stg"_s << u"prd"_s << false;
        QTest::newRow("another app") << u"app-stg"_s << u"web-prd"_s << false;
        QTest::newRow("inside a word") << u"approd"_s << u"ap"_s << false;
        QTest::newRow("nothing") << QString() << u"prd"_s << false;
    }
    void U1b_onlyTheEnvironmentMayDiffer() {
        QFETCH(QString, one);
        QFETCH(QString, other);

        QTEST(differByEnvironmentOnly(one, other), "isOnly");
        QTEST(differByEnvironmentOnly(other, one), "isOnly");
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentPair)
#include "test_environment_pair.moc"
