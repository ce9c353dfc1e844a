// SPDX-License-Identifier: Apache-2.0
#include "ui/change/uninstall_form.h"

#include "core/base/plain_text.h"
#include "ui/change/change_presenter.h"
#include "ui/change/check_list.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/elided_label.h"

#include <QCheckBox>
#include <QListWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString objectText(const ManifestKey& key) {
    const QString name = key.nameSpace.isEmpty() ? key.name : key.nameSpace + u'/' + key.name;
    return escapeControls(u"%1 %2"_s.arg(key.kind, name));
}

} // namespace

UninstallForm::UninstallForm(QWidget* parent)
    : ChangeForm(parent)
    , m_keep(new QCheckBox(tr("Keep the history"), this))
    , m_diesTitle(new ElidedLabel(QString(), TextStyle::SmallStrong, ColorToken::Failed, this))
    , m_dies(new QListWidget(this))
    , m_stays(new CheckList(this)) {
    m_keep->setToolTip(tr("The records stay, so that a rollback can bring the objects back; not their data."));
    m_keep->setObjectName(u"keepHistory"_s);
    m_dies->setFrameShape(QFrame::NoFrame);
    m_dies->setUniformItemSizes(true);
    m_dies->setItemDelegate(new CellDelegate(m_dies));
    m_dies->setAccessibleName(tr("What dies"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    const auto addInset = [&](QWidget* widget) {
        auto* box = new QVBoxLayout;
        box->setContentsMargins(14, 0, 14, 0);
        box->addWidget(widget);
        column->addLayout(box);
    };
    addInset(m_keep);
    addInset(m_diesTitle);
    column->addWidget(m_dies, 3);
    addInset(new ElidedLabel(
        tr("What stays, and what goes with its data"), TextStyle::SmallStrong, ColorToken::TextSecond, this));
    column->addWidget(m_stays, 2);
    setFocusProxy(m_keep);
    connect(m_keep, &QCheckBox::toggled, this, [this] {
        if (!m_isLoading) {
            Q_EMIT edited();
        }
    });
}

void UninstallForm::load(const ChangePresenter& presenter) {
    m_isLoading = true;
    m_keep->setChecked(presenter.request().options.keepHistory);
    m_isLoading = false;
    refresh(presenter);
}

Result<void> UninstallForm::write(ChangeRequest& request) const {
    request.options.keepHistory = m_keep->isChecked();
    return {};
}

/// Every object, whatever the diff beside it folds or filters (PS3).
void UninstallForm::refresh(const ChangePresenter& presenter) {
    const ChangePlanPtr& plan = presenter.plan();
    if (!plan || !plan->againstRecord) {
        m_diesTitle->setText(tr("Looking at what would die …"));
        return;
    }
    std::vector<PlanCheck> stays;
    for (const PlanCheck& check : plan->checks) {
        const bool isHistory = check.word == "HistoryStays"_L1 || check.word == "HistoryGoes"_L1;
        if (check.topic == PlanCheck::Topic::Leftover || isHistory) {
            stays.push_back(check);
        }
    }
    if (stays.empty()) {
        m_stays->setNote(tr("Nothing is known to stay behind."));
    } else {
        m_stays->setChecks(stays, presenter.isPlanCurrent());
    }
    if (m_shown == plan.get()) {
        return;
    }
    m_shown = plan.get();
    m_dies->clear();
    for (const ObjectDiff& object : plan->againstRecord->diff.objects) {
        if (object.change == ObjectChange::Removed) {
            auto* item = new QListWidgetItem(objectText(object.key), m_dies);
            item->setData(IconNameRole, u"file-minus"_s);
            item->setData(ToneRole, static_cast<int>(ColorToken::Text));
        }
    }
    m_diesTitle->setText(tr("%n object(s) are deleted", nullptr, m_dies->count()));
}

QStringList UninstallForm::dying() const {
    QStringList texts;
    for (int row = 0; row < m_dies->count(); ++row) {
        texts += m_dies->item(row)->text();
    }
    return texts;
}

QStringList UninstallForm::staying() const {
    return m_stays->texts();
}

} // namespace pilothouse::ui
