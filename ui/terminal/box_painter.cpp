// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/box_painter.h"

#include <QColor>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace pilothouse::ui {

namespace {

/// Weight of the four arms of U+2500 … U+257F: up, right, down, left; 0 none, 1 light, 2 heavy, 3 double. Dashes,
/// arcs and diagonals are drawn apart. Source: the names of the Unicode block "Box Drawing".
constexpr std::string_view kArms = "0101"
                                   "0202"
                                   "1010"
                                   "2020"
                                   "0101"
                                   "0202"
                                   "1010"
                                   "2020"
                                   "0101"
                                   "0202"
                                   "1010"
                                   "2020"
                                   "0110"
                                   "0210"
                                   "0120"
                                   "0220" // 2500
                                   "0011"
                                   "0012"
                                   "0021"
                                   "0022"
                                   "1100"
                                   "1200"
                                   "2100"
                                   "2200"
                                   "1001"
                                   "1002"
                                   "2001"
                                   "2002"
                                   "1110"
                                   "1210"
                                   "2110"
                                   "1120" // 2510
                                   "2120"
                                   "2210"
                                   "1220"
                                   "2220"
                                   "1011"
                                   "1012"
                                   "2011"
                                   "1021"
                                   "2021"
                                   "2012"
                                   "1022"
                                   "2022"
                                   "0111"
                                   "0112"
                                   "0211"
                                   "0212" // 2520
                                   "0121"
                                   "0122"
                                   "0221"
                                   "0222"
                                   "1101"
                                   "1102"
                                   "1201"
                                   "1202"
                                   "2101"
                                   "2102"
                                   "2201"
                                   "2202"
                                   "1111"
                                   "1112"
                                   "1211"
                                   "1212" // 2530
                                   "2111"
                                   "1121"
                                   "2121"
                                   "2112"
                                   "2211"
                                   "1122"
                                   "1221"
                                   "2212"
                                   "1222"
                                   "2122"
                                   "2221"
                                   "2222"
                                   "0101"
                                   "0202"
                                   "1010"
                                   "2020" // 2540
                                   "0303"
                                   "3030"
                                   "0310"
                                   "0130"
                                   "0330"
                                   "0013"
                                   "0031"
                                   "0033"
                                   "1300"
                                   "3100"
                                   "3300"
                                   "1003"
                                   "3001"
                                   "3003"
                                   "1310"
                                   "3130" // 2550
                                   "3330"
                                   "1013"
                                   "3031"
                                   "3033"
                                   "0313"
                                   "0131"
                                   "0333"
                                   "1303"
                                   "3101"
                                   "3303"
                                   "1313"
                                   "3131"
                                   "3333"
                                   "0110"
                                   "0011"
                                   "1001" // 2560
                                   "1100"
                                   "0000"
                                   "0000"
                                   "0000"
                                   "0001"
                                   "1000"
                                   "0100"
                                   "0010"
                                   "0002"
                                   "2000"
                                   "0200"
                                   "0020"
                                   "0201"
                                   "1020"
                                   "0102"
                                   "2010"; // 2570
static_assert(kArms.size() == 128 * 4);

class BoxPen {
public:
    BoxPen(QPainter& painter, const QRectF& cell, const QColor& color, qreal pixel)
        : m_painter(painter)
        , m_cell(cell)
        , m_color(color)
        , m_pixel(pixel)
        , m_light(std::max(1.0, std::round(cell.width() / pixel / 8)) * pixel)
        , m_middle(snapped(cell.center().x() - m_light / 2), snapped(cell.center().y() - m_light / 2)) { }

    [[nodiscard]] qreal thickness(int weight) const { return weight == 2 ? m_light * 2 : m_light; }
    void arms(std::string_view weights);
    [[nodiscard]] qreal begin(qreal offset, int before, int after) const;
    void dashes(int count, bool isVertical, int weight);
    void arc(char32_t code);
    void diagonal(char32_t code);
    void fill(qreal left, qreal top, qreal right, qreal bottom) {
        m_painter.fillRect(QRectF(QPointF(snapped(m_cell.left() + m_cell.width() * left),
                                      snapped(m_cell.top() + m_cell.height() * top)),
                               QPointF(snapped(m_cell.left() + m_cell.width() * right),
                                   snapped(m_cell.top() + m_cell.height() * bottom))),
            m_color);
    }
    void shade(int quarters) {
        QColor color = m_color;
        color.setAlphaF(static_cast<float>(quarters) / 4.0F);
        m_painter.fillRect(m_cell, color);
    }

private:
    [[nodiscard]] qreal snapped(qreal value) const { return std::round(value / m_pixel) * m_pixel; }
    void horizontal(qreal from, qreal to, qreal offset, qreal thick) {
        m_painter.fillRect(QRectF(from, m_middle.y() + offset - (thick - m_light) / 2, to - from, thick), m_color);
    }
    void vertical(qreal from, qreal to, qreal offset, qreal thick) {
        m_painter.fillRect(QRectF(m_middle.x() + offset - (thick - m_light) / 2, from, thick, to - from), m_color);
    }

