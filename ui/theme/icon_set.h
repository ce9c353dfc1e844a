// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/tokens.h"

#include <QtCore/QHash>
#include <QtGui/QIcon>
#include <QtGui/QPixmap>

namespace pilothouse::ui {

/// The bundled Lucide icons (resources/icons), drawn in token colours with a stroke of 1.75.
/// Names are Lucide's own ("circle-check"). An unknown name gives an empty pixmap and one warning in the log.
/// Thread: GUI. Pixmaps are cached per name, colour, size and device pixel ratio, for the life of the set.
class IconSet {
public:
    /// An icon that redraws itself at any size and device pixel ratio; its disabled state is @p disabled.
    [[nodiscard]] QIcon icon(const QString& name, const QColor& normal, const QColor& disabled) const;

    /// One picture of @p size logical pixels a side.
    [[nodiscard]] QPixmap pixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) const;

    /// Whether an icon of this name is bundled.
    [[nodiscard]] static bool has(const QString& name);

private:
    mutable QHash<QString, QPixmap> m_cache;
};

} // namespace pilothouse::ui
