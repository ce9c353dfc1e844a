// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include "ui/theme/pilothouse_style.h"

#include <QtCore/QFile>
#include <QtGui/QFontDatabase>
#include <QtGui/QPainter>
#include <QtGui/QStyleHints>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QToolTip>
#include <QtWidgets/QWidget>

// In the global namespace, as the macro demands: a static library's resources are dropped by the linker otherwise.
static void loadResources() {
    Q_INIT_RESOURCE(pilothouse);
}

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* kProperty = "pilothouse.theme";

void loadFonts() {
    loadResources();
    for (const auto& file : {u"Inter-Regular.otf"_s, u"Inter-Medium.otf"_s, u"Inter-SemiBold.otf"_s,
             u"JetBrainsMonoNL-Regular.ttf"_s, u"JetBrainsMonoNL-Medium.ttf"_s, u"JetBrainsMonoNL-Bold.ttf"_s})
        QFontDatabase::addApplicationFont(u":/pilothouse/fonts/"_s + file);
}

struct StyleSpec {
    int pixels;
    QFont::Weight weight;
    bool mono;
};

StyleSpec spec(TextStyle style) {
    switch (style) {
    case TextStyle::Body:
        return {13, QFont::Normal, false};
    case TextStyle::BodyStrong:
        return {13, QFont::DemiBold, false};
    case TextStyle::Small:
        return {12, QFont::Normal, false};
    case TextStyle::SmallStrong:
        return {12, QFont::DemiBold, false};
    case TextStyle::Badge:
        return {11, QFont::Medium, false};
    case TextStyle::Title:
        return {15, QFont::DemiBold, false};
    case TextStyle::Headline:
        return {18, QFont::DemiBold, false};
    case TextStyle::Mono:
        return {12, QFont::Normal, true};
    case TextStyle::MonoStrong:
        return {12, QFont::Bold, true};
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Theme::Theme(QApplication& app, QObject* parent)
    : QObject(parent)
    , m_app(app) {
    loadFonts();
    m_app.setProperty(kProperty, QVariant::fromValue(static_cast<QObject*>(this)));
    m_scheme = wantedScheme();
    m_app.setStyle(new PilothouseStyle(*this));
    applyToApplication();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] { applyScheme(); });
}

Theme::~Theme() {
    // Qt's own application object may be gone already when the theme was its child.
    if (QCoreApplication::instance() == nullptr)
        return;
    if (qvariant_cast<QObject*>(m_app.property(kProperty)) != this)
        return;
    m_app.setProperty(kProperty, QVariant());
    m_app.setStyle(QStyleFactory::create(u"Fusion"_s)); // ours would go on asking this theme
}

Theme& Theme::of(const QWidget* /*widget*/) {
    auto* app = qobject_cast<QApplication*>(QCoreApplication::instance());
    if (auto* theme = qobject_cast<Theme*>(qvariant_cast<QObject*>(app->property(kProperty))))
        return *theme;
    return *new Theme(*app, app);
}

Scheme Theme::wantedScheme() const {
    if (m_choice != Choice::System)
        return m_choice == Choice::Dark ? Scheme::Dark : Scheme::Light;
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Light ? Scheme::Light : Scheme::Dark;
}

void Theme::setChoice(Choice choice) {
    m_choice = choice;
    // Tells the platform too, so that native frames and dialogs match.
    QGuiApplication::styleHints()->setColorScheme(choice == Choice::System ? Qt::ColorScheme::Unknown
            : choice == Choice::Dark                                       ? Qt::ColorScheme::Dark
                                                                           : Qt::ColorScheme::Light);
    applyScheme();
}

void Theme::applyScheme() {
    const Scheme wanted = wantedScheme();
    if (wanted == m_scheme)
        return;
    m_scheme = wanted;
    applyToApplication();
    Q_EMIT changed();
}

void Theme::setTextScale(qreal scale) {
    const qreal clamped = std::clamp(scale, 0.75, 2.0);
    if (qFuzzyCompare(clamped, m_textScale))
        return;
    m_textScale = clamped;
    applyToApplication();
    Q_EMIT changed();
}

void Theme::setFamilies(const QString& text, const QString& mono) {
    if (text == m_textFamily && mono == m_monoFamily)
        return;
    m_textFamily = text;
    m_monoFamily = mono;
    applyToApplication();
    Q_EMIT changed();
}

