// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/forwards/forward_gateway.h"
#include "ui/frame/dock_tab.h"
#include "ui/frame/pod_tools.h"

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace pilothouse::ui {

class DataTable;
class ElidedLabel;
class EmptyState;
class ForwardsModel;
class Navigation;
class Notice;

/// The book of forwards: where each leads, how it does, and what can be done with it. A new one is proposed by whoever
/// points at a pod, a workload or a service.
class ForwardsTab final : public DockTabWidget {
    Q_OBJECT
public:
    /// @param gateway, navigation outlive it
    ForwardsTab(ForwardGateway& gateway, Navigation& navigation, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(ForwardsTab)

    /// Fills the line in which a new forward is made; its ports are asked for.
    void propose(const PodTools::Forward& forward);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    bool escape() override;

private:
    QWidget* makeNew();
    QWidget* makeActions();
    void addShortcuts();
    void onChanged();
    void refresh();
    void add();
    void showPorts(const Result<std::vector<TargetPort>>& ports);
    [[nodiscard]] const ForwardEntry* current() const;
    void copyUrl();
    void openUrl();

    ForwardGateway& m_gateway;
    Navigation& m_navigation;
    ForwardsModel* m_model;
    Notice* m_notice;
    QWidget* m_new = nullptr;
    ElidedLabel* m_target = nullptr;
    QComboBox* m_remote = nullptr;
    QSpinBox* m_local = nullptr;
    QPushButton* m_add = nullptr;
    QStackedWidget* m_stack;
    DataTable* m_table;
    EmptyState* m_empty;
    QPushButton* m_start = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_browse = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_open = nullptr;
    PodTools::Forward m_proposed;
    CallHandle m_portsCall;
};

} // namespace pilothouse::ui
