// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/prepare_flags.h"

#include "app/pilothousectl/output.h"

#include "core/config/bounded_file.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxToken = 64_KiB;
constexpr ByteSize kMaxConfig = 1_MiB;
constexpr auto kStandardInput = "-"_L1;

/// A file of secrets that others may read is worth a word.
void noteIfOpen(const QString& path) {
    constexpr QFile::Permissions kOthers = QFile::ReadGroup | QFile::ReadOther;
    if ((QFileInfo(path).permissions() & kOthers) != QFile::Permissions()) {
        writeNote(u"note: %1 can be read by others on this machine"_s.arg(path));
    }
}

Result<QByteArray> readStandardInput() {
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) {
        return fail(ErrorCode::Io, u"standard input"_s, input.errorString());
    }
    QByteArray text = input.read(kMaxToken.bytes + 1);
    if (text.size() > kMaxToken.bytes) {
        wipe(text);
        return fail(ErrorCode::Invalid, u"standard input"_s, u"is too long for a token"_s, u"TooLarge"_s);
    }
    return text;
}

Result<Secret> readToken(const QString& file) {
    auto text = file == kStandardInput ? readStandardInput() : readBoundedFile(file, kMaxToken);
    if (!text) {
        return std::unexpected(text.error());
    }
    if (file != kStandardInput) {
        noteIfOpen(file);
    }
    while (text->endsWith('\n') || text->endsWith('\r')) { // an editor's, not the token's
        text->chop(1);
    }
    const bool isOneLine = !text->contains('\n') && !text->contains('\0');
    if (text->isEmpty() || !isOneLine) {
        wipe(*text);
        return fail(ErrorCode::Invalid, file, u"it must hold one line: the token"_s, u"BadToken"_s);
    }
    return Secret(std::move(*text));
}

Result<RegistryLogins> readConfig(const PrepareFlags& flags) {
    auto text = readBoundedFile(flags.dockerConfig, kMaxConfig);
    if (!text) {
        return std::unexpected(text.error());
    }
    noteIfOpen(flags.dockerConfig);
    const Secret config(std::move(*text));
    return readDockerConfig(config.reveal(), flags.dockerConfig, flags.registries);
}

} // namespace

void addPrepareFlags(QCommandLineParser& parser) {
    parser.addOptions({
        {u"create"_s, u"prepare: make the namespace."_s},
        {u"pull-secret"_s, u"prepare: name of the pull secret."_s, u"name"_s},
        {u"registry"_s, u"prepare: registry to log in to; with --docker-config several."_s, u"name"_s},
        {u"username"_s, u"prepare: user at the registry."_s, u"user"_s},
        {u"token-file"_s, u"prepare: file with the token; - reads standard input."_s, u"file"_s},
        {u"docker-config"_s, u"prepare: take the logins from docker's config.json."_s, u"file"_s},
        {u"replace"_s, u"prepare: another login in the pull secret is replaced."_s},
        {u"service-account"_s, u"prepare: attach the pull secret to it."_s, u"name"_s},
    });
}

PrepareFlags readPrepareFlags(const QCommandLineParser& parser) {
    return {.create = parser.isSet(u"create"_s),
        .pullSecret = parser.value(u"pull-secret"_s),
        .registries = parser.values(u"registry"_s),
        .user = parser.value(u"username"_s),
        .tokenFile = parser.value(u"token-file"_s),
        .dockerConfig = parser.value(u"docker-config"_s),
        .replace = parser.isSet(u"replace"_s),
        .serviceAccount = parser.value(u"service-account"_s)};
}

Result<RegistryLogins> readLogins(const PrepareFlags& flags) {
    const bool hasOwn = !flags.user.isEmpty() || !flags.tokenFile.isEmpty();
    if (!flags.dockerConfig.isEmpty()) {
        if (hasOwn) {
            return fail(ErrorCode::Invalid, u"--docker-config"_s,
                u"it brings user and token; leave --username and --token-file out"_s);
        }
        return readConfig(flags);
    }
    if (!hasOwn && flags.registries.isEmpty()) {
        return RegistryLogins();
    }
    if (flags.registries.size() != 1 || flags.user.isEmpty() || flags.tokenFile.isEmpty()) {
        return fail(ErrorCode::Invalid, u"pull secret"_s, u"say one --registry, --username and --token-file"_s);
    }
    const auto registry = registryName(flags.registries.front());
    if (!registry) {
        return std::unexpected(registry.error());
    }
    auto token = readToken(flags.tokenFile);
    if (!token) {
        return std::unexpected(token.error());
    }
    RegistryLogins logins;
    logins.push_back({.registry = *registry, .user = flags.user, .token = std::move(*token)});
    return logins;
}

} // namespace pilothouse::ctl
