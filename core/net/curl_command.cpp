// SPDX-License-Identifier: Apache-2.0
#include "core/net/curl_command.h"

#include "core/base/plain_text.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// One word for a POSIX shell, whatever is in it; control characters never reach a terminal.
QString quoted(const QString& text) {
    QString safe = escapeControls(text);
    safe.replace(u'\'', u"'\\''"_s);
    return u'\'' + safe + u'\'';
}

} // namespace

QString curlCommand(const TraceEntry& entry) {
    QString command = u"curl"_s;
    if (entry.method == "HEAD"_L1) {
        command += u" --head"_s;
    } else if (entry.method != "GET"_L1) {
        command += u" -X "_s + quoted(entry.method);
    }
    if (entry.isStream) {
        command += u" --no-buffer"_s;
    }
    command += u' ' + quoted(entry.url);
    for (const QString& header : entry.requestHeaders) {
        command += u" -H "_s + quoted(header);
    }
    if (!entry.requestBody.isEmpty()) {
        command += u" --data-raw "_s + quoted(entry.requestBody);
    }
    return command;
}

} // namespace pilothouse
