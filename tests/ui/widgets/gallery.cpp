// SPDX-License-Identifier: Apache-2.0
// Draws every widget in light and dark into FOLDER/gallery-{dark,light}.png, to be looked at.
// Run it with QT_SCALE_FACTOR=2 for the pictures of a dense screen.
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/shortcut_help.h"
#include "ui/widgets/status_glyph.h"

#include <QtGui/QPainter>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QtWidgets>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

class Bar final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        Theme::of(this).paintEnvironmentBar(painter, rect(), ColorToken::Production, true);
    }
};

QStandardItem* cell(const QString& text, ColorToken tone = ColorToken::Text, TextStyle style = TextStyle::Body) {
    auto* item = new QStandardItem(text);
    item->setData(int(tone), ToneRole);
    item->setData(int(style), TextStyleRole);
    return item;
}

struct Sample {
    const char16_t* name;
    const char16_t* space;
    int revision;
    const char16_t* status;
    const char16_t* icon;
    ColorToken tone;
    const char16_t* chart;
    Readiness ready;
    BadgeSpec badge;
};

void addRow(QStandardItemModel& model, const Sample& sample) {
    auto* name = cell(QString::fromUtf16(sample.name));
    name->setData(name->text(), UidRole);
    auto* revision = cell(QString::number(sample.revision), ColorToken::TextSecond);
    revision->setData(sample.revision, SortRole);
    revision->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* status = cell(QString::fromUtf16(sample.status), sample.tone);
    status->setData(QString::fromUtf16(sample.icon), IconNameRole);
    auto* ready = cell({});
    ready->setData(QVariant::fromValue(sample.ready), ReadinessRole);
    auto* badges = cell({});
    if (!sample.badge.text.isEmpty())
        badges->setData(QVariant::fromValue(QList<BadgeSpec>{sample.badge}), BadgesRole);
    model.appendRow({name, cell(QString::fromUtf16(sample.space), ColorToken::TextSecond), revision, status,
        cell(QString::fromUtf16(sample.chart), ColorToken::TextSecond, TextStyle::Mono), ready, badges});
}

QStandardItemModel* rows(QObject* parent) {
    auto* model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {u"Name"_s, u"Namespace"_s, u"Rev"_s, u"Status"_s, u"Chart"_s, u"Objects"_s, QString()});
    const int widths[] = {130, 110, 70, 160, 190, 125, 120};
    for (int i = 0; i < 7; ++i)
        model->setHeaderData(i, Qt::Horizontal, widths[i], ColumnWidthRole);
    model->horizontalHeaderItem(2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const Sample& sample : {Sample{u"storefront", u"shop", 1384, u"deployed", u"circle-check", ColorToken::Ok,
                                     u"storefront-0.1.0", {41, 41, 0}, {}},
             Sample{u"gateway", u"edge", 207, u"deployed", u"circle-check", ColorToken::Ok, u"gateway-3.2.7-90b1e",
                 {5, 8, 0}, {u"0/3 ready"_s, ColorToken::Warning}},
             Sample{u"ledger", u"payments", 41, u"pending-upgrade", u"hourglass", ColorToken::Pending,
                 u"ledger-0.9.1-a71f0", {2, 5, 0}, {u"stuck for 2 h"_s, ColorToken::Warning}},
             Sample{u"orders", u"orders", 598, u"failed", u"circle-x", ColorToken::Failed, u"orders-2.18.3-71d02",
                 {4, 5, 1}, {u"image can’t be pulled"_s, ColorToken::Failed}},
             Sample{u"通知服务", u"messaging", 88, u"deployed", u"circle-check", ColorToken::Ok,
                 u"notifier-1.0.9-22ce8", {3, 3, 0}, {u"4.7.0 available"_s, ColorToken::Accent}},
             Sample{u"ingress-nginx-with-a-very-long-name", u"infra", 9, u"deployed", u"circle-check", ColorToken::Ok,
                 u"ingress-nginx-4.11.2", {0, 0, 0}, {u"Flux"_s, ColorToken::TextSecond}}})
        addRow(*model, sample);
    return model;
}

