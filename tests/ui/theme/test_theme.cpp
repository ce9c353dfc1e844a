// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include <QtCore/QDir>
#include <QtGui/QFontDatabase>
#include <QtGui/QPalette>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace Qt::StringLiterals;
using namespace pilothouse::ui;

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textReadsOnEverySurface_data() {
        QTest::addColumn<int>("token");
        using enum ColorToken;
        for (const ColorToken token : {Text, TextSecond, TextThird, Accent, Ok, Warning, Failed, Pending, Production,
                 Staging, Playground, YamlKey, YamlString, YamlNumber, YamlComment})
            QTest::addRow("token %d", static_cast<int>(token)) << static_cast<int>(token);
    }

    void textReadsOnEverySurface() {
        QFETCH(int, token);
        for (const Scheme scheme : {Scheme::Dark, Scheme::Light}) {
            for (const ColorToken ground : {ColorToken::Surface, ColorToken::Side}) {
                const qreal ratio
                    = contrastRatio(tokenColor(static_cast<ColorToken>(token), scheme), tokenColor(ground, scheme));
                QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
            }
        }
    }

    void badgesReadOnTheirGround() {
        Theme theme(*qApp);
        for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
            theme.setChoice(choice);
            for (const ColorToken token : {ColorToken::Ok, ColorToken::Warning, ColorToken::Failed, ColorToken::Pending,
                     ColorToken::Accent, ColorToken::Production, ColorToken::Staging}) {
                const qreal ratio = contrastRatio(theme.color(token), theme.tint(token));
                QVERIFY2(ratio >= 4.5, qPrintable(u"token %1: %2"_s.arg(int(token)).arg(ratio)));
                QVERIFY(contrastRatio(theme.textOn(token), theme.fill(token)) >= 4.5);
            }
        }
    }

    void changesThePaletteWithTheScheme() {
        Theme theme(*qApp);
        theme.setChoice(Theme::Choice::Dark);
        QSignalSpy changed(&theme, &Theme::changed);

        theme.setChoice(Theme::Choice::Light);

        QCOMPARE(changed.size(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Base), tokenColor(ColorToken::Surface, Scheme::Light));
    }

    void bundlesItsFonts() {
        Theme theme(*qApp);

        QVERIFY(QFontDatabase::families().contains(u"Inter"_s));
        QVERIFY(QFontDatabase::families().contains(u"JetBrains Mono NL"_s));
        QVERIFY(QFontDatabase::styles(u"Inter"_s).size() >= 3);
    }

    void everyIconDraws() {
        Theme theme(*qApp);
        const QStringList files = QDir(u":/pilothouse/icons"_s).entryList({u"*.svg"_s});
        QVERIFY(files.size() > 60);

        for (const QString& file : files) {
            const QPixmap pixmap = theme.pixmap(file.chopped(4), ColorToken::Accent, 16, 2.0);
            QCOMPARE(pixmap.size(), QSize(32, 32));
            QVERIFY2(!pixmap.toImage().allGray(), qPrintable(file));
        }
    }

    void iconsAreSharpOnDenseScreens() {
        Theme theme(*qApp);

        const QPixmap pixmap = theme.icon(u"download"_s).pixmap(QSize(16, 16), 2.0);

        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
    }

    void widgetsFindTheirThemeAndMakeOneWhereThereIsNone() {
        {
            Theme theme(*qApp);
            QCOMPARE(&Theme::of(nullptr), &theme);
        }
        Theme& made = Theme::of(nullptr);
        QCOMPARE(made.parent(), static_cast<QObject*>(qApp));
    }
};

QTEST_MAIN(TestTheme)
#include "test_theme.moc"
