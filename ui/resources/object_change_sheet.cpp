// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_change_sheet.h"

#include "core/base/plain_text.h"
#include "ui/diff/diff_view.h"
#include "ui/frame/navigation.h"
#include "ui/resources/drain_form.h"
#include "ui/resources/object_change_words.h"
#include "ui/resources/object_line_list.h"
#include "ui/resources/yaml_editor.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/confirm_field.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/segmented_control.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using State = ObjectChangePresenter::State;

namespace {

constexpr int kMaxReplicas = 10'000;
constexpr int kReasonWidth = 240;
constexpr int kLinesHeight = 110;

/// The plan's difference, or what somebody else changed, as the diff's view takes it.
ReleaseDiffPtr diffOf(const ObjectPlan& plan) {
    if (plan.request->verb == ObjectVerb::Drain) {
        return nullptr; // one line of a node; what goes is in the list
    }
    const bool isCrossed = !plan.others.objects.empty();
    auto diff = std::make_shared<ReleaseDiff>();
    diff->manifest = isCrossed ? plan.others : plan.diff;
    diff->fromName = isCrossed ? ObjectChangeSheet::tr("when opened") : ObjectChangeSheet::tr("now");
    diff->toName = isCrossed ? ObjectChangeSheet::tr("now, changed by others") : ObjectChangeSheet::tr("after");
    return diff->manifest.objects.empty() ? nullptr : ReleaseDiffPtr(std::move(diff));
}

/// `text:12:3` names line 12 of what is edited; 0: no line of it.
int errorLineOf(const Error& error) {
    return error.subject.startsWith("text:"_L1) ? error.subject.section(u':', 1, 1).toInt() : 0;
}

void setQuietWidth(QPushButton& button) {
    button.setAutoDefault(false);
    button.setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

} // namespace

ObjectChangeSheet::ObjectChangeSheet(const Services& services, QWidget* parent)
    : QWidget(parent)
    , m_navigation(services.navigation)
    , m_presenter(services.gateway, services.contexts, services.clock) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    m_notice = new Notice(this);
    layout->addWidget(m_notice);
    layout->addWidget(makeOptions());
    layout->addWidget(makeBody(), 1);
    layout->addWidget(makeCommand());
    layout->addWidget(makeEnd());
    connect(&m_presenter, &ObjectChangePresenter::changed, this, &ObjectChangeSheet::refresh);
    connect(&m_presenter, &ObjectChangePresenter::textOpened, m_editor, &YamlEditor::setYaml);
    connect(m_editor, &YamlEditor::edited, this, [this] { m_presenter.setText(m_editor->yaml()); });
    connect(m_notice, &Notice::actionTriggered, &m_presenter, &ObjectChangePresenter::openAgain);
    refresh();
}

ObjectChangeSheet::~ObjectChangeSheet() = default;

QWidget* ObjectChangeSheet::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(14, 6, 10, 6);
    m_icon = new QLabel(head);
    m_title = new ElidedLabel({}, TextStyle::BodyStrong, ColorToken::Text, head);
    auto* close = new QPushButton(Theme::of(this).icon(u"x"_s), {}, head);
    setButtonLook(*close, ButtonLook::Quiet);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close (Esc)"));
    setQuietWidth(*close);
    connect(close, &QPushButton::clicked, this, &ObjectChangeSheet::close);
    row->addWidget(m_icon);
    row->addWidget(m_title, 1);
    row->addWidget(close);
    return head;
}

