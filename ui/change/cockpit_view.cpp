// SPDX-License-Identifier: Apache-2.0
#include "ui/change/cockpit_view.h"

#include "core/base/plain_text.h"
#include "core/helm/record_secrets.h"
#include "ui/change/plan_words.h"
#include "ui/change/run_models.h"
#include "ui/change/run_words.h"
#include "ui/frame/place_mode.h"
#include "ui/theme/button_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNotesTab = 2;
constexpr int kHookLogsTab = 3;

std::chrono::seconds secondsSince(const QDateTime& then, const QDateTime& now) {
    return std::chrono::seconds(std::max<qint64>(0, then.secsTo(now)));
}

} // namespace

/// Sign, sentence, how long it takes, and the bar of objects that are ready.
class CockpitView::Head final : public QWidget {
public:
    using QWidget::QWidget;
    void setRun(const RunStatusPtr& run) {
        m_run = run;
        m_words = runWords(*run);
        setAccessibleName(m_words.title);
        setToolTip(plainToolTip(m_words.detail));
        update();
    }
    [[nodiscard]] QSize sizeHint() const override { return {400, Theme::of(this).scaled(74)}; }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        if (!m_run) {
            return;
        }
        const Theme& theme = Theme::of(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.tint(m_words.tone));
        painter.fillRect(QRect(0, 0, 3, height()), theme.color(m_words.tone));
        painter.drawPixmap(18, 15, theme.pixmap(m_words.icon, m_words.tone, 20, devicePixelRatioF()));
        const int barWidth = theme.scaled(220);
        const int room = width() - 50 - barWidth - 30;
        painter.setFont(theme.font(TextStyle::Headline));
        painter.setPen(theme.color(ColorToken::Text));
        painter.drawText(QRect(50, 8, room, theme.scaled(32)), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(m_words.title, Qt::ElideMiddle, room));
        painter.setFont(theme.font(TextStyle::Small));
        painter.setPen(theme.color(ColorToken::TextSecond));
        painter.drawText(QRect(50, theme.scaled(40), width() - 50 - barWidth - 30, theme.scaled(24)), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(secondLine(), Qt::ElideRight, room));
        const ObjectCount count = countObjects(*m_run);
        if (count.total > 0 && areObjectsNew(*m_run)) {
            paintReadiness(painter, QRect(width() - barWidth - 14, 8, barWidth, theme.scaled(32)), theme,
                {.ready = count.ready, .total = count.total, .failed = count.failed});
        }
        painter.setFont(theme.font(TextStyle::Small));
        painter.setPen(theme.color(ColorToken::TextSecond));
        painter.drawText(QRect(width() - barWidth - 14, theme.scaled(40), barWidth, theme.scaled(24)),
            Qt::AlignVCenter | Qt::AlignLeft, timeLine());
    }

private:
    [[nodiscard]] QString secondLine() const {
        QStringList parts;
        if (!m_words.detail.isEmpty()) {
            parts += m_words.detail;
        }
        if (!m_run->chartLabel.isEmpty()) {
            parts += escapeControls(m_run->chartLabel);
        }
        if (!m_run->reason.isEmpty()) {
            parts += CockpitView::tr("for “%1”").arg(escapeControls(m_run->reason));
        }
        return parts.join(u" · "_s);
    }
    [[nodiscard]] QString timeLine() const {
        if (m_run->phase == RunStatus::Phase::Ended) {
            return CockpitView::tr("took %1").arg(spanText(secondsSince(m_run->started, m_run->ended)));
        }
        const auto gone = secondsSince(m_run->started, QDateTime::currentDateTimeUtc());
        // The timeout is of each hook and wait: what is left of the first one is what can be said for sure.
        const auto left = m_run->timeout - gone;
        return left.count() > 0 ? CockpitView::tr("%1 gone, %2 left").arg(spanText(gone), spanText(left))
                                : CockpitView::tr("%1 gone").arg(spanText(gone));
    }

    RunStatusPtr m_run;
    RunWords m_words;
};

