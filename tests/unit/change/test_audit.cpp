// SPDX-License-Identifier: Apache-2.0
#include "core/change/audit.h"

#include "core/change/audit_line.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

AuditEntry entryOf(const QString& release) {
    AuditEntry entry;
    entry.step = AuditEntry::Step::Intent;
    entry.operation = u"op-"_s + release;
    entry.context = u"eks_prd-app"_s;
    entry.verb = u"upgrade"_s;
    entry.nameSpace = u"shop"_s;
    entry.release = release;
    entry.from = 7;
    entry.to = 8;
    entry.reason = u"问题 \"x\"\n"_s;
    entry.more = {{u"exit"_s, 0}};
    return entry;
}

} // namespace

class TestAudit final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_file = m_folder->filePath(u"state/audit.jsonl"_s);
    }

    void keepsWhatWasWrittenNewestFirst() {
        AuditLog log(m_file);
        QSignalSpy told(&log, &AuditLog::appended);

        QVERIFY(log.append(entryOf(u"web"_s)));
        QVERIFY(log.append(entryOf(u"cart"_s)));

        const auto reading = log.read();
        QVERIFY(reading.has_value());
        QCOMPARE(reading->lines, 2);
        QCOMPARE(reading->brokenAt, 0);
        QCOMPARE(reading->entries.size(), size_t(2));
        QCOMPARE(reading->entries[0].release, u"cart"_s);
        QCOMPARE(reading->entries[1].reason, entryOf(u"web"_s).reason);
        QCOMPARE(reading->entries[1].more.value("exit"_L1).toInt(-1), 0);
        QVERIFY(reading->entries[0].person.contains(u'@'));
        QVERIFY(reading->entries[0].time.isValid());
        QCOMPARE(told.count(), 2);
        QCOMPARE(log.read(1)->entries.size(), size_t(1));
    }

    void FS7_onlyTheOwnerMayReadIt() {
        AuditLog log(m_file);
        QVERIFY(log.append(entryOf(u"web"_s)));
        QVERIFY(QFile::setPermissions(m_file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(log.append(entryOf(u"web"_s)));

        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(m_file) & others));
        QVERIFY(!(QFile::permissions(QFileInfo(m_file).path()) & (others | QFile::ExeOther)));
    }

    void namesTheLineThatWasEdited() {
        writeFour();
        QByteArray text = readAll();
        text.replace("op-two", "op-TWO");
        writeAll(text);

        QCOMPARE(AuditLog(m_file).read()->brokenAt, 2);
    }

    void namesTheLineAfterTheOneThatWasTakenOut() {
        writeFour();
        QList<QByteArray> lines = readAll().split('\n');
        lines.removeAt(1);
        writeAll(lines.join('\n'));

        QCOMPARE(AuditLog(m_file).read()->brokenAt, 2);
    }

    void namesTheFirstLineWhenTheStartWasCutOff() {
        writeFour();
        QList<QByteArray> lines = readAll().split('\n');
        lines.removeFirst();
        writeAll(lines.join('\n'));

        QCOMPARE(AuditLog(m_file).read()->brokenAt, 1);
    }

    void writingOnDoesNotHealABreak() {
        namesTheLineThatWasEdited();

        QVERIFY(AuditLog(m_file).append(entryOf(u"five"_s)));

        const auto reading = AuditLog(m_file).read();
        QCOMPARE(reading->brokenAt, 2);
        QCOMPARE(reading->lines, 5);
    }

    void tornLastLineIsSaidAndWrittenOnAfter() {
        writeFour();
        QByteArray text = readAll();
        text.chop(30);
        writeAll(text);
        QCOMPARE(AuditLog(m_file).read()->tornAt, 4);
        QCOMPARE(AuditLog(m_file).read()->brokenAt, 0);

        QVERIFY(AuditLog(m_file).append(entryOf(u"five"_s)));

        auto reading = AuditLog(m_file).read();
        QCOMPARE(reading->brokenAt, 0);
        QCOMPARE(reading->tornAt, 4);
        QCOMPARE(reading->entries.size(), size_t(4));
        QCOMPARE(reading->entries[0].release, u"five"_s);

        text = readAll();
        text.replace("op-four", "op-FOUR"); // the torn line is vouched for by the one after it
        writeAll(text);
        QCOMPARE(AuditLog(m_file).read()->brokenAt, 5);
    }

    void strippingALineOfItsChainIsNoticed() {
        writeFour();
        QList<QByteArray> lines = readAll().split('\n');
        lines[1] = lines[1].first(lines[1].size() - 70);
        writeAll(lines.join('\n'));

        QCOMPARE(AuditLog(m_file).read()->brokenAt, 3);
    }

    void twoWritersKeepOneChain() {
        constexpr int kEach = 40;
        const auto writeMany = [this](const QString& who) {
            AuditLog log(m_file);
            for (int i = 0; i < kEach; ++i) {
                if (!log.append(entryOf(who))) {
                    return;
                }
            }
        };
        std::thread other(writeMany, u"other"_s);
        writeMany(u"one"_s);
        other.join();

        const auto reading = AuditLog(m_file).read();
        QCOMPARE(reading->lines, 2 * kEach);
        QCOMPARE(reading->brokenAt, 0);
        QCOMPARE(reading->entries.size(), size_t(2 * kEach));
    }

    void FS1_whatIsNoFileIsRefused() {
        QVERIFY(QDir().mkpath(m_file));
        const auto done = AuditLog(m_file).append(entryOf(u"web"_s));
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::Io);

        const QString link = m_folder->filePath(u"link.jsonl"_s);
        QVERIFY(QFile::link(m_folder->filePath(u"elsewhere"_s), link));
        QVERIFY(!AuditLog(link).append(entryOf(u"web"_s)));
        QVERIFY(!QFileInfo::exists(m_folder->filePath(u"elsewhere"_s)));
    }

    void longTextsStayBounded() {
        AuditEntry entry = entryOf(u"web"_s);
        entry.reason = QString(1'000'000, u'x');
        entry.more = {{u"argv"_s, QString(1'000'000, u'y')}};
        AuditLog log(m_file);
        QVERIFY(log.append(entry));
        QVERIFY(log.append(entryOf(u"next"_s)));

        QVERIFY(QFileInfo(m_file).size() < 64 * 1024);
        QCOMPARE(log.read()->brokenAt, 0);
    }

private:
    void writeFour() {
        AuditLog log(m_file);
        for (const QString& name : {u"one"_s, u"two"_s, u"three"_s, u"four"_s}) {
            QVERIFY(log.append(entryOf(name)));
        }
        QCOMPARE(log.read()->brokenAt, 0);
    }
    [[nodiscard]] QByteArray readAll() const {
        QFile file(m_file);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void writeAll(const QByteArray& text) const {
        QFile file(m_file);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(text);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

QTEST_GUILESS_MAIN(TestAudit)
#include "test_audit.moc"
