// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace pilothouse {

/// A private folder for one call of helm: 0700, its files 0600, whatever the umask (FS7). Has `cwd` (empty) and `tmp`
/// in it. A handle: destroying it removes nothing, since helm may outlive this program. Thread: any, one at a time.
class HelmFolder {
public:
    HelmFolder() = default;
    /// Takes over one that is there; nothing is looked at.
    explicit HelmFolder(QString path)
        : m_path(std::move(path)) { }
    /// Makes `root/id` and looks first whether that can hold secrets and output (HE10): @p root is made where it is
    /// missing, must belong to this user, be no link, be closed to others (a wider mode is narrowed), take a written
    /// and synced probe, and have 64 MiB free. Errors: Io with reason NotPrivate, NotWritable, DiskFull; Conflict
    /// (exists); Invalid (@p id is no plain name).
    [[nodiscard]] static Result<HelmFolder> create(const QString& root, const QString& id);

    [[nodiscard]] bool isValid() const { return !m_path.isEmpty(); }
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] QString file(QStringView name) const { return m_path + u'/' + name; }
    [[nodiscard]] QString id() const; ///< last part of the path
    /// A new file of 0600, synced. Errors: Io, Invalid (no plain name). @return its path
    [[nodiscard]] Result<QString> write(const QString& name, QByteArrayView bytes) const;
    /// What is in the file, 1 MiB at most; empty where it can't be read. Links are not followed.
    [[nodiscard]] QByteArray read(const QString& name) const;
    /// Overwrites what is in the file and removes it. No error where it is not there.
    void discard(const QString& name) const;
    /// Removes everything; links in it are removed, never followed.
    void remove() const;

private:
    QString m_path;
};

/// Paths of the folders in @p root, oldest name first.
[[nodiscard]] QStringList helmFolders(const QString& root);

} // namespace pilothouse
