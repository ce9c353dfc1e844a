// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/hooks_tab.h"

#include "core/diff/manifest_diff.h"
#include "ui/releases/release_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/empty_state.h"

#include <QSplitter>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

enum Column { Name, Kind, Events, Weight, Phase, Started, Took, ColumnCount };

StatusLook phaseLook(const QString& phase) {
    if (phase == "Succeeded"_L1)
        return {u"circle-check"_s, ColorToken::Ok};
    if (phase == "Failed"_L1)
        return {u"circle-x"_s, ColorToken::Failed};
    if (phase == "Running"_L1)
        return {u"hourglass"_s, ColorToken::Pending};
    return {u"circle-minus"_s, ColorToken::TextSecond};
}

QString tookText(const Hook& hook) {
    if (!hook.startedAt.isValid() || !hook.completedAt.isValid())
        return {};
    return ageText(hook.startedAt, hook.completedAt);
}

QStandardItem* cell(const QString& text, ColorToken tone = ColorToken::TextSecond) {
    auto* item = new QStandardItem(text);
    item->setData(int(tone), ToneRole);
    item->setEditable(false);
    return item;
}

QList<QStandardItem*> rowOf(const Hook& hook, int number) {
    QStandardItem* name = cell(hook.name, ColorToken::Text);
    name->setData(int(TextStyle::BodyStrong), TextStyleRole);
    name->setData(QString(QString::number(number) + u'/' + hook.name), UidRole);
    QStandardItem* weight = cell(QString::number(hook.weight));
    weight->setData(hook.weight, SortRole);
    weight->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const bool hasRun = hook.startedAt.isValid();
    const StatusLook look = phaseLook(hook.phase);
    QStandardItem* phase
        = cell(hasRun ? hook.phase : HooksTab::tr("never ran"), hasRun ? look.tone : ColorToken::TextThird);
    phase->setData(hasRun ? look.icon : u"circle-minus"_s, IconNameRole);
    QStandardItem* started = cell(ageText(hook.startedAt, QDateTime::currentDateTimeUtc()));
    started->setToolTip(exactTime(hook.startedAt));
    started->setData(hook.startedAt, SortRole);
    return {name, cell(hook.kind), cell(hook.events.join(u", "_s)), weight, phase, started, cell(tookText(hook))};
}

} // namespace

HooksTab::HooksTab(QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_model(new QStandardItemModel(0, ColumnCount, this))
    , m_split(new QSplitter(Qt::Vertical, this))
    , m_table(new DataTable(this))
    , m_text(new CodeView(this))
    , m_empty(new EmptyState(this)) {
    m_model->setHorizontalHeaderLabels(
        {tr("Hook"), tr("Kind"), tr("Runs at"), tr("Weight"), tr("Last run"), tr("Started"), tr("Took")});
    constexpr int kWidths[ColumnCount] = {200, 90, 180, 76, 124, 84, 70};
    for (int column = 0; column < ColumnCount; ++column)
        m_model->setHeaderData(column, Qt::Horizontal, kWidths[column], ColumnWidthRole);
    m_table->setSource(m_model);
    m_split->setHandleWidth(1);
    m_split->addWidget(m_table);
    m_split->addWidget(m_text);
    m_split->setSizes({140, 200});
    m_empty->display(EmptyState::Kind::Empty, tr("This revision has no hooks."));
    m_empty->setIconName(u"webhook"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_split, 1);
    layout->addWidget(m_empty, 1);
    setFocusProxy(m_table);
    connect(m_table, &DataTable::currentUidChanged, this, &HooksTab::showHook);
    clear();
}

HooksTab::~HooksTab() {
    m_table->setSource(nullptr);
}

void HooksTab::showRevision(const ContextId& /*context*/, const ReleaseKey& /*release*/, Revision /*revision*/,
    Revision /*compareWith*/, const ReleaseRecordPtr& record) {
    if (record == m_record)
        return;
    m_record = record;
    fill();
}

void HooksTab::clear() {
    m_record.reset();
    m_split->hide();
    m_empty->hide();
}

void HooksTab::openFind() {
    m_text->openFind();
}

void HooksTab::fill() {
    m_model->removeRows(0, m_model->rowCount());
    const bool hasHooks = m_record && !m_record->hooks.empty();
    m_split->setVisible(hasHooks);
    m_empty->setVisible(m_record && !hasHooks);
    if (!hasHooks)
        return;
    int number = 0;
    for (const Hook& hook : m_record->hooks)
        m_model->appendRow(rowOf(hook, number++));
    m_table->selectUid(u"0/"_s + m_record->hooks.front().name);
    showHook();
}

void HooksTab::showHook() {
    const int row = m_table->currentSourceRow();
    if (!m_record || row < 0 || row >= static_cast<int>(m_record->hooks.size()))
        return;
    m_text->setText(
        QString::fromUtf8(maskManifest(m_record->hooks[static_cast<size_t>(row)].manifest)), CodeKind::Yaml);
}

} // namespace pilothouse::ui
