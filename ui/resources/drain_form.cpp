// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/drain_form.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxMinutes = 240;
}

DrainForm::DrainForm(QWidget* parent)
    : QWidget(parent)
    , m_unmanaged(new QCheckBox(tr("Pods nobody makes anew"), this))
    , m_localData(new QCheckBox(tr("Local data"), this))
    , m_minutes(new QSpinBox(this)) {
    m_unmanaged->setObjectName(u"drainUnmanaged"_s);
    m_unmanaged->setToolTip(tr("Evicts pods without a controller too. They are gone for good (kubectl: --force)."));
    m_localData->setObjectName(u"drainLocalData"_s);
    m_localData->setToolTip(
        tr("Evicts pods with emptyDir volumes too. What is in them is lost (kubectl: --delete-emptydir-data)."));
    m_minutes->setObjectName(u"drainMinutes"_s);
    m_minutes->setRange(1, kMaxMinutes);
    m_minutes->setSuffix(tr(" min"));
    m_minutes->setKeyboardTracking(false); // what is half typed is no wish
    m_minutes->setAccessibleName(tr("Wait at most"));
    m_minutes->setToolTip(tr("How long budgets and slow pods are waited for."));
    auto* label = new QLabel(tr("Wait at most"), this);
    label->setBuddy(m_minutes);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_unmanaged);
    row->addWidget(m_localData);
    row->addWidget(label);
    row->addWidget(m_minutes);
    connect(m_unmanaged, &QCheckBox::toggled, this, &DrainForm::tell);
    connect(m_localData, &QCheckBox::toggled, this, &DrainForm::tell);
    connect(m_minutes, &QSpinBox::valueChanged, this, &DrainForm::tell);
}

void DrainForm::setOptions(const DrainOptions& options) {
    const QSignalBlocker quiet(this);
    m_unmanaged->setChecked(options.unmanaged);
    m_localData->setChecked(options.localData);
    m_minutes->setValue(static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(options.patience).count()));
}

void DrainForm::tell() {
    Q_EMIT changed({.unmanaged = m_unmanaged->isChecked(),
        .localData = m_localData->isChecked(),
        .patience = std::chrono::minutes(m_minutes->value())});
}

} // namespace pilothouse::ui
