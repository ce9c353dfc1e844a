// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/debug_panel.h"

#include "core/base/plain_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirm_field.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel* plainLabel(QWidget* parent, const QFont& font) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    label->setAlignment(Qt::AlignHCenter);
    return label;
}

} // namespace

DebugPanel::DebugPanel(QWidget* parent)
    : QWidget(parent)
    , m_headline(plainLabel(this, Theme::of(this).font(TextStyle::Headline)))
    , m_detail(plainLabel(this, Theme::of(this).font(TextStyle::Body)))
    , m_image(new QComboBox(this))
    , m_container(new QPushButton(tr("Start a debug container"), this))
    , m_pod(new QPushButton(tr("Make a debug pod beside it"), this))
    , m_confirmRow(makeConfirm()) {
    m_image->setEditable(true);
    m_image->setAccessibleName(tr("Image"));
    m_image->addItems({QString(QLatin1StringView(kDefaultDebugImage)), u"nicolaka/netshoot:latest"_s, u"alpine:3"_s});
    m_image->setMinimumWidth(Theme::of(this).scaled(260));
    m_container->setDefault(true);
    auto* imageRow = new QHBoxLayout;
    imageRow->addStretch();
    imageRow->addWidget(new QLabel(tr("Image"), this));
    imageRow->addWidget(m_image);
    imageRow->addStretch();
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_container);
    buttons->addWidget(m_pod);
    buttons->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(40, 16, 40, 16);
    column->setSpacing(12);
    column->addStretch();
    column->addWidget(m_headline);
    column->addWidget(m_detail);
    column->addLayout(imageRow);
    column->addWidget(m_confirmRow);
    column->addLayout(buttons);
    column->addStretch();
    setFocusProxy(m_image);
    connect(m_container, &QPushButton::clicked, this, [this] {
        choose(m_isNodeShell ? TerminalGateway::DebugWay::NodeShell : TerminalGateway::DebugWay::Container);
    });
    connect(m_pod, &QPushButton::clicked, this, [this] { choose(TerminalGateway::DebugWay::Pod); });
    connect(m_image->lineEdit(), &QLineEdit::returnPressed, this, [this] {
        QPushButton* const first = m_container->isHidden() ? m_pod : m_container;
        first->click(); // nothing where it waits for what must be typed
    });
    connect(m_image, &QComboBox::editTextChanged, this, &DebugPanel::refresh);
    connect(m_confirm, &QLineEdit::textChanged, this, &DebugPanel::refresh);
}

/// A pod is an object: in a protected place its making is confirmed like any other change (PS11).
QWidget* DebugPanel::makeConfirm() {
    auto* row = new QWidget(this);
    m_confirmText = plainLabel(row, Theme::of(this).font(TextStyle::Body));
    m_confirm = new ConfirmField(row);
    m_confirm->setObjectName(u"confirm"_s);
    m_confirm->setAccessibleName(tr("Confirmation"));
    m_confirm->setFixedWidth(Theme::of(this).scaled(320));
    auto* column = new QVBoxLayout(row);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_confirmText);
    column->addWidget(m_confirm, 0, Qt::AlignHCenter);
    return row;
}

void DebugPanel::offer(const Offer& offer) {
    m_isNodeShell = offer.isNodeShell;
    m_headline->setText(offer.headline);
    m_detail->setText(offer.detail);
    m_detail->setVisible(!offer.detail.isEmpty());
    m_container->setText(offer.isNodeShell ? tr("Make a pod on this node") : tr("Start a debug container"));
    m_container->setVisible(offer.offersContainer || offer.isNodeShell);
    m_pod->setVisible(offer.offersPod && !offer.isNodeShell);
    m_confirmation = offer.confirmation;
    m_confirmRow->setVisible(!m_confirmation.isEmpty() && (offer.offersPod || offer.isNodeShell));
    m_confirmText->setText(
        tr("Making a pod here changes a protected place. Type %1 to allow it.").arg(escapeControls(m_confirmation)));
    m_confirm->clear();
    refresh();
}

void DebugPanel::refresh() {
    const bool isConfirmed = m_confirmation.isEmpty() || m_confirm->text() == m_confirmation;
    m_pod->setEnabled(!image().isEmpty() && isConfirmed);
    m_container->setEnabled(!image().isEmpty() && (!m_isNodeShell || isConfirmed));
}

QString DebugPanel::image() const {
    return m_image->currentText().trimmed();
}

void DebugPanel::choose(TerminalGateway::DebugWay way) {
    if (!image().isEmpty()) {
        Q_EMIT chosen(way, image(), m_confirm->text());
    }
}

} // namespace pilothouse::ui
