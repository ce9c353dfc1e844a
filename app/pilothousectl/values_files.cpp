// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/values_files.h"

#include "core/yaml/yaml_loader.h"

#include <QFile>

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

Result<QByteArray> readValuesFiles(const QStringList& files) {
    if (files.size() == 1) {
        return readFile(files.first());
    }
    YamlValue all{YamlValue::Map()};
    for (const QString& path : files) {
        const auto bytes = readFile(path);
        if (!bytes) {
            return bytes;
        }
        const auto values = loadYaml(*bytes, path);
        if (!values) {
            return std::unexpected(values.error());
        }
        if (!values->isNull()) {
            all = merged(all, *values);
        }
    }
    return toYaml(all, KeyOrder::Kept);
}

} // namespace pilothouse::ctl
