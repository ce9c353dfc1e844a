// SPDX-License-Identifier: Apache-2.0
#include "core/yaml/document_splitter.h"

#include <QTest>

using namespace pilothouse;

namespace {

QByteArrayList documentsOf(const QByteArray& text) {
    QByteArrayList documents;
    for (const DocumentSpan& span : splitDocuments(text)) {
        documents += text.sliced(span.begin, span.end - span.begin);
    }
    return documents;
}

} // namespace

class TestDocumentSplitter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// yaml-cpp's LoadAll stops at the first empty document or never ends.
    void RP4_anEmptyDocumentHidesNothing() {
        QCOMPARE(documentsOf("a: 1\n---\n---\n# none\n---\nb: 2\n"), (QByteArrayList{"a: 1\n", "b: 2\n"}));
    }

    void RP4_dashesInABlockScalarAreText() {
        const QByteArray text = "a: |\n  ---\n  x\n ---\nb: ----\n---x\n";

        QCOMPARE(documentsOf(text), QByteArrayList{text});
    }

    void RP4_countsLines() {
        const auto spans = splitDocuments("---\n# Source: a\r\na: 1\r\n---\r\nb: 2");

        QCOMPARE(spans.size(), 2U);
        QCOMPARE(spans[0].firstLine, 1);
        QCOMPARE(spans[0].begin, 4);
        QCOMPARE(spans[1].firstLine, 4);
        QCOMPARE(spans[1].end, 32);
    }

    void keepsWhatStandsOnTheSeparatorsLine() {
        QCOMPARE(documentsOf("--- {a: 1}\n--- # words\nb: 2\n"), (QByteArrayList{" {a: 1}\n", "b: 2\n"}));
    }

    void leavesDirectivesAndMarksOut() {
        QCOMPARE(documentsOf("\xef\xbb\xbf%YAML 1.1\n---\na: 1\n"), QByteArrayList{"a: 1\n"});
        QCOMPARE(documentsOf("\xef\xbb\xbf"
                             "a: 1\n"),
            QByteArrayList{"a: 1\n"});
        QVERIFY(documentsOf("").isEmpty());
        QVERIFY(documentsOf("\n  \n#\n---").isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDocumentSplitter)
#include "test_document_splitter.moc"
