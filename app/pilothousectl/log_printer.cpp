// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/log_printer.h"

#include "app/pilothousectl/output.h"

#include "core/logs/log_stamp.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

/// What a person at a terminal should know; the rest (a log was opened) goes without saying.
QString wordsOf(const LogNotice& notice) {
    switch (notice.kind) {
    case LogNotice::Kind::Waiting:
        return u"waiting: "_s + notice.detail;
    case LogNotice::Kind::Restarted:
        return u"the container was started again"_s;
    case LogNotice::Kind::Reconnected:
        return u"the connection was lost and made again; nothing is missing or doubled"_s;
    case LogNotice::Kind::Gap:
        return u"lines may be missing here"_s;
    case LogNotice::Kind::Rotated:
        return u"the node rotated the log; nothing is missing"_s;
    case LogNotice::Kind::Dropped:
        return u"%1 lines were dropped"_s.arg(notice.count);
    case LogNotice::Kind::Revision:
        return u"revision %1 of the release"_s.arg(number(notice.revision));
    case LogNotice::Kind::Left:
        return u"the pod was deleted"_s;
    case LogNotice::Kind::Failed:
        return notice.error ? describe(*notice.error) : notice.detail;
    case LogNotice::Kind::Joined:
    case LogNotice::Kind::Ended:
    case LogNotice::Kind::Mark:
        return {};
    }
    return {};
}

} // namespace

LogPrinter::LogPrinter(LogFollow& follow, Style style)
    : m_follow(follow)
    , m_style(std::move(style)) {
    connect(&follow, &LogFollow::batch, this, &LogPrinter::onBatch);
    connect(&follow, &LogFollow::statusChanged, this, &LogPrinter::onStatus, Qt::QueuedConnection);
}

Completion<Result<void>> LogPrinter::end() {
    Completion<Result<void>> end;
    m_end = end.completer();
    return end;
}

void LogPrinter::stop() {
    m_end.complete(Result<void>());
}

void LogPrinter::onStatus(const LogFollowStatus& status) {
    if (status.state == LogFollowStatus::State::Done) {
        m_end.complete(Result<void>());
    } else if (status.state == LogFollowStatus::State::Failed && status.error) {
        m_end.complete(std::unexpected(*status.error));
    }
}

QByteArray LogPrinter::prefixOf(quint16 source) const {
    return m_style.alwaysPrefix || m_names.size() > 1 ? '[' + m_names.value(source) + "] " : QByteArray();
}

QByteArray LogPrinter::textOf(const LogBatch& batch) {
    const bool isAsItCame
        = !m_style.timestamps && m_style.grep.matchesEverything() && !m_style.alwaysPrefix && m_names.size() < 2;
    if (isAsItCame) {
        return batch.bytes;
    }
    QByteArray out;
    out.reserve(batch.bytes.size() * 5 / 4);
    for (const LogLine& line : batch.lines) {
        if (line.isNotice) {
            continue;
        }
        const QByteArrayView bytes = QByteArrayView(batch.bytes).sliced(line.offset, line.length);
        const auto inside = m_isInside.constFind(line.source);
        const bool isBegin = inside == m_isInside.constEnd();
        const bool isShown = isBegin ? m_style.grep.matches(bytes) : *inside;
        if (line.continues) {
            m_isInside.insert(line.source, isShown);
        } else {
            m_isInside.remove(line.source);
        }
        if (!isShown) {
            continue;
        }
        if (isBegin) {
            out += prefixOf(line.source);
            out += m_style.timestamps && line.stamp != 0 ? QByteArray(stampText(stampOf(line)) + ' ') : QByteArray();
        }
        out += bytes;
        out += line.continues || line.noNewline ? "" : "\n";
    }
    return out;
}

void LogPrinter::onBatch(const LogBatchPtr& batch) {
    for (const LogSource& source : batch->sources) {
        m_names.insert(source.id, QString(u"pod/"_s + source.pod + u'/' + source.container).toUtf8());
    }
    if (const QByteArray text = textOf(*batch); !text.isEmpty()) {
        write(text);
    }
    for (const LogNotice& notice : batch->notices) {
        writeNotice(notice);
    }
    m_follow.taken(batch->bytes.size());
}

void LogPrinter::writeNotice(const LogNotice& notice) {
    const QString words = wordsOf(notice);
    if (words.isEmpty()) {
        return;
    }
    const QString name = notice.source ? QString::fromUtf8(m_names.value(*notice.source)) : QString();
    writeNote(u"pilothousectl: "_s + (name.isEmpty() ? words : QString(name + u": "_s + words)));
}

} // namespace pilothouse::ctl
