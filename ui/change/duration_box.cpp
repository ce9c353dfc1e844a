// SPDX-License-Identifier: Apache-2.0
#include "ui/change/duration_box.h"

#include <QRegularExpression>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMinute = 60;
constexpr int kHour = 60 * kMinute;
constexpr int kLongest = 24 * kHour;
constexpr int kSmallStep = 10;

/// Seconds; 0: the text names no time.
int secondsIn(const QString& text) {
    static const QRegularExpression kPattern(u"^(?:(\\d{1,2})h)?(?:(\\d{1,4})m)?(?:(\\d{1,5})s)?$"_s);
    static const QRegularExpression kMinutes(u"^\\d{1,4}$"_s);
    const QString written = text.trimmed().toLower().remove(u' ');
    if (kMinutes.match(written).hasMatch()) {
        return written.toInt() * kMinute;
    }
    const QRegularExpressionMatch match = kPattern.match(written);
    return match.captured(1).toInt() * kHour + match.captured(2).toInt() * kMinute + match.captured(3).toInt();
}

} // namespace

DurationBox::DurationBox(QWidget* parent)
    : QSpinBox(parent) {
    setRange(1, kLongest);
}

void DurationBox::setDuration(std::chrono::seconds duration) {
    setValue(static_cast<int>(std::clamp<std::chrono::seconds::rep>(duration.count(), 1, kLongest)));
}

void DurationBox::stepBy(int steps) {
    const bool isSmall = value() < kMinute || (value() == kMinute && steps < 0);
    setValue(value() + steps * (isSmall ? kSmallStep : kMinute));
    selectAll();
}

QString DurationBox::textFromValue(int seconds) const {
    QString text;
    for (const auto& [length, unit] : {std::pair(kHour, u'h'), std::pair(kMinute, u'm'), std::pair(1, u's')}) {
        if (const int count = seconds / length; count > 0) {
            text += QString::number(count) + unit;
            seconds %= length;
        }
    }
    return text;
}

int DurationBox::valueFromText(const QString& text) const {
    return std::clamp(secondsIn(text), minimum(), maximum());
}

QValidator::State DurationBox::validate(QString& text, int& /*position*/) const {
    static const QRegularExpression kOnTheWay(u"^[0-9hms ]*$"_s, QRegularExpression::CaseInsensitiveOption);
    const int seconds = secondsIn(text);
    if (seconds >= minimum() && seconds <= maximum()) {
        return QValidator::Acceptable;
    }
    return kOnTheWay.match(text).hasMatch() ? QValidator::Intermediate : QValidator::Invalid;
}

} // namespace pilothouse::ui
