// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/yaml_loader.h"

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace pilothouse {

/// The few fields that name an object.
struct ObjectHeader {
    QString apiVersion;
    QString kind;
    QString name;
    QString nameSpace;
};

/// Reads the header of a block-style document line by line, without parsing it. Nothing is guessed: flow style,
/// anchors, tags, escapes, merge keys, tabs, repeated keys and values over several lines give nullopt, and the caller
/// loads the document. Thread: any.
[[nodiscard]] std::optional<ObjectHeader> scanHeader(QByteArrayView document);

/// The header of a loaded document; fields that are no scalars stay empty.
[[nodiscard]] ObjectHeader readHeader(const YamlValue& document);

/// What helm writes on top of each document: `# Source: storefront/charts/web-neo/templates/service.yaml`; or empty.
[[nodiscard]] QString scanSource(QByteArrayView document);

/// `apps/v1` → `apps`, `v1` → empty.
[[nodiscard]] QString groupOf(QStringView apiVersion);

/// True for kinds that ship with Kubernetes and have no namespace. Source: `kubectl api-resources --namespaced=false`
/// of 1.21 to 1.34.
[[nodiscard]] bool isClusterScoped(QStringView group, QStringView kind);

/// True for groups that ship with Kubernetes: their defaults and empty values are known, others' are not.
[[nodiscard]] bool isBuiltInGroup(QStringView group);

} // namespace pilothouse
