// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/object_list.h"

#include "core/base/plain_text.h"
#include "core/diff/manifest_diff.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>

namespace pilothouse::ui {

namespace {
constexpr int kSide = 12;
constexpr int kLine = 19;
constexpr int kPad = 4;
} // namespace

std::vector<OutlineEntry> outlineOf(const QByteArray& manifest, const QString& releaseNamespace) {
    std::vector<OutlineEntry> entries;
    const Manifest parsed = parseManifest(manifest, releaseNamespace);
    qsizetype at = 0;
    int line = 0;
    for (const ManifestObject& object : parsed.objects) {
        if (object.begin >= parsed.originalSize || object.begin < at)
            continue; // an item of a List kind: its text is not where a person could go
        line += static_cast<int>(std::count(manifest.begin() + at, manifest.begin() + object.begin, '\n'));
        at = object.begin;
        entries.push_back({object.key.kind, object.key.name, line});
    }
    return entries;
}

void OutlineModel::setEntries(std::vector<OutlineEntry> entries) {
    m_all = std::move(entries);
    apply();
}

void OutlineModel::setFilter(const QString& typed) {
    m_filter = typed.trimmed();
    apply();
}

void OutlineModel::apply() {
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_all.size(); ++i) {
        if (QString(m_all[i].kind + u'/' + m_all[i].name).contains(m_filter, Qt::CaseInsensitive))
            m_shown.push_back(static_cast<int>(i));
    }
    endResetModel();
}

int OutlineModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OutlineEntry& entry = m_all[static_cast<size_t>(m_shown[static_cast<size_t>(index.row())])];
    switch (role) {
    case Qt::DisplayRole:
        return entry.kind;
    case NameRole:
        return entry.name;
    case LineRole:
        return entry.line;
    case Qt::AccessibleTextRole:
        return QString(entry.kind + u' ' + entry.name);
    default:
        return {};
    }
}

OutlineCard::OutlineCard(QObject* parent)
    : QStyledItemDelegate(parent) { }

void OutlineCard::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme& theme = Theme::of(option.widget);
    painter->save();
    style::itemGround(theme, option, *painter);
    const int line = theme.scaled(kLine);
    QRect text = option.rect.adjusted(kSide, theme.scaled(kPad), -kSide, 0);
    text.setHeight(line);
    const auto draw = [&](TextStyle style, ColorToken tone, const QString& words) {
        const QFont font = theme.font(style);
        painter->setFont(font);
        painter->setPen(theme.color(tone));
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(escapeControls(words), Qt::ElideMiddle, text.width()));
        text.translate(0, line);
    };
    draw(TextStyle::Body, ColorToken::Text, index.data(Qt::DisplayRole).toString());
    draw(TextStyle::Small, ColorToken::TextSecond, index.data(OutlineModel::NameRole).toString());
    painter->restore();
}

QSize OutlineCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const {
    const Theme& theme = Theme::of(option.widget);
    return {100, 2 * theme.scaled(kLine) + 2 * theme.scaled(kPad)};
}

} // namespace pilothouse::ui
