// SPDX-License-Identifier: Apache-2.0
#include "core/config/kubeconfig_watcher.h"

#include <QFileInfo>

namespace pilothouse {

namespace {
constexpr Clock::Duration kSettle = std::chrono::milliseconds(200);
}

KubeconfigWatcher::KubeconfigWatcher(Clock& clock, const QStringList& files, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_files(files) {
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &KubeconfigWatcher::onTouched);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &KubeconfigWatcher::onTouched);
    watchAll();
    m_stamps = stamps();
}

KubeconfigWatcher::~KubeconfigWatcher() = default;

void KubeconfigWatcher::watchAll() {
    // A file that is replaced is no longer watched, and one that is not there yet can't be: their folders tell. Where
    // the folder is missing too, the nearest one that exists does. Symlinks' targets count as well.
    QStringList paths;
    for (const QString& file : std::as_const(m_files)) {
        const QFileInfo info(file);
        if (info.isFile()) {
            paths += file;
            paths += QFileInfo(info.canonicalFilePath()).absolutePath();
        }
        QString folder = info.absolutePath();
        while (!QFileInfo::exists(folder) && folder != QFileInfo(folder).absolutePath()) {
            folder = QFileInfo(folder).absolutePath();
        }
        paths += folder;
    }
    paths.removeDuplicates();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    paths.removeIf([&watched](const QString& path) { return path.isEmpty() || watched.contains(path); });
    if (!paths.isEmpty()) {
        m_watcher.addPaths(paths);
    }
}

QStringList KubeconfigWatcher::stamps() const {
    QStringList stamps;
    for (const QString& file : m_files) {
        const QFileInfo info(file);
        stamps += info.exists()
            ? QString::number(info.size()) + u'/' + QString::number(info.lastModified().toMSecsSinceEpoch()) + u'/'
                + QString::number(info.metadataChangeTime().toMSecsSinceEpoch()) + u'/' + info.canonicalFilePath()
            : QString();
    }
    return stamps;
}

void KubeconfigWatcher::onTouched() {
    m_settle = m_clock.after(kSettle, [this] {
        watchAll();
        // The folder tells of other files as well, ~/.kube/cache for one.
        const QStringList now = stamps();
        if (now != m_stamps) {
            m_stamps = now;
            Q_EMIT changed();
        }
    });
}

} // namespace pilothouse
