// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/settings/tool_settings.h"
#include "core/terminal/paste_text.h"
#include "core/terminal/vt_surface.h"
#include "ui/frame/place_mode.h"
#include "ui/frame/pod_tools.h"
#include "ui/terminal/terminal_gateway.h"

#include <QObject>
#include <QSize>
#include <QTimer>

#include <optional>

namespace pilothouse::ui {

/// Where a terminal is on its way.
enum class TerminalPhase {
    Idle,
    Locked, ///< the mode of the place forbids it (PS8: core judges again)
    Looking, ///< reads the pod, finds the shell
    Choosing, ///< several containers: which?
    NoShell, ///< none in the image: a debug container is offered
    AskingImage, ///< a debug container was wanted: which image?
    Preparing, ///< a debug container or pod is being made
    Connecting,
    Open,
    Ended, ///< said why; Enter connects again
    Failed, ///< never began; Enter tries again
};

/// One terminal tab without its widgets: finds container and shell, connects, feeds the surface no faster than the
/// window can show, says how it ended. Bound to its context for its whole life (RC6). Thread: GUI.
///
/// Output is dealt with in slices of a few milliseconds; only what is on the surface is acknowledged, so that no more
/// than the session's 256 KiB wait, and keys are never behind output.
class TerminalPresenter final : public QObject {
    Q_OBJECT
public:
    struct Services {
        TerminalGateway& gateway;
        std::function<PlaceMode(const ContextId& context, const QString& nameSpace)> mode;
        /// Programs may ask to put text into the clipboard; the person is asked each time (TE2). Off: nothing is.
        bool offersClipboard = false;
        ByteSize scrollback = 16_MiB;
        /// As it is chosen when something is pasted; none: SeveralLines.
        std::function<PasteRule()> pasteRule = {};
    };
    TerminalPresenter(PodTools::Terminal target, Services services, QObject* parent = nullptr);
    ~TerminalPresenter() override;
    Q_DISABLE_COPY_MOVE(TerminalPresenter)

    [[nodiscard]] const PodTools::Terminal& target() const { return m_target; }
    [[nodiscard]] VtSurface& surface() { return m_surface; }
    [[nodiscard]] TerminalPhase phase() const { return m_phase; }
    /// Of Failed, Ended, NoShell: why.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] const std::optional<ExecEnd>& end() const { return m_end; }
    [[nodiscard]] const PodView& pod() const { return m_pod; }
    /// The one that is, or would be, entered.
    [[nodiscard]] const QString& container() const { return m_container; }
    [[nodiscard]] PlaceMode mode() const { return m_services.mode(m_target.context, m_target.nameSpace); }
    /// For what was asked for last.
    [[nodiscard]] Mode neededMode() const { return m_neededMode; }
    /// The account may not connect itself; the user's own kubectl does it.
    [[nodiscard]] bool isThroughKubectl() const { return m_isThroughKubectl; }
    /// The same in a shell: `kubectl --context … exec -it …`.
    [[nodiscard]] QString command() const;

    void start();
    /// After Ended, Failed, Locked: from the beginning, what was written stays.
    void reconnect();
    void chooseContainer(const QString& name);
    /// @param typed debugConfirmation(way), where that is not empty; core judges it again
    void startDebug(TerminalGateway::DebugWay way, const QString& image, const QString& typed = {});
    /// What must be typed before a pod is made here; empty: nothing.
    [[nodiscard]] QString debugConfirmation(TerminalGateway::DebugWay way) const;

    void send(const QByteArray& bytes);
    void resize(const QSize& size);
    /// A paste; where it needs a look first, pasteAsked() is emitted and answerPaste() decides (TE5).
    void paste(const QString& text);
    void answerPaste(bool send);
    [[nodiscard]] bool hasPasteWaiting() const { return !m_paste.isEmpty(); }
    void reset();
    void clearAbove();

Q_SIGNALS:
    void phaseChanged();
    /// The surface has something new.
    void screenChanged();
    void pasteAsked(const pilothouse::PasteFacts& facts);
    /// A control string without end hides what is written; or no longer.
    void swallowingChanged(bool swallowing);
    void bell();
    /// A program wants this in the clipboard; nobody has put it there.
    void clipboardOffered(const QString& text);

private:
    void setPhase(TerminalPhase phase);
    void failWith(const Error& error);
    [[nodiscard]] bool isAllowed() const;
    [[nodiscard]] bool mustAskBefore(const PasteFacts& facts, const QString& text) const;
    void readPod();
    void enter();
    void findShell();
    [[nodiscard]] const PodContainer* entered() const;
    void connectTo(const QString& pod, const QString& container, const QStringList& command);
    void onOutput(const QByteArray& bytes);
    void onEnded(const ExecEnd& end);
    void pump();
    void feedSlice();
    void finish();
    void dropDebugPod();
    [[nodiscard]] DebugRequest debugRequest(TerminalGateway::DebugWay way, const QString& image) const;

    PodTools::Terminal m_target;
    Services m_services;
    VtSurface m_surface;
    TerminalPhase m_phase = TerminalPhase::Idle;
    std::optional<Error> m_error;
    std::optional<ExecEnd> m_end;
    PodView m_pod;
    QString m_container;
    Mode m_neededMode = Mode::Troubleshooting;
    QString m_shellImage;
    QStringList m_shell;
    std::optional<DebugPlace> m_debugPlace;
    QSize m_size{80, 24};
    CallHandle m_call;
    std::unique_ptr<TerminalLink> m_link;
    QByteArray m_queue; ///< came, and is not on the surface yet
    qsizetype m_queueAt = 0;
    std::optional<ExecEnd> m_lastWord; ///< ended, but output of it is still in the queue
    QTimer m_pump;
    QString m_paste;
    bool m_wasSwallowing = false;
    bool m_hasWritten = false;
    bool m_isThroughKubectl = false;
    bool m_hasTty = true; ///< else lines end in LF alone
};

} // namespace pilothouse::ui
