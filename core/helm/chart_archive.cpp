// SPDX-License-Identifier: Apache-2.0
#include "core/helm/chart_tree.h"

#include <QCryptographicHash>
#include <QSet>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

struct ArchiveCloser {
    void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchiveReader = std::unique_ptr<archive, ArchiveCloser>;

/// Reads one archive from memory. Every entry is judged by its header before any of it is inflated.
class ArchiveWalk {
public:
    ArchiveWalk(const QString& name, const ChartLimits& limits)
        : m_name(name)
        , m_limits(limits) { }
    Result<ChartFiles> run(const QByteArray& bytes);

private:
    [[nodiscard]] std::unexpected<Error> refuse(const QString& entry, const QString& why, const QString& reason) const {
        return fail(ErrorCode::Invalid, m_name + u": "_s + entry.left(256), why, reason);
    }
    [[nodiscard]] std::unexpected<Error> broken(archive* reader) const {
        const char* const words = archive_error_string(reader);
        return fail(ErrorCode::Parse, m_name,
            words ? QString::fromUtf8(words).left(512) : u"the archive can't be read"_s, u"NotAnArchive"_s);
    }
    Result<void> takeEntry(archive* reader, archive_entry* entry);
    Result<QString> judge(archive_entry* entry);
    Result<QByteArray> readData(archive* reader, const QString& entry);

    QString m_name;
    ChartLimits m_limits;
    ChartFiles m_files;
    QSet<QString> m_folded; ///< names without their case
    qsizetype m_entries = 0;
    qint64 m_total = 0;
};

QString nameOf(archive_entry* entry) {
    const char* const utf8 = archive_entry_pathname_utf8(entry);
    const char* const raw = utf8 ? utf8 : archive_entry_pathname(entry);
    QString name = raw ? QString::fromUtf8(raw) : QString();
    while (name.startsWith("./"_L1)) {
        name.remove(0, 2);
    }
    return name;
}

/// The name inside the chart; empty: nothing to read (a folder).
Result<QString> ArchiveWalk::judge(archive_entry* entry) {
    const QString name = nameOf(entry);
    if (!isSafeFileName(name)) {
        return refuse(name, u"a name that leads out of the chart"_s, u"UnsafeName"_s);
    }
    if (archive_entry_hardlink(entry) || archive_entry_symlink(entry)) {
        return refuse(name, u"a link"_s, u"Link"_s);
    }
    const auto type = archive_entry_filetype(entry);
    if (type != AE_IFREG && type != AE_IFDIR) {
        return refuse(name, u"neither a file nor a folder"_s, u"SpecialFile"_s);
    }
    if (type == AE_IFDIR) {
        return QString();
    }
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > m_limits.file.bytes) {
        return refuse(name, u"the file is too large"_s, u"TooLarge"_s);
    }
    const qsizetype slash = name.indexOf(u'/');
    if (slash < 0) {
        return refuse(name, u"it stands in no chart's folder"_s, u"NoFolder"_s);
    }
    const QString folded = name.toCaseFolded();
    if (m_folded.contains(folded)) {
        return refuse(name, u"another file has the same name but for its case"_s, u"NameCollision"_s);
    }
    m_folded.insert(folded);
    return name.sliced(slash + 1);
}

Result<QByteArray> ArchiveWalk::readData(archive* reader, const QString& entry) {
    QByteArray data;
    QByteArray block(qsizetype{64} * 1024, Qt::Uninitialized);
    while (true) {
        const la_ssize_t got = archive_read_data(reader, block.data(), static_cast<size_t>(block.size()));
        if (got < 0) {
            return broken(reader);
        }
        if (got == 0) {
            return data;
        }
        data.append(block.constData(), static_cast<qsizetype>(got));
        m_total += got;
        if (data.size() > m_limits.file.bytes || m_total > m_limits.total.bytes) {
            return refuse(entry, u"more than a chart may hold"_s, u"TooLarge"_s);
        }
    }
}

Result<void> ArchiveWalk::takeEntry(archive* reader, archive_entry* entry) {
    if (++m_entries > m_limits.files) {
        return refuse(nameOf(entry), u"more files than a chart may have"_s, u"TooManyFiles"_s);
    }
    auto name = judge(entry);
    if (!name) {
        return std::unexpected(std::move(name.error()));
    }
    if (name->isEmpty()) {
        return {};
    }
    auto data = readData(reader, *name);
    if (!data) {
        return std::unexpected(std::move(data.error()));
    }
    m_files.push_back({std::move(*name), std::move(*data)});
    return {};
}

Result<ChartFiles> ArchiveWalk::run(const QByteArray& bytes) {
    const ArchiveReader reader(archive_read_new());
    if (!reader) {
        return fail(ErrorCode::Io, m_name, u"out of memory"_s);
    }
    archive_read_support_filter_gzip(reader.get());
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_memory(reader.get(), bytes.constData(), static_cast<size_t>(bytes.size())) != ARCHIVE_OK) {
        return broken(reader.get());
    }
    while (true) {
        archive_entry* entry = nullptr;
        const int state = archive_read_next_header(reader.get(), &entry);
        if (state == ARCHIVE_EOF) {
            break;
        }
        if (state < ARCHIVE_WARN) {
            return broken(reader.get());
        }
        if (auto done = takeEntry(reader.get(), entry); !done) {
            return std::unexpected(std::move(done.error()));
        }
    }
    std::ranges::sort(m_files, {}, &ChartFile::name);
    return std::move(m_files);
}

} // namespace

bool isSafeFileName(QStringView name) {
    const bool hasDrive = name.size() >= 2 && name[1] == u':' && name[0].isLetter();
    if (name.isEmpty() || name.startsWith(u'/') || name.contains(u'\\') || name.contains(QChar(u'\0')) || hasDrive) {
        return false;
    }
    const auto steps = name.split(u'/');
    return std::ranges::none_of(steps, [](QStringView step) { return step == u".."; });
}

Result<ChartFiles> readChartArchive(const QByteArray& bytes, const QString& name, const ChartLimits& limits) {
    return ArchiveWalk(name, limits).run(bytes);
}

QByteArray chartDigest(const ChartFiles& files) {
    std::vector<const ChartFile*> sorted;
    for (const ChartFile& file : files) {
        sorted.push_back(&file);
    }
    std::ranges::sort(sorted, {}, [](const ChartFile* file) { return file->name; });
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const ChartFile* file : sorted) {
        const QByteArray name = file->name.toUtf8();
        // Lengths first: no two trees give the same bytes.
        hash.addData(QByteArray(QByteArray::number(name.size()) + ' ' + QByteArray::number(file->data.size()) + '\n'));
        hash.addData(name);
        hash.addData(file->data);
    }
    return hash.result();
}

} // namespace pilothouse
