// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_export.h"

#include "core/logs/log_text.h"
#include "ui/logs/log_words.h"

#include <QElapsedTimer>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 kSlice = 8; // ms of the GUI thread at once
constexpr qsizetype kMostText = 64 * 1024 * 1024;
constexpr qsizetype kLongestShown = 4 * 1024 * 1024; // characters of one line

} // namespace

LogExport::LogExport(
    const LogStore& store, const LogFilter& filter, const LogSources& sources, Options options, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_filter(filter)
    , m_sources(sources)
    , m_options(std::move(options)) {
    m_step.setInterval(0ms);
    connect(&m_step, &QTimer::timeout, this, &LogExport::step);
    // What is cleared meanwhile has no lines any more to write.
    connect(&store, &LogStore::cleared, this, [this] { fail(tr("the log was cleared")); });
}

LogExport::~LogExport() = default;

void LogExport::saveTo(const QString& file) {
    m_file = std::make_unique<QSaveFile>(file);
    m_file->setDirectWriteFallback(false);
    if (!m_file->open(QIODevice::WriteOnly)) {
        fail(m_file->errorString());
        return;
    }
    m_file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    begin();
}

void LogExport::collect() {
    begin();
}

void LogExport::begin() {
    m_from = m_options.part ? m_options.part->first : m_store.first();
    m_last = m_options.part ? m_options.part->second : m_store.end() - 1;
    m_next = m_from;
    m_step.start();
}

void LogExport::cancel() {
    m_step.stop();
    if (m_file) {
        m_file->cancelWriting();
        m_file.reset();
    }
}

void LogExport::fail(const QString& why) {
    if (!m_file && !m_step.isActive()) {
        return;
    }
    const QString name = m_file ? m_file->fileName() : QString();
    cancel();
    Q_EMIT failed(Error{ErrorCode::Io, name, why, 0, {}, {}});
}

/// Goes to the next line the filter shows. False: there is none in the part wanted.
bool LogExport::skipHidden() {
    const qint64 row = m_filter.rowOf(m_next); // of this line or of one before
    if (row >= 0 && m_filter.lineAt(row) >= m_next) {
        return true;
    }
    if (row + 1 < m_filter.rowCount()) {
        m_next = m_filter.lineAt(row + 1);
        return m_next <= m_last;
    }
    return false;
}

void LogExport::step() {
    QElapsedTimer time;
    time.start();
    while (m_next <= m_last && m_next < m_store.end()) {
        if (m_next < m_store.first()) {
            m_lost += m_store.first() - m_next;
            m_next = m_store.first();
        }
        if (m_options.isFiltered && !skipHidden()) {
            break;
        }
        const QByteArray bytes = written(m_next);
        ++m_next;
        if (m_file && m_file->write(bytes) != bytes.size()) {
            fail(m_file->errorString());
            return;
        }
        if (!m_file) {
            m_text += bytes;
            if (m_text.size() > kMostText) {
                m_isCut = true;
                m_next = m_last + 1;
            }
        }
        if (time.elapsed() >= kSlice) {
            Q_EMIT progressed(m_next - m_from, m_last - m_from + 1);
            return;
        }
    }
    finish();
}

void LogExport::finish() {
    m_step.stop();
    if (!m_file) {
        if (m_text.endsWith('\n')) {
            m_text.chop(1);
        }
        Q_EMIT collected(QString::fromUtf8(m_text), m_written, m_isCut);
        return;
    }
    if (m_lost > 0 && m_options.form == Form::Shown) {
        m_file->write(
            tr("--- %n line(s) were not kept any more ---", nullptr, static_cast<int>(m_lost)).toUtf8() + '\n');
    }
    const QString name = m_file->fileName();
    if (!m_file->commit()) {
        const QString why = m_file->errorString();
        m_file.reset();
        Q_EMIT failed(Error{ErrorCode::Io, name, why, 0, {}, {}});
        return;
    }
    m_file.reset();
    Q_EMIT saved(name, m_written);
}

QByteArray LogExport::written(qint64 number) {
    const LogStore::Line line = m_store.line(number);
    if (m_options.form == Form::Raw) {
        return rawLine(line);
    }
    const QString shown = shownLine(line);
    ++m_written;
    return shown.toUtf8() + '\n';
}

QByteArray LogExport::rawLine(const LogStore::Line& line) {
    if (line.meta.isNotice) {
        return {};
    }
    QByteArray bytes;
    if (!m_isWithinLine && !m_sources.isSingle()) {
        bytes = "[pod/" + m_sources.name(line.meta.source).toUtf8() + "] ";
    }
    bytes += line.bytes;
    m_isWithinLine = line.meta.continues;
    if (!line.meta.continues) {
        ++m_written;
        if (!line.meta.noNewline) {
            bytes += '\n';
        }
    }
    return bytes;
}

QString LogExport::shownLine(const LogStore::Line& line) const {
    if (line.meta.isNotice) {
        const QString source = line.notice && line.notice->source ? m_sources.name(*line.notice->source) : QString();
        return u"--- %1 · %2 ---"_s.arg(line.notice ? noticeWords(*line.notice, source) : QString(),
            stampWords(line.meta.stamp, m_options.look.localTime, true));
    }
    QString text = ansiText(line.bytes, kLongestShown).text;
    if (m_options.masksSecrets) {
        text = maskSecretsInLine(text);
    }
    QString before;
    if (m_options.look.timestamps && line.meta.stamp != 0) {
        before += fullStampWords(line.meta.stamp, m_options.look.localTime) + u' ';
    }
    if (!m_sources.isSingle()) {
        before += m_sources.name(line.meta.source) + u' ';
    }
    if (const Revision revision = m_sources.revision(line.meta.source); revision != Revision::None) {
        before += u"r%1 "_s.arg(number(revision));
    }
    return before + text;
}

QString maskedPart(const QString& text, qsizetype from, qsizetype to) {
    const QString masked = maskSecretsInLine(text);
    const qsizetype shorter = std::min(text.size(), masked.size());
    qsizetype before = 0;
    while (before < shorter && text.at(before) == masked.at(before)) {
        ++before;
    }
    qsizetype after = 0;
    while (after < shorter - before && text.at(text.size() - 1 - after) == masked.at(masked.size() - 1 - after)) {
        ++after;
    }
    // What lies within the masked stretch stands for all of it.
    const auto mapped = [&](qsizetype column, qsizetype inside) {
        return column <= before             ? column
            : column >= text.size() - after ? column + masked.size() - text.size()
                                            : inside;
    };
    const qsizetype start = mapped(std::clamp<qsizetype>(from, 0, text.size()), before);
    const qsizetype end = mapped(std::clamp<qsizetype>(to, 0, text.size()), masked.size() - after);
    return masked.sliced(start, std::max<qsizetype>(0, end - start));
}

} // namespace pilothouse::ui
