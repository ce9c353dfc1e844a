// SPDX-License-Identifier: Apache-2.0
#include "core/net/http_types.h"

namespace pilothouse {

QByteArray headerValue(const HttpHeaders& headers, QByteArrayView name) {
    for (const HttpHeader& header : headers) {
        if (header.name.compare(name, Qt::CaseInsensitive) == 0) {
            return header.value;
        }
    }
    return {};
}

} // namespace pilothouse
