// SPDX-License-Identifier: Apache-2.0
#include "core/helm/record_secrets.h"

#include "core/diff/sensitive_fields.h"

namespace pilothouse {

void addSecretsOf(const ReleaseRecord& record, KnownSecrets& known) {
    known.addValues(record.userValues);
    known.addManifest(record.manifest);
}

QString maskedNotes(const QString& notes, const KnownSecrets& known) {
    QByteArrayList lines = known.mask(notes).toUtf8().split('\n');
    for (QByteArray& line : lines) {
        line = maskInline(line).text;
    }
    return QString::fromUtf8(lines.join('\n'));
}

QString maskedNotes(const ReleaseRecord& record) {
    KnownSecrets known;
    addSecretsOf(record, known);
    return maskedNotes(record.notes, known);
}

} // namespace pilothouse
