// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/manifest_tab.h"

#include "core/diff/manifest_diff.h"
#include "ui/releases/secrets_chip.h"
#include "ui/releases/tab_bar_row.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QSplitter>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

ManifestTab::ManifestTab(ReleaseReader& reader, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_reader(reader)
    , m_find(new QLineEdit(this))
    , m_count(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_secrets(new SecretsChip(u"manifest"_s, this))
    , m_objects(new QListView(this))
    , m_text(new CodeView(this)) {
    m_find->setPlaceholderText(tr("Find an object"));
    m_find->setMaxLength(300);
    m_find->setClearButtonEnabled(true);
    m_find->setMaximumWidth(Theme::of(this).scaled(230));
    m_find->addAction(Theme::of(this).icon(u"search"_s), QLineEdit::LeadingPosition);
    m_objects->setModel(&m_outline);
    m_objects->setItemDelegate(new OutlineCard(m_objects));
    m_objects->setUniformItemSizes(true);
    m_objects->setFrameShape(QFrame::NoFrame);
    m_objects->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_objects->setMouseTracking(true);
    m_objects->setAccessibleName(tr("Objects of the manifest"));
    auto* bar = new TabBarRow(this);
    bar->row().addWidget(m_find, 2);
    bar->row().addWidget(m_count, 1);
    bar->row().addWidget(m_secrets);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    split->addWidget(m_objects);
    split->addWidget(m_text);
    split->setStretchFactor(1, 1);
    split->setSizes({Theme::of(this).scaled(212), 600});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(bar);
    layout->addWidget(split, 1);
    setFocusProxy(m_text);
    connect(m_find, &QLineEdit::textChanged, &m_outline, &OutlineModel::setFilter);
    connect(m_find, &QLineEdit::returnPressed, this, [this] { jump(m_outline.index(0, 0)); });
    connect(m_objects, &QAbstractItemView::clicked, this, &ManifestTab::jump);
    connect(m_objects, &QAbstractItemView::activated, this, &ManifestTab::jump);
    connect(m_secrets, &SecretsChip::revealedChanged, this, &ManifestTab::render);
}

void ManifestTab::showRevision(const ContextId& /*context*/, const ReleaseKey& release, Revision /*revision*/,
    Revision /*compareWith*/, const ReleaseRecordPtr& record) {
    if (record == m_record)
        return;
    m_isOther = true;
    m_record = record;
    m_releaseNamespace = release.nameSpace;
    m_secrets->hideSecrets();
    render();
}

void ManifestTab::clear() {
    m_call.cancel();
    m_record.reset();
    m_secrets->hideSecrets();
    m_outline.setEntries({});
    m_text->setText({}, CodeKind::Yaml);
}

void ManifestTab::openFind() {
    m_text->openFind();
}

void ManifestTab::render() {
    if (!m_record)
        return;
    auto rendered = std::make_shared<Rendered>();
    m_text->setForEyesOnly(m_secrets->isRevealed() || m_text->isForEyesOnly());
    m_call = m_reader.onPool(
        [record = m_record, shown = m_secrets->shown(), nameSpace = m_releaseNamespace, rendered] {
            MaskedManifest masked = maskManifest(record->manifest, shown);
            rendered->text = QString::fromUtf8(masked.text);
            rendered->hidden = std::move(masked.hidden);
            rendered->outline = outlineOf(masked.text, nameSpace);
        },
        [this, rendered, isRevealed = m_secrets->isRevealed()] {
            m_call.cancel();
            m_text->setForEyesOnly(isRevealed);
            m_secrets->setItems(rendered->hidden);
            display(*rendered);
            Q_EMIT settledChanged();
        });
}

void ManifestTab::display(const Rendered& rendered) {
    const int line = std::exchange(m_isOther, false) ? 0 : m_text->firstVisibleLine();
    m_text->setText(rendered.text.isEmpty() ? tr("# The manifest is empty.") : rendered.text, CodeKind::Yaml);
    m_text->scrollToLine(line);
    m_count->setText(tr("%n object(s)", nullptr, static_cast<int>(rendered.outline.size())));
    m_outline.setEntries(rendered.outline);
}

void ManifestTab::jump(const QModelIndex& index) {
    if (!index.isValid())
        return;
    m_objects->setCurrentIndex(index);
    m_text->scrollToLine(index.data(OutlineModel::LineRole).toInt());
}

} // namespace pilothouse::ui
