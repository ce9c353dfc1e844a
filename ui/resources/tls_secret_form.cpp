// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/tls_secret_form.h"

#include "core/config/bounded_file.h"
#include "ui/resources/yaml_templates.h"
#include "ui/widgets/error_text.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr ByteSize kMaxFile = 1_MiB;

} // namespace

TlsSecretForm::TlsSecretForm(QString nameSpace, QWidget* parent)
    : QDialog(parent)
    , m_namespace(std::move(nameSpace))
    , m_name(new QLineEdit(u"my-tls"_s, this))
    , m_certificate(new QLineEdit(this))
    , m_key(new QLineEdit(this))
    , m_problem(new QLabel(this))
    , m_continue(new QPushButton(tr("Continue"), this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("TLS secret from two files"));
    auto* form = new QFormLayout;
    form->addRow(tr("Name"), m_name);
    const auto addFile = [this, form](const QString& label, QLineEdit* field) {
        auto* row = new QHBoxLayout;
        auto* choose = new QPushButton(tr("Choose…"), this);
        choose->setAutoDefault(false);
        field->setMinimumWidth(320);
        row->addWidget(field, 1);
        row->addWidget(choose);
        form->addRow(label, row);
        connect(choose, &QPushButton::clicked, this, [this, field, label] { this->choose(*field, label); });
        connect(field, &QLineEdit::textChanged, this, &TlsSecretForm::refresh);
    };
    addFile(tr("Certificate (PEM)"), m_certificate);
    addFile(tr("Private key (PEM)"), m_key);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_continue);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(m_name, &QLineEdit::textChanged, this, &TlsSecretForm::refresh);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_continue, &QPushButton::clicked, this, &TlsSecretForm::make);
    refresh();
}

void TlsSecretForm::choose(QLineEdit& field, const QString& title) {
    auto* dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &field, &QLineEdit::setText);
    dialog->open();
}

void TlsSecretForm::refresh() {
    m_continue->setEnabled(
        !m_name->text().trimmed().isEmpty() && !m_certificate->text().isEmpty() && !m_key->text().isEmpty());
    m_problem->clear();
}

void TlsSecretForm::make() {
    const auto certificate = readBoundedFile(m_certificate->text(), kMaxFile);
    auto key = readBoundedFile(m_key->text(), kMaxFile);
    if (!certificate || !key) {
        m_problem->setText(errorLine(certificate ? key.error() : certificate.error()));
        return;
    }
    const Secret secret(std::move(*key));
    const auto yaml = tlsSecretYaml(m_name->text().trimmed(), m_namespace, *certificate, secret);
    if (!yaml) {
        m_problem->setText(yaml.error().reason == "NotAKey"_L1 ? tr("The second file holds no private key in PEM.")
                                                               : tr("The first file holds no certificate in PEM."));
        return;
    }
    Q_EMIT made(*yaml);
    accept();
}

} // namespace pilothouse::ui
