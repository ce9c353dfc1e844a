// SPDX-License-Identifier: Apache-2.0
#include "ui/resources/object_detail.h"

#include "core/base/plain_text.h"
#include "core/kube/objects.h"
#include "ui/frame/core_access.h"
#include "ui/resources/object_line_list.h"
#include "ui/resources/object_overview.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kReadAgain = 10s;

ObjectLine note(const QString& icon, ColorToken tone, const QString& text) {
    return {.icon = icon, .tone = tone, .title = text, .detail = {}};
}

} // namespace

ObjectDetail::ObjectDetail(CoreAccess& core, QWidget* parent)
    : QWidget(parent)
    , m_core(core)
    , m_stack(new QStackedWidget(this))
    , m_overviewPage(new QWidget(m_stack))
    , m_overview(new ObjectLineList(m_overviewPage))
    , m_plot(new UsagePlot(m_overviewPage))
    , m_yaml(new CodeView(m_stack))
    , m_events(new ObjectLineList(m_stack)) {
    auto* column = new QVBoxLayout(m_overviewPage);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_plot);
    column->addWidget(m_overview, 1);
    m_plot->hide();
    m_overview->setAccessibleName(tr("Overview"));
    m_events->setAccessibleName(tr("Events"));
    m_stack->addWidget(m_overviewPage);
    m_stack->addWidget(m_yaml);
    m_stack->addWidget(m_events);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_stack, 1);
    m_again.setInterval(kReadAgain);
    connect(&m_again, &QTimer::timeout, this, [this] {
        if (tab() == Events && !m_call.isActive()) {
            readEvents();
        }
    });
}

QWidget* ObjectDetail::makeHead() {
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(14, 6, 10, 6);
    m_title = new ElidedLabel({}, TextStyle::BodyStrong, ColorToken::Text, head);
    m_tabs = new SegmentedControl(head);
    m_tabs->addSegment(tr("Overview"), tr("What it is and how it does (d)"));
    m_tabs->addSegment(tr("YAML"), tr("The object as the server keeps it, secrets hidden (y)"));
    m_tabs->addSegment(tr("Events"), tr("What happened to it, newest first (Shift+E)"));
    auto* close = new QPushButton(Theme::of(this).icon(u"x"_s), {}, head);
    setButtonLook(*close, ButtonLook::Quiet);
    close->setAccessibleName(tr("Close"));
    close->setToolTip(tr("Close (Esc)"));
    connect(close, &QPushButton::clicked, this, &ObjectDetail::closed);
    connect(m_tabs, &SegmentedControl::currentChanged, this, &ObjectDetail::onTab);
    row->addWidget(m_title, 1);
    row->addWidget(m_tabs);
    row->addWidget(close);
    return head;
}

ObjectDetail::Tab ObjectDetail::tab() const {
    return static_cast<Tab>(m_tabs->current());
}

void ObjectDetail::setTab(Tab tab) {
    if (m_tabs->current() != tab) {
        m_tabs->setCurrent(tab); // onTab follows
    } else {
        onTab(tab);
    }
}

void ObjectDetail::onTab(int tab) {
    m_stack->setCurrentIndex(tab);
    if (tab == Events) {
        readEvents();
    } else {
        m_call.cancel();
    }
}

void ObjectDetail::showObject(const ContextId& context, const ObjectRef& ref, Tab tab) {
    const bool isOther = m_context != context || m_ref != ref;
    m_context = context;
    m_ref = ref;
    m_tabs->setSegmentEnabled(Overview, true);
    m_tabs->setSegmentEnabled(Yaml, true);
    const QString where = ref.nameSpace.isEmpty() ? QString() : QString(ref.nameSpace + u'/');
    m_title->setText(ref.kind.kind + u' ' + escapeControls(QString(where + ref.name)));
    if (isOther) {
        m_yaml->setText({}, CodeKind::Yaml);
        m_overview->setLines({note(u"loader"_s, ColorToken::TextSecond, tr("Reading…"))});
        m_events->setLines({note(u"loader"_s, ColorToken::TextSecond, tr("Reading…"))});
        m_shownEvents.clear();
    }
    setTab(tab);
}

void ObjectDetail::showNamespace(const ContextId& context, const QString& nameSpace) {
    m_context = context;
    m_ref = {.kind = {}, .nameSpace = nameSpace, .name = {}};
    m_shownEvents.clear();
    m_events->setLines({note(u"loader"_s, ColorToken::TextSecond, tr("Reading…"))});
    m_title->setText(nameSpace.isEmpty() ? tr("Events of all namespaces")
                                         : tr("Events of namespace %1").arg(escapeControls(nameSpace)));
    m_tabs->setSegmentEnabled(Overview, false);
    m_tabs->setSegmentEnabled(Yaml, false);
    setTab(Events);
}

void ObjectDetail::setYaml(const QString& yaml) {
    const int line = m_yaml->firstVisibleLine();
    m_yaml->setText(yaml, CodeKind::Yaml);
    m_yaml->scrollToLine(line);
}

void ObjectDetail::setObject(const QJsonObject& object) {
    m_overview->setLines(overviewLines(object, QDateTime::currentDateTimeUtc()));
    Q_EMIT settled();
}

void ObjectDetail::setUsage(const std::deque<UsageHistory::Point>& points) {
    m_plot->setVisible(!points.empty());
    m_plot->setPoints(points);
}

void ObjectDetail::readEvents() {
    QString selector;
    if (!m_ref.name.isEmpty()) {
        selector = u"involvedObject.name=%1,involvedObject.kind=%2"_s.arg(m_ref.name, m_ref.kind.kind);
    }
    // Events of cluster-scoped objects are kept in the namespace default.
    const bool isOfCluster = !m_ref.name.isEmpty() && m_ref.nameSpace.isEmpty();
    const QString nameSpace = isOfCluster ? u"default"_s : m_ref.nameSpace;
    m_call = m_core.callSession<std::vector<QJsonObject>>(
        m_context,
        [nameSpace, selector](ClusterSession& session) {
            return listObjects(session.client(), builtin::events(), nameSpace, {}, selector);
        },
        [this](Result<std::vector<QJsonObject>> events) { showEvents(events); });
}

void ObjectDetail::showEvents(const Result<std::vector<QJsonObject>>& events) {
    if (!events) {
        m_events->setLines({note(u"circle-x"_s, ColorToken::Failed, errorLine(events.error()))});
    } else if (events->empty()) {
        m_events->setLines(
            {note(u"info"_s, ColorToken::TextSecond, tr("No events. The server keeps them for about an hour."))});
        m_shownEvents.clear();
    } else if (std::vector<EventLine> lines = eventLines(*events); lines != m_shownEvents) { // else it stays in place
        m_shownEvents = std::move(lines);
        m_events->setLines(timelineLines(m_shownEvents, QDateTime::currentDateTimeUtc(), m_ref.name.isEmpty()));
    }
    Q_EMIT settled();
}

void ObjectDetail::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_again.start();
}

void ObjectDetail::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_again.stop();
    m_call.cancel();
}

} // namespace pilothouse::ui
