// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/config/kubeconfig.h"

#include <QHash>
#include <QMutex>

namespace pilothouse {

/// What a credential plugin would run, resolved and pinned: the question a person is asked before the first run (KC7).
struct ExecIdentity {
    QString command; ///< absolute path of the program; empty when it was not found
    QStringList arguments;
    QStringList environmentNames; ///< names only, values may be secrets
    QByteArray environmentSha256; ///< hex, over names and values
    QByteArray fileSha256; ///< hex, of the program file
    QStringList warnings; ///< machine words: `WorldWritableFolder`, `RelativePath`, `NotFound`
    /// Hash over command, arguments, environment and file: the trust is for exactly this.
    [[nodiscard]] QByteArray fingerprint() const;
};
[[nodiscard]] ExecIdentity identify(const ExecPlugin& plugin);

/// Which plugins the user has agreed to run. Stored in a JSON file of its own, 0600, outside kubeconfig. Thread: any;
/// the window agrees, the core asks.
class ExecTrust {
public:
    explicit ExecTrust(QString file);

    [[nodiscard]] bool isTrusted(const ExecIdentity& identity) const;
    Result<void> trust(const ExecIdentity& identity);
    Result<void> revoke(const QByteArray& fingerprint);
    [[nodiscard]] QStringList trustedFingerprints() const;

private:
    void read();
    [[nodiscard]] Result<void> save() const;

    mutable QMutex m_mutex;
    QString m_file;
    QHash<QByteArray, QString> m_trusted; ///< fingerprint → command, for people
};

} // namespace pilothouse