QPalette Theme::palette() const {
    const auto c = [this](ColorToken token) { return color(token); };
    QPalette palette;
    palette.setColor(QPalette::Window, c(ColorToken::Surface));
    palette.setColor(QPalette::WindowText, c(ColorToken::Text));
    palette.setColor(QPalette::Base, c(ColorToken::Surface));
    palette.setColor(QPalette::AlternateBase, c(ColorToken::Side));
    palette.setColor(QPalette::Text, c(ColorToken::Text));
    palette.setColor(QPalette::PlaceholderText, c(ColorToken::TextThird));
    palette.setColor(QPalette::Button, c(ColorToken::Raised));
    palette.setColor(QPalette::ButtonText, c(ColorToken::Text));
    palette.setColor(QPalette::BrightText, c(ColorToken::OnAccent));
    palette.setColor(QPalette::Light, c(ColorToken::Raised));
    palette.setColor(QPalette::Midlight, c(ColorToken::Line));
    palette.setColor(QPalette::Mid, c(ColorToken::Line));
    palette.setColor(QPalette::Dark, c(ColorToken::LineStrong));
    palette.setColor(QPalette::Shadow, c(ColorToken::Window));
    palette.setColor(QPalette::Highlight, c(ColorToken::Selection));
    palette.setColor(QPalette::HighlightedText, c(ColorToken::Text));
    palette.setColor(QPalette::Accent, c(ColorToken::Accent));
    palette.setColor(QPalette::Link, c(ColorToken::Accent));
    palette.setColor(QPalette::LinkVisited, c(ColorToken::Pending));
    palette.setColor(QPalette::ToolTipBase, c(ColorToken::Raised));
    palette.setColor(QPalette::ToolTipText, c(ColorToken::Text));
    const QColor faint = mixed(c(ColorToken::Surface), c(ColorToken::TextThird), 0.6);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

void Theme::applyToApplication() {
    const QPalette wanted = palette();
    QApplication::setPalette(wanted);
    QToolTip::setPalette(wanted);
    QApplication::setFont(font(TextStyle::Body));
    for (const char* quiet : {"QHeaderView", "QStatusBar", "QTipLabel"})
        QApplication::setFont(font(TextStyle::Small), quiet);
    QFont button = font(TextStyle::Body);
    button.setWeight(QFont::Medium);
    QApplication::setFont(button, "QPushButton");
}

QColor Theme::tint(ColorToken token) const {
    return mixed(color(ColorToken::Surface), color(token), m_scheme == Scheme::Dark ? 0.12 : 0.08);
}

QColor Theme::fill(ColorToken token) const {
    if (m_scheme == Scheme::Dark && token == ColorToken::Production)
        return QColor::fromRgb(0xd6, 0x33, 0x6c);
    if (m_scheme == Scheme::Dark && token == ColorToken::Staging)
        return QColor::fromRgb(0x1a, 0x76, 0x99);
    return color(token);
}

QColor Theme::textOn(ColorToken token) const {
    const QColor ground = fill(token);
    const QColor dark = color(ColorToken::TerminalGround);
    return contrastRatio(ground, Qt::white) >= 4.5 || contrastRatio(ground, Qt::white) > contrastRatio(ground, dark)
        ? QColor(Qt::white)
        : dark;
}

QFont Theme::font(TextStyle style) const {
    const StyleSpec wanted = spec(style);
    QStringList families;
    if (wanted.mono)
        families = {m_monoFamily, u"JetBrains Mono NL"_s, u"Noto Sans Mono CJK SC"_s, u"monospace"_s};
    else
        families = {m_textFamily, u"Inter"_s, u"Noto Sans CJK SC"_s, u"sans-serif"_s};
    families.removeAll(QString());
    QFont font(families);
    font.setPixelSize(std::max(8, scaled(wanted.pixels)));
    font.setWeight(wanted.weight);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    if (wanted.mono)
        font.setStyleHint(QFont::Monospace);
    else
        font.setFeature(QFont::Tag("tnum"), 1); // counters and ages that tick must not make their row jump
    return font;
}

QIcon Theme::icon(const QString& name, ColorToken token) const {
    return m_icons.icon(name, color(token), mixed(color(ColorToken::Surface), color(ColorToken::TextThird), 0.5));
}

QPixmap Theme::pixmap(const QString& name, ColorToken token, int size, qreal devicePixelRatio) const {
    return m_icons.pixmap(name, color(token), size, devicePixelRatio);
}

QPixmap Theme::pixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) const {
    return m_icons.pixmap(name, color, size, devicePixelRatio);
}

void Theme::paintEnvironmentBar(QPainter& painter, const QRect& rect, ColorToken environment, bool tinted) const {
    if (!tinted) {
        painter.fillRect(rect, color(ColorToken::Side));
        return;
    }
    const bool dark = m_scheme == Scheme::Dark;
    const QColor under = dark ? color(ColorToken::Window) : QColor(Qt::white);
    // Over white the bright form of the colour stays clean where the deep one would turn grey.
    const QColor over = dark ? fill(environment) : tokenColor(environment, Scheme::Dark);
    QLinearGradient gradient(rect.topLeft(), rect.topRight());
    gradient.setColorAt(0, mixed(under, over, dark ? 0.38 : 0.23));
    gradient.setColorAt(1, mixed(under, over, dark ? 0.18 : 0.11));
    painter.fillRect(rect, gradient);
}

} // namespace pilothouse::ui
