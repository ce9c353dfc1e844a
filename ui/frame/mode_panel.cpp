// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/mode_panel.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/theme/button_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/segmented_control.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRadioButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <array>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kMinutes = {5, 15, 30, 60};
constexpr int kDefaultTime = 1; ///< 15 minutes
constexpr int kWidth = 380;

QLabel* quietLabel(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::of(parent).font(TextStyle::Small));
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, Theme::of(parent).color(ColorToken::TextSecond));
    label->setPalette(palette);
    return label;
}

} // namespace

ModePanel::ModePanel(ContextId context, const QString& name, PlaceMode place, QWidget* parent)
    : QFrame(parent)
    , m_context(std::move(context))
    , m_place(std::move(place))
    , m_modes(new QButtonGroup(this))
    , m_reason(new QLineEdit(this))
    , m_time(new SegmentedControl(this))
    , m_note(quietLabel({}, this)) {
    setObjectName(u"modePanel"_s);
    setAccessibleName(tr("Mode"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(name);
    auto* leave = new QShortcut(Qt::Key_Escape, this);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, this, &QWidget::close);
    refresh();
}

ModePanel::~ModePanel() = default;

void ModePanel::build(const QString& name) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(10);
    auto* title = new ElidedLabel(
        tr("Mode of %1").arg(name), TextStyle::Title, environmentColor(m_place.environment.kind), this);
    column->addWidget(title);
    column->addWidget(quietLabel(m_place.isProtected
            ? tr("%1: opens for a reason and a time, and locks by itself. What runs then goes on.")
                  .arg(environmentName(m_place.environment.kind))
            : tr("%1: changes are open from the start.").arg(environmentName(m_place.environment.kind)),
        this));
    column->addWidget(buildChoices());
    column->addWidget(m_questions = buildQuestions());
    column->addWidget(m_note);
    column->addWidget(buildButtons());
}

QWidget* ModePanel::buildChoices() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    for (const Mode mode : {Mode::ReadOnly, Mode::Troubleshooting, Mode::ChangesOpen}) {
        auto* choice = new QRadioButton(modeName(mode), box);
        choice->setFont(Theme::of(this).font(TextStyle::BodyStrong));
        choice->setAccessibleDescription(modeMeaning(mode));
        m_modes->addButton(choice, static_cast<int>(mode));
        column->addWidget(choice);
        QLabel* meaning = quietLabel(modeMeaning(mode), box);
        meaning->setContentsMargins(24, 0, 0, 2);
        column->addWidget(meaning);
    }
    // Whoever opens the panel of a protected place wants to open it; whoever opens another one's, to lock it.
    const Mode first = m_place.mode != Mode::ReadOnly ? m_place.mode : Mode::ChangesOpen;
    m_modes->button(static_cast<int>(first))->setChecked(true);
    connect(m_modes, &QButtonGroup::idToggled, this, &ModePanel::refresh);
    return box;
}

QWidget* ModePanel::buildQuestions() {
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_reason->setPlaceholderText(tr("Reason: hotfix PAY-1120"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(200);
    m_reason->setText(m_place.reason);
    column->addWidget(m_reason);
    column->addWidget(quietLabel(tr("It goes into the audit and into the description of what is deployed."), box));
    for (const int minutes : kMinutes) {
        m_time->addSegment(tr("%1 min").arg(minutes));
    }
    m_time->setCurrent(kDefaultTime);
    m_time->setAccessibleName(tr("For how long"));
    column->addWidget(m_time);
    connect(m_reason, &QLineEdit::textChanged, this, &ModePanel::refresh);
    connect(m_reason, &QLineEdit::returnPressed, this, [this] {
        if (m_accept->isEnabled()) {
            accept();
        }
    });
    connect(m_time, &SegmentedControl::currentChanged, this, &ModePanel::refresh);
    return box;
}

QWidget* ModePanel::buildButtons() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    m_lock = new QPushButton(Theme::of(this).icon(u"lock"_s), tr("Lock now"), box);
    m_lock->setObjectName(u"lockNow"_s);
    m_lock->setVisible(m_place.isProtected && m_place.mode != Mode::ReadOnly);
    auto* cancel = new QPushButton(tr("Cancel"), box);
    m_accept = new QPushButton(box);
    m_accept->setObjectName(u"openMode"_s);
    setButtonLook(*m_accept, ButtonLook::Filled,
        m_place.isProtected ? environmentColor(m_place.environment.kind) : ColorToken::Accent);
    for (QPushButton* button : {m_lock, cancel, m_accept}) {
        button->setAutoDefault(false);
    }
    row->addWidget(m_lock);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(m_accept);
    connect(cancel, &QPushButton::clicked, this, &QWidget::close);
    connect(m_accept, &QPushButton::clicked, this, &ModePanel::accept);
    connect(m_lock, &QPushButton::clicked, this, [this] {
        Q_EMIT lockRequested();
        close();
    });
    return box;
}

Mode ModePanel::wanted() const {
    return static_cast<Mode>(m_modes->checkedId());
}

bool ModePanel::asksReason() const {
    return m_place.isProtected && wanted() != Mode::ReadOnly;
}

void ModePanel::refresh() {
    if (!m_accept) {
        return;
    }
    m_questions->setVisible(asksReason());
    const bool isMissing = asksReason() && m_reason->text().trimmed().isEmpty();
    const int minutes = kMinutes[static_cast<size_t>(m_time->current())];
    m_accept->setText(wanted() == Mode::ReadOnly ? tr("Make it read-only")
            : asksReason()                       ? tr("Open for %1 min").arg(minutes)
                                                 : tr("Open"));
    m_accept->setEnabled(!isMissing && m_place.isKnown);
    const QString note = m_place.lock || !m_place.isKnown ? whyLocked(m_place) : QString();
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
    resize(Theme::of(this).scaled(kWidth), sizeHint().height());
    adjustSize();
}

void ModePanel::accept() {
    std::optional<std::chrono::minutes> time;
    if (asksReason()) {
        time = std::chrono::minutes(kMinutes[static_cast<size_t>(m_time->current())]);
    }
    Q_EMIT chosen(wanted(), m_reason->text().trimmed(), time);
}

void ModePanel::tellError(const Error& error) {
    m_note->setText(errorLine(error));
    m_note->show();
    adjustSize();
}

void ModePanel::openAt(const QPoint& topRight) {
    const int width = Theme::of(this).scaled(kWidth);
    setFixedWidth(width);
    adjustSize();
    move(std::max(8, topRight.x() - width), topRight.y());
    show();
    raise();
    if (asksReason()) {
        m_reason->setFocus();
    } else {
        m_modes->checkedButton()->setFocus();
    }
}

void ModePanel::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintRounded(painter, QRectF(rect()), 8, theme.color(ColorToken::Surface), theme.color(ColorToken::LineStrong));
    painter.fillRect(QRect(0, 10, 3, height() - 20), theme.color(environmentColor(m_place.environment.kind)));
}

} // namespace pilothouse::ui
