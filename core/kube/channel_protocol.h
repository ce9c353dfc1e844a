// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/kube/exec_session.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QUrlQuery>

namespace pilothouse {

/// The channel protocols of exec, attach and port-forward (protocol: 2.9, 2.10; client-go remotecommand): every message
/// is binary, its first byte names the channel.
namespace channel {
inline constexpr quint8 kStdin = 0;
inline constexpr quint8 kStdout = 1;
inline constexpr quint8 kStderr = 2;
inline constexpr quint8 kStatus = 3;
inline constexpr quint8 kResize = 4;
inline constexpr quint8 kClose = 255; ///< v5: `[255, channel]` ends one channel
inline constexpr auto kV5 = "v5.channel.k8s.io";
inline constexpr auto kV4 = "v4.channel.k8s.io";
} // namespace channel

/// `container=…&command=…&stdin=true&…`
[[nodiscard]] QUrlQuery execQuery(const ExecRequest& request);
[[nodiscard]] QByteArray resizeMessage(int columns, int rows);
/// What the status channel said. An attach that ends well says nothing about an exit code.
[[nodiscard]] ExecEnd execEndFromStatus(const QByteArray& status, const ExecRequest& request);
/// `exec web in namespace shop`
[[nodiscard]] QString execSubject(const ExecRequest& request);
/// The error with our word for it as reason: `NoProgram`, `ContainerNotFound`, `NotRunning`, `NeedsGet` (the account
/// may only `create`, which a WebSocket can't do; kubectl's way still can).
[[nodiscard]] Error withExecWord(Error error);

} // namespace pilothouse
