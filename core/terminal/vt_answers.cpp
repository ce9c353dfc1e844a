// SPDX-License-Identifier: Apache-2.0
#include "core/terminal/vt_answers.h"

#include <algorithm>

namespace pilothouse {

namespace {

bool isNumber(QByteArrayView text) {
    return !text.isEmpty() && text.size() <= 4
        && std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

} // namespace

bool isHarmlessAnswer(QByteArrayView answer) {
    if (answer == QByteArrayView("\x1b[?1;2c") || answer == QByteArrayView("\x1b[0n")) {
        return true;
    }
    if (!answer.startsWith("\x1b[") || !answer.endsWith('R')) {
        return false;
    }
    QByteArrayView place = answer.sliced(2, answer.size() - 3);
    if (place.startsWith('?')) {
        place = place.sliced(1);
    }
    const qsizetype middle = place.indexOf(';');
    return middle > 0 && isNumber(place.first(middle)) && isNumber(place.sliced(middle + 1));
}

} // namespace pilothouse
