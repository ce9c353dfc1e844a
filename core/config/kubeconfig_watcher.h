// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/clock.h"
#include "core/config/kubeconfig.h"

#include <QFileSystemWatcher>
#include <QObject>

#include <memory>

namespace pilothouse {

/// Tells when a kubeconfig file has changed, settled for 200 ms (editors rename, tools rewrite: KC10). Keeps watching a
/// file that vanished, through its folder. Thread: its own.
class KubeconfigWatcher final : public QObject {
    Q_OBJECT
public:
    KubeconfigWatcher(Clock& clock, const QStringList& files, QObject* parent = nullptr);
    ~KubeconfigWatcher() override;
    Q_DISABLE_COPY_MOVE(KubeconfigWatcher)

Q_SIGNALS:
    void changed();

private:
    void watchAll();
    void onTouched();
    [[nodiscard]] QStringList stamps() const;

    Clock& m_clock;
    QStringList m_files;
    QStringList m_stamps; ///< size, times and target of each file when last told
    QFileSystemWatcher m_watcher;
    std::unique_ptr<Timer> m_settle;
};

} // namespace pilothouse
