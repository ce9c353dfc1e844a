// SPDX-License-Identifier: Apache-2.0
#include "ui/clusters/context_rail.h"

#include "ui/clusters/context_tile.h"
#include "ui/frame/contexts.h"
#include "ui/frame/environment_look.h"
#include "ui/frame/navigation.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kWidth = 60;
}

ContextRail::ContextRail(Theme& theme, Contexts& contexts, Navigation& navigation, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_contexts(contexts)
    , m_navigation(navigation)
    , m_scroll(new QScrollArea(this)) {
    setObjectName(u"contextRail"_s);
    setAccessibleName(tr("Contexts"));
    setFixedWidth(kWidth);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 8, 1, 8);
    outer->addWidget(m_scroll);
    auto* content = new QWidget(m_scroll);
    content->setAutoFillBackground(false);
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(4, 0, 4, 0);
    m_column->setSpacing(6);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false); // QScrollArea::setWidget turned it on
    connect(&contexts, &Contexts::listChanged, this, &ContextRail::rebuild);
    connect(&contexts, &Contexts::itemChanged, this, &ContextRail::refresh);
    connect(&navigation, &Navigation::currentChanged, this, [this](const Place& place) {
        for (ContextTile* tile : m_tiles) {
            tile->setChecked(tile->id() == place.context);
        }
    });
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    rebuild();
}

void ContextRail::rebuild() {
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->deleteLater();
        }
        delete item;
    }
    m_tiles.clear();
    for (const ContextItem& item : m_contexts.items()) {
        auto* tile = new ContextTile(m_theme, item, this);
        tile->setChecked(item.id == m_navigation.current().context);
        connect(tile, &QAbstractButton::clicked, this, [this, id = item.id] { Q_EMIT chosen(id); });
        m_column->addWidget(tile, 0, Qt::AlignHCenter);
        m_tiles.push_back(tile);
    }
    for (ContextTile* tile : m_tiles) {
        const auto same
            = std::ranges::count_if(m_tiles, [&](const ContextTile* other) { return other->word() == tile->word(); });
        tile->setSecondLine(same > 1 ? shortContextName(tile->id().value()) : QString());
    }
    auto* add = new QPushButton(this);
    setButtonLook(*add, ButtonLook::Quiet);
    add->setIcon(m_theme.icon(u"plus"_s));
    add->setFixedSize(40, 40);
    add->setToolTip(tr("Kubeconfig files and the demo clusters"));
    add->setAccessibleName(add->toolTip());
    connect(add, &QPushButton::clicked, this, &ContextRail::addRequested);
    m_column->addWidget(add, 0, Qt::AlignHCenter);
    m_column->addStretch(1);
}

void ContextRail::refresh(const ContextId& id) {
    const auto tile = std::ranges::find_if(m_tiles, [&](const ContextTile* t) { return t->id() == id; });
    if (const ContextItem* item = m_contexts.find(id); item && tile != m_tiles.end()) {
        (*tile)->setItem(*item);
    }
}

void ContextRail::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Window));
    painter.fillRect(QRect(width() - 1, 0, 1, height()), m_theme.color(ColorToken::Line));
}

} // namespace pilothouse::ui
