// SPDX-License-Identifier: Apache-2.0
#include "ui/forwards/forwards_tab.h"

#include "core/base/plain_text.h"
#include "ui/forwards/forwards_model.h"
#include "ui/frame/navigation.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/notice.h"

#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLastPort = 65'535;

bool isLocked(const ForwardEntry& entry) {
    return entry.status.lastError && entry.status.lastError->code == ErrorCode::Forbidden
        && (entry.status.lastError->reason == "ReadOnly"_L1 || entry.status.lastError->reason == "Troubleshooting"_L1);
}

} // namespace

ForwardsTab::ForwardsTab(ForwardGateway& gateway, Navigation& navigation, QWidget* parent)
    : DockTabWidget(parent)
    , m_gateway(gateway)
    , m_navigation(navigation)
    , m_model(new ForwardsModel(this))
    , m_notice(new Notice(this))
    , m_stack(new QStackedWidget(this))
    , m_table(new DataTable(this))
    , m_empty(new EmptyState(this)) {
    m_table->setSource(m_model);
    m_table->setAccessibleName(tr("Forwarded ports"));
    m_empty->setIconName(u"arrow-left-right"_s);
    m_empty->display(EmptyState::Kind::Empty, tr("No port is forwarded."),
        tr("Point at a pod, a workload or a service and press Shift+F."));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(makeNew());
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeActions());
    m_notice->clear();
    m_new->hide();
    connect(&m_gateway, &ForwardGateway::changed, this, &ForwardsTab::onChanged);
    connect(&m_gateway, &ForwardGateway::refused, this, [this](const Error& error) { m_notice->tellError(error); });
    connect(m_table, &DataTable::currentUidChanged, this, &ForwardsTab::refresh);
    connect(m_table, &DataTable::opened, this, &ForwardsTab::openUrl);
    addShortcuts();
    onChanged();
}

QWidget* ForwardsTab::makeNew() {
    m_new = new QWidget(this);
    auto* row = new QHBoxLayout(m_new);
    row->setContentsMargins(14, 8, 14, 8);
    row->setSpacing(8);
    m_target = new ElidedLabel({}, TextStyle::BodyStrong, ColorToken::Text, m_new);
    m_remote = new QComboBox(m_new);
    m_remote->setObjectName(u"remote"_s);
    m_remote->setEditable(true);
    m_remote->setMinimumWidth(170);
    m_remote->setAccessibleName(tr("Port there"));
    m_local = new QSpinBox(m_new);
    m_local->setObjectName(u"local"_s);
    m_local->setRange(0, kLastPort);
    m_local->setSpecialValueText(tr("a free one"));
    m_local->setAccessibleName(tr("Port on this machine"));
    m_add = new QPushButton(tr("Forward"), m_new);
    m_add->setObjectName(u"add"_s);
    m_add->setAutoDefault(false);
    setButtonLook(*m_add, ButtonLook::Filled);
    auto* cancel = new QPushButton(tr("Cancel"), m_new);
    cancel->setAutoDefault(false);
    row->addWidget(m_target, 1);
    row->addWidget(new QLabel(tr("Port there"), m_new));
    row->addWidget(m_remote);
    row->addWidget(new QLabel(tr("Port on this machine"), m_new));
    row->addWidget(m_local);
    row->addWidget(cancel);
    row->addWidget(m_add);
    connect(m_remote, &QComboBox::editTextChanged, this,
        [this](const QString& text) { m_add->setEnabled(!text.trimmed().isEmpty()); });
    connect(m_add, &QPushButton::clicked, this, &ForwardsTab::add);
    connect(cancel, &QPushButton::clicked, m_new, &QWidget::hide);
    return m_new;
}

QWidget* ForwardsTab::makeActions() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 6, 14, 8);
    row->setSpacing(8);
    const Theme& theme = Theme::of(this);
    m_start = new QPushButton(bar);
    m_copy = new QPushButton(theme.icon(u"copy"_s), tr("Copy the address"), bar);
    m_browse = new QPushButton(theme.icon(u"external-link"_s), tr("Open in the browser"), bar);
    m_open = new QPushButton(theme.icon(u"lock-open"_s), tr("Open for troubleshooting…"), bar);
    m_remove = new QPushButton(theme.icon(u"trash-2"_s), tr("Remove"), bar);
    for (QPushButton* button : {m_start, m_copy, m_browse, m_open, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    connect(m_start, &QPushButton::clicked, this, [this] {
        if (const ForwardEntry* entry = current()) {
            isRunning(*entry) ? m_gateway.stop(entry->id) : m_gateway.start(entry->id);
        }
    });
    connect(m_copy, &QPushButton::clicked, this, &ForwardsTab::copyUrl);
    connect(m_browse, &QPushButton::clicked, this, &ForwardsTab::openUrl);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const ForwardEntry* entry = current()) {
            m_gateway.remove(entry->id);
        }
    });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const ForwardEntry* entry = current()) {
            m_navigation.openMode(entry->context, entry->request.target.nameSpace);
        }
    });
    return bar;
}

