// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/compare/compare_presenter.h"
#include "ui/frame/page.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace pilothouse::ui {

class BuildsModel;
class CompareHeader;
class DataTable;
class DiffView;
class ElidedLabel;
class EmptyState;
class Navigation;
class Notice;
class ProgressLine;
class SegmentedControl;
class ValueRowsModel;

/// The page `compare`: one release in two environments, service by service, value by value, object by object, and the
/// way to bring the build of the one to the other.
class ComparePage final : public Page {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ComparePage)

public:
    struct Services {
        ComparePresenter::Services presenter;
        Navigation& navigation;
    };
    explicit ComparePage(Services services, QWidget* parent = nullptr);
    ~ComparePage() override;

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    [[nodiscard]] bool isSettled() const override;

    [[nodiscard]] ComparePresenter& presenter() const { return *m_presenter; }
    enum Section { BuildsSection, ValuesSection, ManifestSection };
    void setSection(int section);
    /// Releases came or went in some context: a counterpart may be known now.
    void releasesMoved();

private:
    void build();
    QWidget* buildBar();
    QWidget* buildBuilds();
    void connectParts();
    void addKeys();
    void present();
    void presentNotices();
    void presentState();
    void showValues();
    void toggle(int row);
    void toggleAll();
    void chooseOther(const QPoint& globalPosition);
    void openUpgrade(const std::shared_ptr<const ChangeRequest>& request);

    Services m_services;
    ComparePresenter* m_presenter;
    CompareHeader* m_header;
    ProgressLine* m_progress;
    Notice* m_held;
    Notice* m_problem;
    SegmentedControl* m_sections;
    ElidedLabel* m_summary;
    SegmentedControl* m_scope; ///< set by hand, or merged
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QWidget* m_buildsPane = nullptr;
    BuildsModel* m_builds;
    DataTable* m_buildsTable;
    ElidedLabel* m_chart;
    QPushButton* m_all;
    ValueRowsModel* m_values;
    DataTable* m_valuesTable;
    DiffView* m_diff;
};

} // namespace pilothouse::ui
