// SPDX-License-Identifier: Apache-2.0
#include "core/change/shared_prediction.h"

namespace pilothouse {

void SharedPrediction::start(Make make) {
    m_make = std::move(make);
    m_scope.launch<Result<ChangeDiffPtr>>(m_make([this](const ObjectDiff& object) { tell(object); }),
        [this](Result<ChangeDiffPtr> result) { onDone(std::move(result)); });
}

void SharedPrediction::tell(const ObjectDiff& object) const {
    const auto tellers = m_tellers;
    for (const auto& teller : tellers) {
        if (const auto found = teller.lock(); found && *found) {
            (*found)(object);
        }
    }
}

void SharedPrediction::onDone(Result<ChangeDiffPtr> result) {
    m_result = std::move(result);
    const Result<ChangeDiffPtr> answer = *m_result;
    auto waiting = std::move(m_waiting);
    for (auto& completer : waiting) { // the last one that goes on may take this object with it
        completer.complete(answer);
    }
}

Task<Result<ChangeDiffPtr>> SharedPrediction::wait(std::shared_ptr<SharedPrediction> prediction, Found found) {
    if (prediction->m_result) {
        co_return *prediction->m_result;
    }
    const auto teller = std::make_shared<const Found>(std::move(found));
    prediction->m_tellers.push_back(teller);
    Completion<Result<ChangeDiffPtr>> done;
    prediction->m_waiting.push_back(done.completer());
    co_return co_await std::move(done);
}

} // namespace pilothouse
