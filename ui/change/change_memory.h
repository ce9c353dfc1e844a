// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace pilothouse::ui {

/// What one change is about; two windows on it are one plan.
struct ChangeSubject {
    ContextId context;
    ReleaseKey release;
    ChangeKind kind = ChangeKind::Upgrade;
    friend bool operator==(const ChangeSubject&, const ChangeSubject&) = default;
};

/// Edits of a change that was not applied.
struct ChangeDraft {
    ChangeRequest request;
    QDateTime saved;
};

/// What the program remembers for changing: unsaved edits (FS6), the chart's source of each release, and in which
/// context values were used last (PS2). Files of 0600 in a folder of 0700, written whole or not at all; values may hold
/// secrets, so they are removed once applied or discarded. A folder that can't be written loses nothing but this.
/// Thread: GUI; small files.
class ChangeMemory {
public:
    /// @param folder made on the first write
    explicit ChangeMemory(QString folder);

    [[nodiscard]] Result<void> saveDraft(const ChangeRequest& request, const QDateTime& now) const;
    [[nodiscard]] std::optional<ChangeDraft> draft(const ChangeSubject& subject) const;
    void removeDraft(const ChangeSubject& subject) const;

    void rememberSource(const ContextId& context, const ReleaseKey& release, const ChartSource& source) const;
    [[nodiscard]] std::optional<ChartSource> source(const ContextId& context, const ReleaseKey& release) const;

    /// Only digests of the values and of their file's path are kept.
    /// @param file they were read from; empty: none
    void rememberValues(const ContextId& context, const QByteArray& values, const QString& file = {}) const;
    /// The context in which exactly these values were used last, or any from this file, where that is another one;
    /// empty: none known.
    [[nodiscard]] ContextId foreignContext(
        const ContextId& here, const QByteArray& values, const QString& file = {}) const;

private:
    [[nodiscard]] QString draftFile(const ChangeSubject& subject) const;
    [[nodiscard]] QJsonObject read(const QString& file) const;
    [[nodiscard]] Result<void> write(const QString& file, const QJsonObject& object) const;

    QString m_folder;
};

} // namespace pilothouse::ui
