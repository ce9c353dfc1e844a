// SPDX-License-Identifier: Apache-2.0
#include "ui/prepare/prepare_page.h"

#include "ui/frame/navigation.h"
#include "ui/prepare/prepare_step_list.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirm_field.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented_control.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using State = PreparePresenter::State;

namespace {

constexpr int kWidest = 760;
constexpr int kFieldWidth = 380;
constexpr int kLongest = 4096;
enum Source { DockerConfig, Login, ThereAlready };

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QStringList wordsOf(const QString& text) {
    QString all = text;
    return all.replace(u',', u' ').split(u' ', Qt::SkipEmptyParts);
}

} // namespace

PreparePage::PreparePage(const Services& services, QWidget* parent)
    : Page(parent)
    , m_navigation(services.navigation)
    , m_presenter(services.gateway, services.contexts, services.clock) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_notice = new Notice(this);
    outer->addWidget(m_notice);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    outer->addWidget(scroll, 1);
    auto* content = new QWidget(scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(32, 28, 32, 32);
    column->setSpacing(12);
    buildWish(*column);
    buildEnd(*column);
    column->addStretch(1);
    scroll->setWidget(content);
    connect(&m_presenter, &PreparePresenter::changed, this, &PreparePage::refresh);
    showLoginFields();
    onEdited();
}

PreparePage::~PreparePage() = default;

QLineEdit* PreparePage::addField(QFormLayout& form, const QString& label, const QString& name) {
    auto* field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setMaxLength(kLongest);
    field->setMinimumWidth(Theme::of(this).scaled(kFieldWidth));
    field->setMaximumWidth(Theme::of(this).scaled(kWidest));
    form.addRow(label, field);
    connect(field, &QLineEdit::textEdited, this, &PreparePage::onEdited);
    return field;
}

void PreparePage::buildWish(QVBoxLayout& column) {
    auto* title = plainLabel(this);
    title->setText(tr("Prepare a namespace"));
    title->setFont(Theme::of(this).font(TextStyle::Title));
    column.addWidget(title);
    m_form = new QFormLayout;
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(8);
    column.addLayout(m_form);
    m_nameSpace = addField(*m_form, tr("Namespace"), u"namespace"_s);
    m_create = new QCheckBox(tr("Create it where it is not there yet"), this);
    m_create->setChecked(true);
    m_form->addRow(QString(), m_create);
    m_secret = addField(*m_form, tr("Pull secret"), u"secret"_s);
    m_secret->setPlaceholderText(tr("its name; empty: none"));
    buildLogin(*m_form);
    m_account = addField(*m_form, tr("Attach it to"), u"account"_s);
    m_account->setText(u"default"_s);
    m_account->setPlaceholderText(tr("service account; empty: none"));
    m_reason = addField(*m_form, tr("Reason"), u"reason"_s);
    m_reason->setPlaceholderText(tr("goes into the audit; needed where the place is protected"));
    for (QCheckBox* box : {m_create, m_replace}) {
        connect(box, &QCheckBox::toggled, this, &PreparePage::onEdited);
    }
    m_look = new QPushButton(tr("Look at what would be done"), this);
    m_look->setObjectName(u"look"_s);
    m_look->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_look->setAutoDefault(false);
    column.addWidget(m_look);
    connect(m_look, &QPushButton::clicked, this, &PreparePage::look);
}

void PreparePage::buildLogin(QFormLayout& form) {
    m_source = new SegmentedControl(this);
    m_source->addSegment(tr("From docker’s config.json"));
    m_source->addSegment(tr("Registry, user and token"));
    m_source->addSegment(tr("It is there already"));
    form.addRow(tr("Login"), m_source);
    connect(m_source, &SegmentedControl::currentChanged, this, [this] {
        showLoginFields();
        onEdited();
    });
    m_file = addField(form, tr("File"), u"file"_s);
    m_file->setText(QDir::homePath() + u"/.docker/config.json"_s);
    m_choose = new QPushButton(tr("Choose…"), this);
    m_choose->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    form.addRow(QString(), m_choose);
    connect(m_choose, &QPushButton::clicked, this, &PreparePage::chooseFile);
    m_registry = addField(form, tr("Registry"), u"registry"_s);
    m_user = addField(form, tr("User"), u"user"_s);
    m_token = addField(form, tr("Token"), u"token"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_replace = new QCheckBox(tr("Replace another user or token that is in the secret"), this);
    form.addRow(QString(), m_replace);
}

void PreparePage::buildEnd(QVBoxLayout& column) {
    m_steps = new PrepareStepList(this);
    m_steps->setMaximumWidth(Theme::of(this).scaled(kWidest));
    column.addWidget(m_steps);
    m_confirm = new ConfirmField(this);
    m_confirm->setMaximumWidth(Theme::of(this).scaled(kFieldWidth));
    m_confirm->setAccessibleName(tr("What is to be typed before it begins"));
    column.addWidget(m_confirm);
    m_why = plainLabel(this);
    column.addWidget(m_why);
    auto* row = new QHBoxLayout;
    m_begin = new QPushButton(tr("Prepare"), this);
    m_begin->setObjectName(u"begin"_s);
    m_begin->setAutoDefault(false);
    setButtonLook(*m_begin, ButtonLook::Filled);
    m_open = new QPushButton(Theme::of(this).icon(u"lock-open"_s), tr("Open for changes…"), this);
    m_open->setObjectName(u"open"_s);
    row->addWidget(m_begin);
    row->addWidget(m_open);
    row->addStretch(1);
    column.addLayout(row);
    connect(m_confirm, &QLineEdit::textChanged, this, &PreparePage::refresh);
    connect(m_begin, &QPushButton::clicked, this, [this] { m_presenter.begin(m_confirm->text()); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const auto place = m_presenter.lockedPlace()) {
            m_navigation.openMode(m_context, *place);
        }
    });
}

