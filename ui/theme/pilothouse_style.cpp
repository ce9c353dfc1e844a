// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/pilothouse_style.h"

#include "ui/theme/button_look.h"
#include "ui/theme/style_paint.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QTabBar>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

template <typename Option> const Option& as(const QStyleOption* option) {
    return *static_cast<const Option*>(option);
}

const char* arrowIcon(QStyle::PrimitiveElement element) {
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
    case QStyle::PE_IndicatorSpinUp:
        return "chevron-up";
    case QStyle::PE_IndicatorArrowLeft:
        return "chevron-left";
    case QStyle::PE_IndicatorArrowRight:
        return "chevron-right";
    default:
        return "chevron-down";
    }
}

void drawFocus(const Theme& theme, const QStyleOption& option, QPainter& painter, const QWidget* widget) {
    // A selected row says enough; a ring in every cell would be noise.
    const bool drawsItsOwn = buttonLook(widget) != ButtonLook::Normal;
    if (drawsItsOwn || qobject_cast<const QAbstractItemView*>(widget) != nullptr)
        return;
    if (option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintFocusRing(painter, QRectF(option.rect).adjusted(-2, -1, 2, 1), 5, theme);
}

} // namespace

PilothouseStyle::PilothouseStyle(Theme& theme)
    : QProxyStyle(QStyleFactory::create(u"Fusion"_s))
    , m_theme(theme) { }

PilothouseStyle::~PilothouseStyle() = default;

void PilothouseStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    const auto color = [this](ColorToken token) { return m_theme.color(token); };
    switch (element) {
    case PE_PanelButtonCommand:
        return style::button(m_theme, *option, *painter, widget);
    case PE_PanelButtonTool:
        return style::toolButton(m_theme, *option, *painter, widget);
    case PE_FrameDefaultButton:
    case PE_FrameButtonTool:
    case PE_FrameStatusBarItem:
    case PE_IndicatorDockWidgetResizeHandle:
    case PE_IndicatorHeaderArrow: // drawn with the label
        return;
    case PE_FrameTabWidget:
        return painter->fillRect(
            QRect(option->rect.left(), option->rect.top(), option->rect.width(), 1), color(ColorToken::Line));
    case PE_FrameFocusRect:
        return drawFocus(m_theme, *option, *painter, widget);
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        // A line edit without a frame (inside a spin box, a combo box or a delegate) lies on its owner's ground.
        if (element == PE_FrameLineEdit || as<QStyleOptionFrame>(option).lineWidth > 0)
            style::field(m_theme, *option, *painter);
        return;
    case PE_Frame:
    case PE_FrameGroupBox:
        return paintRounded(*painter, option->rect, 6, {}, color(ColorToken::Line));
    case PE_PanelMenu:
    case PE_FrameMenu:
        painter->fillRect(option->rect, color(ColorToken::Raised));
        return paintRounded(*painter, option->rect, 0, {}, color(ColorToken::LineStrong));
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, color(ColorToken::Raised));
        return paintRounded(*painter, option->rect, 0, {}, color(ColorToken::LineStrong));
    case PE_PanelStatusBar:
        return painter->fillRect(option->rect, color(ColorToken::Side));
    case PE_FrameTabBarBase:
        return painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), color(ColorToken::Line));
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        return style::checkBox(m_theme, *option, *painter, false);
    case PE_IndicatorRadioButton:
        return style::checkBox(m_theme, *option, *painter, true);
    case PE_PanelItemViewItem:
        return style::itemGround(m_theme, as<QStyleOptionViewItem>(option), *painter);
    case PE_PanelItemViewRow:
        return;
    case PE_IndicatorBranch:
        return style::branch(m_theme, *option, *painter);
    case PE_IndicatorTabClose:
        return paintIconCentred(*painter, option->rect, m_theme, "x",
            color(option->state.testFlag(State_MouseOver) ? ColorToken::Text : ColorToken::TextThird), 14);
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
        return paintIconCentred(*painter, option->rect, m_theme, arrowIcon(element), color(ColorToken::TextSecond), 14);
    default:
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void PilothouseStyle::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const {
    switch (element) {
    case CE_PushButtonBevel:
        return proxy()->drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
    case CE_PushButtonLabel:
        return style::buttonLabel(m_theme, as<QStyleOptionButton>(option), *painter, widget);
    case CE_ToolButtonLabel: {
        QStyleOptionToolButton copy = as<QStyleOptionToolButton>(option);
        copy.palette.setColor(QPalette::ButtonText, style::buttonText(m_theme, *option, widget));
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    case CE_TabBarTabShape:
        return style::tab(m_theme, as<QStyleOptionTab>(option), *painter, widget);
    case CE_TabBarTabLabel: {
        QStyleOptionTab copy = as<QStyleOptionTab>(option);
        const bool strong = copy.state.testFlag(State_Selected) || copy.state.testFlag(State_MouseOver);
        const QColor text = m_theme.color(strong ? ColorToken::Text : ColorToken::TextSecond);
        copy.palette.setColor(QPalette::WindowText, text);
        copy.state.setFlag(State_HasFocus, false);
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    case CE_HeaderSection:
        m_headerSection = option->rect;
        return style::header(m_theme, *option, *painter);
    case CE_HeaderEmptyArea:
        return style::header(m_theme, *option, *painter);
    case CE_HeaderLabel: // the section, not the smaller rectangle Qt leaves beside its arrow
        return style::headerLabel(m_theme, as<QStyleOptionHeader>(option), m_headerSection, *painter);
    case CE_MenuItem:
        return style::menuItem(m_theme, as<QStyleOptionMenuItem>(option), *painter);
    case CE_MenuEmptyArea:
    case CE_MenuTearoff:
    case CE_ToolBar:
    case CE_MenuVMargin:
    case CE_MenuHMargin:
        return;
    case CE_ProgressBar:
        return style::progress(m_theme, as<QStyleOptionProgressBar>(option), *painter);
    case CE_Splitter:
        return painter->fillRect(option->rect, m_theme.color(ColorToken::Line));
    case CE_ComboBoxLabel: {
        QStyleOptionComboBox copy = as<QStyleOptionComboBox>(option);
        copy.palette.setColor(QPalette::ButtonText, style::buttonText(m_theme, *option, nullptr));
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    default:
        return QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void PilothouseStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const {
    switch (control) {
    case CC_ScrollBar:
        return style::scrollBar(m_theme, as<QStyleOptionSlider>(option), *painter, widget);
    case CC_ComboBox:
        return style::comboBox(m_theme, as<QStyleOptionComboBox>(option), *painter);
    case CC_SpinBox:
        return style::spinBox(m_theme, as<QStyleOptionSpinBox>(option), *painter, widget);
    default:
        return QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

QRect PilothouseStyle::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const {
    if (control == CC_ScrollBar)
        return style::scrollBarRect(as<QStyleOptionSlider>(option), static_cast<int>(sub));
    if (control == CC_ComboBox && sub == SC_ComboBoxEditField)
        return option->rect.adjusted(9, 2, -26, -2);
    if (control == CC_ComboBox && sub == SC_ComboBoxListBoxPopup)
        return option->rect.adjusted(0, 2, 0, 2);
    if (control == CC_SpinBox) {
        const QRect all = option->rect;
        if (sub == SC_SpinBoxEditField)
            return all.adjusted(7, 2, -24, -2);
        if (sub == SC_SpinBoxUp)
            return {all.right() - 21, all.top(), 22, all.height() / 2};
        if (sub == SC_SpinBoxDown)
            return {all.right() - 21, all.top() + all.height() / 2, 22, all.height() / 2};
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QRect PilothouseStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const {
    if (element == SE_LineEditContents && as<QStyleOptionFrame>(option).lineWidth > 0)
        return option->rect.adjusted(6, 1, -6, -1);
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize PilothouseStyle::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const {
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int row = m_theme.rowHeight();
    switch (type) {
    case CT_PushButton:
        return {std::max(size.width() + 27, row), std::max(row, size.height() + 10)};
    case CT_ToolButton:
        return {std::max(size.width() + 12, row), std::max(row, size.height() + 8)};
    case CT_LineEdit:
        return {result.width(), std::max(row, result.height())};
    case CT_ComboBox:
        return {size.width() + 40, std::max(row, size.height() + 8)};
    case CT_SpinBox:
        return {result.width() + 8, std::max(row, result.height())};
    case CT_TabBarTab:
        result.setHeight(m_theme.scaled(isDockTabs(widget) ? 30 : 34));
        return result;
    case CT_HeaderSection:
        result.setHeight(m_theme.scaled(30));
        return result;
    case CT_MenuItem: {
        const auto& item = as<QStyleOptionMenuItem>(option);
        if (item.menuItemType == QStyleOptionMenuItem::Separator)
            return {size.width(), 9};
        const int shortcut = item.text.contains(u'\t') ? 24 : 0;
        return {size.width() + shortcut + 64, row};
    }
    default:
        return result;
    }
}

int PilothouseStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    switch (metric) {
    case PM_ScrollBarExtent:
        return 10;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SplitterWidth:
        return 1;
    case PM_DefaultFrameWidth:
        return qobject_cast<const QComboBox*>(widget) != nullptr ? 4 : 1;
    case PM_FocusFrameHMargin:
        return 7; // with Qt's own pixel and a half: cells keep 8 px at their sides
    case PM_HeaderMargin:
        return 8;
    case PM_HeaderMarkSize:
        return 12;
    case PM_TabBarTabHSpace:
        return isDockTabs(widget) ? 24 : 28;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_MenuTearoffHeight:
        return 0;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 4;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int PilothouseStyle::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const {
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ComboBox_Popup: // a list below the box, not a Mac-like list over it
    case SH_UnderlineShortcut:
    case SH_Widget_Animation_Duration:
    case SH_MenuBar_AltKeyNavigation:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
    case SH_TabBar_PreferNoArrows:
        return 1;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_Table_GridLineColor:
        return static_cast<int>(m_theme.color(ColorToken::Line).rgba());
    case SH_ToolTip_WakeUpDelay:
        return 450;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QPalette PilothouseStyle::standardPalette() const {
    return m_theme.palette();
}

void PilothouseStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton*>(widget) != nullptr || qobject_cast<QTabBar*>(widget) != nullptr
        || qobject_cast<QHeaderView*>(widget) != nullptr)
        widget->setAttribute(Qt::WA_Hover);
}

void PilothouseStyle::unpolish(QWidget* widget) {
    QProxyStyle::unpolish(widget);
}

} // namespace pilothouse::ui
