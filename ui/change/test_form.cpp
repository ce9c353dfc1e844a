// SPDX-License-Identifier: Apache-2.0
#include "ui/change/test_form.h"

#include "core/base/plain_text.h"
#include "core/change/hook_logs.h"
#include "ui/change/change_presenter.h"
#include "ui/frame/place_mode.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"

#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// By weight, then by name, as helm runs them (pkg/action/release_testing.go, pkg/release hooks).
std::vector<const Hook*> testsOf(const ReleaseRecord& record) {
    std::vector<const Hook*> tests;
    for (const Hook& hook : record.hooks) {
        if (isHookOf(hook, ChangeKind::Test)) {
            tests.push_back(&hook);
        }
    }
    std::ranges::stable_sort(tests,
        [](const Hook* a, const Hook* b) { return std::tie(a->weight, a->name) < std::tie(b->weight, b->name); });
    return tests;
}

QString lastRun(const Hook& hook) {
    if (!hook.startedAt.isValid() || hook.phase.isEmpty()) {
        return TestForm::tr("never ran");
    }
    const auto ago = std::chrono::seconds(hook.startedAt.secsTo(QDateTime::currentDateTimeUtc()));
    //: %1 Succeeded or Failed, as helm spells it; %2 a span of time
    return TestForm::tr("%1 %2 ago").arg(escapeControls(hook.phase), spanText(std::max(ago, std::chrono::seconds(0))));
}

std::pair<QString, ColorToken> lookOf(const Hook& hook) {
    if (hook.phase == "Succeeded"_L1) {
        return {u"circle-check"_s, ColorToken::Ok};
    }
    if (hook.phase == "Failed"_L1) {
        return {u"circle-x"_s, ColorToken::Failed};
    }
    return {u"circle-minus"_s, ColorToken::TextSecond};
}

} // namespace

TestForm::TestForm(QWidget* parent)
    : ChangeForm(parent)
    , m_title(new ElidedLabel(QString(), TextStyle::SmallStrong, ColorToken::TextSecond, this))
    , m_tests(new QListWidget(this))
    , m_none(new EmptyState(this)) {
    m_tests->setFrameShape(QFrame::NoFrame);
    m_tests->setUniformItemSizes(true);
    m_tests->setItemDelegate(new CellDelegate(m_tests));
    m_tests->setAccessibleName(tr("Tests"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    auto* inset = new QVBoxLayout;
    inset->setContentsMargins(14, 0, 14, 0);
    inset->addWidget(m_title);
    column->addLayout(inset);
    column->addWidget(m_tests, 1);
    column->addWidget(m_none, 1);
    m_none->display(EmptyState::Kind::Empty, tr("This release has no tests."),
        tr("A chart brings them as hooks of the kind “test”."));
    m_none->hide();
    setFocusProxy(m_tests);
}

void TestForm::load(const ChangePresenter& presenter) {
    refresh(presenter);
}

Result<void> TestForm::write(ChangeRequest& /*request*/) const {
    return {};
}

void TestForm::refresh(const ChangePresenter& presenter) {
    const ReleaseRecordPtr& record = presenter.deployed();
    if (!record) {
        m_title->setText(tr("Reading the release …"));
        return;
    }
    if (m_shown == record.get()) {
        return;
    }
    m_shown = record.get();
    m_tests->clear();
    for (const Hook* hook : testsOf(*record)) {
        auto* item = new QListWidgetItem(
            u"%1 %2, %3"_s.arg(escapeControls(hook->kind), escapeControls(hook->name), lastRun(*hook)), m_tests);
        const auto [icon, tone] = lookOf(*hook);
        item->setData(IconNameRole, icon);
        item->setData(ToneRole, static_cast<int>(tone));
    }
    m_tests->setVisible(m_tests->count() > 0);
    m_none->setVisible(m_tests->count() == 0);
    m_title->setText(
        m_tests->count() > 0 ? tr("helm runs %n test(s), one after the other", nullptr, m_tests->count()) : QString());
}

QStringList TestForm::tests() const {
    QStringList texts;
    for (int row = 0; row < m_tests->count(); ++row) {
        texts += m_tests->item(row)->text();
    }
    return texts;
}

} // namespace pilothouse::ui
