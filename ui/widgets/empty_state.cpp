// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/empty_state.h"

#include "ui/theme/theme.h"
#include "ui/widgets/error_text.h"

#include <QtCore/QEvent>
#include <QtCore/QTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kIcon = 32;
constexpr int kWidest = 520;

QString iconOf(EmptyState::Kind kind) {
    switch (kind) {
    case EmptyState::Kind::Empty:
        return u"package"_s;
    case EmptyState::Kind::Loading:
        return u"loader"_s;
    case EmptyState::Kind::Failed:
        return u"triangle-alert"_s;
    case EmptyState::Kind::Stale:
        return u"cloud-off"_s;
    }
    return {};
}

ColorToken toneOf(EmptyState::Kind kind) {
    switch (kind) {
    case EmptyState::Kind::Failed:
        return ColorToken::Failed;
    case EmptyState::Kind::Stale:
        return ColorToken::Warning;
    default:
        return ColorToken::TextThird;
    }
}

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    label->setMaximumWidth(kWidest);
    label->setMinimumWidth(kWidest);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_sentence(plainLabel(this))
    , m_detail(plainLabel(this))
    , m_action(new QPushButton(this))
    , m_spin(new QTimer(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(4);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addWidget(m_detail, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    m_spin->setInterval(80);
    connect(m_spin, &QTimer::timeout, this, &EmptyState::turn);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    display(Kind::Empty, QString());
}

void EmptyState::display(Kind kind, const QString& sentence, const QString& detail, const QString& action) {
    m_kind = kind;
    m_iconName = iconOf(kind);
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    setAccessibleDescription(detail);
    if (kind == Kind::Loading && isVisible())
        m_spin->start();
    else
        m_spin->stop();
    restyle();
}

void EmptyState::showError(const Error& error) {
    const ErrorWords text = errorWords(error);
    QString detail;
    for (const QString& part : {text.where, text.why, text.remedy}) {
        if (!part.isEmpty())
            detail += (detail.isEmpty() ? QString() : u"\n"_s) + part;
    }
    display(Kind::Failed, text.title, detail, tr("Try again"));
}

void EmptyState::setIconName(const QString& name) {
    m_iconName = name;
    restyle();
}

void EmptyState::restyle() {
    const Theme& theme = Theme::of(this);
    const auto paint = [&theme](QLabel* label, TextStyle style, ColorToken token) {
        label->setFont(theme.font(style));
        QPalette palette = theme.palette();
        palette.setColor(QPalette::WindowText, theme.color(token));
        label->setPalette(palette);
    };
    paint(m_sentence, TextStyle::Title, ColorToken::Text);
    paint(m_detail, TextStyle::Body, ColorToken::TextSecond);
    const qreal ratio = devicePixelRatioF();
    QPixmap pixmap = theme.pixmap(m_iconName, toneOf(m_kind), kIcon, ratio);
    if (m_angle != 0 && m_kind == Kind::Loading) {
        QPixmap turned(pixmap.size());
        turned.setDevicePixelRatio(ratio);
        turned.fill(Qt::transparent);
        QPainter painter(&turned);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.translate(kIcon / 2.0, kIcon / 2.0);
        painter.rotate(m_angle);
        painter.drawPixmap(QPointF(-kIcon / 2.0, -kIcon / 2.0), pixmap);
        painter.end();
        pixmap = turned;
    }
    m_icon->setPixmap(pixmap);
}

void EmptyState::turn() {
    m_angle = (m_angle + 30) % 360;
    restyle();
}

void EmptyState::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationFontChange)
        restyle();
}

void EmptyState::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (m_kind == Kind::Loading)
        m_spin->start();
}

void EmptyState::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_spin->stop();
}

} // namespace pilothouse::ui
