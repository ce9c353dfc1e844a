// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/overview_tab.h"

#include "core/base/clock.h"
#include "core/base/plain_text.h"
#include "core/helm/history.h"
#include "ui/releases/overview_words.h"
#include "ui/releases/release_detail.h"
#include "ui/releases/storage_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"

#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMargin = 20;
constexpr int kNameWidth = 130;
constexpr int kMostImages = 500;

QLabel* plainLabel(QWidget* parent, bool isSelectable = true) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    if (isSelectable)
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void dress(QLabel* label, TextStyle style, ColorToken tone) {
    const Theme& theme = Theme::of(label);
    label->setFont(theme.font(style));
    QPalette palette = theme.palette();
    palette.setColor(QPalette::WindowText, theme.color(tone));
    label->setPalette(palette);
}

QStandardItem* cell(const QString& text, ColorToken tone, TextStyle style = TextStyle::Body) {
    auto* item = new QStandardItem(text);
    item->setData(int(tone), ToneRole);
    item->setData(int(style), TextStyleRole);
    item->setEditable(false);
    return item;
}

} // namespace

OverviewTab::OverviewTab(ReleaseDetail& detail, ReleaseReader& reader, const Clock& clock, QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_detail(detail)
    , m_reader(reader)
    , m_clock(clock)
    , m_scroll(new QScrollArea(this))
    , m_content(new QWidget)
    , m_icon(new QLabel(m_content))
    , m_headline(plainLabel(m_content))
    , m_sentence(plainLabel(m_content))
    , m_warning(plainLabel(m_content))
    , m_facts(new QGridLayout)
    , m_movedTitle(plainLabel(m_content, false))
    , m_moved(plainLabel(m_content))
    , m_storageTitle(plainLabel(m_content, false))
    , m_storageWords(plainLabel(m_content))
    , m_storage(new StorageBar(m_content))
    , m_imagesTitle(plainLabel(m_content, false))
    , m_imageModel(new QStandardItemModel(0, 3, this))
    , m_images(new DataTable(m_content)) {
    build();
    restyle();
    clear();
    connect(&detail, &ReleaseDetail::historyChanged, this, &OverviewTab::refresh);
}

OverviewTab::~OverviewTab() {
    m_images->setSource(nullptr);
}

void OverviewTab::build() {
    auto* head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(m_icon, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(3);
    words->addWidget(m_headline);
    words->addWidget(m_sentence);
    words->addWidget(m_warning);
    head->addLayout(words, 1);
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(6);
    m_facts->setColumnMinimumWidth(0, kNameWidth);
    m_facts->setColumnStretch(1, 1);
    auto* left = new QVBoxLayout;
    left->addLayout(m_facts);
    left->addStretch();
    auto* right = new QVBoxLayout;
    right->setSpacing(6);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_movedTitle, m_moved})
        right->addWidget(widget);
    right->addSpacing(14);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_storageTitle, m_storage, m_storageWords})
        right->addWidget(widget);
    right->addStretch();
    auto* columns = new QHBoxLayout;
    columns->setSpacing(32);
    columns->addLayout(left, 3);
    columns->addLayout(right, 2);
    auto* all = new QVBoxLayout(m_content);
    all->setContentsMargins(kMargin, 16, kMargin, 16);
    all->setSpacing(14);
    all->addLayout(head);
    all->addLayout(columns);
    all->addWidget(m_imagesTitle);
    all->addWidget(m_images);
    all->addStretch();
    buildImages();
    m_scroll->setWidget(m_content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_scroll);
    setFocusProxy(m_scroll);
    m_content->installEventFilter(this);
}

/// A scroll area asks for the least size only, which knows nothing of lines that wrap: without this a low tab cuts
/// through the facts instead of scrolling.
void OverviewTab::fitHeight() {
    const QLayout* layout = m_content->layout();
    m_content->setMinimumHeight(layout->heightForWidth(m_scroll->viewport()->width()));
}

bool OverviewTab::eventFilter(QObject* watched, QEvent* event) {
    const bool isDone = ReleaseTabWidget::eventFilter(watched, event);
    if (watched == m_content && event->type() == QEvent::LayoutRequest)
        fitHeight();
    return isDone;
}

void OverviewTab::resizeEvent(QResizeEvent* event) {
    ReleaseTabWidget::resizeEvent(event);
    fitHeight();
}

void OverviewTab::buildImages() {
    m_storageTitle->setText(tr("Storage"));
    m_imagesTitle->setText(tr("Subcharts and images"));
    m_imageModel->setHorizontalHeaderLabels({tr("What"), tr("Version"), tr("From")});
    constexpr int kWidths[] = {220, 220, 360};
    for (int column = 0; column < 3; ++column)
        m_imageModel->setHeaderData(column, Qt::Horizontal, kWidths[column], ColumnWidthRole);
    m_images->setSource(m_imageModel);
    m_images->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_images->setSortingEnabled(false); // subcharts first, then images, as the chart has them
    m_images->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_images->setAccessibleName(tr("Subcharts and images"));
}

