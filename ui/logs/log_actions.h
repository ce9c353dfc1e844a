// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/shortcut_help.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <array>

class QActionGroup;
class QKeyEvent;

namespace pilothouse::ui {

/// How far back a log begins, on the keys 0 to 6 as in k9s.
enum class SincePreset { Tail, Head, Minute, Minutes5, Minutes15, Minutes30, Hour };
inline constexpr int kSincePresetCount = 7;

/// The shortest word for it, for the bar: `Tail`, `5 min`.
[[nodiscard]] QString sincePresetWord(SincePreset preset);

/// Everything that can be done in a log, each once: the bar's chips, its menu, the keys and what `?` lists all come
/// from here. The keys act only while the tab has the keyboard and nobody types text (actionFor). Thread: GUI.
class LogActions final : public QObject {
    Q_OBJECT
public:
    explicit LogActions(QObject* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LogActions)

    std::array<QAction*, kSincePresetCount> presets{}; ///< checkable, one of them
    QAction* follow; ///< checkable
    QAction* wrap; ///< checkable
    QAction* timestamps; ///< checkable
    QAction* localTime; ///< checkable; off: UTC
    QAction* columns; ///< checkable
    QAction* previous; ///< checkable: the container that ran before
    QAction* fullScreen;
    QAction* mindCase; ///< checkable
    QAction* filter;
    QAction* find;
    QAction* findNext;
    QAction* findPrevious;
    QAction* nextError;
    QAction* previousError;
    QAction* expand;
    QAction* mark;
    QAction* nextMark;
    QAction* clear;
    QAction* copy;
    QAction* maskSecrets; ///< checkable: in what is copied and saved as shown
    QAction* allContainers;
    QAction* chooseContainers;
    QAction* choosePods;
    QAction* chooseColumns;
    QAction* saveRaw;
    QAction* saveShown;
    QAction* command;
    QAction* reload;

    /// The one whose key @p event is; null: none. Full-width signs of a Chinese input method count too.
    [[nodiscard]] QAction* actionFor(const QKeyEvent& event) const;
    [[nodiscard]] QList<KeyGroup> keys() const;
    [[nodiscard]] SincePreset preset() const;
    void setPreset(SincePreset preset);

private:
    struct Bound {
        QAction* action;
        QString typed; ///< the character, as typed
        QKeyCombination combination;
        int group;
    };
    /// @p key as it is shown: "w", "Shift+N", "Ctrl+S"
    QAction* make(const QString& text, const QString& key, int group, const QString& toolTip = {});
    QAction* makeToggle(const QString& text, const QString& key, int group, const QString& toolTip = {});
    void makeView();
    void makeFinding();
    void makeRest();

    QActionGroup* m_group;
    QList<Bound> m_bound;
};

} // namespace pilothouse::ui
