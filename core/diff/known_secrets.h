// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QMutex>
#include <QSet>
#include <QString>
#include <QStringList>

namespace pilothouse {

/// Secrets of a release, so that they can be taken out of texts that may repeat them: what helm prints (HE12), notes,
/// and values that stand in the open under any key, as helm-secrets leaves them in a record. Values under keys that say
/// so, and what Secrets hold. Thread: any.
class KnownSecrets {
public:
    KnownSecrets() = default;
    ~KnownSecrets();
    Q_DISABLE_COPY_MOVE(KnownSecrets)

    void addValues(const YamlValue& values);
    /// Data of the Secrets among its documents.
    void addManifest(const QByteArray& manifest);
    /// True for a whole value that is one of them.
    [[nodiscard]] bool contains(QStringView value) const;
    [[nodiscard]] QString mask(const QString& text) const;

private:
    void add(const QString& value, int shortest);
    void collect(const YamlValue& value, bool isUnderSecret, int depth);
    void addData(const YamlValue& data, bool isEncoded);

    mutable QMutex m_mutex;
    QSet<QString> m_values;
    QStringList m_byLength; ///< longest first, so that no part of one is left standing
};

} // namespace pilothouse
