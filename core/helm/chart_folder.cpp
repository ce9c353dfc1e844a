// SPDX-License-Identifier: Apache-2.0
#include "core/helm/chart_ignore.h"
#include "core/helm/chart_tree.h"

#include "core/config/bounded_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxDepth = 32;
constexpr ByteSize kIgnoreLimit = 64_KiB;

class FolderWalk {
public:
    FolderWalk(QString root, const ChartLimits& limits, ChartIgnore ignore)
        : m_root(std::move(root))
        , m_limits(limits)
        , m_ignore(std::move(ignore)) { }
    Result<ChartFiles> run() {
        if (auto done = walk({}, 0); !done) {
            return std::unexpected(std::move(done.error()));
        }
        std::ranges::sort(m_files, {}, &ChartFile::name);
        return std::move(m_files);
    }

private:
    Result<void> walk(const QString& inside, int depth);
    Result<void> takeFile(const QFileInfo& file, const QString& name);

    QString m_root;
    ChartLimits m_limits;
    ChartIgnore m_ignore;
    ChartFiles m_files;
    QSet<QString> m_open; ///< folders on the way here, links resolved
    qint64 m_total = 0;
};

Result<void> FolderWalk::walk(const QString& inside, int depth) {
    const QDir folder(inside.isEmpty() ? m_root : QString(m_root + u'/' + inside));
    const QString real = folder.canonicalPath();
    if (depth > kMaxDepth || m_open.contains(real)) {
        return fail(ErrorCode::Invalid, folder.path(), u"a link leads back to a folder above"_s, u"Link"_s);
    }
    m_open.insert(real);
    const auto entries
        = folder.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    for (const QFileInfo& entry : entries) {
        const QString name = inside.isEmpty() ? entry.fileName() : QString(inside + u'/' + entry.fileName());
        if (m_ignore.ignores(name, entry.isDir())) {
            continue;
        }
        auto done = entry.isDir() ? walk(name, depth + 1) : takeFile(entry, name);
        if (!done) {
            return done;
        }
    }
    m_open.remove(real);
    return {};
}

Result<void> FolderWalk::takeFile(const QFileInfo& file, const QString& name) {
    if (!file.isFile()) { // FIFOs, sockets, devices, links to nothing
        return fail(ErrorCode::Invalid, file.filePath(), u"neither a file nor a folder"_s, u"SpecialFile"_s);
    }
    if (static_cast<qsizetype>(m_files.size()) >= m_limits.files) {
        return fail(ErrorCode::Invalid, file.filePath(), u"more files than a chart may have"_s, u"TooManyFiles"_s);
    }
    auto data = readBoundedFile(file.filePath(), m_limits.file);
    if (!data) {
        return std::unexpected(std::move(data.error()));
    }
    m_total += data->size();
    if (m_total > m_limits.total.bytes) {
        return fail(ErrorCode::Invalid, file.filePath(), u"more than a chart may hold"_s, u"TooLarge"_s);
    }
    m_files.push_back({name, std::move(*data)});
    return {};
}

} // namespace

ChartIgnore::ChartIgnore(const QByteArray& text) {
    // Helm's own rule, always there.
    for (QString line : QString::fromUtf8(text + "\ntemplates/.?*").split(u'\n')) {
        line = line.trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) {
            continue;
        }
        Rule rule;
        rule.isNegated = line.startsWith(u'!');
        line.remove(0, rule.isNegated ? 1 : 0);
        rule.foldersOnly = line.endsWith(u'/');
        line.chop(rule.foldersOnly ? 1 : 0);
        rule.wholePath = line.contains(u'/');
        line.remove(0, line.startsWith(u'/') ? 1 : 0);
        rule.pattern = QRegularExpression(QRegularExpression::wildcardToRegularExpression(line));
        m_rules.push_back(std::move(rule));
    }
}

bool ChartIgnore::ignores(const QString& name, bool isFolder) const {
    const QString base = name.section(u'/', -1);
    return std::ranges::any_of(m_rules, [&](const Rule& rule) {
        if (rule.foldersOnly && !isFolder) {
            return false;
        }
        return rule.pattern.match(rule.wholePath ? name : base).hasMatch() != rule.isNegated;
    });
}

Result<ChartFiles> readChartFolder(const QString& folder, const ChartLimits& limits) {
    const QFileInfo info(folder);
    if (!info.isDir()) {
        return fail(ErrorCode::NotFound, folder, u"no such folder"_s);
    }
    const QString ignoreFile = folder + u"/.helmignore"_s;
    QByteArray rules;
    if (QFileInfo(ignoreFile).isFile()) {
        auto text = readBoundedFile(ignoreFile, kIgnoreLimit);
        if (!text) {
            return std::unexpected(std::move(text.error()));
        }
        rules = std::move(*text);
    }
    return FolderWalk(folder, limits, ChartIgnore(rules)).run();
}

} // namespace pilothouse
