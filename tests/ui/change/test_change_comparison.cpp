// SPDX-License-Identifier: Apache-2.0
#include "ui/change/change_comparison.h"

#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestChangeComparison final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void PS5_aRollbackShowsWhichValuesComeBack() {
        const auto recordWith = [](const QString& tag) {
            auto record = std::make_shared<ReleaseRecord>();
            record->userValues = YamlValue(YamlValue::Map{{u"tag"_s, YamlValue::string(tag)}});
            return record;
        };
        Rendering rendering;
        rendering.request.kind = ChangeKind::Rollback;
        rendering.base = recordWith(u"v2"_s);
        rendering.target = recordWith(u"v1"_s);

        const ui::ReleaseDiffPtr diff = ui::releaseDiffOf(rendering, {});

        QVERIFY(diff->values.has_value());
        QVERIFY(diff->values->fromText.contains("v2"));
        QVERIFY(diff->values->toText.contains("v1"));
    }

    void notesThatAreNotRenderedAreNotCalledGone_data() {
        QTest::addColumn<ChangeKind>("kind");
        QTest::addColumn<bool>("differ");
        QTest::newRow("upgrade") << ChangeKind::Upgrade << false;
        QTest::newRow("rollback to one without") << ChangeKind::Rollback << true;
        QTest::newRow("uninstall") << ChangeKind::Uninstall << true;
    }
    void notesThatAreNotRenderedAreNotCalledGone() {
        QFETCH(ChangeKind, kind);
        QFETCH(bool, differ);
        auto base = std::make_shared<ReleaseRecord>();
        base->revision = Revision{7};
        base->notes = u"Reach it at http://web"_s;
        Rendering rendering;
        rendering.request.kind = kind;
        rendering.request.release = {.nameSpace = u"shop"_s, .name = u"web"_s};
        rendering.base = base;

        const ui::ReleaseDiffPtr diff = ui::releaseDiffOf(rendering, {});

        QCOMPARE(diff->notes.has_value(), differ);
    }
};

QTEST_MAIN(TestChangeComparison)
#include "test_change_comparison.moc"
