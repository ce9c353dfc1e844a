// SPDX-License-Identifier: Apache-2.0
#include "app/pilothouse/change_scenes.h"

#include "app/pilothouse/application.h"
#include "app/pilothouse/change_wiring.h"

#include "ui/change/apply_bar.h"
#include "ui/change/chart_form.h"
#include "ui/change/chart_row.h"
#include "ui/widgets/confirm_field.h"
#include "ui/change/values_editor.h"
#include "ui/shell/main_window.h"

#include <QFileInfo>
#include <QPushButton>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// What the scenes do, in the words of a user.
class Hand {
public:
    explicit Hand(Application& application)
        : m_application(&application) { }

    [[nodiscard]] ui::ChangeSheet* sheet() const {
        ui::ChangePage* page = m_application->changes().page();
        return page ? page->sheet() : nullptr;
    }
    [[nodiscard]] QString chart(const QString& name) const {
        return QFileInfo(m_application->options().kubeconfig).absolutePath() + u"/charts/"_s + name;
    }
    void openMode() const { m_application->window().openMode(); }
    void openChanges(const ContextId& context) const {
        m_application->core().postSession(context, [](ClusterSession& session) {
            (void)session.modes().choose({}, Mode::ChangesOpen, u"hotfix PAY-1120"_s, std::chrono::minutes(15));
        });
    }
    void lock(const ContextId& context) const {
        m_application->core().postSession(context, [](ClusterSession& session) { session.modes().reset({}); });
    }
    /// The same scenes are played once a language and theme: each begins from what is deployed.
    void startAnew() const {
        if (sheet()) {
            sheet()->presenter().discardEdits();
        }
    }
    void takeChart(const QString& name) const {
        if (auto* form = sheet() ? qobject_cast<ui::ChartForm*>(&sheet()->form()) : nullptr) {
            form->chart().take(chart(name));
        }
    }
    void editValues(const QString& line) const {
        if (auto* form = sheet() ? qobject_cast<ui::ChartForm*>(&sheet()->form()) : nullptr) {
            form->editor().moveCursor(QTextCursor::End);
            form->editor().insertPlainText(line);
        }
    }
    void against(DiffBase base) const {
        if (sheet()) {
            sheet()->presenter().setBase(base);
        }
    }
    void confirm() const {
        if (sheet() && sheet()->presenter().plan()) {
            sheet()->applyBar().confirmField().setText(sheet()->presenter().plan()->confirmation);
        }
    }
    void apply() const {
        if (sheet()) {
            confirm();
            sheet()->applyBar().applyButton().click();
        }
    }
    void giveUpAfter(std::chrono::seconds timeout) const {
        if (sheet()) {
            ChangeRequest request = sheet()->presenter().request();
            request.options.timeout = timeout;
            sheet()->presenter().setRequest(request);
        }
    }
    /// Also where nothing was begun (there is no helm here): a picture of that is taken then.
    [[nodiscard]] bool hasEnded() const {
        if (!sheet() || sheet()->presenter().isBeginning()) {
            return !sheet();
        }
        const RunStatusPtr run = sheet()->presenter().run();
        return !run || run->phase == RunStatus::Phase::Ended;
    }

    [[nodiscard]] bool showsObjects() const {
        const RunStatusPtr run = sheet() ? sheet()->presenter().run() : nullptr;
        return run && !run->objects.empty();
    }

private:
    Application* m_application;
};

ui::Place changeOf(const ContextId& context, QStringView page, const QString& nameSpace, const QString& name) {
    ui::Place place = ui::placeOf(context, page);
    place.release = ReleaseKey{.nameSpace = nameSpace, .name = name};
    return place;
}

} // namespace

std::vector<TourScene> changeScenes(Application& application, const ContextId& prd, const ContextId& stg) {
    const Hand hand(application);
    const ui::Place payment = changeOf(prd, ui::page::kUpgrade, u"payments"_s, u"payment"_s);
    const ui::Place paymentStg = changeOf(stg, ui::page::kUpgrade, u"payments"_s, u"payment"_s);
    ui::Place release = changeOf(prd, ui::page::kReleases, u"payments"_s, u"payment"_s);
    release.tab = ui::tab::kOverview.toString();
    return {
        {.name = u"mode"_s, .place = release, .steps = {[hand, prd] { hand.lock(prd); }, [hand] { hand.openMode(); }}},
        {.name = u"upgrade-locked"_s,
            .place = payment,
            .steps
            = {[hand] { hand.openMode(); }, [hand] { hand.startAnew(); }, [hand] { hand.takeChart(u"payment"_s); }}},
        {.name = u"upgrade"_s,
            .place = payment,
            .steps = {[hand, prd] { hand.openChanges(prd); }, [hand] { hand.against(DiffBase::Live); }}},
        {.name = u"upgrade-predicted"_s, .place = payment, .steps = {[hand] { hand.against(DiffBase::Predicted); }}},
        {.name = u"upgrade-confirmed"_s, .place = payment, .steps = {[hand] { hand.confirm(); }}},
        {.name = u"running"_s,
            .place = paymentStg,
            .steps = {[hand] { hand.startAnew(); }, [hand] { hand.takeChart(u"payment"_s); }, [hand] { hand.apply(); }},
            .isReady = [hand] { return hand.hasEnded() || hand.showsObjects(); }},
        {.name = u"succeeded"_s, .place = paymentStg, .isReady = [hand] { return hand.hasEnded(); }},
        {.name = u"failed"_s,
            .place = paymentStg,
            .steps = {[hand] {
                          if (hand.sheet()) {
                              hand.sheet()->presenter().planAgain();
                          }
                      },
                [hand] { hand.editValues(u"\nimage:\n  tag: missing-1.4.22\n"_s); },
                [hand] { hand.giveUpAfter(std::chrono::seconds(6)); }, [hand] { hand.apply(); }},
            .isReady = [hand] { return hand.hasEnded(); }},
        {.name = u"rollback"_s, .place = changeOf(prd, ui::page::kRollback, u"shop"_s, u"storefront"_s)},
        {.name = u"uninstall"_s, .place = changeOf(prd, ui::page::kUninstall, u"shop"_s, u"storefront"_s)},
        {.name = u"install"_s, .place = ui::placeOf(stg, ui::page::kInstall), .steps = {[hand] {
             hand.takeChart(u"journal"_s);
         }}},
    };
}

} // namespace pilothouse
