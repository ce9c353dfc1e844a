// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/repository_words.h"

#include "core/base/plain_text.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Repositories)
};

/// What happened, and what to do.
struct Advice {
    QString what;
    QString remedy;
};

Advice loginAdvice(const Error& error) {
    if (error.reason == "PasswordNeeded"_L1) {
        return {Tr::tr("The password is not kept any more."),
            Tr::tr("Type it again in the repository’s settings; the system’s keychain can keep it.")};
    }
    if (error.reason == "KeychainDenied"_L1) {
        return {Tr::tr("The system’s keychain did not give the password out."),
            Tr::tr("Unlock it and try again, or type the password for this run of the program only.")};
    }
    if (error.code == ErrorCode::Forbidden) {
        return {Tr::tr("This login may not read there."),
            Tr::tr("Ask whoever runs the repository for the right to read it, or use another user.")};
    }
    return {Tr::tr("The login was not accepted."),
        Tr::tr("Check user and password in the repository’s settings. A token may have run out.")};
}

Advice certificateAdvice(const Error& error) {
    if (error.reason == "HostnameMismatch"_L1) {
        return {Tr::tr("The certificate is for another name."),
            Tr::tr("Nothing was sent. Use the name the certificate is for.")};
    }
    if (error.reason == "CertificateExpired"_L1 || error.reason == "CertificateNotYetValid"_L1) {
        return {Tr::tr("The certificate is not valid today."),
            Tr::tr("Nothing was sent. Ask whoever runs the repository to renew it; check this machine’s clock.")};
    }
    if (error.reason == "ClientCertificateRequired"_L1) {
        return {Tr::tr("A client certificate is asked for."),
            Tr::tr("Choose certificate and key in the repository’s settings.")};
    }
    return {Tr::tr("The certificate is signed by nobody this machine trusts."),
        Tr::tr("Nothing was sent. Choose the CA file of your company in the repository’s settings.")};
}

std::optional<Advice> settingAdvice(const QString& reason) {
    if (reason == "PlainLogin"_L1) {
        return Advice{
            Tr::tr("The password would travel unencrypted."), Tr::tr("Use https, or take user and password out.")};
    }
    if (reason == "BadRepository"_L1) {
        return Advice{Tr::tr("This is no address of a repository."),
            Tr::tr("It begins with https://, http:// or oci://, and holds neither user nor password.")};
    }
    if (reason == "BadUser"_L1) {
        return Advice{Tr::tr("This is no name of a user."), Tr::tr("It can’t hold a colon.")};
    }
    if (reason == "BadCaFile"_L1 || reason == "CaUnreadable"_L1) {
        return Advice{Tr::tr("The CA file can’t be used."), Tr::tr("Choose a file with certificates, PEM.")};
    }
    if (reason == "BadCertificate"_L1 || reason == "ClientCertificateUnusable"_L1) {
        return Advice{
            Tr::tr("The client certificate can’t be used."), Tr::tr("Choose both, the certificate and its key, PEM.")};
    }
    if (reason == "BadProxy"_L1) {
        return Advice{Tr::tr("This is no address of a proxy."),
            Tr::tr("Write it as http://proxy.example.com:3128, without a password.")};
    }
    return std::nullopt;
}

Advice answerAdvice(const Error& error) {
    if (error.reason == "NoIndex"_L1) {
        return {Tr::tr("There is no index of charts."),
            Tr::tr("Check the address: index.yaml must lie below it. For a registry, write oci://.")};
    }
    if (error.reason == "NoSuchChart"_L1) {
        return {Tr::tr("The registry has no such chart."), Tr::tr("Check its path, and that you may see it.")};
    }
    if (error.reason == "NotARegistry"_L1) {
        return {Tr::tr("This is no OCI registry."), Tr::tr("For a repository with an index, write https://.")};
    }
    if (error.reason == "InsecureRedirect"_L1) {
        return {Tr::tr("It sends on to an address without encryption."),
            Tr::tr("This was not followed. Ask for its present address.")};
    }
    if (error.reason == "NoKeychain"_L1) {
        return {Tr::tr("No keychain of the system answers."),
            Tr::tr("Passwords are kept for this run of the program only.")};
    }
    const ErrorWords words = errorWords(error);
    switch (error.code) {
    case ErrorCode::Unreachable:
    case ErrorCode::Timeout:
        return {words.title, Tr::tr("Check VPN and network, the address, and the proxy in the repository’s settings.")};
    case ErrorCode::ServerError:
        return {Tr::tr("The repository failed while answering."), Tr::tr("Try again later, or tell whoever runs it.")};
    default:
        return {words.title, words.remedy};
    }
}

Advice adviceFor(const Error& error) {
    if (auto setting = settingAdvice(error.reason)) {
        return *std::move(setting);
    }
    if (error.code == ErrorCode::TlsUntrusted) {
        return certificateAdvice(error);
    }
    if (error.code == ErrorCode::Unauthorized || error.code == ErrorCode::Forbidden) {
        return loginAdvice(error);
    }
    return answerAdvice(error);
}

} // namespace

bool isRepositoryProblem(const Error& error) {
    static constexpr std::array kReasons{"PasswordNeeded"_L1, "KeychainDenied"_L1, "RepositoryLogin"_L1,
        "RepositoryForbidden"_L1, "RepositoryCertificate"_L1, "PlainLogin"_L1, "BadRepository"_L1, "BadUser"_L1,
        "BadCaFile"_L1, "BadCertificate"_L1, "BadProxy"_L1, "NoIndex"_L1, "InsecureRedirect"_L1, "TooManyRedirects"_L1};
    return std::ranges::any_of(kReasons, [&error](auto reason) { return error.reason == reason; });
}

QString repositoryErrorText(const Error& error) {
    const ErrorWords words = errorWords(error);
    const Advice advice = adviceFor(error);
    QString text = advice.what;
    if (!words.where.isEmpty()) {
        text += u' ' + words.where;
    }
    if (!words.why.isEmpty() && error.reason != "PasswordNeeded"_L1) {
        text += u": "_s + words.why;
    }
    return text + u'\n' + advice.remedy;
}

QString findingText(const RepositoryFinding& finding) {
    if (!finding.isRegistry) {
        QString text = Tr::tr("It answers: %1 with %2.")
                           .arg(Tr::tr("%n chart(s)", nullptr, static_cast<int>(finding.charts)),
                               Tr::tr("%n version(s)", nullptr, static_cast<int>(finding.versions)));
        if (!finding.movedTo.isEmpty()) {
            text += u' '
                + Tr::tr("It sends on to %1, which was not given your login. If that is its new home, write it into "
                         "the address.")
                      .arg(escapeControls(finding.movedTo));
        }
        return text;
    }
    if (!finding.loginHost.isEmpty()) {
        return Tr::tr("The registry answers. Who may read what is decided by %1: your password was not sent there. "
                      "helm asks it when a chart is pulled.")
            .arg(escapeControls(finding.loginHost));
    }
    return Tr::tr("The registry answers and takes the login.");
}

} // namespace pilothouse::ui