void PreparePage::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Docker’s config.json"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setFilter(QDir::Files | QDir::Dirs | QDir::Hidden);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_file->setText(path);
        onEdited();
    });
    dialog->open();
}

void PreparePage::showLoginFields() {
    const int source = m_source->current();
    m_form->setRowVisible(m_file, source == DockerConfig);
    m_form->setRowVisible(m_choose, source == DockerConfig);
    m_form->setRowVisible(m_registry, source != ThereAlready);
    m_registry->setPlaceholderText(
        source == Login ? u"registry.example.com"_s : tr("which of the file’s; empty: the only one"));
    m_form->setRowVisible(m_user, source == Login);
    m_form->setRowVisible(m_token, source == Login);
    m_form->setRowVisible(m_replace, source != ThereAlready);
}

PrepareWish PreparePage::typedWish() const {
    const int source = m_source->current();
    PrepareWish wish;
    wish.context = m_context;
    wish.nameSpace = m_nameSpace->text().trimmed();
    wish.createNamespace = m_create->isChecked();
    wish.pullSecret = m_secret->text().trimmed();
    wish.reason = m_reason->text().trimmed();
    if (wish.pullSecret.isEmpty()) {
        return wish;
    }
    wish.serviceAccount = m_account->text().trimmed();
    wish.replaceLogins = m_replace->isChecked();
    if (source == DockerConfig) {
        wish.dockerConfig = m_file->text();
        wish.registries = wordsOf(m_registry->text());
    } else if (source == Login) {
        wish.registries = QStringList{m_registry->text().trimmed()};
        wish.user = m_user->text().trimmed();
    }
    return wish;
}

void PreparePage::look() {
    PrepareWish wish = typedWish();
    if (m_source->current() == Login) {
        wish.token = std::make_shared<const Secret>(m_token->text().toUtf8());
    }
    m_presenter.edit(std::move(wish));
    m_presenter.look();
}

void PreparePage::onEdited() {
    m_presenter.edit(typedWish());
}

void PreparePage::refresh() {
    const State state = m_presenter.state();
    const bool isBusy = state == State::Looking || state == State::Doing;
    if (state == State::Done) {
        m_token->clear();
    }
    if (m_presenter.error()) {
        m_notice->tellError(*m_presenter.error());
    } else {
        m_notice->clear();
    }
    m_look->setEnabled(m_presenter.canLook());
    m_steps->setLines(m_presenter.lines());
    const bool isPlanned = state == State::Planned;
    const QString wanted = m_presenter.confirmation();
    m_confirm->setVisible(isPlanned && !wanted.isEmpty());
    m_confirm->setPlaceholderText(wanted);
    if (!isPlanned && !m_confirm->text().isEmpty()) {
        m_confirm->clear();
    }
    const QString why = m_presenter.whyNot(m_confirm->text());
    m_why->setText(why);
    m_why->setVisible(isPlanned && !why.isEmpty());
    m_open->setVisible(isPlanned && m_presenter.lockedPlace().has_value());
    m_begin->setVisible(isPlanned);
    m_begin->setEnabled(why.isEmpty() && !isBusy);
    Q_EMIT settledChanged();
}

void PreparePage::showPlace(const Place& place) {
    const bool isDoing = m_presenter.state() == State::Doing;
    if (!isDoing
        && (m_context != place.context || (!place.nameSpace.isEmpty() && m_nameSpace->text() != place.nameSpace))) {
        m_context = place.context;
        if (!place.nameSpace.isEmpty()) {
            m_nameSpace->setText(place.nameSpace);
        }
        m_token->clear(); // was meant for another place
        onEdited();
    }
    Q_EMIT breadcrumbsChanged();
}

Crumbs PreparePage::breadcrumbs() const {
    return {tr("Prepare a namespace")};
}

QList<KeyGroup> PreparePage::keys() const {
    return {{tr("Prepare a namespace"), {{u"Tab"_s, tr("next field")}}}};
}

bool PreparePage::isSettled() const {
    return m_presenter.state() != State::Looking && m_presenter.state() != State::Doing;
}

} // namespace pilothouse::ui
