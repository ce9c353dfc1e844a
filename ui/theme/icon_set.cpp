// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icon_set.h"

#include <QtCore/QFile>
#include <QtCore/QLoggingCategory>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcTheme, "pilothouse.theme")

QString iconPath(const QString& name) {
    return u":/pilothouse/icons/"_s + name + u".svg"_s;
}

QPixmap drawn(const QString& name, const QColor& color, int size, qreal ratio) {
    QFile file(iconPath(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qCWarning(lcTheme) << "icon missing name=" << name;
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", color.name(QColor::HexRgb).toLatin1());
    svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    QSvgRenderer renderer(svg);
    const int pixels = qRound(size * ratio);
    QPixmap pixmap(pixels, pixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    renderer.render(&painter, QRectF(0, 0, pixels, pixels));
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

/// Draws from the SVG at whatever size and ratio it is asked for. Holds no pointer to the set, so that an icon in a
/// model may outlive it; QIcon's own callers ask for few sizes, and QPixmapCache keeps them.
class LucideEngine final : public QIconEngine {
public:
    LucideEngine(QString name, QColor normal, QColor disabled)
        : m_name(std::move(name))
        , m_normal(normal)
        , m_disabled(disabled) { }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
        const qreal ratio = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, ratio));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        return scaledPixmap(size, mode, state, 1.0);
    }

    // Since Qt 6.8 the size is in logical pixels.
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State /*state*/, qreal scale) override {
        const QColor color = mode == QIcon::Disabled ? m_disabled : m_normal;
        const int side = std::min(size.width(), size.height());
        if (side <= 0)
            return {};
        if (m_last.isNull() || m_lastColor != color || m_lastSide != side || m_last.devicePixelRatio() != scale) {
            m_last = drawn(m_name, color, side, scale);
            m_lastColor = color;
            m_lastSide = side;
        }
        return m_last;
    }

    QIconEngine* clone() const override { return new LucideEngine(m_name, m_normal, m_disabled); }
    QString key() const override { return u"lucide"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return !IconSet::has(m_name); }

private:
    QString m_name;
    QColor m_normal;
    QColor m_disabled;
    QPixmap m_last;
    QColor m_lastColor;
    int m_lastSide = 0;
};

} // namespace

QIcon IconSet::icon(const QString& name, const QColor& normal, const QColor& disabled) const {
    return QIcon(new LucideEngine(name, normal, disabled));
}

QPixmap IconSet::pixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) const {
    const QString key = name % u'|' % color.name(QColor::HexArgb) % u'|' % QString::number(size) % u'|'
        % QString::number(devicePixelRatio);
    auto found = m_cache.constFind(key);
    if (found == m_cache.constEnd())
        found = m_cache.insert(key, drawn(name, color, size, devicePixelRatio));
    return *found;
}

bool IconSet::has(const QString& name) {
    return QFile::exists(iconPath(name));
}

} // namespace pilothouse::ui
