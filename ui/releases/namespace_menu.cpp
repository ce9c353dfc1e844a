// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/namespace_menu.h"

#include "core/base/plain_text.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/error_text.h"

#include <QCollator>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 280;
constexpr int kHeight = 340;
constexpr int kNameRole = Qt::UserRole + 1;
constexpr int kTypedRole = Qt::UserRole + 2;
constexpr int kPrepareRole = Qt::UserRole + 3;

/// What a Kubernetes namespace may be called (RFC 1123 label): anything else is never asked for.
bool canBeNamespace(const QString& name) {
    static const QRegularExpression label(u"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$"_s);
    return label.match(name).hasMatch();
}
} // namespace

NamespaceMenu::NamespaceMenu(QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_why(new QLabel(this))
    , m_command(new QLabel(this)) {
    const Theme& theme = Theme::of(this);
    setAccessibleName(tr("Choose a namespace"));
    m_field->setPlaceholderText(tr("Find a namespace"));
    m_field->setMaxLength(253);
    m_field->addAction(theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    for (QLabel* label : {m_why, m_command}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setFont(theme.font(label == m_why ? TextStyle::Small : TextStyle::Mono));
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addWidget(m_field);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_why);
    layout->addWidget(m_command);
    connect(m_field, &QLineEdit::textChanged, this, &NamespaceMenu::fill);
    connect(m_list, &QListWidget::itemClicked, this, &NamespaceMenu::choose);
}

void NamespaceMenu::popUp(const QPoint& globalPosition, const QStringList& known, const QString& current) {
    m_names = known;
    m_current = current;
    m_field->clear();
    m_why->hide();
    m_command->hide();
    fill();
    resize(Theme::of(this).scaled(kWidth), Theme::of(this).scaled(kHeight));
    move(globalPosition);
    show();
    m_field->setFocus();
}

void NamespaceMenu::setAnswer(const Result<ReleaseReader::Namespaces>& answer) {
    if (!answer) {
        explain(answer.error());
        return;
    }
    m_names += answer->names;
    if (answer->listError)
        explain(*answer->listError);
    fill();
}

void NamespaceMenu::explain(const Error& error) {
    if (error.code != ErrorCode::Forbidden) {
        m_why->setText(errorLine(error));
    } else {
        m_why->setText(
            tr("You may not list namespaces here (verb “list”, resource “namespaces”). Type the name of one you "
               "may read, and press Enter. To see what you may do:"));
        m_command->setText(u"kubectl auth can-i list namespaces"_s);
        m_command->show();
    }
    m_why->show();
}

void NamespaceMenu::fill() {
    QCollator order;
    order.setNumericMode(true);
    m_names.removeAll(QString());
    std::ranges::sort(m_names, [&order](const QString& a, const QString& b) { return order.compare(a, b) < 0; });
    m_names.removeDuplicates();
    const QString typed = m_field->text().trimmed();
    m_list->clear();
    const auto add = [this](const QString& text, const QString& name, const QString& icon, bool isTyped) {
        auto* row = new QListWidgetItem(text, m_list);
        row->setData(kNameRole, name);
        row->setData(kTypedRole, isTyped);
        row->setData(IconNameRole, icon);
        row->setData(ToneRole, int(ColorToken::Text));
        if (name == m_current)
            m_list->setCurrentItem(row);
    };
    if (typed.isEmpty())
        add(tr("All namespaces"), {}, u"layers"_s, false);
    for (const QString& name : std::as_const(m_names)) {
        if (name.contains(typed, Qt::CaseInsensitive))
            add(name, name, name == m_current ? u"check"_s : u"box"_s, false);
    }
    if (canBeNamespace(typed) && !m_names.contains(typed))
        add(tr("Look into “%1”").arg(typed), typed, u"plus"_s, true);
    if (canBeNamespace(typed)) {
        add(tr("Prepare “%1” for a release…").arg(typed), typed, u"wrench"_s, false);
        m_list->item(m_list->count() - 1)->setData(kPrepareRole, true);
    }
    if (!m_list->currentItem() || !typed.isEmpty())
        m_list->setCurrentRow(0);
}

void NamespaceMenu::choose() {
    const QListWidgetItem* row = m_list->currentItem();
    if (!row)
        return;
    const QString name = row->data(kNameRole).toString();
    const bool isTyped = row->data(kTypedRole).toBool();
    const bool isToPrepare = row->data(kPrepareRole).toBool();
    close();
    if (isToPrepare)
        Q_EMIT prepareWanted(name);
    else
        Q_EMIT chosen(name, isTyped);
}

bool NamespaceMenu::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_field && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int row = m_list->currentRow() + (key == Qt::Key_Down ? 1 : -1);
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (key == Qt::Key_Escape) {
            close();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void NamespaceMenu::paintEvent(QPaintEvent* /*event*/) {
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(ColorToken::Surface));
    painter.setPen(theme.color(ColorToken::LineStrong));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace pilothouse::ui
