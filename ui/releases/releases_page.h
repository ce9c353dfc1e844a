// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"
#include "ui/frame/release_tab.h"
#include "ui/releases/release_detail.h"

#include <memory>
#include <vector>

class QSplitter;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

class Contexts;
class CoreAccess;
class Navigation;
class PodTools;
class ReleaseList;
class ReleaseReader;
class ReleaseStore;
class ReleaseView;

/// The page `releases`: the table of one context's releases and, below it, the release that is selected.
class ReleasesPage final : public Page {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleasesPage)

public:
    struct Services {
        CoreAccess& core;
        const Contexts& contexts;
        Navigation& navigation;
        PodTools& pods;
        SettingsStore& settings;
        ReleaseStore& releases;
        ReleaseReader& reader;
        std::vector<ReleaseTab> tabs; ///< made by other features: Diff, Resources
    };
    /// All services outlive the page.
    explicit ReleasesPage(Services services, QWidget* parent = nullptr);
    ~ReleasesPage() override;

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    void focusFilter() override;
    bool escape() override;
    [[nodiscard]] bool isSettled() const override;

private:
    void build();
    void connectParts();
    void addKeys();
    void openTab(QStringView id);
    void showRelease(const Place& place);
    /// Tells the shell where one is now, without a new entry in its history.
    void tellPlace();
    void closeDetail();
    void copyName();
    /// The logs of all pods of the release on screen.
    void openLogs(bool previous);
    /// Opens the page of a change of the release on screen.
    void change(QStringView page, Revision revision = Revision::None);
    void upgradeMarked();

    Services m_services;
    Place m_place;
    ReleaseDetail m_detail;
    ReleaseList* m_list;
    ReleaseView* m_view;
    QSplitter* m_split;
    bool m_isShowing = false; ///< what changes now comes from showPlace
    /// A release was asked for that the list does not know yet. The table makes its first row current by itself when it
    /// gets the keyboard: that is nobody's choice.
    bool m_isAwaiting = false;
};

} // namespace pilothouse::ui
