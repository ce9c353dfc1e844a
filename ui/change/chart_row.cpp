// SPDX-License-Identifier: Apache-2.0
#include "ui/change/chart_row.h"

#include "core/base/plain_text.h"
#include "ui/change/chart_offers.h"
#include "ui/frame/repository_words.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QStandardItemModel>
#include <QStringListModel>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Kind = ChartSource::Kind;

ChartRow::ChartRow(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_location(new QLineEdit(this))
    , m_browse(new QPushButton(Theme::of(this).icon(u"folder"_s, ColorToken::Text), QString(), this))
    , m_version(new QLineEdit(this))
    , m_known(new QComboBox(this))
    , m_repository(new QLineEdit(this))
    , m_environment(new QLineEdit(this))
    , m_selector(new QLineEdit(this))
    , m_setUp(new QPushButton(tr("Set it up…"), this))
    , m_note(new QLabel(this))
    , m_charts(addCompleter(*m_location, tr("Charts of this repository")))
    , m_versions(addCompleter(*m_version, tr("Versions of this chart"))) {
    setAcceptDrops(true);
    m_kind->addItem(tr("Folder"), static_cast<int>(Kind::Folder));
    m_kind->addItem(tr("Archive"), static_cast<int>(Kind::Archive));
    m_kind->addItem(tr("Repository"), static_cast<int>(Kind::Repository));
    m_kind->addItem(u"OCI"_s, static_cast<int>(Kind::Oci));
    m_kind->addItem(tr("As deployed"), static_cast<int>(Kind::Record));
    m_kind->addItem(u"helmfile"_s, static_cast<int>(Kind::Helmfile));
    m_kind->setAccessibleName(tr("Where the chart comes from"));
    m_location->setFont(Theme::of(this).font(TextStyle::Mono));
    m_location->setAccessibleName(tr("Chart"));
    m_version->setPlaceholderText(tr("newest version"));
    m_version->setAccessibleName(tr("Chart version"));
    m_version->setFont(Theme::of(this).font(TextStyle::Mono));
    m_repository->setPlaceholderText(tr("repository URL; empty where the chart is named as repository/chart"));
    m_repository->setAccessibleName(tr("Repository URL"));
    m_known->setAccessibleName(tr("Repository"));
    m_known->setObjectName(u"known"_s);
    m_environment->setPlaceholderText(tr("helmfile's environment; empty: default"));
    m_environment->setAccessibleName(tr("Environment of the helmfile"));
    m_selector->setPlaceholderText(tr("selector, as tier=web; empty: all releases"));
    m_selector->setAccessibleName(tr("Selector of the helmfile"));
    m_setUp->setObjectName(u"setUp"_s);
    m_setUp->setAutoDefault(false);
    setButtonLook(*m_setUp, ButtonLook::Quiet);
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
    grid->addWidget(m_known, 1, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_repository, 2, 0, 1, 4);
    auto* helmfile = new QHBoxLayout;
    helmfile->setSpacing(8);
    helmfile->addWidget(m_environment, 1);
    helmfile->addWidget(m_selector, 1);
    grid->addLayout(helmfile, 4, 0, 1, 4);
    auto* notes = new QHBoxLayout;
    notes->setSpacing(8);
    notes->addWidget(m_note, 1);
    notes->addWidget(m_setUp);
    grid->addLayout(notes, 3, 0, 1, 4);
    grid->setColumnStretch(1, 1);
    m_version->setMaximumWidth(Theme::of(this).scaled(130));
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        fillKnown();
        refresh();
        tell();
    });
    for (QLineEdit* field : {m_location, m_version, m_repository, m_environment, m_selector}) {
        connect(field, &QLineEdit::textEdited, this, &ChartRow::tell);
    }
    connect(m_browse, &QPushButton::clicked, this, &ChartRow::browse);
    connect(m_known, &QComboBox::activated, this, &ChartRow::chooseKnown);
    connect(m_setUp, &QPushButton::clicked, this, [this] { Q_EMIT setUpRequested(offeredUrl()); });
    connect(m_location, &QLineEdit::editingFinished, this, &ChartRow::askOffers);
    connect(m_repository, &QLineEdit::editingFinished, this, &ChartRow::askOffers);
    refresh();
}

