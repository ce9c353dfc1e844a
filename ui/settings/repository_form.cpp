// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/repository_form.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardItemModel>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Keep = Repository::Keep;

namespace {

constexpr int kFieldWidth = 420;
constexpr int kLongest = 2048;
constexpr int kLongestPassword = 64 * 1024; // registry tokens are long

QLabel* noteLabel(QWidget* parent, ColorToken tone) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::of(parent).font(TextStyle::Small));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::of(parent).color(tone));
    label->setPalette(palette);
    label->setFixedWidth(Theme::of(parent).scaled(kFieldWidth)); // as wide as a field, or its last lines are cut
    return label;
}

} // namespace

RepositoryForm::RepositoryForm(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout(this)) {
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_form->setHorizontalSpacing(24);
    m_form->setVerticalSpacing(8);
    m_name = addField(tr("Name"), u"name"_s);
    m_name->setPlaceholderText(tr("as you call it"));
    m_url = addField(tr("Address"), u"url"_s);
    m_url->setPlaceholderText(u"https://charts.example.com/stable  ·  oci://registry.example.com/team"_s);
    buildLogin();
    m_caFile = addFile(tr("CA file"), u"caFile"_s);
    m_caFile->setPlaceholderText(tr("empty: what this machine trusts"));
    m_certFile = addFile(tr("Client certificate"), u"certFile"_s);
    m_certFile->setPlaceholderText(tr("empty: none"));
    m_keyFile = addFile(tr("Its key"), u"keyFile"_s);
    m_proxy = addField(tr("Proxy"), u"proxy"_s);
    m_proxy->setPlaceholderText(tr("empty: what the environment says"));
    m_skipTls = new QCheckBox(tr("Don’t check the server’s certificate"), this);
    m_skipTls->setObjectName(u"skipTls"_s);
    m_form->addRow(QString(), m_skipTls);
    m_warning = noteLabel(this, ColorToken::Warning);
    m_warning->setText(tr("Whoever sits in between can read the password and hand out other charts, which then run in "
                          "your cluster. Choose a CA file instead wherever you can."));
    m_form->addRow(QString(), m_warning);
    connect(m_skipTls, &QCheckBox::toggled, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    refresh();
}

void RepositoryForm::buildLogin() {
    m_user = addField(tr("User"), u"user"_s);
    m_user->setPlaceholderText(tr("empty: nobody logs in, or helm’s own login serves"));
    m_password = addField(tr("Password"), u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMaxLength(kLongestPassword);
    m_password->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_keep = new QComboBox(this);
    m_keep->setObjectName(u"keep"_s);
    m_keep->setAccessibleName(tr("Where the password is kept"));
    m_keep->addItem(tr("kept in the system’s keychain"), static_cast<int>(Keep::Keychain));
    m_keep->addItem(tr("only for this run of the program"), static_cast<int>(Keep::ThisRun));
    m_form->addRow(QString(), m_keep);
    m_keepNote = noteLabel(this, ColorToken::Warning);
    m_keepNote->setText(
        tr("No keychain of the system answers here (on Linux: a Secret Service such as GNOME Keyring "
           "or KWallet). The password stays in memory until the program ends, and is written nowhere."));
    m_form->addRow(QString(), m_keepNote);
    connect(m_keep, &QComboBox::currentIndexChanged, this, &RepositoryForm::edited);
}

QLineEdit* RepositoryForm::addField(const QString& label, const QString& name) {
    auto* field = new QLineEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(label);
    field->setMaxLength(kLongest);
    field->setMinimumWidth(Theme::of(this).scaled(kFieldWidth));
    m_form->addRow(label, field);
    connect(field, &QLineEdit::textEdited, this, [this] {
        refresh();
        Q_EMIT edited();
    });
    return field;
}

QLineEdit* RepositoryForm::addFile(const QString& label, const QString& name) {
    auto* field = addField(label, name);
    auto* button = new QPushButton(Theme::of(this).icon(u"folder"_s, ColorToken::Text), QString(), this);
    button->setAccessibleName(tr("Choose: %1").arg(label));
    button->setToolTip(button->accessibleName());
    button->setAutoDefault(false);
    int row = 0;
    QFormLayout::ItemRole role{};
    m_form->getWidgetPosition(field, &row, &role);
    m_form->removeWidget(field);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(field);
    line->addWidget(button);
    m_form->setLayout(row, QFormLayout::FieldRole, line);
    connect(button, &QPushButton::clicked, this, [this, field] { choose(field); });
    return field;
}

void RepositoryForm::choose(QLineEdit* field) {
    auto* dialog = new QFileDialog(this, field->accessibleName());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates and keys (*.pem *.crt *.cer *.key)"), tr("All files (*)")});
    if (!field->text().isEmpty()) {
        dialog->setDirectory(QFileInfo(field->text()).absolutePath());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this, field](const QString& path) {
        field->setText(path);
        Q_EMIT edited();
    });
    dialog->open();
}

void RepositoryForm::setRepository(const Repository& repository) {
    m_repository = repository;
    m_name->setText(repository.name);
    m_url->setText(repository.url);
    m_user->setText(repository.user);
    m_password->clear();
    const QSignalBlocker quiet(m_keep);
    const Keep keep = repository.keep == Keep::ThisRun || !m_hasKeychain ? Keep::ThisRun : Keep::Keychain;
    m_keep->setCurrentIndex(m_keep->findData(static_cast<int>(keep)));
    m_caFile->setText(repository.caFile);
    m_certFile->setText(repository.certFile);
    m_keyFile->setText(repository.keyFile);
    m_proxy->setText(repository.proxy);
    const QSignalBlocker silent(m_skipTls);
    m_skipTls->setChecked(repository.skipTlsVerify);
    refresh();
}

Repository RepositoryForm::repository() const {
    Repository typed = m_repository;
    typed.name = m_name->text().simplified();
    typed.url = m_url->text().trimmed();
    typed.user = m_user->text().trimmed();
    typed.caFile = m_caFile->text().trimmed();
    typed.certFile = m_certFile->text().trimmed();
    typed.keyFile = m_keyFile->text().trimmed();
    typed.proxy = m_proxy->text().trimmed();
    typed.skipTlsVerify = m_skipTls->isChecked();
    const bool hasPassword = !m_password->text().isEmpty() || m_repository.keep != Keep::Nothing;
    typed.keep
        = typed.user.isEmpty() || !hasPassword ? Keep::Nothing : static_cast<Keep>(m_keep->currentData().toInt());
    return typed;
}

SecretPtr RepositoryForm::password() const {
    return m_password->text().isEmpty() ? nullptr : std::make_shared<const Secret>(m_password->text().toUtf8());
}

void RepositoryForm::clearPassword() {
    m_password->clear();
}

void RepositoryForm::setKeychain(bool isThere) {
    m_hasKeychain = isThere;
    if (auto* model = qobject_cast<QStandardItemModel*>(m_keep->model())) {
        model->item(m_keep->findData(static_cast<int>(Keep::Keychain)))->setEnabled(isThere);
    }
    if (!isThere) {
        const QSignalBlocker quiet(m_keep);
        m_keep->setCurrentIndex(m_keep->findData(static_cast<int>(Keep::ThisRun)));
    }
    refresh();
}

void RepositoryForm::focusName() {
    m_name->setFocus();
}

void RepositoryForm::refresh() {
    const bool hasUser = !m_user->text().trimmed().isEmpty();
    m_password->setEnabled(hasUser);
    m_keep->setEnabled(hasUser);
    m_password->setPlaceholderText(
        m_repository.keep == Keep::Nothing ? QString() : tr("one is kept; type another to replace it"));
    m_form->setRowVisible(m_keepNote, hasUser && !m_hasKeychain);
    m_form->setRowVisible(m_warning, m_skipTls && m_skipTls->isChecked());
}

} // namespace pilothouse::ui
