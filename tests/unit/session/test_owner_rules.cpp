// SPDX-License-Identifier: Apache-2.0
#include "core/session/owner_rules.h"

#include "core/settings/settings_store.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

const ContextId kProduction{u"eks_prd-app"_s};

OwnerRule rule(const QString& context, const QString& nameSpace, const QString& release) {
    return {.kind = OwnerRule::Kind::Pipeline,
        .environment = {},
        .contextPattern = context,
        .namespacePattern = nameSpace,
        .releasePattern = release,
        .name = u"GitLab kube-app, prd/storefront"_s};
}

bool speaksOf(const OwnerRule& one, const QString& nameSpace, const QString& release) {
    return !ownerRulesFor({one}, kProduction, {.nameSpace = nameSpace, .name = release}).empty();
}

} // namespace

class TestOwnerRules final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void patternsAreReadAsThoseOfEnvironments() {
        QVERIFY(speaksOf(rule({}, {}, {}), u"shop"_s, u"storefront"_s));
        QVERIFY(speaksOf(rule(u"prd"_s, u"=shop"_s, u"store*"_s), u"shop"_s, u"storefront"_s));
        QVERIFY(!speaksOf(rule(u"stg"_s, {}, {}), u"shop"_s, u"storefront"_s));
        QVERIFY(!speaksOf(rule({}, u"=sho"_s, {}), u"shop"_s, u"storefront"_s));
        QVERIFY(!speaksOf(rule({}, u"ho"_s, {}), u"shop"_s, u"storefront"_s)); // whole tokens
        QVERIFY(!speaksOf(rule({}, {}, u"=storefront"_s), u"shop"_s, u"storefront-canary"_s));
        QVERIFY(speaksOf(rule({}, {}, u"storefront"_s), u"shop"_s, u"storefront-canary"_s));
    }

    void anEnvironmentNarrowsARule() {
        OwnerRule one = rule({}, {}, {});
        one.environment = EnvironmentKind::Production;
        const ReleaseKey release{.nameSpace = u"shop"_s, .name = u"web"_s};

        QCOMPARE(ownerRulesFor({one}, kProduction, release, EnvironmentKind::Production).size(), 1U);
        QCOMPARE(ownerRulesFor({one}, kProduction, release, EnvironmentKind::Staging).size(), 0U);
        QCOMPARE(ownerRulesFor({one}, kProduction, release).size(), 1U);
    }

    void severalOwnersComeInOrder() {
        OwnerRule git = rule({}, {}, {});
        git.kind = OwnerRule::Kind::Git;

        const auto found = ownerRulesFor(
            {git, rule(u"nowhere"_s, {}, {}), rule({}, {}, {})}, kProduction, {.nameSpace = u"s"_s, .name = u"r"_s});

        QCOMPARE(found.size(), 2U);
        QCOMPARE(found.front().kind, OwnerRule::Kind::Git);
    }

    void theyAreKeptInTheSettings() {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"settings.json"_s);
        OwnerRule one = rule(u"=eks_prd-app"_s, u"shop*"_s, u"web"_s);
        one.kind = OwnerRule::Kind::Git;
        one.environment = EnvironmentKind::Production;
        const OwnerRules rules{one, rule({}, {}, {})};
        {
            SettingsStore store(file);
            QVERIFY(store.load());
            setOwnerRules(store, rules);
            QVERIFY(store.flush());
        }

        SettingsStore again(file);
        QVERIFY(again.load());

        QCOMPARE(ownerRulesIn(again), rules);
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions()); // FS7
    }

    void FS1_rubbishInTheSettingsStillWarns() {
        const QTemporaryDir folder;
        SettingsStore store(folder.filePath(u"settings.json"_s));
        QVERIFY(store.load());
        store.setValue(u"owners.rules",
            QJsonArray{42, QJsonObject{{u"kind"_s, u"robot"_s}, {u"name"_s, u"x"_s}, {u"environment"_s, u"moon"_s}}});

        const OwnerRules rules = ownerRulesIn(store);

        QCOMPARE(rules.size(), 2U);
        QCOMPARE(rules.back().kind, OwnerRule::Kind::Pipeline);
        QVERIFY(!rules.back().environment);
    }
};

QTEST_GUILESS_MAIN(TestOwnerRules)
#include "test_owner_rules.moc"