void OverviewTab::restyle() {
    dress(m_headline, TextStyle::Title, ColorToken::Text);
    dress(m_sentence, TextStyle::Body, ColorToken::TextSecond);
    dress(m_warning, TextStyle::Body, ColorToken::Warning);
    for (QLabel* title : {m_movedTitle, m_storageTitle, m_imagesTitle})
        dress(title, TextStyle::SmallStrong, ColorToken::TextSecond);
    dress(m_moved, TextStyle::Mono, ColorToken::Text);
    dress(m_storageWords, TextStyle::Small, ColorToken::TextSecond);
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(Theme::of(this).pixmap(m_iconName, m_tone, 20, devicePixelRatioF()));
}

void OverviewTab::changeEvent(QEvent* event) {
    ReleaseTabWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        restyle();
        refresh();
    }
}

void OverviewTab::showRevision(const ContextId& /*context*/, const ReleaseKey& /*release*/, Revision /*revision*/,
    Revision /*compareWith*/, const ReleaseRecordPtr& record) {
    if (!record)
        return;
    const bool isOther = m_record != record;
    m_record = record;
    m_content->show();
    refresh();
    if (isOther)
        readImages();
}

void OverviewTab::clear() {
    m_call.cancel();
    m_record.reset();
    m_imageModel->removeRows(0, m_imageModel->rowCount());
    m_content->hide();
}

void OverviewTab::refresh() {
    if (!m_record)
        return;
    const OverviewWords words = overviewWords(m_detail.summary(), m_detail.revisions().find(m_record->revision),
        *m_record, m_detail.owners(), m_clock.wallNow());
    m_iconName = words.icon;
    m_tone = words.tone;
    m_icon->setPixmap(Theme::of(this).pixmap(m_iconName, m_tone, 20, devicePixelRatioF()));
    m_headline->setText(escapeControls(words.headline));
    m_sentence->setText(escapeControlsKeepLines(words.detail));
    m_sentence->setVisible(!words.detail.isEmpty());
    m_warning->setText(escapeControlsKeepLines(words.warning));
    m_warning->setVisible(!words.warning.isEmpty());
    m_movedTitle->setText(words.movedTitle);
    m_moved->setText(escapeControlsKeepLines(words.moved.mid(0, 60).join(u'\n')));
    m_storage->setBytes(words.storedBytes);
    m_storageWords->setText(tr("%1 of the 1 MiB that a record may take").arg(sizeText(words.storedBytes)));
    fillFacts(words);
}

void OverviewTab::fillFacts(const OverviewWords& words) {
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int row = 0;
    for (const OverviewWords::Fact& fact : words.facts) {
        auto* name = new ElidedLabel(fact.name, TextStyle::Body, ColorToken::TextSecond, m_content);
        name->setMaximumWidth(Theme::of(this).scaled(kNameWidth + 40));
        QLabel* value = plainLabel(m_content);
        value->setText(escapeControlsKeepLines(fact.value.left(1000)));
        dress(value, fact.isMono ? TextStyle::Mono : TextStyle::Body, ColorToken::Text);
        m_facts->addWidget(name, row, 0, Qt::AlignTop);
        m_facts->addWidget(value, row++, 1, Qt::AlignTop);
    }
}

void OverviewTab::readImages() {
    auto images = std::make_shared<std::vector<ImageUse>>();
    m_call = m_reader.onPool([record = m_record, images] { *images = imagesOf(record->manifest); },
        [this, images] {
            m_call.cancel();
            m_imageModel->removeRows(0, m_imageModel->rowCount());
            for (const ChartDependency& chart : m_record->chart.dependencies)
                m_imageModel->appendRow({cell(chart.alias.isEmpty() ? chart.name : chart.alias, ColorToken::Text),
                    cell(chart.version, ColorToken::Text, TextStyle::Mono),
                    cell(tr("subchart") + (chart.repository.isEmpty() ? QString() : u" · "_s + chart.repository),
                        ColorToken::TextSecond)});
            for (const ImageUse& use : *images) {
                if (m_imageModel->rowCount() >= kMostImages)
                    break;
                m_imageModel->appendRow({cell(use.workloadKind + u'/' + use.workload, ColorToken::Text),
                    cell(use.tag(), ColorToken::Text, TextStyle::Mono),
                    cell(use.repository() + u" · "_s + use.container, ColorToken::TextSecond)});
            }
            const int rows = m_imageModel->rowCount();
            m_imagesTitle->setVisible(rows > 0);
            m_images->setVisible(rows > 0);
            m_images->setFixedHeight(
                m_images->horizontalHeader()->sizeHint().height() + rows * Theme::of(this).rowHeight() + 2);
            Q_EMIT settledChanged();
        });
}

} // namespace pilothouse::ui
