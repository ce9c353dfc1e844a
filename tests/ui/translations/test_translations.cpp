// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    QString context;
    QString source;
    QString type; ///< "unfinished", "vanished", "obsolete"; empty when it is done
    QStringList forms;
    bool isNumerus = false;

    QString name() const { return context + u" / "_s + source; }
};

QString readTranslation(QXmlStreamReader& xml, Text& text) {
    text.type = xml.attributes().value("type"_L1).toString();
    QString plain;
    while (!xml.atEnd() && !(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == "translation"_L1)) {
        if (xml.isStartElement() && xml.name() == "numerusform"_L1) {
            text.forms += xml.readElementText();
        } else if (xml.isCharacters()) {
            plain += xml.text();
        }
    }
    return plain;
}

Text readMessage(QXmlStreamReader& xml, const QString& context) {
    Text text;
    text.context = context;
    text.isNumerus = xml.attributes().value("numerus"_L1) == "yes"_L1;
    while (!xml.atEnd() && !(xml.readNext() == QXmlStreamReader::EndElement && xml.name() == "message"_L1)) {
        if (!xml.isStartElement()) {
            continue;
        }
        if (xml.name() == "source"_L1) {
            text.source = xml.readElementText();
        } else if (xml.name() == "translation"_L1) {
            const QString plain = readTranslation(xml, text);
            if (!text.isNumerus) {
                text.forms = {plain};
            }
        }
    }
    return text;
}

QList<Text> readTexts(const QString& language) {
    QFile file(qEnvironmentVariable("PILOTHOUSE_SOURCE") + u"/translations/pilothouse_%1.ts"_s.arg(language));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QList<Text> texts;
    QXmlStreamReader xml(&file);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == "name"_L1) {
            context = xml.readElementText();
        } else if (xml.name() == "message"_L1) {
            texts += readMessage(xml, context);
        }
    }
    return xml.hasError() ? QList<Text>() : texts;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern(u"%(?:L?\\d+|n)"_s);
    QStringList found;
    for (auto match = pattern.globalMatch(text); match.hasNext();) {
        found += match.next().captured();
    }
    found.sort();
    return found;
}

QStringList faultsOf(const QList<Text>& texts, qsizetype pluralForms) {
    QStringList faults;
    for (const Text& text : texts) {
        if (!text.type.isEmpty()) {
            faults += u"%1: %2"_s.arg(text.type, text.name());
        }
        if (text.isNumerus && text.forms.size() != pluralForms) {
            faults += u"%1 plural forms: %2"_s.arg(text.forms.size()).arg(text.name());
        }
        for (qsizetype at = 0; at < text.forms.size(); ++at) {
            if (text.forms[at].isEmpty()) {
                faults += u"empty: "_s + text.name();
            }
            // The form for exactly one may say so in words.
            const bool isSingular = text.isNumerus && pluralForms > 1 && at == 0;
            if (!isSingular && placeholders(text.forms[at]) != placeholders(text.source)) {
                faults += u"placeholders: %1 → %2"_s.arg(text.name(), text.forms[at]);
            }
        }
    }
    return faults;
}

} // namespace

class TestTranslations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chineseIsWholeAndKeepsPlaceholders() {
        const QList<Text> texts = readTexts(u"zh_CN"_s);
        QVERIFY(texts.size() > 400);
        const QStringList faults = faultsOf(texts, 1);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void chineseWordsAreChinese() {
        static const QRegularExpression han(u"\\p{Han}"_s);
        static const QSet<QString> kept = {u"Chart"_s, u"Hook"_s, u"Hooks"_s, u"hook"_s, u"Release"_s, u"Releases"_s,
            u"Pods"_s, u"Deployments"_s, u"CRD"_s, u"RBAC"_s, u"HTTP"_s, u"URL"_s, u"Markdown (*.md)"_s, u"Pod"_s,
            u"Shell"_s, u"YAML"_s, u"CPU"_s, u"r%1"_s};
        static const QRegularExpression letters(u"[A-Za-z]"_s);
        QStringList faults;
        for (const Text& text : readTexts(u"zh_CN"_s)) {
            const QString forms = text.forms.join(u' ');
            if (!kept.contains(text.source) && !forms.contains(han) && forms.contains(letters)) {
                faults += text.name();
            }
        }
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
    }

    void englishHasBothFormsOfEveryPlural() {
        const QList<Text> english = readTexts(u"en"_s);
        const QStringList faults = faultsOf(english, 2);
        QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
        QSet<QString> covered;
        for (const Text& text : english) {
            covered += text.name();
            for (const QString& form : text.forms) {
                QVERIFY2(!form.contains("(s)"_L1), qPrintable(text.name()));
            }
        }
        for (const Text& text : readTexts(u"zh_CN"_s)) {
            QVERIFY2(!text.isNumerus || covered.contains(text.name()), qPrintable(text.name()));
        }
    }

    void everyLocaleFindsItsWords_data() {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QString>("two");
        QTest::newRow("Chinese") << u"zh_CN"_s << u"2 个 Release"_s;
        QTest::newRow("English") << u"en_GB"_s << u"2 releases"_s;
        QTest::newRow("no language of its own") << u"C"_s << u"2 releases"_s;
        QTest::newRow("not translated into") << u"pt_BR"_s << u"2 releases"_s;
    }

    void everyLocaleFindsItsWords() {
        QFETCH(const QString, locale);
        QTranslator translator;
        QVERIFY(translator.load(QLocale(locale), u"pilothouse"_s, u"_"_s, u":/translations"_s));
        QString two = translator.translate("pilothouse::ui::ReleaseListPresenter", "%n release(s)", nullptr, 2);
        QTEST(two.replace("%n"_L1, "2"_L1), "two");
    }
};

QTEST_GUILESS_MAIN(TestTranslations)
#include "test_translations.moc"
