// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QObject>
#include <QString>
#include <QTimer>

namespace pilothouse {

/// What the program remembers: one JSON file, written whole and atomically, 0600, the last 3 generations kept (the
/// file, `.1`, `.2`); a file that can't be read is set aside as `.bad-<time>` and told once, and keys this version does
/// not know are kept (FS1, FS2, FS5). No secrets in here. Thread: one (the window's).
class SettingsStore final : public QObject {
    Q_OBJECT
public:
    /// @param file `settings.json` in the user's config folder; its folder is made 0700
    explicit SettingsStore(QString file, QObject* parent = nullptr);
    ~SettingsStore() override; ///< saves what is not saved yet
    Q_DISABLE_COPY_MOVE(SettingsStore)

    /// Reads the file (none: the first start, no error); Error says what was wrong (defaults are in force then) so that
    /// it can be shown once.
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
    void saveAndTell();
    void keepGenerations() const;

    QString m_file;
    QJsonObject m_root;
    QByteArray m_lastSaved; ///< the file as it was read or written last
    QTimer m_saveTimer;
    bool m_dirty = false;
    bool m_failureTold = false;
};

} // namespace pilothouse
