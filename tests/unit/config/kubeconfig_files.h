// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

namespace pilothouse {

/// A folder for one test's files.
class TestFolder {
public:
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& text,
        QFile::Permissions permissions = QFile::ReadOwner | QFile::WriteOwner) const {
        QDir().mkpath(QFileInfo(path(name)).absolutePath());
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size()
            || !file.setPermissions(permissions)) {
            qFatal("the test can't write its file");
        }
        return path(name);
    }
    /// A little shell script to be run as a plugin.
    QString script(const QString& name, const QByteArray& body) const {
        return write(name, "#!/bin/sh\n" + body, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    [[nodiscard]] QByteArray read(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
};

/// A whole file of one context from the bodies (flow YAML) of its cluster and user.
inline QByteArray kubeconfigText(const QByteArray& cluster, const QByteArray& user, const QByteArray& name = "a") {
    return "apiVersion: v1\nkind: Config\nclusters:\n- name: c-" + name + "\n  cluster: " + cluster
        + "\nusers:\n- name: u-" + name + "\n  user: " + user + "\ncontexts:\n- name: " + name
        + "\n  context: {cluster: c-" + name + ", user: u-" + name + "}\n";
}

} // namespace pilothouse