QWidget* ObjectChangeSheet::makeOptions() {
    m_options = new QWidget(this);
    auto* row = new QHBoxLayout(m_options);
    row->setContentsMargins(14, 4, 14, 6);
    row->setSpacing(8);
    m_replicasLabel = new QLabel(tr("Replicas"), m_options);
    m_replicas = new QSpinBox(m_options);
    m_replicas->setObjectName(u"replicas"_s);
    m_replicas->setRange(0, kMaxReplicas);
    m_replicas->setAccessibleName(tr("Replicas"));
    m_propagationLabel = new QLabel(tr("What hangs on it"), m_options);
    m_propagation = new SegmentedControl(m_options);
    m_propagation->addSegment(
        tr("goes after it"), tr("The server deletes it at once, and the rest in the background."));
    m_propagation->addSegment(tr("goes before it"), tr("It stays until all that hangs on it is gone."));
    m_propagation->addSegment(tr("stays"), tr("Pods and the like go on without an owner."));
    m_takeOver = new QCheckBox(tr("Take fields over that others own"), m_options);
    m_takeOver->setToolTip(tr("Server-side apply with force: another manager’s value is replaced."));
    row->addWidget(m_replicasLabel);
    row->addWidget(m_replicas);
    row->addWidget(m_propagationLabel);
    row->addWidget(m_propagation);
    row->addWidget(m_takeOver);
    m_drain = new DrainForm(m_options);
    row->addWidget(m_drain);
    row->addStretch(1);
    connect(m_drain, &DrainForm::changed, &m_presenter, &ObjectChangePresenter::setDrain);
    connect(m_replicas, &QSpinBox::valueChanged, &m_presenter, &ObjectChangePresenter::setReplicas);
    connect(m_propagation, &SegmentedControl::currentChanged, this, [this](int segment) {
        if (m_presenter.request().verb == ObjectVerb::Delete) {
            m_presenter.setPropagation(static_cast<Propagation>(segment));
        }
    });
    connect(m_takeOver, &QCheckBox::toggled, &m_presenter, &ObjectChangePresenter::setTakeOver);
    return m_options;
}

QWidget* ObjectChangeSheet::makeBody() {
    m_body = new QSplitter(Qt::Horizontal, this);
    m_body->setChildrenCollapsible(false);
    m_editor = new YamlEditor(m_body);
    m_result = new QSplitter(Qt::Vertical, m_body);
    m_result->setChildrenCollapsible(false);
    m_lines = new ObjectLineList(m_result);
    m_diff = new DiffView(m_result);
    m_result->addWidget(m_lines);
    m_result->addWidget(m_diff);
    m_result->setStretchFactor(1, 2);
    m_body->addWidget(m_editor);
    m_body->addWidget(m_result);
    m_body->setStretchFactor(0, 1);
    m_body->setStretchFactor(1, 1);
    return m_body;
}

QWidget* ObjectChangeSheet::makeCommand() {
    m_commandBar = new QWidget(this);
    auto* row = new QHBoxLayout(m_commandBar);
    row->setContentsMargins(14, 4, 14, 4);
    m_command = new ElidedLabel({}, TextStyle::Mono, ColorToken::TextSecond, m_commandBar);
    auto* copy = new QPushButton(Theme::of(this).icon(u"copy"_s), {}, m_commandBar);
    setButtonLook(*copy, ButtonLook::Quiet);
    setQuietWidth(*copy);
    copy->setToolTip(tr("Copy the command that does the same"));
    copy->setAccessibleName(tr("Copy the command"));
    connect(copy, &QPushButton::clicked, this, [this] {
        if (m_presenter.plan()) {
            QGuiApplication::clipboard()->setText(m_presenter.plan()->commands.join(u'\n'));
        }
    });
    row->addWidget(m_command, 1);
    row->addWidget(copy);
    return m_commandBar;
}

QWidget* ObjectChangeSheet::makeEnd() {
    auto* end = new QWidget(this);
    auto* row = new QHBoxLayout(end);
    row->setContentsMargins(14, 8, 14, 10);
    row->setSpacing(8);
    m_reason = new QLineEdit(end);
    m_reason->setObjectName(u"reason"_s);
    m_reason->setPlaceholderText(tr("Why, for the audit"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setMaxLength(500);
    m_reason->setFixedWidth(Theme::of(this).scaled(kReasonWidth));
    m_confirm = new ConfirmField(end);
    m_confirm->setObjectName(u"confirm"_s);
    m_why = new QLabel(end);
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_cancel = new QPushButton(tr("Cancel"), end);
    m_open = new QPushButton(Theme::of(this).icon(u"lock-open"_s), tr("Open for changes…"), end);
    m_look = new QPushButton(Theme::of(this).icon(u"eye"_s), tr("See what it would do"), end);
    m_apply = new QPushButton(end);
    m_look->setObjectName(u"look"_s);
    m_apply->setObjectName(u"apply"_s);
    row->addWidget(m_reason);
    row->addWidget(m_confirm);
    row->addWidget(m_why, 1);
    for (QPushButton* button : {m_cancel, m_open, m_look, m_apply}) {
        setQuietWidth(*button);
        row->addWidget(button);
    }
    connect(m_reason, &QLineEdit::textEdited, &m_presenter, &ObjectChangePresenter::setReason);
    connect(m_confirm, &QLineEdit::textChanged, this, &ObjectChangeSheet::refreshEnd);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_presenter.canStop()) {
            m_presenter.stop();
        } else {
            close();
        }
    });
    connect(m_look, &QPushButton::clicked, this, &ObjectChangeSheet::look);
    connect(m_apply, &QPushButton::clicked, this, [this] { m_presenter.carryOut(m_confirm->text()); });
    connect(m_open, &QPushButton::clicked, this, [this] {
        if (const auto place = m_presenter.lockedPlace()) {
            m_navigation.openMode(m_presenter.request().context, *place);
        }
    });
    return end;
}

