// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/code_view.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QTest>

using namespace Qt::StringLiterals;
using namespace pilothouse::ui;

namespace {

QString bigYaml(int objects) {
    QString text;
    for (int i = 0; i < objects; ++i)
        text += u"---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map-%1\ndata:\n  level: \"info\"\n  size: "
                u"42\n"
                u"# end of %1\n"_s.arg(i);
    return text;
}

bool hasTone(const QList<CodeSpan>& spans, CodeTone tone) {
    return std::ranges::any_of(spans, [tone](const CodeSpan& span) { return span.tone == tone; });
}

} // namespace

class TestCodeView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsTextIntoLines() {
        CodeDocument document;

        document.setText(u"a: 1\r\nb: 2\n"_s, CodeKind::Yaml);

        QCOMPARE(document.lineCount(), 2);
        QCOMPARE(document.line(1).toString(), u"b: 2"_s);
        QVERIFY(document.line(7).isEmpty());
    }

    void PS10_revealedSecretsAreNotCopied() {
        QGuiApplication::clipboard()->setText(u"before"_s);
        CodeView view;
        view.setText(u"password: hunter2\n"_s, CodeKind::Yaml);
        view.setForEyesOnly(true);

        view.selectAll();
        view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s);

        view.setForEyesOnly(false);
        view.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"password: hunter2"_s);
    }

    void coloursYaml() {
        CodeDocument document;
        document.setText(u"replicas: 6\nname: \"x\"\n# note\n"_s, CodeKind::Yaml);

        QVERIFY(hasTone(document.spans(0), CodeTone::Key));
        QVERIFY(hasTone(document.spans(0), CodeTone::Number));
        QVERIFY(hasTone(document.spans(1), CodeTone::String));
        QVERIFY(hasTone(document.spans(2), CodeTone::Comment));
    }

    void coloursJson() {
        CodeDocument document;
        document.setText(u"{\n  \"a\": 1,\n  \"b\": \"x\"\n}\n"_s, CodeKind::Json);

        QVERIFY(hasTone(document.spans(1), CodeTone::Key));
        QVERIFY(hasTone(document.spans(1), CodeTone::Number));
        QVERIFY(hasTone(document.spans(2), CodeTone::String));
    }

    void aJumpToTheEndColoursAsReadingOnDoes() {
        CodeDocument jumped;
        CodeDocument read;
        const QString text = bigYaml(300);
        jumped.setText(text, CodeKind::Yaml);
        read.setText(text, CodeKind::Yaml);
        const int last = read.lineCount() - 2;
        for (int line = 0; line < last; ++line)
            (void)read.spans(line);

        const QList<CodeSpan> a = jumped.spans(last);
        const QList<CodeSpan> b = read.spans(last);

        QCOMPARE(a.size(), b.size());
        QVERIFY(!a.isEmpty());
    }

    void opensAMegabyteAndJumpsToItsEnd() {
        CodeView view;
        view.resize(800, 600);
        view.setText(bigYaml(12000), CodeKind::Yaml);
        QVERIFY(view.document().lineCount() > 100000);

        view.scrollToLine(view.document().lineCount() - 1);
        const QImage picture = view.grab().toImage();

        QVERIFY(!picture.isNull());
        QVERIFY(view.firstVisibleLine() > 100000);
    }

    void oneEndlessLineDoesNotStall() {
        CodeView view;
        view.resize(800, 200);

        view.setText(u"{\"a\":\""_s + QString(2000000, u'x') + u"\"}"_s, CodeKind::Json);

        QVERIFY(!view.grab().toImage().isNull());
        view.selectAll();
        QVERIFY(view.selectedText().size() > 2000000);
    }

    void findsAndGoesRound() {
        CodeView view;
        view.resize(600, 200);
        view.setText(bigYaml(50), CodeKind::Yaml);

        QCOMPARE(view.find(u"map-4"_s), 11); // map-4 and map-40 to map-49
        view.findPrevious();

        QVERIFY(view.firstVisibleLine() > 400);
        QCOMPARE(view.find(u"Map-4"_s), 0);
    }

    void KC14_escapeSequencesAreShownAndCopiedAsText() {
        CodeView view;
        view.setText(u"note: \x1b[2Jgone\n"_s, CodeKind::Yaml);

        view.selectAll();
        view.copy();

        QVERIFY(!QGuiApplication::clipboard()->text().contains(QChar(0x1b)));
        QVERIFY(QGuiApplication::clipboard()->text().contains(u"gone"_s));
    }
};

QTEST_MAIN(TestCodeView)
#include "test_code_view.moc"