/// A field that has the focus says that its editing is finished while it is taken apart.
ChartRow::~ChartRow() {
    for (QLineEdit* field : {m_location, m_repository}) {
        field->disconnect(this);
    }
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
    m_environment->setText(source.environment);
    m_selector->setText(source.selector);
    m_isFilling = false;
    fillKnown();
    refresh();
    askOffers();
}

ChartSource ChartRow::source() const {
    ChartSource source;
    source.kind = kind();
    source.location = source.kind == Kind::Record ? QString() : m_location->text().trimmed();
    if (source.kind == Kind::Repository || source.kind == Kind::Oci) {
        source.version = m_version->text().trimmed();
    }
    if (source.kind == Kind::Helmfile) {
        source.environment = m_environment->text().trimmed();
        source.selector = m_selector->text().trimmed();
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
    const bool isHelmfile = shown == Kind::Helmfile;
    const bool isFile = shown == Kind::Folder || shown == Kind::Archive || isHelmfile;
    const bool isRemote = shown == Kind::Repository || shown == Kind::Oci;
    m_location->setVisible(shown != Kind::Record);
    m_browse->setVisible(isFile);
    m_version->setVisible(isRemote);
    m_environment->setVisible(isHelmfile);
    m_selector->setVisible(isHelmfile);
    const bool isKnown = !m_known->currentData().toString().isEmpty();
    m_known->setVisible(isRemote && m_known->count() > 1);
    m_repository->setVisible(shown == Kind::Repository && !isKnown);
    m_location->setPlaceholderText(shown == Kind::Folder ? tr("folder with a Chart.yaml: type, choose or drop it")
            : shown == Kind::Archive                     ? tr(".tgz: type, choose or drop it")
            : isHelmfile                                 ? tr("helmfile.yaml, or the folder it is in")
            : shown == Kind::Oci                         ? u"oci://host/path/chart"_s
            : isKnown                                    ? tr("chart")
                                                         : tr("repository/chart"));
    showOffers();
}

// --- What repositories offer

QCompleter* ChartRow::addCompleter(QLineEdit& field, const QString& what) {
    auto* completer = new QCompleter(new QStringListModel(this), this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setModelSorting(QCompleter::UnsortedModel);
    constexpr int kShown = 12;
    completer->setMaxVisibleItems(kShown);
    field.setCompleter(completer);
    auto* all
        = field.addAction(Theme::of(this).icon(u"chevron-down"_s, ColorToken::TextSecond), QLineEdit::TrailingPosition);
    all->setToolTip(what);
    all->setVisible(false);
    connect(all, &QAction::triggered, completer, [completer] {
        completer->setCompletionPrefix(QString());
        completer->complete();
    });
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, [this] {
        showOffers();
        tell();
    });
    return completer;
}

void ChartRow::setOffers(ChartOffers* offers) {
    m_offers = offers;
    if (offers) {
        connect(offers, &ChartOffers::changed, this, [this] {
            fillKnown();
            refresh();
        });
    }
    fillKnown();
    refresh();
    askOffers();
}

void ChartRow::fillKnown() {
    const QSignalBlocker quiet(m_known);
    const bool isOci = kind() == Kind::Oci;
    m_known->clear();
    m_known->addItem(isOci ? tr("Another registry") : tr("Another address, or helm’s own"), QString());
    if (!m_offers) {
        return;
    }
    const QString url = isOci ? m_location->text().trimmed() : m_repository->text().trimmed();
    const Repository* current = m_offers->forUrl(url);
    for (const Repository& repository : m_offers->repositories()) {
        if (repository.isRegistry() == isOci) {
            m_known->addItem(
                u"%1  ·  %2"_s.arg(escapeControls(repository.name), escapeControls(repository.url)), repository.url);
        }
    }
    m_known->setCurrentIndex(current ? qMax(0, m_known->findData(current->url)) : 0);
}

void ChartRow::chooseKnown() {
    const QString url = m_known->currentData().toString();
    if (kind() == Kind::Oci) {
        m_location->setText(url.isEmpty() ? QString() : url + (url.endsWith(u'/') ? QString() : u"/"_s));
        m_location->setFocus();
    } else {
        m_repository->setText(url);
    }
    m_version->clear();
    refresh();
    askOffers();
    tell();
}

QString ChartRow::offeredUrl() const {
    return kind() == Kind::Oci       ? m_location->text().trimmed()
        : kind() == Kind::Repository ? m_repository->text().trimmed()
                                     : QString();
}

/// Only what is set up is asked by itself: nothing is sent to an address that is still being typed.
void ChartRow::askOffers() {
    const QString url = offeredUrl();
    const bool isWhole = kind() == Kind::Repository || url.count(u'/') > 2;
    if (m_offers && isWhole && !url.endsWith(u'/') && m_offers->forUrl(url)) {
        m_offers->ask(url);
    }
    showOffers();
}

QString ChartRow::offersText(const QString& url) const {
    if (const auto problem = m_offers->problem(url)) {
        return repositoryErrorText(*problem);
    }
    if (m_offers->isAsking(url)) {
        return tr("Asking what is there …");
    }
    const RepositoryReader::Index index = m_offers->index(url);
    if (!index) {
        return {};
    }
    const IndexedChart* chart = index->find(m_location->text().trimmed());
    return chart ? escapeControls(elideMiddle(chart->description, 200))
                 : tr("%n chart(s) to choose from", nullptr, static_cast<int>(index->charts.size()));
}

void ChartRow::showOffers() {
    const QString url = offeredUrl();
    const bool isFromRecord = kind() == Kind::Record;
    QString note = isFromRecord    ? tr("The chart that is deployed now; only values and options change.")
        : kind() == Kind::Helmfile ? tr("A look at what helmfile would deploy, with the values of the helmfile: those "
                                        "below play no part. helmfile "
                                        "deploys it; nothing is applied from here.")
                                   : QString();
    QStringList charts;
    QStringList versions;
    bool hasProblem = false;
    if (m_offers && !url.isEmpty()) {
        if (const RepositoryReader::Index index = m_offers->index(url)) {
            for (const IndexedChart& chart : index->charts) {
                charts += chart.name;
            }
        }
        versions = m_offers->versions(url, kind() == Kind::Oci ? QString() : m_location->text().trimmed());
        note = offersText(url);
        hasProblem = m_offers->problem(url).has_value();
    }
    const auto fill = [](QCompleter* completer, QLineEdit* field, const QStringList& words) {
        auto* model = qobject_cast<QStringListModel*>(completer->model());
        if (model->stringList() != words) {
            model->setStringList(words);
        }
        for (QAction* action : field->actions()) {
            action->setVisible(!words.isEmpty());
        }
    };
    fill(m_charts, m_location, charts);
    fill(m_versions, m_version, versions);
    m_note->setVisible(!note.isEmpty());
    m_note->setText(note);
    m_setUp->setVisible(hasProblem);
}

void ChartRow::browse() {
    auto* dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(kind() == Kind::Folder ? QFileDialog::Directory : QFileDialog::ExistingFile);
    if (kind() == Kind::Helmfile) {
        dialog->setNameFilters({tr("Helmfiles (helmfile*.yaml *.gotmpl)"), tr("All files (*)")});
    } else if (kind() == Kind::Archive) {
        dialog->setNameFilter(tr("Charts (*.tgz *.tar.gz)"));
    }
    if (const QString here = m_location->text(); !here.isEmpty()) {
        dialog->setDirectory(QFileInfo(here).absolutePath());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (kind() == Kind::Helmfile) {
            m_location->setText(path);
            tell();
        } else {
            take(path);
        }
    });
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