void ObjectChangeSheet::look() {
    m_presenter.look();
}

void ObjectChangeSheet::close() {
    m_presenter.close();
    m_confirm->clear();
    m_reason->clear();
    Q_EMIT closed();
}

void ObjectChangeSheet::refresh() {
    const ObjectRequest& request = m_presenter.request();
    m_icon->setPixmap(Theme::of(this).pixmap(changeIcon(request.verb),
        isDestructive(request) ? ColorToken::Failed : ColorToken::Accent, 16, devicePixelRatioF()));
    m_title->setText(escapeControls(changeTitle(request)) + u" · "_s + request.context.value());
    const auto& error = m_presenter.error();
    const ObjectPlanPtr& plan = m_presenter.plan();
    if (error) {
        m_notice->tellError(*error);
        m_editor->setErrorLine(errorLineOf(*error));
    } else if (plan && !plan->others.objects.empty()) {
        m_notice->tell(ColorToken::Warning,
            tr("Somebody changed it since it was opened: what they did is below. Your text is kept."),
            tr("Take theirs as the base"));
    } else {
        m_notice->clear();
    }
    refreshOptions();
    refreshBody();
    refreshEnd();
}

void ObjectChangeSheet::refreshOptions() {
    const ObjectRequest& request = m_presenter.request();
    const bool isScale = request.verb == ObjectVerb::Scale;
    const bool isDelete = request.verb == ObjectVerb::Delete;
    const bool isApply = request.verb == ObjectVerb::Apply && !request.opened;
    const bool isDrain = request.verb == ObjectVerb::Drain;
    m_options->setVisible(isScale || isDelete || isApply || isDrain);
    m_drain->setVisible(isDrain);
    m_drain->setOptions(request.drain);
    m_replicasLabel->setVisible(isScale);
    m_replicas->setVisible(isScale);
    m_propagationLabel->setVisible(isDelete);
    m_propagation->setVisible(isDelete);
    m_takeOver->setVisible(isApply);
    m_takeOver->setChecked(request.takeOver);
    m_options->setEnabled(!m_presenter.isBusy());
    if (m_replicas->value() != request.replicas && isScale) {
        const QSignalBlocker quiet(m_replicas);
        m_replicas->setValue(request.replicas);
    }
    if (isDelete && m_propagation->current() != static_cast<int>(request.propagation)) {
        m_propagation->setCurrent(static_cast<int>(request.propagation));
    }
}

