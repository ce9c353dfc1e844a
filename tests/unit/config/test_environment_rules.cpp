// SPDX-License-Identifier: Apache-2.0
#include "core/config/environment_rules.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;
using Kind = EnvironmentKind;

class TestEnvironmentRules : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void U1_wholeTokensCount_data() {
        QTest::addColumn<QString>("context");
        QTest::addColumn<QString>("nameSpace");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("label");
        QTest::newRow("prd") << u"eks_prd-app"_s << u""_s << Kind::Production << u"prd"_s;
        QTest::newRow("stg") << u"eks_stg-app"_s << u"app"_s << Kind::Staging << u"stg"_s;
        QTest::newRow("case") << u"Shop-PROD"_s << u""_s << Kind::Production << u"prod"_s;
        QTest::newRow("nonprd") << u"nonprd"_s << u""_s << Kind::Unknown << u""_s;
        QTest::newRow("product") << u"product"_s << u"delivery"_s << Kind::Unknown << u""_s;
        QTest::newRow("arn") << u"arn:aws:eks:eu-1:12:cluster/live"_s << u""_s << Kind::Production << u"live"_s;
        QTest::newRow("preprod") << u"preprod"_s << u""_s << Kind::Staging << u"preprod"_s;
        QTest::newRow("U1b namespace") << u"shared"_s << u"app-prd"_s << Kind::Production << u"prd"_s;
        QTest::newRow("U1b other namespace") << u"shared"_s << u"app-stg"_s << Kind::Staging << u"stg"_s;
        QTest::newRow("U1b more protected namespace") << u"kind-dev"_s << u"app-prd"_s << Kind::Production << u"prd"_s;
        QTest::newRow("U1b more protected context") << u"eks_prd"_s << u"test"_s << Kind::Production << u"prd"_s;
        QTest::newRow("both in one name") << u"stg-of-prd"_s << u""_s << Kind::Production << u"prd"_s;
    }
    void U1_wholeTokensCount() {
        QFETCH(QString, context);
        QFETCH(QString, nameSpace);
        QFETCH(Kind, kind);
        QFETCH(QString, label);

        const Environment environment = EnvironmentRules().environmentOf(context, nameSpace);

        QCOMPARE(environment.kind, kind);
        QCOMPARE(environment.label, label);
    }

    void theFirstRuleThatMatchesBothNamesDecides() {
        const EnvironmentRules rules({{u"eks_*"_s, u"sandbox-*"_s, Kind::Playground, u"box"_s},
            {u"eks"_s, {}, Kind::Production, u"P"_s}, {{}, u"a b"_s, Kind::Staging, u"ab"_s}});

        QCOMPARE(rules.environmentOf(u"eks_x", u"sandbox-1").label, u"box"_s);
        QCOMPARE(rules.environmentOf(u"eks_x", u"other").label, u"P"_s);
        QCOMPARE(rules.environmentOf(u"eksx", u"other").kind, Kind::Unknown);
        QCOMPARE(rules.environmentOf(u"x", u"my-a-b-c").label, u"ab"_s);
    }

    void PS1_anExactNameMatchesNothingElse() {
        const EnvironmentRules rules({{u"=app"_s, {}, Kind::Staging, {}}});

        QCOMPARE(rules.environmentOf(u"app").kind, Kind::Staging);
        QCOMPARE(rules.environmentOf(u"eks_prd-app").kind, Kind::Production);
        QCOMPARE(rules.environmentOf(u"app-2").kind, Kind::Unknown);
    }

    void U1b_aRuleOfTheContextOpensNoProductionNamespace() {
        const EnvironmentRules rules(
            {{u"shared"_s, u"live-demo"_s, Kind::Playground, {}}, {u"shared"_s, {}, Kind::Staging, {}}});

        QCOMPARE(rules.environmentOf(u"shared", u"app-stg").kind, Kind::Staging);
        QCOMPARE(rules.environmentOf(u"shared", u"app-prd").kind, Kind::Production);
        QCOMPARE(rules.environmentOf(u"shared", u"live-demo").kind, Kind::Playground);
    }

    void aGlobOfStarsIsNotSlow() {
        const EnvironmentRules rules({{QString(u"*a"_s).repeated(200) + u"b"_s, {}, Kind::Production, {}}});

        QCOMPARE(rules.environmentOf(QString(20'000, u'a')).kind, Kind::Unknown);
    }
};

QTEST_APPLESS_MAIN(TestEnvironmentRules)
#include "test_environment_rules.moc"
