// SPDX-License-Identifier: Apache-2.0
#include "ui/change/options_form.h"

#include "core/base/plain_text.h"
#include "ui/change/duration_box.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

bool isAny(ChangeKind kind, std::initializer_list<ChangeKind> kinds) {
    return std::ranges::find(kinds, kind) != kinds.end();
}

} // namespace

OptionsForm::OptionsForm(ChangeKind kind, QWidget* parent)
    : QScrollArea(parent)
    , m_kind(kind)
    , m_reason(new QLineEdit)
    , m_timeout(new DurationBox)
    , m_wait(new QComboBox)
    , m_history(new QSpinBox)
    , m_method(new QComboBox)
    , m_helm(new QComboBox) {
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Options"));
    build();
}

void OptionsForm::build() {
    auto* content = new QWidget(this);
    auto* form = new QFormLayout(content);
    form->setContentsMargins(14, 12, 14, 12);
    form->setVerticalSpacing(9);
    form->setHorizontalSpacing(14);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_reason->setPlaceholderText(tr("why: goes into history and audit"));
    m_reason->setMaxLength(200);
    m_timeout->setAccessibleName(tr("Timeout"));
    m_timeout->setToolTip(tr("Of each hook and each wait, not of the whole operation."));
    m_wait->setAccessibleName(tr("Wait"));
    m_wait->addItem(tr("Until objects are ready"), static_cast<int>(WaitKind::Watcher));
    m_wait->addItem(tr("For hooks only"), static_cast<int>(WaitKind::HooksOnly));
    m_wait->addItem(tr("As helm 3 polls"), static_cast<int>(WaitKind::Legacy));
    m_history->setRange(0, 9999);
    m_history->setSpecialValueText(tr("no limit"));
    m_method->addItem(tr("As the last record says"), static_cast<int>(ApplyMethod::Auto));
    m_method->addItem(tr("Client-side"), static_cast<int>(ApplyMethod::ClientSide));
    m_method->addItem(tr("Server-side"), static_cast<int>(ApplyMethod::ServerSide));
    form->addRow(tr("Reason"), m_reason);
    form->addRow(tr("Timeout"), m_timeout);
    form->addRow(tr("Wait"), m_wait);
    const bool isWriting = isAny(m_kind, {ChangeKind::Install, ChangeKind::Upgrade, ChangeKind::Rollback});
    form->addRow(tr("Revisions kept"), m_history);
    form->setRowVisible(m_history, isAny(m_kind, {ChangeKind::Upgrade, ChangeKind::Rollback}));
    form->addRow(tr("Apply method"), m_method);
    form->setRowVisible(m_method, isWriting);
    addChecks(*form);
    form->addRow(u"helm"_s, m_helm);
    m_helm->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_helm->addItem(tr("found by itself"), QString());
    setWidget(content);
    const auto tell = [this] {
        if (!m_isFilling) {
            Q_EMIT edited();
        }
    };
    connect(m_reason, &QLineEdit::textChanged, this, tell);
    connect(m_timeout, &QSpinBox::valueChanged, this, tell);
    connect(m_history, &QSpinBox::valueChanged, this, tell);
    connect(m_wait, &QComboBox::currentIndexChanged, this, tell);
    connect(m_method, &QComboBox::currentIndexChanged, this, tell);
    connect(m_helm, &QComboBox::activated, this, [this] { Q_EMIT helmChosen(m_helm->currentData().toString()); });
}

QCheckBox* OptionsForm::addCheck(QFormLayout& form, const QString& text, const QString& meaning, bool isOffered) {
    auto* check = new QCheckBox(text, form.parentWidget());
    check->setToolTip(meaning);
    check->setAccessibleDescription(meaning);
    check->setVisible(isOffered);
    if (isOffered) {
        form.addRow(QString(), check);
    }
    connect(check, &QCheckBox::toggled, this, [this] {
        if (!m_isFilling) {
            Q_EMIT edited();
        }
    });
    return check;
}

