// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/batch_scenes.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/batch_wiring.h"

#include "ui/change/batch_form.h"
#include "ui/change/values_editor.h"
#include "ui/frame/batch_place.h"
#include "ui/releases/release_store.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the scenes do, in the words of a user.
class Hand {
public:
    Hand(Application& application, ContextId context)
        : m_application(&application)
        , m_context(std::move(context)) { }

    void mark(qsizetype most) const {
        ui::ReleaseTableModel& model = m_application->releases().model(m_context);
        std::vector<ReleaseKey> keys;
        for (int row = 0; row < model.rowCount() && static_cast<qsizetype>(keys.size()) < most; ++row) {
            const ReleaseSummary& release = model.at(row);
            if (release.newest.status == ReleaseStatus::Deployed && release.newest.key.nameSpace == "payments"_L1) {
                keys.push_back(release.newest.key);
            }
        }
        model.setMarked(keys, true);
    }
    void clear() const {
        ui::ReleaseTableModel& model = m_application->releases().model(m_context);
        model.setMarked(std::vector<ReleaseKey>(model.marked().begin(), model.marked().end()), false);
    }
    [[nodiscard]] ui::BatchSheet* sheet() const {
        ui::BatchPage* page = m_application->batches().page();
        return page ? page->sheet() : nullptr;
    }
    void ask() const {
        if (sheet()) {
            fill(*sheet());
        }
    }
    void apply() const {
        if (sheet()) {
            const BatchPlanPtr plan = sheet()->presenter().plan();
            sheet()->presenter().apply(plan ? plan->confirmation() : QString());
        }
    }
    /// Also where nothing was begun (there is no helm here): a picture of that is taken then.
    [[nodiscard]] bool hasEnded() const { return !sheet() || !sheet()->presenter().isRunning(); }

private:
    static void fill(ui::BatchSheet& sheet) {
        sheet.form().editor().setValues({});
        sheet.form().editor().insertPlainText(u"podAnnotations:\n  example.com/rollout: \"2026-11\"\n"_s);
    }

    Application* m_application;
    ContextId m_context;
};

} // namespace

std::vector<TourScene> batchScenes(Application& application, const ContextId& stg) {
    constexpr qsizetype kMost = 4;
    const Hand hand(application, stg);
    const ui::Place list = ui::placeOf(stg, ui::page::kReleases);
    const ui::Place plan = ui::placeOf(stg, ui::page::kUpgradeMarked);
    return {
        {.name = u"marked"_s, .place = list, .steps = {[hand] { hand.clear(); }, [hand] { hand.mark(kMost); }}},
        {.name = u"batch"_s, .place = plan, .steps = {[hand] { hand.ask(); }}},
        {.name = u"batch-ended"_s,
            .place = plan,
            .steps = {[hand] { hand.apply(); }},
            .isReady = [hand] { return hand.hasEnded(); }},
    };
}

} // namespace pilothouse