/// The phases from top to bottom, with the hooks where they run.
class CockpitView::Steps final : public QWidget {
public:
    using QWidget::QWidget;
    void setRun(const RunStatusPtr& run) {
        m_steps = runSteps(*run);
        QStringList names;
        for (const RunStep& step : m_steps) {
            names += step.title;
        }
        setAccessibleName(names.join(u", "_s));
        setMinimumHeight(static_cast<int>(m_steps.size()) * Theme::of(this).scaled(44) + 20);
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        const Theme& theme = Theme::of(this);
        QPainter painter(this);
        painter.fillRect(rect(), theme.color(ColorToken::Side));
        const int row = theme.scaled(44);
        for (size_t i = 0; i < m_steps.size(); ++i) {
            const int y = 10 + static_cast<int>(i) * row;
            paintStep(painter, theme, m_steps[i], QRect(0, y, width(), row));
            if (i + 1 < m_steps.size()) {
                painter.fillRect(
                    QRect(22, y + theme.scaled(27), 1, row - theme.scaled(24)), theme.color(ColorToken::LineStrong));
            }
        }
    }

private:
    void paintStep(QPainter& painter, const Theme& theme, const RunStep& step, const QRect& rect) const {
        const bool isWaiting = step.state == RunStep::State::Waiting;
        const auto [icon, tone] = [&]() -> std::pair<QString, ColorToken> {
            switch (step.state) {
            case RunStep::State::Done:
                return {u"circle-check"_s, ColorToken::Ok};
            case RunStep::State::Active:
                return {u"circle-dot"_s, ColorToken::Accent};
            case RunStep::State::Failed:
                return {u"circle-x"_s, ColorToken::Failed};
            case RunStep::State::Waiting:
                break;
            }
            return {u"circle"_s, ColorToken::TextThird};
        }();
        painter.drawPixmap(14, rect.y() + 4, theme.pixmap(icon, tone, 16, devicePixelRatioF()));
        const int room = rect.width() - 40 - 8;
        painter.setFont(theme.font(TextStyle::SmallStrong));
        painter.setPen(theme.color(isWaiting ? ColorToken::TextThird : ColorToken::Text));
        painter.drawText(QRect(40, rect.y(), room, theme.scaled(24)), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(step.title, Qt::ElideRight, room));
        painter.setFont(theme.font(TextStyle::Small));
        painter.setPen(theme.color(ColorToken::TextSecond));
        painter.drawText(QRect(40, rect.y() + theme.scaled(20), room, theme.scaled(20)), Qt::AlignVCenter,
            painter.fontMetrics().elidedText(step.detail, Qt::ElideRight, room));
    }

    std::vector<RunStep> m_steps;
};

CockpitView::CockpitView(QWidget* parent)
    : QWidget(parent)
    , m_head(new Head(this))
    , m_notice(new Notice(this))
    , m_steps(new Steps(this))
    , m_objects(new RunObjectsModel(this))
    , m_events(new RunEventsModel(this))
    , m_texts(new QTabWidget(this))
    , m_output(new CodeView(this))
    , m_notes(new CodeView(this))
    , m_hookLogs(new CodeView(this)) {
    setObjectName(u"cockpit"_s);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_notice);
    column->addWidget(buildBody(), 1);
    column->addWidget(buildButtons());
    m_notice->setDismissable(true);
    connect(m_notice, &Notice::actionTriggered, this, [this] {
        if (std::exchange(m_isAsking, false)) {
            m_notice->clear();
            Q_EMIT cancelRequested();
        }
    });
    connect(m_notice, &Notice::dismissed, this, [this] { m_isAsking = false; });
    m_second.setInterval(std::chrono::seconds(1));
    connect(&m_second, &QTimer::timeout, this, &CockpitView::tick);
}

CockpitView::~CockpitView() = default;

QWidget* CockpitView::buildBody() {
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setHandleWidth(1);
    auto* right = new QSplitter(Qt::Vertical, split);
    right->setHandleWidth(1);
    auto* objects = new DataTable(right);
    objects->setSource(m_objects);
    objects->sortByColumn(RunObjectsModel::ObjectColumn, Qt::AscendingOrder);
    objects->setAccessibleName(tr("Objects"));
    auto* events = new DataTable(m_texts);
    events->setSource(m_events);
    events->sortByColumn(RunEventsModel::TimeColumn, Qt::DescendingOrder);
    events->setAccessibleName(tr("Events"));
    m_output->setLineNumbers(false);
    m_notes->setLineNumbers(false);
    m_hookLogs->setLineNumbers(false);
    m_texts->setDocumentMode(true);
    m_texts->addTab(events, tr("Events"));
    m_texts->addTab(m_output, tr("helm says"));
    m_texts->addTab(m_notes, tr("Notes"));
    m_texts->addTab(m_hookLogs, tr("Hook logs"));
    m_texts->setTabVisible(kNotesTab, false);
    m_texts->setTabVisible(kHookLogsTab, false);
    right->addWidget(objects);
    right->addWidget(m_texts);
    right->setStretchFactor(0, 3);
    right->setStretchFactor(1, 2);
    split->addWidget(m_steps);
    split->addWidget(right);
    split->setStretchFactor(1, 1);
    split->setSizes({Theme::of(this).scaled(250), 900});
    split->setChildrenCollapsible(false);
    m_steps->setMinimumWidth(Theme::of(this).scaled(180));
    return split;
}

