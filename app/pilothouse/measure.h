// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/pilothouse/stall_meter.h"

#include "core/async/core_thread.h"
#include "core/base/ids.h"
#include "core/net/http_engine.h"

#include <QObject>

#include <optional>

class QWidget;

namespace pilothouse {

namespace ui {
class CoreAccess;
}

/// `--measure`: what the real window took, from the start of the process, as one JSON object.
class Measure final : public QObject {
    Q_OBJECT
public:
    Measure(QString file, ui::CoreAccess& core, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Measure)

    void watch(QWidget& window);

Q_SIGNALS:
    /// Everything was read and the file is written.
    void finished();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void onFirstRows();
    void onComplete(int rows);
    void write(const HttpEngine::Totals& totals);

    QString m_file;
    ui::CoreAccess& m_core;
    StallMeter m_stalls;
    std::optional<qint64> m_windowShownMs;
    std::optional<qint64> m_firstRowsMs;
    std::optional<qint64> m_completeMs;
    int m_rows = 0;
    CallHandle m_call;
};

} // namespace pilothouse
