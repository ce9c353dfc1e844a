// SPDX-License-Identifier: Apache-2.0
#include "core/config/exec_run.h"

#include "core/base/plain_text.h"
#include "core/base/redaction.h"

#include <QRegularExpression>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr Clock::Duration kDeadline = std::chrono::seconds(60);
constexpr ByteSize kMaxOutput = 1_MiB;
constexpr ByteSize kErrorTail = 2_KiB;

} // namespace

QString maskedTail(QByteArrayView text) {
    static const QRegularExpression kAssignment(u"([A-Za-z0-9_.-]+)(\"?\\s*[=:]\\s*\"?)([^\\s\",;]+)"_s);
    static const QRegularExpression kBearer(u"\\b(Bearer|Basic)\\s+\\S+"_s, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression kPem(
        u"-----BEGIN[^-]*-----.*?(?:-----END[^-]*-----|$)"_s, QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression kWord(u"[^\\s\"',;=]{16,}"_s);
    const qsizetype from = qMax<qsizetype>(0, text.size() - kErrorTail.bytes);
    QString tail = QString::fromUtf8(text.sliced(from)).trimmed();
    tail.replace(kPem, kMask.toString());
    tail.replace(kBearer, u"\\1 "_s + kMask.toString());
    const auto maskEach = [&tail](const QRegularExpression& form, int group, auto isSecret) {
        QString out;
        qsizetype last = 0;
        for (auto matches = form.globalMatch(tail); matches.hasNext();) {
            const auto match = matches.next();
            if (isSecret(match)) {
                out += QStringView(tail).sliced(last, match.capturedStart(group) - last) + kMask;
                last = match.capturedEnd(group);
            }
        }
        tail = out + QStringView(tail).sliced(last);
    };
    maskEach(kAssignment, 3,
        [](const auto& match) { return isSensitiveKey(match.captured(1)) || isSensitiveValue(match.captured(3)); });
    maskEach(kWord, 0, [](const auto& match) { return isSensitiveValue(match.captured(0)); });
    return tail;
}

Task<Result<QByteArray>> runExec(Clock* clock, ChildCommand command) {
    const QString program = command.program;
    const ChildBounds bounds{.deadline = kDeadline, .output = kMaxOutput, .errors = kErrorTail};
    ChildEnd end = co_await runChild(clock, std::move(command), bounds);
    if (!end.stopped && end.exitCode == 0) {
        co_return std::move(end.output);
    }
    Error error = end.stopped
        ? std::move(*end.stopped)
        : fail(ErrorCode::Process, program, u"failed with exit code %1"_s.arg(end.exitCode)).error();
    if (const QString said = maskedTail(end.errors); !said.isEmpty()) {
        error.detail += u": "_s + said;
    }
    co_return std::unexpected(std::move(error));
}

} // namespace pilothouse
