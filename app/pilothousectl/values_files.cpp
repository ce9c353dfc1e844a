// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/values_files.h"

#include "core/change/encrypted_values.h"
#include "core/yaml/yaml_loader.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxFile = 16LL * 1024 * 1024;

Result<QByteArray> readFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, path, file.errorString());
    }
    QByteArray bytes = file.read(kMaxFile + 1);
    if (bytes.size() > kMaxFile) {
        return fail(ErrorCode::Invalid, path, u"is larger than 16 MiB"_s, u"TooLarge"_s);
    }
    return bytes;
}

YamlValue merged(const YamlValue& under, const YamlValue& over) {
    if (!under.isMap() || !over.isMap()) {
        return over;
    }
    YamlValue::Map entries = under.entries();
    for (const auto& [key, value] : over.entries()) {
        const auto found = std::ranges::find(entries, key, &std::pair<QString, YamlValue>::first);
        if (found == entries.end()) {
            entries.emplace_back(key, value);
        } else {
            found->second = merged(found->second, value);
        }
    }
    return YamlValue(std::move(entries));
}

} // namespace

namespace {

Task<Result<QByteArray>> readOne(ChangeDesk* desk, ContextId context, QString name) {
    const bool isSecret = name.startsWith("secrets://"_L1);
    const QString path = isSecret ? name.sliced("secrets://"_L1.size()) : name;
    const auto bytes = readFile(path);
    if (bytes && (isSecret || isEncryptedValues(*bytes))) {
        co_return co_await desk->decryptValues(context, QFileInfo(path).absoluteFilePath());
    }
    co_return bytes;
}

} // namespace

Task<Result<QByteArray>> readValuesFiles(ChangeDesk* desk, ContextId context, QStringList files) {
    if (files.size() == 1) {
        co_return co_await readOne(desk, context, files.first());
    }
    YamlValue all{YamlValue::Map()};
    for (const QString& path : files) {
        const auto bytes = co_await readOne(desk, context, path);
        if (!bytes) {
            co_return bytes;
        }
        const auto values = loadYaml(*bytes, path);
        if (!values) {
            co_return std::unexpected(values.error());
        }
        if (!values->isNull()) {
            all = merged(all, *values);
        }
    }
    co_return toYaml(all, KeyOrder::Kept);
}

} // namespace pilothouse::ctl
