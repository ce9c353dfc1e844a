// SPDX-License-Identifier: Apache-2.0
#include "ui/change/chart_row.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStandardItemModel>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Kind = ChartSource::Kind;

ChartRow::ChartRow(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_location(new QLineEdit(this))
    , m_browse(new QPushButton(Theme::of(this).icon(u"folder"_s, ColorToken::Text), QString(), this))
    , m_version(new QLineEdit(this))
    , m_repository(new QLineEdit(this))
    , m_note(new QLabel(this)) {
    setAcceptDrops(true);
    m_kind->addItem(tr("Folder"), static_cast<int>(Kind::Folder));
    m_kind->addItem(tr("Archive"), static_cast<int>(Kind::Archive));
    m_kind->addItem(tr("Repository"), static_cast<int>(Kind::Repository));
    m_kind->addItem(u"OCI"_s, static_cast<int>(Kind::Oci));
    m_kind->addItem(tr("As deployed"), static_cast<int>(Kind::Record));
    m_kind->setAccessibleName(tr("Where the chart comes from"));
    m_location->setFont(Theme::of(this).font(TextStyle::Mono));
    m_location->setAccessibleName(tr("Chart"));
    m_version->setPlaceholderText(tr("newest version"));
    m_version->setAccessibleName(tr("Chart version"));
    m_version->setFont(Theme::of(this).font(TextStyle::Mono));
    m_repository->setPlaceholderText(tr("repository URL; empty where the chart is named as repository/chart"));
    m_repository->setAccessibleName(tr("Repository URL"));
    m_browse->setAccessibleName(tr("Choose the chart"));
    m_browse->setAutoDefault(false);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setFont(Theme::of(this).font(TextStyle::Small));
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(14, 10, 14, 8);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->addWidget(m_kind, 0, 0);
    grid->addWidget(m_location, 0, 1);
    grid->addWidget(m_browse, 0, 2);
    grid->addWidget(m_version, 0, 3);
    grid->addWidget(m_repository, 1, 1, 1, 3);
    grid->addWidget(m_note, 2, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    m_version->setMaximumWidth(Theme::of(this).scaled(130));
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        refresh();
        tell();
    });
    for (QLineEdit* field : {m_location, m_version, m_repository}) {
        connect(field, &QLineEdit::textEdited, this, &ChartRow::tell);
    }
    connect(m_browse, &QPushButton::clicked, this, &ChartRow::browse);
    refresh();
}

Kind ChartRow::kind() const {
    return static_cast<Kind>(m_kind->currentData().toInt());
}

void ChartRow::tell() {
    if (!m_isFilling) {
        Q_EMIT edited();
    }
}

void ChartRow::setSource(const ChartSource& source) {
    m_isFilling = true;
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(source.kind)));
    m_location->setText(source.location);
    m_version->setText(source.version);
    m_repository->setText(source.repositoryUrl);
    m_isFilling = false;
    refresh();
}

ChartSource ChartRow::source() const {
    ChartSource source;
    source.kind = kind();
    source.location = source.kind == Kind::Record ? QString() : m_location->text().trimmed();
    if (source.kind == Kind::Repository || source.kind == Kind::Oci) {
        source.version = m_version->text().trimmed();
    }
    if (source.kind == Kind::Repository) {
        source.repositoryUrl = m_repository->text().trimmed();
    }
    return source;
}

void ChartRow::setRecord(const ReleaseRecordPtr& record) {
    m_canRebuild = record && record->chart.dependencies.empty();
    const int row = m_kind->findData(static_cast<int>(Kind::Record));
    if (auto* model = qobject_cast<QStandardItemModel*>(m_kind->model())) {
        model->item(row)->setEnabled(m_canRebuild);
        model->item(row)->setToolTip(m_canRebuild
                ? tr("The chart as it was deployed last, rebuilt from its record")
                : tr("This chart has subcharts, which are in no record: choose the chart itself."));
    }
    refresh();
}

void ChartRow::refresh() {
    const Kind shown = kind();
    const bool isFile = shown == Kind::Folder || shown == Kind::Archive;
    const bool isRemote = shown == Kind::Repository || shown == Kind::Oci;
    m_location->setVisible(shown != Kind::Record);
    m_browse->setVisible(isFile);
    m_version->setVisible(isRemote);
    m_repository->setVisible(shown == Kind::Repository);
    m_location->setPlaceholderText(shown == Kind::Folder ? tr("folder with a Chart.yaml: type, choose or drop it")
            : shown == Kind::Archive                     ? tr(".tgz: type, choose or drop it")
            : shown == Kind::Oci                         ? u"oci://host/path/chart"_s
                                                         : tr("repository/chart"));
    const bool isFromRecord = shown == Kind::Record;
    m_note->setVisible(isFromRecord);
    m_note->setText(isFromRecord ? tr("The chart that is deployed now; only values and options change.") : QString());
}

void ChartRow::browse() {
    auto* dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(kind() == Kind::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    if (kind() == Kind::Archive) {
        dialog->setNameFilter(tr("Charts (*.tgz *.tar.gz)"));
    }
    if (const QString here = m_location->text(); !here.isEmpty()) {
        dialog->setDirectory(QFileInfo(here).absolutePath());
    }
    connect(dialog, &QFileDialog::fileSelected, this, &ChartRow::take);
    dialog->open();
}

bool ChartRow::take(const QString& path) {
    const QFileInfo file(path);
    const bool isFolder = file.isDir() && QFileInfo::exists(path + u"/Chart.yaml"_s);
    const bool isArchive = file.isFile() && (path.endsWith(".tgz"_L1) || path.endsWith(".tar.gz"_L1));
    if (!isFolder && !isArchive) {
        m_note->setText(tr("That is no chart: neither a folder with a Chart.yaml nor a .tgz."));
        m_note->show();
        return false;
    }
    setSource({.kind = isFolder ? Kind::Folder : Kind::Archive, .location = path, .repositoryUrl = {}, .version = {}});
    Q_EMIT edited();
    return true;
}

void ChartRow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void ChartRow::dropEvent(QDropEvent* event) {
    if (event->mimeData()->hasUrls()) {
        take(event->mimeData()->urls().front().toLocalFile());
    }
}

} // namespace pilothouse::ui
