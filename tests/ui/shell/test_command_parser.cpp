// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_parser.h"

#include <QTest>

using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

class TestCommandParser final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsKindNamespaceAndFilter() {
        const Command command = parseCommand(u":pods payments /web");

        QCOMPARE(command.verb, Command::Verb::Kind);
        QCOMPARE(command.word, u"pods"_s);
        QCOMPARE(command.nameSpace, u"payments"_s);
        QCOMPARE(command.filter, u"web"_s);
    }

    void readsContextAndRelease() {
        QCOMPARE(parseCommand(u":ctx prd-app").word, u"prd-app"_s);
        QCOMPARE(parseCommand(u":ctx prd-app").verb, Command::Verb::Context);
        QCOMPARE(parseCommand(u"rel shop/storefront").verb, Command::Verb::Release);
        QCOMPARE(parseCommand(u"rel shop/storefront").word, u"shop/storefront"_s);
    }

    void acceptsFullWidthSignsOfAChineseInputMethod() {
        QCOMPARE(parseCommand(u"：pods ／web").filter, u"web"_s);
        QCOMPARE(parseCommand(u"：ns　shop").word, u"shop"_s);
    }

    void emptyTextIsNoCommand() { QCOMPARE(parseCommand(u" : ").verb, Command::Verb::Unknown); }

    void prefixComesBeforePartAndPartBeforeLetters() {
        const std::vector<Candidate> all = {{u"search-op"_s, {}, {}, u"a"_s}, {u"shop-api"_s, {}, {}, u"b"_s},
            {u"my-shop"_s, {}, {}, u"c"_s}, {u"workshop"_s, {}, {}, u"d"_s}, {u"ledger"_s, {}, {}, u"e"_s}};

        const auto best = bestMatches(all, u"shop", 10);

        QStringList commands;
        for (const Candidate& candidate : best)
            commands += candidate.command;
        QCOMPARE(commands, (QStringList{u"b"_s, u"c"_s, u"d"_s, u"a"_s}));
    }

    void changesAreNamedWithTheirRelease() {
        const Command upgrade = parseCommand(u":upgrade payments/payment-api");
        QCOMPARE(upgrade.verb, Command::Verb::Change);
        QCOMPARE(upgrade.action, u"upgrade"_s);
        QCOMPARE(upgrade.word, u"payments/payment-api"_s);
        const Command rollback = parseCommand(u"：rollback payment-api 40");
        QCOMPARE(rollback.action, u"rollback"_s);
        QCOMPARE(rollback.revision, 40);
        QCOMPARE(parseCommand(u":install").action, u"install"_s);
        QCOMPARE(parseCommand(u":audit").verb, Command::Verb::Go);
    }

    void neverOffersMoreThanAskedFor() {
        const std::vector<Candidate> all(50, Candidate{u"release"_s, {}, {}, u"x"_s});
        QCOMPARE(bestMatches(all, u"rel", 10).size(), size_t(10));
    }
};

QTEST_GUILESS_MAIN(TestCommandParser)
#include "test_command_parser.moc"