QPushButton* button(const QString& text, ButtonLook look, ColorToken tone = ColorToken::Accent) {
    auto* made = new QPushButton(text);
    setButtonLook(*made, look, tone);
    return made;
}

QWidget* environmentBar(const Theme& theme) {
    auto* bar = new Bar;
    bar->setFixedHeight(44);
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(14, 0, 14, 0);
    layout->addWidget(new ElidedLabel(u"prd-app"_s, TextStyle::Body, ColorToken::TextSecond));
    layout->addWidget(new ElidedLabel(u"storefront"_s, TextStyle::BodyStrong));
    layout->addStretch();
    auto* go = new QLineEdit;
    go->setPlaceholderText(u"Go to or run"_s);
    go->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    go->setFixedWidth(300);
    layout->addWidget(go);
    auto* lock = button(u"Read-only"_s, ButtonLook::Outline, ColorToken::Production);
    lock->setIcon(theme.icon(u"lock"_s, ColorToken::Production));
    layout->addWidget(lock);
    layout->addWidget(button(u"Changes open"_s, ButtonLook::Filled, ColorToken::Production));
    return bar;
}

QWidget* filterBar(const Theme& theme) {
    auto* bar = new QWidget;
    auto* layout = new QHBoxLayout(bar);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->addWidget(new FilterField);
    auto* namespaces = new Chip(u"All namespaces"_s, Chip::Kind::Menu);
    namespaces->setCheckable(true);
    namespaces->setChecked(true);
    layout->addWidget(namespaces);
    layout->addWidget(new Chip(u"Status"_s, Chip::Kind::Menu));
    layout->addWidget(new Chip(u"Faults first"_s));
    layout->addStretch();
    auto* columns = button(u"Columns"_s, ButtonLook::Normal);
    columns->setIcon(theme.icon(u"columns-3"_s, ColorToken::Text));
    layout->addWidget(columns);
    auto* install = button(u"Install"_s, ButtonLook::Normal);
    install->setIcon(theme.icon(u"plus"_s));
    install->setEnabled(false);
    layout->addWidget(install);
    return bar;
}

QWidget* controls(const Theme& theme) {
    auto* box = new QWidget;
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(14, 10, 14, 10);
    auto* combo = new QComboBox;
    combo->addItems({u"1384 deployed"_s, u"1383"_s});
    auto* segments = new SegmentedControl;
    segments->addSegment(u"Side by side"_s);
    segments->addSegment(u"Unified"_s);
    auto* check = new QCheckBox(u"Wait until ready"_s);
    check->setChecked(true);
    auto* progress = new QProgressBar;
    progress->setValue(62);
    auto* glyph = new StatusGlyph;
    glyph->setStatus(u"hourglass"_s, u"pending-upgrade"_s, ColorToken::Pending);
    auto* count = new Badge({u"3"_s, ColorToken::Failed});
    count->setFilled(true);
    auto* off = new QLineEdit(u"disabled"_s);
    off->setEnabled(false);
    auto* tool = new QToolButton;
    tool->setIcon(theme.icon(u"download"_s, ColorToken::Text));
    grid->addWidget(combo, 0, 0);
    grid->addWidget(segments, 0, 1);
    grid->addWidget(check, 1, 0);
    grid->addWidget(new QRadioButton(u"Live objects"_s), 1, 1);
    grid->addWidget(progress, 2, 0);
    grid->addWidget(new QSpinBox, 2, 1);
    grid->addWidget(glyph, 3, 0);
    grid->addWidget(count, 3, 1);
    grid->addWidget(button(u"Preview"_s, ButtonLook::Filled), 4, 0);
    grid->addWidget(off, 4, 1);
    grid->addWidget(
        new ElidedLabel(u"registry.corp/a-very-long/path/to/an/image:v0.2.3-ca3b6"_s, TextStyle::Mono), 5, 0);
    grid->addWidget(tool, 5, 1);
    return box;
}

