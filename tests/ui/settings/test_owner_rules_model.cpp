// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/owner_rules_model.h"

#include "ui/settings/owner_rules_table.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;

class TestOwnerRulesModel final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsEditedIsTheRule() {
        OwnerRulesModel model({});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy edited(&model, &OwnerRulesModel::edited);
        model.add();
        const auto set = [&model](int column, const QVariant& value) {
            QVERIFY(model.setData(model.index(0, column), value, Qt::EditRole));
        };

        set(OwnerRulesModel::Kind, static_cast<int>(OwnerRule::Kind::Git));
        set(OwnerRulesModel::Name, u"  GitLab kube-app,\nprd/storefront "_s);
        set(OwnerRulesModel::Environment, OwnerRulesModel::kAnyEnvironment);
        set(OwnerRulesModel::Context, u"=eks_prd-app"_s);
        set(OwnerRulesModel::Namespace, u"shop*"_s);
        set(OwnerRulesModel::Release, u"storefront"_s);

        QCOMPARE(edited.size(), 7);
        const OwnerRule& rule = model.rules().front();
        QCOMPARE(rule.kind, OwnerRule::Kind::Git);
        QCOMPARE(rule.name, u"GitLab kube-app, prd/storefront"_s);
        QVERIFY(!rule.environment);
        QCOMPARE(rule.contextPattern, u"=eks_prd-app"_s);
        QCOMPARE(rule.namespacePattern, u"shop*"_s);
        QCOMPARE(rule.releasePattern, u"storefront"_s);
    }

    void everyCellSaysSomething() {
        OwnerRulesModel model({});
        model.add();

        for (int column = 0; column < OwnerRulesModel::ColumnCount; ++column) {
            QVERIFY(!model.index(0, column).data().toString().isEmpty());
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        }
    }

    void anUnknownKindIsAPipeline() {
        OwnerRulesModel model({});
        model.add();

        QVERIFY(model.setData(model.index(0, OwnerRulesModel::Kind), 42, Qt::EditRole));

        QCOMPARE(model.rules().front().kind, OwnerRule::Kind::Pipeline);
    }

    void theTableAddsAndRemoves() {
        Theme theme(*qApp);
        OwnerRulesModel model({});
        OwnerRulesTable table(model, nullptr);
        table.resize(760, 220);
        const auto buttons = table.findChildren<QPushButton*>();
        QCOMPARE(buttons.size(), 2);

        buttons.front()->click();
        QCOMPARE(model.rowCount(), 1);
        buttons.back()->click(); // nothing is chosen
        QCOMPARE(model.rowCount(), 1);
        model.remove(0);
        QCOMPARE(model.rowCount(), 0);
        model.remove(5);
    }
};

QTEST_MAIN(TestOwnerRulesModel)
#include "test_owner_rules_model.moc"
