// SPDX-License-Identifier: Apache-2.0
#include "core/change/audit_line.h"

#include "core/base/plain_text.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Step = AuditEntry::Step;

namespace {

constexpr QByteArrayView kChainKey(R"(,"chain":")");
constexpr QByteArrayView kLineEnd(R"("})");
constexpr qsizetype kHashDigits = 64;
constexpr qsizetype kMaxText = 2048;
constexpr qsizetype kMaxMore = 32 * 1024;

void add(QJsonObject& object, const QString& key, const QString& text) {
    if (!text.isEmpty()) {
        object.insert(key, elideMiddle(text, kMaxText));
    }
}

QJsonObject toJson(const AuditEntry& entry) {
    QJsonObject object{{u"time"_s, entry.time.toUTC().toString(Qt::ISODateWithMs)},
        {u"step"_s, auditStepWord(entry.step)}, {u"from"_s, entry.from}, {u"to"_s, entry.to}};
    add(object, u"operation"_s, entry.operation);
    add(object, u"person"_s, entry.person);
    add(object, u"context"_s, entry.context);
    add(object, u"clusterUser"_s, entry.clusterUser);
    add(object, u"clusterUid"_s, entry.clusterUid);
    add(object, u"verb"_s, entry.verb);
    add(object, u"namespace"_s, entry.nameSpace);
    add(object, u"release"_s, entry.release);
    add(object, u"outcome"_s, entry.outcome);
    add(object, u"reason"_s, entry.reason);
    if (!entry.more.isEmpty()) {
        const bool isTooLong = QJsonDocument(entry.more).toJson(QJsonDocument::Compact).size() > kMaxMore;
        object.insert(u"more"_s, isTooLong ? QJsonObject{{u"left_out"_s, u"too long"_s}} : entry.more);
    }
    return object;
}

std::optional<Step> stepFromWord(const QString& word) {
    for (const Step step : {Step::Intent, Step::Outcome, Step::Refused, Step::Mode, Step::Shown}) {
        if (auditStepWord(step) == word) {
            return step;
        }
    }
    return {};
}

} // namespace

QString auditStepWord(Step step) {
    switch (step) {
    case Step::Intent:
        return u"intent"_s;
    case Step::Outcome:
        return u"outcome"_s;
    case Step::Refused:
        return u"refused"_s;
    case Step::Mode:
        return u"mode"_s;
    case Step::Shown:
        return u"shown"_s;
    }
    return {};
}

QByteArray auditChainStart() {
    return QByteArray(kHashDigits, '0');
}

AuditLine AuditLine::split(QByteArrayView line) {
    const qsizetype tail = kChainKey.size() + kHashDigits + kLineEnd.size();
    const qsizetype at = line.size() - tail;
    if (at < 1 || !line.endsWith(kLineEnd) || line.sliced(at, kChainKey.size()) != kChainKey) {
        return {.body = line, .written = {}};
    }
    return {.body = line.first(at), .written = line.sliced(at + kChainKey.size(), kHashDigits)};
}

QByteArray AuditLine::chainAfter(const QByteArray& before) const {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(body);
    return hash.result().toHex();
}

QByteArray writeAuditLine(const AuditEntry& entry, const QByteArray& chainBefore) {
    QByteArray line = QJsonDocument(toJson(entry)).toJson(QJsonDocument::Compact);
    line.chop(1); // its closing brace comes after the chain
    const QByteArray chain = AuditLine{.body = line, .written = {}}.chainAfter(chainBefore);
    return line + kChainKey.toByteArray() + chain + kLineEnd.toByteArray() + '\n';
}

std::optional<AuditEntry> readAuditLine(QByteArrayView line) {
    const QJsonObject object = QJsonDocument::fromJson(line.toByteArray()).object();
    const auto step = stepFromWord(object.value("step"_L1).toString());
    if (!step) {
        return {};
    }
    const auto text = [&object](QLatin1StringView key) { return object.value(key).toString(); };
    AuditEntry entry;
    entry.step = *step;
    entry.time = QDateTime::fromString(text("time"_L1), Qt::ISODateWithMs).toUTC();
    entry.operation = text("operation"_L1);
    entry.person = text("person"_L1);
    entry.context = text("context"_L1);
    entry.clusterUser = text("clusterUser"_L1);
    entry.clusterUid = text("clusterUid"_L1);
    entry.verb = text("verb"_L1);
    entry.nameSpace = text("namespace"_L1);
    entry.release = text("release"_L1);
    entry.from = object.value("from"_L1).toInt();
    entry.to = object.value("to"_L1).toInt();
    entry.outcome = text("outcome"_L1);
    entry.reason = text("reason"_L1);
    entry.more = object.value("more"_L1).toObject();
    return entry;
}

} // namespace pilothouse