    QPainter& m_painter;
    QRectF m_cell;
    QColor m_color;
    qreal m_pixel;
    qreal m_light;
    QPointF m_middle; ///< left and top of a light line through the centre
};

/// How far from the middle an arm begins. Where double lines cross, a line ends at the pair on its own side and goes
/// through to the far one where there is none; a heavy crossing line is filled to its edge.
qreal BoxPen::begin(qreal offset, int before, int after) const {
    const bool isStopped = (offset <= 0 && before == 3) && (offset != 0 || after == 3);
    const bool isStoppedBelow = offset > 0 && after == 3;
    if (isStopped || isStoppedBelow) {
        return m_light;
    }
    if (before == 3 || after == 3) {
        return -m_light;
    }
    return before == 2 || after == 2 ? -m_light / 2 : 0;
}

void BoxPen::arms(std::string_view weights) {
    const int up = weights[0] - '0';
    const int right = weights[1] - '0';
    const int down = weights[2] - '0';
    const int left = weights[3] - '0';
    // A double line is two light ones, one light line apart.
    const auto draw = [this](int weight, auto&& line) {
        if (weight == 3) {
            line(-m_light, m_light);
            line(m_light, m_light);
        } else if (weight > 0) {
            line(0.0, thickness(weight));
        }
    };
    const QPointF end = m_middle + QPointF(m_light, m_light);
    draw(left, [&](qreal offset, qreal thick) {
        horizontal(m_cell.left(), end.x() - begin(offset, up, down), offset, thick);
    });
    draw(right, [&](qreal offset, qreal thick) {
        horizontal(m_middle.x() + begin(offset, up, down), m_cell.right(), offset, thick);
    });
    draw(up, [&](qreal offset, qreal thick) {
        vertical(m_cell.top(), end.y() - begin(offset, left, right), offset, thick);
    });
    draw(down, [&](qreal offset, qreal thick) {
        vertical(m_middle.y() + begin(offset, left, right), m_cell.bottom(), offset, thick);
    });
}

void BoxPen::dashes(int count, bool isVertical, int weight) {
    const qreal whole = isVertical ? m_cell.height() : m_cell.width();
    const qreal begin = isVertical ? m_cell.top() : m_cell.left();
    for (int i = 0; i < count; ++i) {
        const qreal from = snapped(begin + whole * i / count + whole / count * 0.2);
        const qreal to = snapped(begin + whole * (i + 1) / count - whole / count * 0.2);
        if (isVertical) {
            vertical(from, to, 0, thickness(weight));
        } else {
            horizontal(from, to, 0, thickness(weight));
        }
    }
}

void BoxPen::arc(char32_t code) {
    const QPointF centre = m_middle + QPointF(m_light / 2, m_light / 2);
    const bool isRight = code == 0x256d || code == 0x2570; // ╭ ╰ open to the right
    const bool isDown = code == 0x256d || code == 0x256e; // ╭ ╮ open downwards
    const qreal radius = m_cell.width() / 2;
    const QPointF side(isRight ? m_cell.right() : m_cell.left(), centre.y());
    const QPointF end(centre.x(), isDown ? m_cell.bottom() : m_cell.top());
    QPainterPath path(side);
    path.quadTo(centre, QPointF(centre.x(), centre.y() + (isDown ? radius : -radius)));
    path.lineTo(end);
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.strokePath(path, QPen(m_color, m_light, Qt::SolidLine, Qt::FlatCap));
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void BoxPen::diagonal(char32_t code) {
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(m_color, m_light, Qt::SolidLine, Qt::FlatCap));
    if (code != 0x2572) {
        m_painter.drawLine(m_cell.bottomLeft(), m_cell.topRight());
    }
    if (code != 0x2571) {
        m_painter.drawLine(m_cell.topLeft(), m_cell.bottomRight());
    }
    m_painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintBlock(BoxPen& pen, char32_t code) {
    const qreal eighth = static_cast<qreal>(code - 0x2580) / 8;
    if (code == 0x2580) {
        pen.fill(0, 0, 1, 0.5);
    } else if (code <= 0x2588) { // lower eighths, the whole
        pen.fill(0, 1 - eighth, 1, 1);
    } else if (code <= 0x258f) { // left eighths, from seven down
        pen.fill(0, 0, static_cast<qreal>(0x2590 - code) / 8, 1);
    } else if (code == 0x2590) {
        pen.fill(0.5, 0, 1, 1);
    } else if (code <= 0x2593) {
        pen.shade(static_cast<int>(code - 0x2590));
    } else if (code == 0x2594) {
        pen.fill(0, 0, 1, 0.125);
    } else if (code == 0x2595) {
        pen.fill(0.875, 0, 1, 1);
    } else {
        // Quadrants of U+2596 … U+259F, as bits: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
        constexpr std::array kQuadrants{4, 8, 1, 13, 9, 7, 11, 2, 6, 14};
        const int bits = kQuadrants[code - 0x2596];
        for (int i = 0; i < 4; ++i) {
            if ((bits >> i & 1) != 0) {
                pen.fill(i % 2 * 0.5, i / 2 * 0.5, i % 2 * 0.5 + 0.5, i / 2 * 0.5 + 0.5);
            }
        }
    }
}

} // namespace

bool paintBox(QPainter& painter, const QRectF& cell, char32_t code, const QColor& color, qreal pixel) {
    if (code < 0x2500 || code > 0x259f) {
        return false;
    }
    BoxPen pen(painter, cell, color, pixel);
    const bool isHeavy = code % 2 == 1;
    if (code >= 0x2580) {
        paintBlock(pen, code);
    } else if (code >= 0x2504 && code <= 0x250b) {
        pen.dashes(code < 0x2508 ? 3 : 4, code % 4 >= 2, isHeavy ? 2 : 1);
    } else if (code >= 0x254c && code <= 0x254f) {
        pen.dashes(2, code >= 0x254e, isHeavy ? 2 : 1);
    } else if (code >= 0x256d && code <= 0x2570) {
        pen.arc(code);
    } else if (code >= 0x2571 && code <= 0x2573) {
        pen.diagonal(code);
    } else {
        pen.arms(kArms.substr((code - 0x2500) * 4, 4));
    }
    return true;
}

} // namespace pilothouse::ui
