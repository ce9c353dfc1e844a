// SPDX-License-Identifier: Apache-2.0
#include "core/kube/json_text.h"

#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;

Result<QJsonObject> parseJsonObject(const QByteArray& text, const QString& subject) {
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError) {
        return fail(ErrorCode::Parse, subject,
            u"the answer is not valid JSON: %1 at byte %2 of %3"_s.arg(problem.errorString())
                .arg(problem.offset)
                .arg(text.size()));
    }
    if (!document.isObject()) {
        return fail(ErrorCode::Parse, subject, u"the answer is JSON, but not an object"_s);
    }
    return document.object();
}

} // namespace pilothouse
