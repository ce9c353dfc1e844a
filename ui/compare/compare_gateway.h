// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/core_thread.h"
#include "core/change/release_comparison.h"
#include "ui/diff/release_diff.h"

#include <QObject>

#include <functional>
#include <memory>

namespace pilothouse::ui {

class CoreAccess;

/// A comparison and its manifests, hooks and notes as the diff view shows them.
struct ShownComparison {
    ReleaseComparisonPtr comparison;
    ReleaseDiffPtr diff;
};

/// What the page of two environments asks core for; answers come in the GUI thread, later. An interface, so that tests
/// answer. Keep a handle as long as its answer is wanted. Thread: GUI.
class CompareGateway : public QObject {
    Q_OBJECT
public:
    template <typename T> using Answer = std::function<void(Result<T>)>;

    explicit CompareGateway(QObject* parent = nullptr)
        : QObject(parent) { }
    ~CompareGateway() override = default;
    Q_DISABLE_COPY_MOVE(CompareGateway)

    [[nodiscard]] virtual CallHandle compare(
        const ReleasePlace& from, const ReleasePlace& to, Answer<ShownComparison> answer)
        = 0;
    /// Puts the chart of @p side's record into a folder of this machine; the answer is its path. Errors: Invalid with
    /// reason Subcharts, Io.
    [[nodiscard]] virtual CallHandle rebuildChart(const ComparedRelease& side, Answer<QString> answer) = 0;

Q_SIGNALS:
    void revisionsChanged(const pilothouse::ContextId& context, const pilothouse::ReleaseKey& key);
};

/// @param core outlives it; @param chartsFolder where rebuilt charts are kept
[[nodiscard]] std::unique_ptr<CompareGateway> coreCompareGateway(CoreAccess& core, QString chartsFolder);

} // namespace pilothouse::ui
