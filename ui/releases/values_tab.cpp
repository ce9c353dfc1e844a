// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/values_tab.h"

#include "core/diff/tree_mask.h"
#include "core/helm/history.h"
#include "core/helm/record_secrets.h"
#include "ui/releases/secrets_chip.h"
#include "ui/releases/tab_bar_row.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

YamlValue valuesOf(const ReleaseRecord& record, int which) {
    switch (which) {
    case 1:
        return mergedValues(record);
    case 2:
        return record.chartValues;
    default:
        return record.userValues;
    }
}

MaskedTree valuesText(const ReleaseRecord& record, int which, const QString& shown) {
    const YamlValue values = valuesOf(record, which);
    if (values.isNull() || (values.isMap() && values.entries().empty()))
        return {};
    KnownSecrets known;
    addSecretsOf(record, known);
    return maskTree(values, &known, shown);
}

} // namespace

ValuesTab::ValuesTab(ReleaseReader& reader, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_reader(reader)
    , m_which(new SegmentedControl(this))
    , m_note(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_secrets(new SecretsChip(u"values"_s, this))
    , m_text(new CodeView(this)) {
    m_which->addSegment(tr("Mine"), tr("What was given at install or upgrade (helm get values)"));
    m_which->addSegment(tr("Merged"), tr("The chart’s defaults under yours (helm get values --all)"));
    m_which->addSegment(tr("Chart defaults"), tr("values.yaml of the chart itself"));
    m_note->setElide(Qt::ElideRight);
    auto* bar = new TabBarRow(this);
    bar->row().addWidget(m_which);
    bar->row().addWidget(m_note, 1);
    bar->row().addWidget(m_secrets);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);
    connect(m_which, &SegmentedControl::currentChanged, this, [this] {
        m_secrets->hideSecrets(); // another path may lead to another value
        render();
    });
    connect(m_secrets, &SecretsChip::revealedChanged, this, &ValuesTab::render);
}

void ValuesTab::showRevision(const ContextId& /*context*/, const ReleaseKey& /*release*/, Revision /*revision*/,
    Revision /*compareWith*/, const ReleaseRecordPtr& record) {
    if (record == m_record)
        return;
    m_record = record;
    m_secrets->hideSecrets();
    render();
}

void ValuesTab::clear() {
    m_call.cancel();
    m_record.reset();
    m_secrets->hideSecrets();
    m_text->setText({}, CodeKind::Yaml);
}

void ValuesTab::openFind() {
    m_text->openFind();
}

void ValuesTab::render() {
    if (!m_record)
        return;
    explain();
    auto made = std::make_shared<MaskedTree>();
    m_text->setForEyesOnly(m_secrets->isRevealed() || m_text->isForEyesOnly());
    m_call = m_reader.onPool([record = m_record, which = m_which->current(), shown = m_secrets->shown(),
                                 made] { *made = valuesText(*record, which, shown); },
        [this, made, isRevealed = m_secrets->isRevealed()] {
            m_call.cancel();
            m_text->setForEyesOnly(isRevealed);
            m_secrets->setItems(made->hidden);
            const QString none = m_which->current() == Mine
                ? tr("# No values were given: the chart’s defaults are in force.")
                : tr("# The chart has no values of its own.");
            m_text->setText(made->text.isEmpty() ? none : QString::fromUtf8(made->text), CodeKind::Yaml);
            Q_EMIT settledChanged();
        });
}

void ValuesTab::explain() {
    const bool isUmbrella = !m_record->chart.dependencies.empty();
    m_note->setText(isUmbrella && m_which->current() != Mine
            ? tr("Subcharts’ own defaults are in no record and are missing here.")
            : QString());
}

} // namespace pilothouse::ui
