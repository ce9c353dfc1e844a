// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/pulse.h"

#include "core/session/workspace.h"
#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>
#include <sys/resource.h>

namespace pilothouse {

class NoNavigation final : public ui::Navigation {
public:
    [[nodiscard]] ui::Place current() const override { return {}; }
    void goTo(const ui::Place&) override { }
    void replace(const ui::Place&) override { }
    void back() override { }
    void forward() override { }
    void openDock(const QString&) override { }
};

/// The core thread as the window has it, on a kubeconfig; contexts are opened when they are asked for.
struct BenchCore {
    QTemporaryDir folder;
    CoreThread thread;
    ui::CoreAccess access;

    explicit BenchCore(const QString& kubeconfig)
        : access(thread,
              Workspace::Options{.source = KubeconfigSource::fromEnvironment(kubeconfig),
                  .trustFile = folder.filePath(QStringLiteral("trust.json")),
                  .trace = std::make_shared<HttpTrace>(),
                  .watchFiles = false,
                  .feed = ClusterSession::Feed::OnDemand},
              std::make_shared<SystemClock>()) {
        access.start();
        spin(std::chrono::seconds(1)); // until the files are read
    }
};

inline double peakMiB() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

/// What a program of the bench found: one JSON object on standard output.
inline void tell(const QJsonObject& figures) {
    std::fputs(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData(), stdout);
    std::fputc('\n', stdout);
}

} // namespace pilothouse