void ForwardsTab::addShortcuts() {
    const auto add = [this](const QKeySequence& keys, auto action) {
        auto* shortcut = new QShortcut(keys, m_table, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, action);
    };
    add(Qt::Key_C, [this] { copyUrl(); });
    add(Qt::Key_S, [this] { m_start->click(); });
    add(Qt::CTRL | Qt::Key_D, [this] { m_remove->click(); });
}

const ForwardEntry* ForwardsTab::current() const {
    return m_model->entry(m_table->currentSourceRow());
}

void ForwardsTab::propose(const PodTools::Forward& forward) {
    m_proposed = forward;
    m_target->setText(escapeControls(QString(
        forward.context.value() + u" · "_s + forward.target.nameSpace + u" · "_s + podScopeText(forward.target))));
    m_remote->clear();
    m_remote->setEditText(forward.remotePort);
    m_remote->lineEdit()->setPlaceholderText(tr("number or name"));
    m_local->setValue(0);
    m_add->setEnabled(!forward.remotePort.isEmpty());
    m_new->show();
    m_remote->setFocus();
    m_portsCall = m_gateway.ports(
        forward.context, forward.target, [this](const Result<std::vector<TargetPort>>& ports) { showPorts(ports); });
}

void ForwardsTab::showPorts(const Result<std::vector<TargetPort>>& ports) {
    if (!ports || !m_remote->currentText().isEmpty()) {
        return; // it can be typed
    }
    for (const TargetPort& port : *ports) {
        const QString name = escapeControls(port.name);
        m_remote->addItem(
            name.isEmpty() ? QString::number(port.number) : u"%1 (%2)"_s.arg(port.number).arg(name), port.number);
    }
}

void ForwardsTab::add() {
    const int chosen = m_remote->findText(m_remote->currentText());
    const QString remote = chosen >= 0 ? m_remote->itemData(chosen).toString() : m_remote->currentText().trimmed();
    if (remote.isEmpty()) {
        return;
    }
    m_notice->clear();
    m_gateway.add(
        m_proposed.context, {.target = m_proposed.target, .remotePort = remote, .localPort = m_local->value()});
    m_new->hide();
    m_table->setFocus();
}

void ForwardsTab::onChanged() {
    m_model->setEntries(m_gateway.entries());
    m_stack->setCurrentWidget(m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_empty);
    if (m_table->currentUid().isEmpty() && m_model->rowCount() > 0) {
        m_table->selectUid(m_gateway.entries().back().id);
    }
    refresh();
    Q_EMIT titleChanged();
}

void ForwardsTab::refresh() {
    const ForwardEntry* entry = current();
    const bool runs = entry && isRunning(*entry);
    const bool hasUrl = entry && entry->status.localPort > 0;
    const Theme& theme = Theme::of(this);
    m_start->setText(runs ? tr("Stop") : tr("Start"));
    m_start->setIcon(theme.icon(runs ? u"square"_s : u"play"_s));
    m_start->setEnabled(entry != nullptr);
    m_copy->setEnabled(hasUrl);
    m_browse->setEnabled(hasUrl);
    m_remove->setEnabled(entry != nullptr);
    m_open->setVisible(entry && isLocked(*entry));
    if (entry && entry->status.lastError) { // while it runs: of the server, or of the last connection
        m_notice->tellError(*entry->status.lastError);
    } else if (runs) {
        m_notice->clear();
    }
}

void ForwardsTab::copyUrl() {
    if (const ForwardEntry* entry = current(); entry && entry->status.localPort > 0) {
        QGuiApplication::clipboard()->setText(forwardUrl(*entry));
    }
}

void ForwardsTab::openUrl() {
    if (const ForwardEntry* entry = current(); entry && entry->status.localPort > 0) {
        QDesktopServices::openUrl(QUrl(forwardUrl(*entry)));
    }
}

QString ForwardsTab::title() const {
    const auto running = std::ranges::count_if(m_gateway.entries(), isRunning);
    return running > 0 ? tr("Forwards (%1)").arg(running) : tr("Forwards");
}

QList<KeyGroup> ForwardsTab::keys() const {
    return {{tr("Forwards"),
        {{u"c"_s, tr("copy the address")}, {u"s"_s, tr("start or stop")}, {u"Enter"_s, tr("open in the browser")},
            {u"Ctrl+D"_s, tr("remove")}}}};
}

bool ForwardsTab::escape() {
    if (!m_new->isVisible()) {
        return false;
    }
    m_new->hide();
    return true;
}

} // namespace pilothouse::ui
