// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/measure.h"

#include "ui/frame/core_access.h"

#include <QEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QTimer>
#include <QWidget>

#include <ctime>
#include <unistd.h>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds since the kernel started this process: field 22 of /proc/self/stat, in clock ticks since boot (10 ms).
qint64 msSinceProcessStart() {
    static const qint64 kStartMs = [] {
        QFile stat(u"/proc/self/stat"_s);
        if (!stat.open(QIODevice::ReadOnly)) {
            return qint64(0);
        }
        const QByteArray line = stat.readAll();
        const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
        return fields.value(19).toLongLong() * 1000 / sysconf(_SC_CLK_TCK);
    }();
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1'000'000 - kStartMs;
}

/// VmHWM: the most memory the program ever had resident.
double peakRssMiB() {
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly)) {
        return 0;
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:")) {
            return line.simplified().split(' ').value(1).toDouble() / 1024.0;
        }
    }
    return 0;
}

Task<Result<HttpEngine::Totals>> totalsOf(Workspace* workspace) {
    co_return workspace->http().totals();
}

} // namespace

Measure::Measure(QString file, ui::CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
    , m_core(core) {
    connect(&core, &ui::CoreAccess::releasesChanged, this,
        [this](const ContextId&, const std::shared_ptr<const ReleaseDelta>& delta) {
            if (!delta->upserted.empty() && !m_firstRowsMs) {
                m_firstRowsMs = 0;
                // The model took the rows in this event; the table paints in the next turn: count after that.
                QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, &Measure::onFirstRows); });
            }
        });
    connect(&core, &ui::CoreAccess::feedStateChanged, this, [this](const ContextId&, const FeedState& state) {
        if (state.isComplete && !m_completeMs) {
            m_completeMs = 0;
            QTimer::singleShot(0, this,
                [this, rows = state.rows] { QTimer::singleShot(0, this, [this, rows] { onComplete(rows); }); });
        }
    });
}

void Measure::watch(QWidget& window) {
    window.installEventFilter(this);
}

bool Measure::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Paint && !m_windowShownMs) {
        QTimer::singleShot(0, this, [this] {
            m_windowShownMs = msSinceProcessStart();
            m_stalls.start();
        });
        watched->removeEventFilter(this);
    }
    return QObject::eventFilter(watched, event);
}

void Measure::onFirstRows() {
    m_firstRowsMs = msSinceProcessStart();
}

void Measure::onComplete(int rows) {
    m_completeMs = msSinceProcessStart();
    m_rows = rows;
    m_call = m_core.call<HttpEngine::Totals>([](Workspace& workspace) { return totalsOf(&workspace); },
        [this](Result<HttpEngine::Totals> totals) { write(totals.value_or(HttpEngine::Totals())); });
}

void Measure::write(const HttpEngine::Totals& totals) {
    const QJsonObject figures{{u"windowShownMs"_s, m_windowShownMs.value_or(-1)},
        {u"firstRowsMs"_s, m_firstRowsMs.value_or(-1)}, {u"completeMs"_s, m_completeMs.value_or(-1)},
        {u"rows"_s, m_rows}, {u"peakRssMiB"_s, peakRssMiB()}, {u"maxGuiStallMs"_s, m_stalls.maxMs()},
        {u"bytesReceived"_s, totals.bytesReceived}, {u"requests"_s, totals.requests}};
    QSaveFile out(m_file);
    if (!out.open(QIODevice::WriteOnly) || out.write(QJsonDocument(figures).toJson()) < 0 || !out.commit()) {
        qWarning("measure file=%s error=%s", qPrintable(m_file), qPrintable(out.errorString()));
    }
    Q_EMIT finished();
}

} // namespace pilothouse
