// SPDX-License-Identifier: Apache-2.0
#include "core/change/chart_copy.h"

#include "core/helm/chart_files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kRevisionField(".Release.Revision");

bool isTemplate(const ChartFile& file) {
    return file.name.startsWith("templates/"_L1) || file.name.contains("/templates/"_L1);
}

/// Helm 4 keeps the time of every file in the record: those of a folder stay.
void keepTime(const QString& from, const QString& to) {
    const QFileInfo original(from);
    QFile copy(to);
    if (original.exists() && copy.open(QIODevice::ReadWrite)) {
        copy.setFileTime(original.lastModified(), QFileDevice::FileModificationTime);
    }
}

} // namespace

Result<ChartFiles> chartFilesOf(const QString& path) {
    if (QFileInfo(path).isDir()) {
        return readChartFolder(path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return readChartArchive(file.read(static_cast<qint64>(ChartLimits().total.bytes) + 1), path);
}

/// 0700 whatever the umask, with the folders above it that are not there (FS7): a chart's defaults may be secrets.
bool makePrivateFolder(const QString& folder) {
    constexpr auto kRights = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    const QFileInfo info(folder);
    return info.isDir() || (makePrivateFolder(info.path()) && QDir().mkdir(folder, kRights))
        || QFileInfo(folder).isDir();
}

Result<void> writeChartFile(const QString& path, const QByteArray& data) {
    (void)makePrivateFolder(QFileInfo(path).path()); // what could not be made is told by the file
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate, QFile::ReadOwner | QFile::WriteOwner)
        || file.write(data) != data.size() || !file.flush()) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    return {};
}

Result<void> writeChart(const ChartFiles& files, const QString& from, const QString& chart) {
    for (const ChartFile& file : files) {
        const QString path = chart + u'/' + file.name;
        if (!isSafeFileName(file.name)) {
            return fail(ErrorCode::Invalid, file.name, u"the name leads out of the chart"_s, u"UnsafeName"_s);
        }
        if (auto written = writeChartFile(path, file.data); !written) {
            return written;
        }
        keepTime(from + u'/' + file.name, path);
    }
    return {};
}

bool countsRevisions(const ChartFiles& files) {
    return std::ranges::any_of(
        files, [](const ChartFile& file) { return isTemplate(file) && file.data.contains(kRevisionField); });
}

ChartFiles withRevision(ChartFiles files, Revision revision) {
    // `.Release.Revision`, `$.Release.Revision`, `$root.Release.Revision`, `.context.Release.Revision`
    static const QRegularExpression kField(u"[$.\\w]*\\.Release\\.Revision\\b"_s);
    for (ChartFile& file : files) {
        if (isTemplate(file) && file.data.contains(kRevisionField)) {
            file.data = QString::fromUtf8(file.data).replace(kField, QString::number(number(revision))).toUtf8();
        }
    }
    return files;
}

} // namespace pilothouse