QWidget* lower(const Theme& theme) {
    auto* tabs = new QTabWidget;
    auto* code = new CodeView;
    code->setText(u"apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: \"sniffer\" # by hand\nspec:\n  "
                  u"replicas: 6\n  template:\n"
                  "    spec:\n      containers:\n      - image: registry.corp/sniffer:v0.2.3-ca3b6\n        "
                  "imagePullPolicy: IfNotPresent\n"
                  "        memory: 768Mi\n        ready: true\n        script: |\n          echo 你好\n"_s,
        CodeKind::Yaml);
    code->setLineGrounds({{5, ColorToken::AddedLine}, {9, ColorToken::RemovedLine}});
    code->find(u"sniffer"_s);
    tabs->addTab(code, u"Manifest"_s);
    tabs->addTab(new QWidget, u"Overview"_s);
    tabs->addTab(new QWidget, u"History"_s);
    auto* empty = new EmptyState;
    empty->showError(fail(ErrorCode::Unreachable, u"https://10.0.0.1:6443"_s, u"Connection refused"_s).error());
    auto* split = new QSplitter;
    split->addWidget(tabs);
    split->addWidget(controls(theme));
    split->addWidget(empty);
    split->setSizes({480, 300, 400});
    return split;
}

QWidget* window(const Theme& theme) {
    auto* root = new QWidget;
    auto* layout = new QVBoxLayout(root);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(environmentBar(theme));
    auto* notice = new Notice;
    layout->addWidget(notice);
    notice->setDismissable(true);
    notice->tell(ColorToken::Warning, u"No sign of life for 12 s. What you see may be old."_s, u"Connect again"_s);
    layout->addWidget(filterBar(theme));
    auto* table = new DataTable;
    auto* model = rows(root);
    table->setSource(model);
    table->sortByColumn(2, Qt::DescendingOrder);
    table->selectUid(u"storefront"_s);
    layout->addWidget(table, 3);
    layout->addWidget(lower(theme), 5);
    auto* dock = new QTabBar;
    setDockTabs(*dock, ColorToken::Production);
    dock->addTab(theme.icon(u"scroll-text"_s), u"prd · Logs storefront"_s);
    dock->addTab(theme.icon(u"square-terminal"_s), u"stg · ledger-0 · sh"_s);
    dock->setTabsClosable(true);
    dock->setExpanding(false);
    layout->addWidget(dock);
    root->resize(1280, 800);
    return root;
}

void shoot(Theme& theme, Theme::Choice choice, const QString& path) {
    theme.setChoice(choice);
    const std::unique_ptr<QWidget> root(window(theme));
    root->show();
    QCoreApplication::processEvents();
    root->grab().save(path + u".png"_s);
    new ShortcutHelp(u"Keys of this table"_s,
        {{u"Move"_s, {{u"j k"_s, u"down, up"_s}, {u"Enter"_s, u"open"_s}, {u"Esc"_s, u"back"_s}}},
            {u"Look"_s, {{u"v"_s, u"values"_s}, {u"Shift+D"_s, u"diff"_s}, {u"/"_s, u"filter"_s}}}},
        root.get());
    QMenu menu(root.get());
    menu.addAction(theme.icon(u"copy"_s), u"Copy name"_s)->setShortcut(QKeySequence(u"c"_s));
    menu.addSeparator();
    auto* checked = menu.addAction(u"Show namespace"_s);
    checked->setCheckable(true);
    checked->setChecked(true);
    menu.addMenu(u"More"_s);
    menu.popup(QPoint(0, 0));
    QCoreApplication::processEvents();
    root->grab().save(path + u"-keys.png"_s);
    menu.grab().save(path + u"-menu.png"_s);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    Theme theme(app);
    const QString folder = app.arguments().value(1, u"."_s);
    shoot(theme, Theme::Choice::Dark, folder + u"/gallery-dark"_s);
    shoot(theme, Theme::Choice::Light, folder + u"/gallery-light"_s);
    return 0;
}
