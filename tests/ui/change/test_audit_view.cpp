// SPDX-License-Identifier: Apache-2.0
#include "ui/change/audit_view.h"

#include "tests/ui/change/change_fixtures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>
#include <QTimeZone>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace pilothouse::ui::tests;

class TestAuditView final : public QObject {
    Q_OBJECT

    static AuditEntry entry(AuditEntry::Step step, int minute) {
        AuditEntry made;
        made.step = step;
        made.time = QDateTime(QDate(2026, 11, 21), QTime(3, minute), QTimeZone::UTC);
        made.operation = u"op-1"_s;
        made.person = u"ops@desk"_s;
        made.context = kPrd.value();
        made.nameSpace = u"payments"_s;
        made.release = u"payment-api"_s;
        made.verb = u"upgrade"_s;
        made.from = 1382;
        made.to = 1383;
        made.outcome = step == AuditEntry::Step::Outcome ? u"Succeeded"_s : QString();
        made.reason = u"hotfix"_s;
        return made;
    }

private Q_SLOTS:
    void listsEntriesAndSaysThatTheChainHolds() {
        ScriptedGateway gateway;
        gateway.reading = {.entries = {entry(AuditEntry::Step::Outcome, 2), entry(AuditEntry::Step::Intent, 1)},
            .brokenAt = 0,
            .lines = 2};
        AuditView view(Theme::of(nullptr), gateway);
        view.resize(1000, 300);
        view.show();

        QTRY_COMPARE(view.table().shownRows(), 2);
        QVERIFY(view.chainText().contains(u"holds"_s));
    }

    void brokenChainNamesItsLine() {
        ScriptedGateway gateway;
        gateway.reading = {.entries = {entry(AuditEntry::Step::Intent, 1)}, .brokenAt = 7, .lines = 9};
        AuditView view(Theme::of(nullptr), gateway);

        QTRY_VERIFY(view.chainText().contains(u"7"_s));
    }

    void newLinesComeByThemselvesAndCanBeCopied() {
        ScriptedGateway gateway;
        AuditView view(Theme::of(nullptr), gateway);
        view.show();
        QTRY_VERIFY(!view.chainText().isEmpty());
        gateway.reading = {.entries = {entry(AuditEntry::Step::Intent, 1)}, .brokenAt = 0, .lines = 1};

        Q_EMIT gateway.auditAppended(gateway.reading.entries.front());
        QTRY_COMPARE(view.table().shownRows(), 1);
        const auto buttons = view.findChildren<QPushButton*>();
        for (QPushButton* button : buttons) {
            if (button->text() == u"Copy"_s) {
                button->click();
            }
        }

        QVERIFY(QGuiApplication::clipboard()->text().contains(u"verb: upgrade"_s));
    }
};

QTEST_MAIN(TestAuditView)
#include "test_audit_view.moc"
