// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <QString>

namespace pilothouse {

/// What the program remembers: one JSON file, written whole and atomically, 0600, the last 3 generations kept; a file that
/// can't be read is set aside as `.bad-<time>` and told once, and keys this version does not know are kept (FS1, FS2, FS5).
/// No secrets in here. Thread: one (the window's).
class SettingsStore final : public QObject {
    Q_OBJECT
public:
    /// @param file `settings.json` in the user's config folder; its folder is made 0700
    explicit SettingsStore(QString file, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(SettingsStore)

    /// Reads the file; Error says what was wrong (defaults are in force then) so that it can be shown once.
    Result<void> load();
    /// Dotted path: `window.geometry`.
    [[nodiscard]] QJsonValue value(QStringView path, const QJsonValue& fallback = {}) const;
    /// Remembers now, saves soon (1 s) and at flush().
    void setValue(QStringView path, const QJsonValue& value);
    Result<void> flush();

Q_SIGNALS:
    void changed(const QString& path);
    /// Saving failed: shown once, tried again at the next change.
    void saveFailed(const pilothouse::Error& error);

private:
    Result<void> save();

    QString m_file;
    QJsonObject m_root;
    bool m_dirty = false;
    bool m_failureTold = false;
};

} // namespace pilothouse
