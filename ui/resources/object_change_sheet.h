// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/resources/object_change_presenter.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QSplitter;

namespace pilothouse::ui {

class ConfirmField;
class DiffView;
class DrainForm;
class ElidedLabel;
class Navigation;
class Notice;
class ObjectLineList;
class SegmentedControl;
class YamlEditor;

/// A change of objects, beside the table it came from: what is wanted, what it would do, object by object, the
/// difference, the command that does the same, and the button. No button is the default one (PS11).
class ObjectChangeSheet final : public QWidget {
    Q_OBJECT
public:
    struct Services {
        ObjectGateway& gateway;
        const Contexts& contexts;
        const Clock& clock;
        Navigation& navigation;
    };
    explicit ObjectChangeSheet(const Services& services, QWidget* parent = nullptr);
    ~ObjectChangeSheet() override;
    Q_DISABLE_COPY_MOVE(ObjectChangeSheet)

    [[nodiscard]] ObjectChangePresenter& presenter() { return m_presenter; }

Q_SIGNALS:
    void closed();

protected:
    bool event(QEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeOptions();
    QWidget* makeBody();
    QWidget* makeCommand();
    QWidget* makeEnd();
    void refresh();
    void refreshOptions();
    void refreshBody();
    void refreshEnd();
    void look();
    void close();

    Navigation& m_navigation;
    ObjectChangePresenter m_presenter;
    QLabel* m_icon = nullptr;
    ElidedLabel* m_title = nullptr;
    Notice* m_notice = nullptr;
    QWidget* m_options = nullptr;
    QSpinBox* m_replicas = nullptr;
    QLabel* m_replicasLabel = nullptr;
    SegmentedControl* m_propagation = nullptr;
    QLabel* m_propagationLabel = nullptr;
    QCheckBox* m_takeOver = nullptr;
    DrainForm* m_drain = nullptr;
    QSplitter* m_body = nullptr;
    QSplitter* m_result = nullptr;
    YamlEditor* m_editor = nullptr;
    ObjectLineList* m_lines = nullptr;
    DiffView* m_diff = nullptr;
    QString m_focusedPlan; ///< the plan that was given the keyboard
    ObjectPlanPtr m_shown; ///< the plan the lists show
    QWidget* m_commandBar = nullptr;
    ElidedLabel* m_command = nullptr;
    QLineEdit* m_reason = nullptr;
    ConfirmField* m_confirm = nullptr;
    QLabel* m_why = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_look = nullptr;
    QPushButton* m_apply = nullptr;
};

} // namespace pilothouse::ui
