// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_filter.h"
#include "core/logs/log_store.h"
#include "ui/logs/log_row.h"
#include "ui/logs/log_sources.h"

#include <QObject>
#include <QSaveFile>
#include <QTimer>

#include <memory>
#include <optional>

namespace pilothouse::ui {

/// Writes lines to a file or into a text, a few milliseconds at a time, so that ten million of them hold up nobody.
/// A file is complete or not there: it is written beside its name and renamed at the end (LO7).
/// Thread: the store's. Lines that go from the store meanwhile are told as not kept.
class LogExport final : public QObject {
    Q_OBJECT
public:
    enum class Form {
        Raw, ///< the bytes as the server sent them; `[pod/container]` before each line where there are several
        Shown, ///< as on screen: time, pod, revision, text; notices too
    };
    struct Options {
        Form form = Form::Shown;
        LogLook look;
        bool masksSecrets = true; ///< of Shown
        bool isFiltered = true; ///< only what the filter shows
        /// First and last line wanted; none: all.
        std::optional<std::pair<qint64, qint64>> part;
    };
    /// Everything outlives this. @p sources says who is named how.
    LogExport(const LogStore& store, const LogFilter& filter, const LogSources& sources, Options options,
        QObject* parent = nullptr);
    ~LogExport() override;
    Q_DISABLE_COPY_MOVE(LogExport)

    void saveTo(const QString& file);
    /// For the clipboard: at most 64 MiB, the rest is said.
    void collect();
    void cancel();

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void saved(const QString& file, qint64 lines);
    void collected(const QString& text, qint64 lines, bool isCut);
    void failed(const pilothouse::Error& error);

private:
    void begin();
    void step();
    void finish();
    void fail(const QString& why);
    [[nodiscard]] bool skipHidden();
    [[nodiscard]] QByteArray written(qint64 line);
    [[nodiscard]] QByteArray rawLine(const LogStore::Line& line);
    [[nodiscard]] QString shownLine(const LogStore::Line& line) const;

    const LogStore& m_store;
    const LogFilter& m_filter;
    const LogSources& m_sources;
    Options m_options;
    std::unique_ptr<QSaveFile> m_file;
    QByteArray m_text;
    QTimer m_step;
    qint64 m_next = -1; ///< number of the line that is next
    qint64 m_last = -1;
    qint64 m_from = 0;
    qint64 m_written = 0;
    qint64 m_lost = 0;
    bool m_isWithinLine = false;
    bool m_isCut = false;
};

/// @p text from @p from to @p to as it may be copied: what looks like a secret in the whole line is masked in its part.
[[nodiscard]] QString maskedPart(const QString& text, qsizetype from, qsizetype to);

} // namespace pilothouse::ui
