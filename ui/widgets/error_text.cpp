// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/error_text.h"

#include "core/base/plain_text.h"

#include <QtCore/QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

// A server may send a page of HTML as its reason; a person reads the first sentences.
constexpr qsizetype kLongestDetail = 600;

struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)
};

struct TitleAndRemedy {
    QString title;
    QString remedy;
};

TitleAndRemedy connectionWords(ErrorCode code) {
    switch (code) {
    case ErrorCode::Timeout:
        return {ErrorText::tr("No answer in time."),
            ErrorText::tr("Check VPN and network, then try again. Other contexts are not affected.")};
    case ErrorCode::Unreachable:
        return {ErrorText::tr("The server can't be reached."),
            ErrorText::tr("Check VPN, proxy and the address in your kubeconfig, then try again.")};
    case ErrorCode::TlsUntrusted:
        return {ErrorText::tr("The server's certificate is not trusted."),
            ErrorText::tr("Nothing was sent. Check certificate-authority in your kubeconfig, and that nobody sits in "
                          "between.")};
    case ErrorCode::Unauthorized:
        return {ErrorText::tr("The server does not accept your login."),
            ErrorText::tr("Log in again with your cluster's own command, then try again.")};
    default:
        return {ErrorText::tr("The answer is not what a Kubernetes server sends."),
            ErrorText::tr("A proxy or login page may have answered instead. Look at the request in the HTTP trace.")};
    }
}

TitleAndRemedy serverWords(ErrorCode code) {
    switch (code) {
    case ErrorCode::Forbidden:
        return {ErrorText::tr("You may not do this."),
            ErrorText::tr("Ask for the right named below, or pick a namespace you may read.")};
    case ErrorCode::NotFound:
        return {ErrorText::tr("It is not there (any more)."),
            ErrorText::tr("It may have been deleted or renamed. Refresh the list and pick it again.")};
    case ErrorCode::Conflict:
        return {ErrorText::tr("Somebody else changed it at the same time."),
            ErrorText::tr("Look at the present state, then do it again.")};
    case ErrorCode::Gone:
        return {ErrorText::tr("This view of the list has expired on the server."),
            ErrorText::tr("Nothing is lost: load the list again.")};
    case ErrorCode::Invalid:
        return {ErrorText::tr("The request was refused as not valid."),
            ErrorText::tr("Read the reason below and correct what it names.")};
    case ErrorCode::RateLimited:
        return {ErrorText::tr("The server asks to slow down."), ErrorText::tr("Wait a moment; it goes on by itself.")};
    default:
        return {ErrorText::tr("The server failed while answering."),
            ErrorText::tr("Try again. If it stays, look at the health of the API server.")};
    }
}

TitleAndRemedy words(ErrorCode code) {
    switch (code) {
    case ErrorCode::Cancelled:
        return {ErrorText::tr("Cancelled."), ErrorText::tr("Start it again when you want it.")};
    case ErrorCode::Timeout:
    case ErrorCode::Unreachable:
    case ErrorCode::TlsUntrusted:
    case ErrorCode::Unauthorized:
    case ErrorCode::Protocol:
        return connectionWords(code);
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Gone:
    case ErrorCode::Invalid:
    case ErrorCode::RateLimited:
    case ErrorCode::ServerError:
        return serverWords(code);
    case ErrorCode::Parse:
        return {ErrorText::tr("The text can't be read."), ErrorText::tr("Correct it at the place named below.")};
    case ErrorCode::Io:
        return {ErrorText::tr("The file can't be read or written."),
            ErrorText::tr("Check that it exists, that it is yours, and that the disk has room.")};
    case ErrorCode::Process:
        return {ErrorText::tr("A program that was started failed."),
            ErrorText::tr("Run the same command in a terminal to see what it needs.")};
    }
    return connectionWords(ErrorCode::Protocol);
}

} // namespace

ErrorWords errorWords(const Error& error) {
    const TitleAndRemedy text = words(error.code);
    ErrorWords result{text.title, escapeControls(error.subject),
        escapeControls(elideMiddle(error.detail, kLongestDetail)), text.remedy};
    if (result.why.isEmpty() && error.httpStatus != 0)
        //: %1 is a number such as 403, %2 the server's one-word reason, possibly empty
        result.why
            = ErrorText::tr("HTTP status %1 %2").arg(error.httpStatus).arg(escapeControls(error.reason)).trimmed();
    if (error.retryAfter)
        result.remedy = ErrorText::tr(
            "The server asks to wait %n second(s) before trying again.", nullptr, int(error.retryAfter->count()));
    return result;
}

QString errorLine(const Error& error) {
    const ErrorWords text = errorWords(error);
    QString line = text.title;
    for (const QString& part : {text.where, text.why}) {
        if (!part.isEmpty())
            line += u" · "_s + part;
    }
    return line;
}

} // namespace pilothouse::ui