void ObjectChangeSheet::refreshBody() {
    const bool hasEditor = m_presenter.request().verb == ObjectVerb::Apply;
    const State state = m_presenter.state();
    m_editor->setVisible(hasEditor);
    m_editor->setReadOnly(state == State::Doing || state == State::Opening || m_presenter.isTextHidden());
    const ObjectPlanPtr& plan = m_presenter.plan();
    if (m_presenter.report()) {
        m_lines->setLines(reportLines(*m_presenter.report()));
        m_shown.reset();
    } else if (!plan) {
        m_lines->setLines(m_presenter.isBusy()
                ? std::vector<ObjectLine>{{.icon = u"loader"_s,
                      .tone = ColorToken::TextSecond,
                      .title = state == State::Opening ? tr("Reading the object…") : tr("Looking, trying, counting…"),
                      .detail = {}}}
                : std::vector<ObjectLine>());
        m_shown.reset();
    } else if (!m_shown || m_shown->id != plan->id) {
        m_lines->setLines(planLines(*plan));
        m_shown = plan;
    }
    const ReleaseDiffPtr diff = plan ? diffOf(*plan) : nullptr;
    if (diff && m_diff->isHidden()) { // what it is takes little; the difference takes the rest
        m_result->setSizes({Theme::of(this).scaled(kLinesHeight), m_result->height()});
    }
    m_diff->setVisible(diff != nullptr);
    if (diff && (!m_diff->diff() || m_diff->property("plan").toString() != plan->id)) {
        m_diff->setDiff(diff);
        m_diff->setProperty("plan", plan->id);
    }
    const bool hasResult = plan || m_presenter.report() || m_presenter.isBusy();
    if (hasResult && hasEditor && m_result->isHidden()) {
        m_body->setSizes({m_body->width() / 2, m_body->width() / 2});
    }
    m_result->setVisible(hasResult);
    m_commandBar->setVisible(plan && !plan->commands.isEmpty());
    if (plan) {
        const qsizetype more = plan->commands.size() - 1;
        m_command->setText(
            plan->commands.value(0) + (more > 0 ? tr(" and %n more", nullptr, static_cast<int>(more)) : QString()));
    }
}

void ObjectChangeSheet::refreshEnd() {
    const State state = m_presenter.state();
    const ObjectPlanPtr& plan = m_presenter.plan();
    const bool isPlanned = state == State::Planned;
    const bool isDone = state == State::Done;
    const QString wanted = isPlanned && !plan->isBlocked() ? plan->confirmation : QString();
    m_confirm->setVisible(!wanted.isEmpty());
    if (!wanted.isEmpty()) {
        const QString text = tr("Type %1").arg(wanted);
        m_confirm->setPlaceholderText(text);
        m_confirm->setAccessibleName(tr("Type %1 to confirm").arg(wanted));
        m_confirm->setFixedWidth(
            std::min(m_confirm->fontMetrics().horizontalAdvance(text) + 26, Theme::of(this).scaled(420)));
    } else if (!m_confirm->text().isEmpty()) {
        m_confirm->clear();
        return; // refreshed by that
    }
    const QString why = isPlanned ? m_presenter.whyNot(m_confirm->text()) : QString();
    m_why->setText(escapeControls(why));
    m_reason->setVisible(!isDone && m_presenter.isProtected());
    m_open->setVisible(isPlanned && m_presenter.lockedPlace().has_value());
    m_look->setVisible(state == State::Editing || state == State::Opening || (state == State::Looking && !plan));
    m_look->setEnabled(state == State::Editing);
    m_apply->setVisible(isPlanned || state == State::Doing);
    m_apply->setEnabled(isPlanned && why.isEmpty());
    m_cancel->setText(isDone ? tr("Close") : state == State::Doing ? tr("Stop") : tr("Cancel"));
    m_cancel->setToolTip(m_presenter.canStop() ? tr("Nothing more is evicted; what was asked to go goes.") : QString());
    m_cancel->setEnabled(state != State::Doing || m_presenter.canStop());
    if (isPlanned && m_focusedPlan != plan->id && m_presenter.request().verb != ObjectVerb::Apply) {
        m_focusedPlan = plan->id;
        m_cancel->setFocus(); // Enter at once does nothing (PS11)
    }
    const ColorToken tone = isDestructive(m_presenter.request()) ? ColorToken::Failed
        : m_presenter.isProtected()                              ? ColorToken::Production
                                                                 : ColorToken::Accent;
    setButtonLook(*m_apply, ButtonLook::Filled, tone);
    m_apply->setText(changeButton(m_presenter.request()));
    const Theme& theme = Theme::of(this);
    m_apply->setIcon(
        QIcon(theme.pixmap(changeIcon(m_presenter.request().verb), theme.textOn(tone), 16, devicePixelRatioF())));
}

bool ObjectChangeSheet::event(QEvent* event) {
    // Esc in the editor or a field closes nothing that was written: the page's own Esc does, when nothing is being
    // typed.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape
        && m_editor->hasFocus()) {
        setFocus();
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

} // namespace pilothouse::ui
