// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/icon_set.h"
#include "ui/theme/tokens.h"

#include <QtCore/QObject>
#include <QtGui/QFont>
#include <QtGui/QPalette>

class QApplication;
class QPainter;
class QRect;
class QWidget;

namespace pilothouse::ui {

/// The few sizes of text there are; px at a text scale of 1.
enum class TextStyle {
    Body, ///< 13 px Inter
    BodyStrong, ///< 13 px, semi bold
    Small, ///< 12 px: second lines, status line, headers of tables
    SmallStrong, ///< 12 px, semi bold: headings of groups
    Badge, ///< 11 px, medium
    Title, ///< 15 px, semi bold: name of a page
    Headline, ///< 18 px, semi bold: the one sentence of an empty or failed page
    Mono, ///< 12 px JetBrains Mono: YAML, logs, versions
    MonoStrong, ///< 12 px, bold
};

/// Colours, fonts and icons of the window: the one owner of the application's palette, font and style.
///
/// Made once in app/, before the first widget, and passed by reference to what needs to set it. Widgets only read
/// it, while painting, through Theme::of(): the application object carries a pointer to it, so there is no static.
/// Thread: GUI. Lifetime: longer than every widget.
class Theme final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Theme)

public:
    /// What the user chose; System follows the desktop, also while running.
    enum class Choice { System, Light, Dark };
    Q_ENUM(Choice)

    /// Loads the bundled fonts, installs the style, palette and font in @p app.
    explicit Theme(QApplication& app, QObject* parent = nullptr);
    ~Theme() override;

    /// The theme of the application @p widget lives in. Where none was made (a test of one widget) the application
    /// gets one of its own, so that this never fails.
    static Theme& of(const QWidget* widget);

    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    [[nodiscard]] Choice choice() const { return m_choice; }
    void setChoice(Choice choice);

    /// Scale of all text, 0.75..2 (clamped); 1 is 13 px.
    [[nodiscard]] qreal textScale() const { return m_textScale; }
    void setTextScale(qreal scale);
    /// Families to use before the bundled ones; empty means the bundled ones.
    void setFamilies(const QString& text, const QString& mono);

    [[nodiscard]] QColor color(ColorToken token) const { return tokenColor(token, m_scheme); }
    /// Ground of a badge or note in the meaning of @p token: opaque, on Surface; @p token on it reaches 4.5:1.
    [[nodiscard]] QColor tint(ColorToken token) const;
    /// @p token as the ground of a filled button or tile: deeper than as text where the scheme is dark.
    [[nodiscard]] QColor fill(ColorToken token) const;
    /// Text on fill(@p token): whichever of white and near-black reads better.
    [[nodiscard]] QColor textOn(ColorToken token) const;

    [[nodiscard]] QFont font(TextStyle style) const;
    /// The palette the application carries.
    [[nodiscard]] QPalette palette() const;
    /// A length that grows with the text scale.
    [[nodiscard]] int scaled(int pixels) const { return qRound(pixels * m_textScale); }
    /// Height of a row of a table or list: 28 px at scale 1.
    [[nodiscard]] int rowHeight() const { return scaled(28); }

    /// A Lucide icon in a token colour. Icons do not follow a later change of scheme: set them anew on changed().
    [[nodiscard]] QIcon icon(const QString& name, ColorToken token = ColorToken::TextSecond) const;
    [[nodiscard]] QPixmap pixmap(
        const QString& name, ColorToken token, int size = 16, qreal devicePixelRatio = 1.0) const;
    [[nodiscard]] QPixmap pixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) const;

    /// The top bar of an environment: a gradient of its colour, strong at the left, calm at the right; Side when
    /// @p tinted is false (an environment that is not protected).
    void paintEnvironmentBar(QPainter& painter, const QRect& rect, ColorToken environment, bool tinted) const;

Q_SIGNALS:
    /// Scheme, scale or families changed; palette and fonts of the application are already the new ones.
    void changed();

private:
    void applyScheme();
    void applyToApplication();
    [[nodiscard]] Scheme wantedScheme() const;

    QApplication& m_app;
    IconSet m_icons;
    Choice m_choice = Choice::System;
    Scheme m_scheme = Scheme::Dark;
    qreal m_textScale = 1.0;
    QString m_textFamily;
    QString m_monoFamily;
};

} // namespace pilothouse::ui
