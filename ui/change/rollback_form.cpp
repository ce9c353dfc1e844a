// SPDX-License-Identifier: Apache-2.0
#include "ui/change/rollback_form.h"

#include "core/base/plain_text.h"
#include "ui/change/change_presenter.h"
#include "ui/change/check_list.h"
#include "ui/diff/diff_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/elided_label.h"

#include <QListWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct StatusSign {
    QString icon;
    ColorToken tone;
};

StatusSign signOf(ReleaseStatus status) {
    switch (status) {
    case ReleaseStatus::Deployed:
        return {u"circle-check"_s, ColorToken::Ok};
    case ReleaseStatus::Failed:
        return {u"circle-x"_s, ColorToken::Failed};
    case ReleaseStatus::Superseded:
        return {u"circle-minus"_s, ColorToken::TextSecond};
    default:
        return {u"hourglass"_s, ColorToken::Pending};
    }
}

ElidedLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new ElidedLabel(text, TextStyle::SmallStrong, ColorToken::TextSecond, parent);
    label->setContentsMargins(0, 0, 0, 0);
    return label;
}

} // namespace

RollbackForm::RollbackForm(QWidget* parent)
    : ChangeForm(parent)
    , m_list(new QListWidget(this))
    , m_limits(new CheckList(this)) {
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setAccessibleName(tr("Revisions to go back to"));
    m_list->setObjectName(u"targets"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(6);
    const auto addHeading = [&](const QString& text) {
        auto* box = new QVBoxLayout;
        box->setContentsMargins(14, 0, 14, 0);
        box->addWidget(heading(text, this));
        column->addLayout(box);
    };
    addHeading(tr("Back to revision"));
    column->addWidget(m_list, 3);
    addHeading(tr("What this does not bring back"));
    column->addWidget(m_limits, 2);
    setFocusProxy(m_list);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_isFilling) {
            Q_EMIT edited();
        }
    });
}

void RollbackForm::fill(const std::vector<RecordMeta>& revisions, Revision target) {
    m_isFilling = true;
    m_revisions = revisions;
    m_list->clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const RecordMeta& meta : revisions) {
        const bool isNewest = meta.revision == revisions.front().revision;
        const StatusSign sign = signOf(meta.status);
        QStringList words{
            QString::number(number(meta.revision)), escapeControls(meta.statusText), ageWords(meta.modified, now)};
        if (isNewest) {
            words += tr("(applied again)");
        }
        auto* item = new QListWidgetItem(words.join(u"   "_s), m_list);
        item->setData(IconNameRole, sign.icon);
        item->setData(ToneRole, static_cast<int>(sign.tone));
        if (meta.revision == target) {
            m_list->setCurrentItem(item);
        }
    }
    m_isFilling = false;
}

void RollbackForm::load(const ChangePresenter& presenter) {
    fill(presenter.revisions(), presenter.request().target);
    refresh(presenter);
}

Revision RollbackForm::target() const {
    const int row = m_list->currentRow();
    return row < 0 || row >= static_cast<int>(m_revisions.size()) ? Revision::None
                                                                  : m_revisions[static_cast<size_t>(row)].revision;
}

void RollbackForm::choose(Revision revision) {
    for (size_t i = 0; i < m_revisions.size(); ++i) {
        if (m_revisions[i].revision == revision) {
            m_list->setCurrentRow(static_cast<int>(i));
        }
    }
}

Result<void> RollbackForm::write(ChangeRequest& request) const {
    request.target = target();
    return {};
}

void RollbackForm::refresh(const ChangePresenter& presenter) {
    const bool isOther = presenter.revisions().size() != m_revisions.size()
        || (!m_revisions.empty()
            && presenter.revisions().front().resourceVersion != m_revisions.front().resourceVersion);
    if (isOther) {
        fill(presenter.revisions(), presenter.request().target);
    }
    std::vector<PlanCheck> limits;
    if (presenter.plan()) {
        for (const PlanCheck& check : presenter.plan()->checks) {
            if (check.topic == PlanCheck::Topic::WayBack && check.word != "CanGoBack"_L1) {
                limits.push_back(check);
            }
        }
    }
    if (limits.empty()) {
        m_limits->setNote(presenter.plan() ? tr("Nothing is known that would not come back.")
                                           : tr("Looking at what the revision holds …"));
    } else {
        m_limits->setChecks(limits, presenter.isPlanCurrent());
    }
}

} // namespace pilothouse::ui
