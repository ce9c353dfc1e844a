// SPDX-License-Identifier: Apache-2.0
#include "core/change/encrypted_values.h"

#include "core/yaml/yaml_loader.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kDeadline = std::chrono::seconds(60); // keys may come from a cloud's service
constexpr ByteSize kLargest = 16_MiB;

/// helm's words where no plugin has that name, of both majors.
bool saysNoSuchCommand(const QString& words) {
    return words.contains(u"unknown command \"secrets\""_s);
}

} // namespace

bool isEncryptedValues(const QByteArray& text) {
    if (!text.contains("sops")) {
        return false;
    }
    const auto values = loadYaml(text, u"values"_s, {}, DuplicateKeys::KeepLast);
    const YamlValue* sops = values ? &(*values)[u"sops"] : nullptr;
    return sops && sops->isMap() && (sops->contains(u"mac") || sops->contains(u"lastmodified"));
}

Task<Result<QByteArray>> decryptValues(HelmReading reading, QString path, Clock* clock) {
    reading.call = {};
    reading.call.verb = HelmVerb::SecretsDecrypt;
    reading.call.valuesFile = path;
    reading.kubeconfig = nullptr;
    reading.values.reset();
    reading.deadline = kDeadline;
    reading.outputLimit = kLargest;
    auto answer = co_await readHelm(std::move(reading), *clock);
    if (answer) {
        co_return std::move(answer->output);
    }
    Error error = std::move(answer.error());
    error.subject = path;
    if (saysNoSuchCommand(error.detail)) {
        error.code = ErrorCode::NotFound;
        error.reason = u"NoSecretsPlugin"_s;
    }
    co_return std::unexpected(std::move(error));
}

} // namespace pilothouse
