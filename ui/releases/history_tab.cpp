// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/history_tab.h"

#include "core/helm/record_file.h"
#include "core/settings/settings_store.h"
#include "ui/releases/release_detail.h"
#include "ui/releases/tab_bar_row.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_field.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr QStringView kLayout = u"releases.history";
}

HistoryTab::HistoryTab(ReleaseDetail& detail, ReleaseReader& reader, SettingsStore& settings, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_detail(detail)
    , m_reader(reader)
    , m_settings(settings)
    , m_count(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_save(new QPushButton(Theme::of(this).icon(u"save"_s, ColorToken::Text), tr("Save record…"), this))
    , m_table(new DataTable(this)) {
    m_save->setToolTip(tr("The stored record of the chosen revision, with the secrets of its values, into a file that "
                          "only you can read"));
    auto* filter = new FilterField(this);
    filter->setMaximumWidth(Theme::of(this).scaled(230));
    auto* columns = new QPushButton(Theme::of(this).icon(u"columns-3"_s, ColorToken::Text), tr("Columns"), this);
    auto* bar = new TabBarRow(this);
    bar->row().addWidget(filter, 2);
    bar->row().addWidget(m_count, 3);
    bar->row().addWidget(m_save);
    bar->row().addWidget(columns);
    connect(m_save, &QPushButton::clicked, this, &HistoryTab::askWhere);
    connect(&detail, &ReleaseDetail::subjectChanged, this, [this] {
        m_said.clear();
        m_saving.cancel();
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
    m_table->setAccessibleName(tr("History"));
    m_table->setSource(&detail.revisions());
    m_table->sortByColumn(RevisionModel::RevisionColumn, Qt::DescendingOrder);
    m_table->restoreLayout(settings.value(kLayout).toString().toUtf8());
    connect(m_table, &DataTable::layoutEdited, this,
        [this] { m_settings.setValue(kLayout, QString::fromUtf8(m_table->saveLayout())); });
    connect(columns, &QPushButton::clicked, this,
        [this, columns] { m_table->showColumnMenu(columns->mapToGlobal(QPoint(0, columns->height() + 4))); });
    connect(filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::rowCountsChanged, this, &HistoryTab::count);
    connect(m_table, &DataTable::currentUidChanged, this, [this](const QString& uid) {
        if (!m_isFollowing && m_table->hasFocus())
            m_detail.selectRevision(Revision{uid.toInt()});
    });
    connect(&detail, &ReleaseDetail::historyChanged, this, &HistoryTab::count);
}

HistoryTab::~HistoryTab() {
    m_table->setSource(nullptr);
}

void HistoryTab::showRevision(const ContextId& /*context*/, const ReleaseKey& /*release*/, Revision revision,
    Revision /*compareWith*/, const ReleaseRecordPtr& /*record*/) {
    m_isFollowing = true;
    m_table->selectUid(QString::number(number(revision)));
    m_isFollowing = false;
    count();
}

void HistoryTab::askWhere() {
    const RevisionFacts* facts = m_detail.revisions().find(m_detail.revision());
    if (!facts)
        return;
    auto* dialog = new QFileDialog(this, tr("Save record"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(suggestedFileName(facts->meta));
    connect(dialog, &QFileDialog::fileSelected, this, &HistoryTab::saveRecord);
    dialog->open();
}

void HistoryTab::saveRecord(const QString& path) {
    const auto& subject = m_detail.subject();
    if (!subject)
        return;
    m_said = tr("saving …");
    m_saving = m_reader.saveRecord(
        subject->context, subject->key, m_detail.revision(), path, [this, path](const Result<bool>& saved) {
            m_saving.cancel();
            m_said = saved ? tr("saved as %1").arg(path) : errorLine(saved.error());
            count();
        });
    count();
}

bool HistoryTab::isSettled() const {
    return !m_detail.isHistoryLoading() && !m_saving.isActive();
}

void HistoryTab::count() {
    const int all = m_detail.revisions().rowCount();
    QString words = m_table->hiddenRows() > 0 ? tr("%1 of %n revision(s)", nullptr, all).arg(m_table->shownRows())
                                              : tr("%n revision(s) kept", nullptr, all);
    if (const auto& error = m_detail.historyError())
        words += u" · "_s + errorLine(*error);
    else if (m_detail.isHistoryLoading())
        words += u" · "_s + tr("reading …");
    if (!m_said.isEmpty())
        words += u" · "_s + m_said;
    m_count->setText(words);
    m_save->setEnabled(m_detail.revisions().find(m_detail.revision()) != nullptr);
    Q_EMIT settledChanged();
}

} // namespace pilothouse::ui
