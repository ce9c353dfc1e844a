// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/place.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <vector>

namespace pilothouse {

class Application;

/// One picture of the tour: where, and what a user would press there, each step once the page is at rest.
struct TourScene {
    QString name;
    ui::Place place;
    std::vector<std::function<void()>> steps = {};
    std::function<bool()> isReady = {}; ///< more to wait for than the page's rest
};

/// `--tour`: shows every screen in turn and saves its picture: light and dark, English and Chinese.
class Tour final : public QObject {
    Q_OBJECT
public:
    Tour(Application& application, QString folder, QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(Tour)

    void start();

Q_SIGNALS:
    /// @param exitCode 0 when every picture was saved
    void finished(int exitCode);

private:
    void makeScenes();
    void nextLook();
    void nextScene();
    void waitUntilAtRest();
    void takePicture();
    [[nodiscard]] bool isAtRest() const;

    Application& m_application;
    QString m_folder;
    std::vector<TourScene> m_scenes;
    size_t m_scene = 0;
    int m_look = -1;
    size_t m_step = 0;
    int m_failures = 0;
    QElapsedTimer m_waiting;
    QElapsedTimer m_resting;
    QTimer m_tick;
};

} // namespace pilothouse