void OptionsForm::addChecks(QFormLayout& form) {
    using enum ChangeKind;
    m_createNamespace = addCheck(form, tr("Create the namespace"), tr("If it is not there yet."), m_kind == Install);
    m_rollback = addCheck(form, tr("Undo on failure"),
        tr("An upgrade that fails is rolled back, an install that fails is uninstalled, by helm itself."),
        isAny(m_kind, {Install, Upgrade}));
    m_jobs = addCheck(
        form, tr("Wait for jobs too"), tr("Until they are complete."), isAny(m_kind, {Install, Upgrade, Rollback}));
    m_hooks = addCheck(form, tr("Run hooks"), tr("Off: the chart's hooks are left out."), m_kind != Test);
    m_ownership = addCheck(form, tr("Adopt objects that exist"),
        tr("Objects of the same name become this release's, and go when it is uninstalled."),
        isAny(m_kind, {Install, Upgrade}));
    m_force = addCheck(form, tr("Take fields from other managers"),
        tr("Server-side apply, helm 4: fields that somebody else owns are overwritten instead of refused."),
        isAny(m_kind, {Install, Upgrade, Rollback}));
    m_cleanup = addCheck(form, tr("Delete new objects on failure"),
        tr("What this upgrade made is deleted when it fails."), isAny(m_kind, {Upgrade, Rollback}));
    m_crds = addCheck(form, tr("Leave out the chart's CRDs"), tr("Nothing of crds/ is installed."),
        isAny(m_kind, {Install, Upgrade}));
}

void OptionsForm::fill(const ChangeOptions& options, const QString& reason) {
    m_isFilling = true;
    m_rest = options;
    m_reason->setText(reason);
    m_timeout->setDuration(options.timeout);
    m_wait->setCurrentIndex(m_wait->findData(static_cast<int>(options.wait)));
    m_history->setValue(options.historyMax);
    m_method->setCurrentIndex(m_method->findData(static_cast<int>(options.applyMethod)));
    m_rollback->setChecked(options.rollbackOnFailure);
    m_jobs->setChecked(options.waitForJobs);
    m_hooks->setChecked(options.runHooks);
    m_force->setChecked(options.forceConflicts);
    m_ownership->setChecked(options.takeOwnership);
    m_cleanup->setChecked(options.cleanupOnFail);
    m_crds->setChecked(options.skipCrds);
    m_createNamespace->setChecked(options.createNamespace);
    m_isFilling = false;
}

ChangeOptions OptionsForm::options() const {
    ChangeOptions options = m_rest;
    options.timeout = m_timeout->duration();
    options.wait = static_cast<WaitKind>(m_wait->currentData().toInt());
    options.historyMax = m_history->value();
    options.applyMethod = static_cast<ApplyMethod>(m_method->currentData().toInt());
    options.rollbackOnFailure = m_rollback->isChecked();
    options.waitForJobs = m_jobs->isChecked();
    options.runHooks = m_hooks->isChecked();
    options.forceConflicts = m_force->isChecked();
    options.takeOwnership = m_ownership->isChecked();
    options.cleanupOnFail = m_cleanup->isChecked();
    options.skipCrds = m_crds->isChecked();
    options.createNamespace = m_createNamespace->isChecked();
    return options;
}

QString OptionsForm::reason() const {
    return m_reason->text().trimmed();
}

void OptionsForm::setHelmMajor(int major) {
    const bool isOld = major == 3;
    m_method->setEnabled(!isOld);
    m_force->setEnabled(!isOld);
    m_method->setToolTip(isOld ? tr("helm 3 knows only client-side.") : QString());
}

void OptionsForm::setHelms(const std::vector<HelmProgram>& helms, const QString& current) {
    m_isFilling = true;
    m_helm->clear();
    m_helm->addItem(tr("found by itself"), QString());
    for (const HelmProgram& helm : helms) {
        const QString name = escapeControls(helm.version.isEmpty() ? helm.path : helm.version + u"  "_s + helm.path);
        m_helm->addItem(name, helm.path);
        if (helm.path == current) {
            m_helm->setCurrentIndex(m_helm->count() - 1);
        }
    }
    m_isFilling = false;
}

} // namespace pilothouse::ui