QWidget* CockpitView::buildButtons() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(10);
    const Theme& theme = Theme::of(this);
    m_cancel = new QPushButton(tr("Cancel the operation"), bar);
    m_cancel->setObjectName(u"cancelRun"_s);
    m_wayBack = new QPushButton(theme.icon(u"undo-2"_s, ColorToken::Text), QString(), bar);
    m_wayBack->setObjectName(u"wayBack"_s);
    m_again = new QPushButton(tr("Back to the plan"), bar);
    m_leave = new QPushButton(tr("To the release"), bar);
    m_leave->setObjectName(u"toRelease"_s);
    for (QPushButton* button : {m_cancel, m_wayBack, m_again, m_leave}) {
        button->setAutoDefault(false);
    }
    row->addWidget(m_cancel);
    row->addStretch(1);
    row->addWidget(m_wayBack);
    row->addWidget(m_again);
    row->addWidget(m_leave);
    connect(m_cancel, &QPushButton::clicked, this, &CockpitView::askCancel);
    connect(m_wayBack, &QPushButton::clicked, this, [this] { Q_EMIT wayBackRequested(m_run->wayBack); });
    connect(m_again, &QPushButton::clicked, this, &CockpitView::planAgainRequested);
    connect(m_leave, &QPushButton::clicked, this, &CockpitView::leaveRequested);
    return bar;
}

void CockpitView::setRun(const RunStatusPtr& run) {
    if (run == m_run || !run) {
        return;
    }
    const bool isOther = !m_run || m_run->id != run->id;
    m_run = run;
    if (isOther) {
        m_notice->clear();
        m_isAsking = false;
        m_texts->setCurrentIndex(0);
    }
    if (run->phase == RunStatus::Phase::Ended) {
        m_second.stop();
        if (m_isAsking) {
            m_isAsking = false;
            m_notice->clear();
        }
    } else {
        m_second.start();
    }
    m_head->setRun(run);
    m_steps->setRun(run);
    m_objects->setRun(run);
    m_events->setRun(run);
    refreshTexts();
    refreshButtons();
}

void CockpitView::refreshTexts() {
    m_output->setText(m_run->output, CodeKind::Plain);
    m_output->scrollToLine(m_output->document().lineCount() - 1);
    const bool isEnded = m_run->phase == RunStatus::Phase::Ended;
    const QString notes = isEnded && m_run->record && m_run->outcome == RunStatus::Outcome::Succeeded
        ? maskedNotes(*m_run->record)
        : QString();
    if (m_texts->isTabVisible(kNotesTab) != !notes.isEmpty()) {
        m_notes->setText(notes, CodeKind::Plain);
        m_texts->setTabVisible(kNotesTab, !notes.isEmpty());
        m_texts->setCurrentIndex(notes.isEmpty() ? 0 : kNotesTab);
    }
    refreshHookLogs();
}

void CockpitView::refreshHookLogs() {
    const QString text = hookLogsText(*m_run);
    if (text == m_shownLogs) {
        return;
    }
    m_shownLogs = text;
    m_hookLogs->setText(text, CodeKind::Plain);
    m_hookLogs->scrollToLine(m_hookLogs->document().lineCount() - 1);
    const bool isFirst = !m_texts->isTabVisible(kHookLogsTab) && !text.isEmpty();
    m_texts->setTabVisible(kHookLogsTab, !text.isEmpty());
    if (isFirst && m_run->kind == ChangeKind::Test) { // what a test says is what one waits for
        m_texts->setCurrentIndex(kHookLogsTab);
    }
}

void CockpitView::refreshButtons() {
    const bool isEnded = m_run->phase == RunStatus::Phase::Ended;
    m_cancel->setVisible(!isEnded);
    m_cancel->setEnabled(m_run->phase == RunStatus::Phase::Running || m_run->phase == RunStatus::Phase::Starting);
    m_again->setVisible(isEnded && m_run->outcome != RunStatus::Outcome::Succeeded);
    const bool hasWayBack = isEnded && m_run->wayBack != Revision::None && m_run->kind != ChangeKind::Uninstall;
    m_wayBack->setVisible(hasWayBack);
    if (hasWayBack) {
        m_wayBack->setText(tr("Roll back to %1").arg(number(m_run->wayBack)));
    }
}

void CockpitView::askCancel() {
    m_isAsking = true;
    m_notice->tell(ColorToken::Warning, cancelMeaning(*m_run), tr("Stop helm"));
}

void CockpitView::tellError(const Error& error) {
    m_isAsking = false;
    m_notice->tellError(error);
}

void CockpitView::tick() {
    m_head->update();
}

void CockpitView::paintEvent(QPaintEvent* /*event*/) {
    QPainter(this).fillRect(rect(), Theme::of(this).color(ColorToken::Surface));
}

} // namespace pilothouse::ui
