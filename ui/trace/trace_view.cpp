// SPDX-License-Identifier: Apache-2.0
#include "ui/trace/trace_view.h"

#include "core/base/plain_text.h"
#include "core/net/curl_command.h"
#include "ui/theme/theme.h"
#include "ui/trace/trace_model.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/filter_field.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSplitter>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

TraceView::TraceView(Theme& theme, HttpTrace& trace, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_trace(trace)
    , m_model(new TraceModel(trace, this))
    , m_filter(new FilterField(this))
    , m_table(new DataTable(this))
    , m_details(new CodeView(this)) {
    setAccessibleName(tr("HTTP trace"));
    m_table->setSource(m_model);
    m_table->sortByColumn(TraceModel::Time, Qt::DescendingOrder);
    m_details->setLineNumbers(false);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(m_table);
    split->addWidget(m_details);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeToolbar());
    layout->addWidget(split, 1);
    setMinimumHeight(200);
    connect(m_filter, &FilterField::filterChanged, m_table, &DataTable::setFilter);
    connect(m_filter, &FilterField::left, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_table, &DataTable::currentUidChanged, this, &TraceView::showEntry);
    connect(&m_pull, &QTimer::timeout, this, [this] {
        m_model->pull();
        showEntry();
    });
}

TraceView::~TraceView() {
    m_trace.setBodiesRecorded(false);
}

QWidget* TraceView::makeToolbar() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    m_filter->setFixedWidth(260);
    auto* bodies = new Chip(tr("Bodies"), Chip::Kind::Toggle, bar);
    bodies->setToolTip(tr("Record bodies from now on, as kubectl -v9 shows them. Secrets stay hidden."));
    connect(bodies, &Chip::toggled, this, [this](bool on) { m_trace.setBodiesRecorded(on); });
    auto* copy = new QPushButton(m_theme.icon(u"copy"_s), tr("Copy as curl"), bar);
    copy->setToolTip(tr("The command for this request, with a placeholder where the token would be."));
    connect(copy, &QPushButton::clicked, this, &TraceView::copyAsCurl);
    auto* clear = new QPushButton(tr("Clear"), bar);
    connect(clear, &QPushButton::clicked, m_model, &TraceModel::clear);
    row->addWidget(m_filter);
    row->addWidget(bodies);
    row->addStretch(1);
    row->addWidget(copy);
    row->addWidget(clear);
    return bar;
}

void TraceView::showEntry() {
    const TraceEntry* entry = m_model->entry(m_table->currentSourceRow());
    const QString text = entry ? details(*entry) : QString();
    if (text != m_shown) {
        m_shown = text;
        m_details->setText(text, CodeKind::Plain);
    }
}

QString TraceView::details(const TraceEntry& entry) const {
    QStringList lines;
    lines += entry.method + u' ' + entry.url;
    lines += entry.requestHeaders;
    if (!entry.requestBody.isEmpty()) {
        lines += QString();
        lines += entry.requestBody;
    }
    lines += QString();
    lines += entry.status > 0 ? u"HTTP %1"_s.arg(entry.status) : tr("No answer");
    if (!entry.error.isEmpty()) {
        lines += entry.error;
    }
    lines += entry.responseHeaders;
    if (!entry.responseBody.isEmpty()) {
        lines += QString();
        lines += entry.responseBody;
    }
    return escapeControlsKeepLines(lines.join(u'\n'));
}

void TraceView::copyAsCurl() {
    if (const TraceEntry* entry = m_model->entry(m_table->currentSourceRow())) {
        QGuiApplication::clipboard()->setText(curlCommand(*entry));
    }
}

void TraceView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_model->pull();
    m_pull.start(250ms);
}

void TraceView::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_pull.stop();
}

} // namespace pilothouse::ui
