// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_file.h"

#include "tests/unit/helm/record_builder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

QByteArray secretOf(const QByteArray& release, const QString& name = u"storefront"_s, int revision = 1384) {
    const QJsonObject labels{{u"owner"_s, u"helm"_s}, {u"name"_s, name}, {u"version"_s, QString::number(revision)},
        {u"status"_s, u"deployed"_s}};
    const QJsonObject metadata{{u"name"_s, u"sh.helm.release.v1.%1.v%2"_s.arg(name).arg(revision)},
        {u"namespace"_s, u"shop"_s}, {u"labels"_s, labels}, {u"uid"_s, u"u-1"_s}, {u"resourceVersion"_s, u"7"_s}};
    return toBytes({{u"apiVersion"_s, u"v1"_s}, {u"kind"_s, u"Secret"_s}, {u"type"_s, u"helm.sh/release.v1"_s},
        {u"metadata"_s, metadata}, {u"data"_s, QJsonObject{{u"release"_s, QString::fromLatin1(release)}}}});
}

QByteArray goodSecret() {
    return secretOf(encoded(toBytes(recordJson())));
}

/// A umask for as long as it lives.
class Umask {
public:
    explicit Umask(mode_t mask)
        : m_before(::umask(mask)) { }
    ~Umask() { ::umask(m_before); }
    Q_DISABLE_COPY_MOVE(Umask)

private:
    mode_t m_before;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestRecordFile final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void whatWasWrittenIsReadBack() {
        const QString path = m_folder->filePath(u"record.json"_s);
        QVERIFY(writeRecordFile(path, goodSecret(), IfFileExists::Refuse));

        const auto read = readRecordFile(path);

        QVERIFY2(read, qPrintable(read ? QString() : describe(read.error())));
        QCOMPARE(read->meta.key.name, u"storefront"_s);
        QCOMPARE(read->meta.key.nameSpace, u"shop"_s);
        QCOMPARE(number(read->record->revision), 1384);
        QCOMPARE(read->record->userValues.at({u"image", u"tag"}).text(), u"v2"_s);
        QVERIFY(read->record->manifest.startsWith("---\n# Source:"));
        QCOMPARE(namesLeft(), QStringList{u"record.json"_s});
    }

    void kubectlsYamlIsReadToo() {
        const auto tree = loadJson(goodSecret(), u"secret"_s);
        QVERIFY(tree);

        const auto read = recordFromText(toYaml(*tree), u"record.yaml"_s);

        QVERIFY2(read, qPrintable(read ? QString() : describe(read.error())));
        QCOMPARE(read->record->name, u"storefront"_s);
    }

    void FS7_theFileIsPrivateWhateverTheUmask() {
        const Umask open(0);
        const QString path = m_folder->filePath(u"record.json"_s);

        QVERIFY(writeRecordFile(path, goodSecret(), IfFileExists::Refuse));

        struct stat about{};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &about), 0);
        QCOMPARE(about.st_mode & 0777U, 0600U);
        // One that was open to others before it was replaced is not any more.
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        QVERIFY(writeRecordFile(path, goodSecret(), IfFileExists::Replace));
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &about), 0);
        QCOMPARE(about.st_mode & 0777U, 0600U);
    }

    void LO7_aFileThatIsThereIsNotOverwrittenUnasked() {
        const QString path = m_folder->filePath(u"mine.json"_s);
        QVERIFY(writeRecordFile(path, "mine", IfFileExists::Refuse));

        const auto again = writeRecordFile(path, goodSecret(), IfFileExists::Refuse);

        QVERIFY(!again);
        QCOMPARE(again.error().reason, u"FileExists"_s);
        QCOMPARE(contentOf(path), "mine");
        QCOMPARE(namesLeft(), QStringList{u"mine.json"_s});
    }

    void LO7_aFullDiskLeavesNothingAndSaysSo() {
        if (!QFileInfo::exists(u"/dev/full"_s)) {
            QSKIP("no /dev/full here");
        }
        const auto nowhere = writeRecordFile(m_folder->filePath(u"no/such/folder/x.json"_s), "x", IfFileExists::Refuse);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ErrorCode::Io);
        const auto folder = writeRecordFile(m_folder->path(), "x", IfFileExists::Replace);
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, ErrorCode::Io);
        QCOMPARE(namesLeft(), QStringList());
    }

    void FS1_aLinkIsReplacedAndNotFollowed() {
        const QString target = m_folder->filePath(u"precious"_s);
        const QString link = m_folder->filePath(u"record.json"_s);
        QVERIFY(writeRecordFile(target, "precious", IfFileExists::Refuse));
        QVERIFY(QFile::link(target, link));

        QVERIFY(!writeRecordFile(link, goodSecret(), IfFileExists::Refuse));
        QVERIFY(writeRecordFile(link, goodSecret(), IfFileExists::Replace));

        QCOMPARE(contentOf(target), "precious");
        QVERIFY(!QFileInfo(link).isSymLink());
    }

    void RP1_aBombInAFileIsRefused() {
        const QByteArray json = toBytes(recordJson());
        const QByteArray bomb = gzip(json + QByteArray(128LL * 1024 * 1024, ' '), 9).toBase64().toBase64();

        const auto read = recordFromText(secretOf(bomb), u"bomb.json"_s);

        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Invalid);
    }

    void RP2_rubbishIsNamed() {
        for (const QByteArray& text : {QByteArray("{"), QByteArray("[]"), QByteArray("{}"), QByteArray(),
                 QByteArray(R"({"kind":"Pod","metadata":{"name":"x"}})"),
                 QByteArray(R"({"kind":"Secret","metadata":{"name":"x"}})"), secretOf("AAAA")}) {
            QVERIFY2(!recordFromText(text, u"x"_s), text.constData());
        }
    }

    void RP3_aNameThatLiesIsMarked() {
        const auto read = recordFromText(secretOf(encoded(toBytes(recordJson())), u"payment"_s), u"x"_s);

        QVERIFY(read);
        QVERIFY(read->record->oddities.contains(u"NameMismatch"_s));
    }

    void RP4_aManifestThatCanNotBeParsedIsKeptAsItIs() {
        QJsonObject record = recordJson();
        const QString manifest = u"---\r\na: [\n\u0001 not yaml\n"_s;
        record[u"manifest"_s] = manifest;

        const auto read = recordFromText(secretOf(encoded(toBytes(record))), u"x"_s);

        QVERIFY(read);
        QCOMPARE(read->record->manifest, manifest.toUtf8());
    }

    void tooLargeAFileIsNotRead() {
        const QString path = m_folder->filePath(u"large"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(9LL * 1024 * 1024));

        const auto read = readRecordFile(path);

        QVERIFY(!read);
        QCOMPARE(read.error().reason, u"TooLarge"_s);
    }

    void noNameLeadsOutOfTheFolder() {
        RecordMeta meta;
        meta.key = {.nameSpace = u"../../etc"_s, .name = u"..\u202e/x"_s};
        meta.revision = Revision{3};

        const QString name = suggestedFileName(meta);

        QVERIFY(!name.contains(u'/') && !name.startsWith(u'.') && !name.contains(QChar(0x202e)));
        QVERIFY(name.endsWith(u".json"_s));
    }

private:
    QStringList namesLeft() { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden | QDir::System); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestRecordFile)
#include "test_record_file.moc"
