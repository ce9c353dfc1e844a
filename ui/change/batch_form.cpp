// SPDX-License-Identifier: Apache-2.0
#include "ui/change/batch_form.h"

#include "ui/change/chart_row.h"
#include "ui/change/values_editor.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kSame = 1; ///< segment
} // namespace

BatchForm::BatchForm(QWidget* parent)
    : QWidget(parent)
    , m_charts(new SegmentedControl(this))
    , m_chart(new ChartRow(this))
    , m_own(new QWidget(this))
    , m_version(new QLineEdit(m_own))
    , m_editor(new ValuesEditor(this)) {
    m_charts->setObjectName(u"charts"_s);
    m_charts->setAccessibleName(tr("Charts"));
    m_charts->addSegment(tr("Each its own chart"),
        tr("Where its chart came from last time; else the chart that is deployed, rebuilt from its record"));
    m_charts->addSegment(tr("One chart for all"));
    auto* choice = new QHBoxLayout;
    choice->setContentsMargins(14, 10, 14, 0);
    choice->addWidget(m_charts);
    choice->addStretch(1);
    m_version->setFont(Theme::of(this).font(TextStyle::Mono));
    m_version->setPlaceholderText(tr("as last time"));
    m_version->setAccessibleName(tr("Chart version for all"));
    m_version->setMaximumWidth(Theme::of(this).scaled(180));
    auto* own = new QHBoxLayout(m_own);
    own->setContentsMargins(14, 10, 14, 8);
    own->setSpacing(8);
    own->addWidget(new ElidedLabel(tr("Version"), TextStyle::Small, ColorToken::TextSecond, m_own));
    own->addWidget(m_version);
    own->addWidget(new ElidedLabel(
                       tr("of charts from a repository or a registry"), TextStyle::Small, ColorToken::TextThird, m_own),
        1);
    auto* note = new QLabel(tr("Values laid over each release’s own, as with --set; null takes one away."), this);
    note->setWordWrap(true);
    note->setTextFormat(Qt::PlainText);
    note->setFont(Theme::of(this).font(TextStyle::Small));
    note->setContentsMargins(14, 4, 14, 6);
    m_editor->setAccessibleName(tr("Values for all"));
    m_editor->setPlaceholderText(tr("# Nothing for all: each keeps its own values."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(choice);
    column->addWidget(m_chart);
    column->addWidget(m_own);
    column->addWidget(note);
    column->addWidget(m_editor, 1);
    connect(m_charts, &SegmentedControl::currentChanged, this, [this] {
        refresh();
        tell();
    });
    connect(m_chart, &ChartRow::edited, this, &BatchForm::tell);
    connect(m_version, &QLineEdit::textEdited, this, &BatchForm::tell);
    connect(m_editor, &ValuesEditor::edited, this, &BatchForm::tell);
    m_chart->setRecord(nullptr); // no one record is that of all
    refresh();
}

void BatchForm::refresh() {
    const bool isSame = m_charts->current() == kSame;
    m_chart->setVisible(isSame);
    m_own->setVisible(!isSame);
}

void BatchForm::tell() {
    if (!m_isLoading) {
        Q_EMIT edited();
    }
}

void BatchForm::setSameChart(bool same) {
    m_charts->setCurrent(same ? kSame : 0);
}

void BatchForm::load(const BatchCommon& common) {
    m_isLoading = true;
    setSameChart(common.charts == BatchCommon::Charts::Same);
    m_chart->setSource(common.chart);
    m_version->setText(common.version);
    m_editor->setValues(common.values);
    m_isLoading = false;
    refresh();
}

Result<void> BatchForm::write(BatchCommon& common) const {
    common.charts = m_charts->current() == kSame ? BatchCommon::Charts::Same : BatchCommon::Charts::Own;
    common.chart = m_chart->source();
    common.version = m_version->text().trimmed();
    auto values = m_editor->values();
    if (!values) {
        return std::unexpected(values.error());
    }
    common.values = std::move(*values);
    return {};
}

} // namespace pilothouse::ui
