// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/error.h"
#include "core/base/secret.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace pilothouse::ui {

/// A beginning for new objects.
struct YamlTemplate {
    enum class Kind { Plain, TlsSecret };
    Kind kind = Kind::Plain;
    QString title;
    QByteArray text;
};
[[nodiscard]] std::vector<YamlTemplate> yamlTemplates(const QString& nameSpace);

/// A TLS secret of a certificate and a key, PEM both. Holds the key: shown nowhere, masked in plans.
/// Errors: Invalid with reason NotACertificate or NotAKey.
[[nodiscard]] Result<QByteArray> tlsSecretYaml(
    const QString& name, const QString& nameSpace, const QByteArray& certificate, const Secret& key);

} // namespace pilothouse::ui
