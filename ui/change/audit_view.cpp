// SPDX-License-Identifier: Apache-2.0
#include "ui/change/audit_view.h"

#include "ui/change/audit_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/status_glyph.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMostEntries = 1000;
} // namespace

AuditView::AuditView(Theme& theme, ChangeGateway& gateway, QWidget* parent)
    : QWidget(parent)
    , m_gateway(gateway)
    , m_model(new AuditModel(this))
    , m_filter(new FilterField(this))
    , m_chain(new StatusGlyph(this))
    , m_table(new DataTable(this))
    , m_details(new CodeView(this)) {
    setObjectName(u"audit"_s);
    setAccessibleName(tr("Audit"));
    m_chain->setStatus(u"loader"_s, tr("Checking …"), ColorToken::TextSecond);
    m_table->setSource(m_model);
    m_table->sortByColumn(AuditModel::TimeColumn, Qt::DescendingOrder);
    m_table->setAccessibleName(tr("Audit"));
    m_details->setLineNumbers(false);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar(theme));
    column->addWidget(split, 1);
    setMinimumHeight(200);
    connect(m_filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(m_filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::currentUidChanged, this, &AuditView::showEntry);
    connect(&gateway, &ChangeGateway::auditAppended, this, [this] { read(); });
    read();
}

AuditView::~AuditView() = default;

QWidget* AuditView::makeBar(Theme& theme) {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    m_filter->setFixedWidth(theme.scaled(260));
    auto* again = new QPushButton(tr("Check again"), bar);
    again->setToolTip(tr("Reads the file anew and checks the chain from its first line."));
    auto* copyButton = new QPushButton(theme.icon(u"copy"_s), tr("Copy"), bar);
    for (QPushButton* button : {again, copyButton}) {
        button->setAutoDefault(false);
    }
    connect(again, &QPushButton::clicked, this, &AuditView::read);
    connect(copyButton, &QPushButton::clicked, this, &AuditView::copy);
    row->addWidget(m_filter);
    row->addWidget(m_chain);
    row->addStretch(1);
    row->addWidget(again);
    row->addWidget(copyButton);
    return bar;
}

void AuditView::read() {
    m_call = m_gateway.audit(kMostEntries, [this](const Result<AuditLog::Reading>& reading) { onRead(reading); });
}

void AuditView::onRead(const Result<AuditLog::Reading>& reading) {
    if (!reading) {
        m_chainText = errorLine(reading.error());
        m_chain->setStatus(u"circle-x"_s, m_chainText, ColorToken::Failed);
        return;
    }
    m_model->setEntries(reading->entries);
    const bool isWhole = reading->brokenAt == 0;
    m_chainText = isWhole
        ? tr("%n line(s), the chain holds", nullptr, reading->lines)
        : tr("Broken at line %1: the file was changed there or a line is missing").arg(reading->brokenAt);
    m_chain->setStatus(
        isWhole ? u"link"_s : u"triangle-alert"_s, m_chainText, isWhole ? ColorToken::Ok : ColorToken::Failed);
    showEntry();
}

void AuditView::showEntry() {
    const AuditEntry* entry = m_model->entry(m_table->currentSourceRow());
    m_details->setText(entry ? auditDetails(*entry) : QString(), CodeKind::Plain);
}

void AuditView::copy() {
    QStringList blocks;
    if (const AuditEntry* entry = m_model->entry(m_table->currentSourceRow())) {
        blocks += auditDetails(*entry);
    } else {
        for (int row = 0; row < m_model->rowCount(); ++row) {
            blocks += auditDetails(*m_model->entry(row));
        }
    }
    QGuiApplication::clipboard()->setText(blocks.join(u"\n\n"_s));
}

} // namespace pilothouse::ui
