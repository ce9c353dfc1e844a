// SPDX-License-Identifier: Apache-2.0
#include "core/settings/tool_settings.h"

#include "core/settings/settings_store.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pilothouse;
using namespace Qt::StringLiterals;

class TestToolSettings final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SettingsStore>(m_folder->filePath(u"settings.json"_s));
        QVERIFY(m_store->load());
    }

    void nothingChosenIsTheDefault() {
        QCOMPARE(logSettingsIn(*m_store), LogSettings());
        QCOMPARE(terminalSettingsIn(*m_store), TerminalSettings());
    }

    void whatIsChosenIsThereAfterAStart() {
        const LogSettings logs{
            .memory = 128_MiB, .file = 1024_MiB, .wrap = true, .timestamps = false, .localTime = false};
        const TerminalSettings terminals{
            .scrollback = 64_MiB, .zoom = 3, .paste = PasteRule::Always, .offersClipboard = true};
        keepSettings(*m_store, logs);
        keepSettings(*m_store, terminals);
        QVERIFY(m_store->flush());

        SettingsStore again(m_folder->filePath(u"settings.json"_s));
        QVERIFY(again.load());

        QCOMPARE(logSettingsIn(again), logs);
        QCOMPARE(terminalSettingsIn(again), terminals);
    }

    void nonsenseInTheFileStaysWithinBounds() {
        m_store->setValue(u"logs.memoryMiB", -5);
        m_store->setValue(u"logs.fileMiB", 1e12);
        m_store->setValue(u"terminal.scrollbackMiB", 100'000);
        m_store->setValue(u"terminal.zoom", 900);
        m_store->setValue(u"terminal.paste", u"never"_s);

        QCOMPARE(logSettingsIn(*m_store).memory, 16_MiB);
        QCOMPARE(logSettingsIn(*m_store).file, 65'536_MiB);
        QCOMPARE(terminalSettingsIn(*m_store).scrollback, 256_MiB);
        QCOMPARE(terminalSettingsIn(*m_store).zoom, 24);
        QCOMPARE(terminalSettingsIn(*m_store).paste, PasteRule::SeveralLines);
    }

    void onlyWhatDiffersIsTold() {
        QSignalSpy changed(m_store.get(), &SettingsStore::changed);
        LogSettings settings = logSettingsIn(*m_store);
        keepSettings(*m_store, settings);
        QCOMPARE(changed.size(), 0);
        settings.wrap = true;

        keepSettings(*m_store, settings);

        QCOMPARE(changed.size(), 1);
        const QString path = changed.first().first().toString();
        QVERIFY(isLogSetting(path) && !isTerminalSetting(path));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SettingsStore> m_store;
};

QTEST_GUILESS_MAIN(TestToolSettings)
#include "test_tool_settings.moc"
