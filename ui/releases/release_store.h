// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/candidate.h"
#include "ui/releases/release_table_model.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace pilothouse::ui {

class CoreAccess;
class Navigation;

/// A release that was marked for a plan of several.
struct MarkedRelease {
    ReleaseKey release;
    bool isHidden = false; ///< the filter of the list does not show it (PS3)
};

/// The releases of all open contexts, as core tells them: one model a context, kept while its session lives, so that
/// switching back shows the rows at once. Shared by the pages. Thread: GUI. Lifetime: longer than the pages.
class ReleaseStore final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ReleaseStore)

public:
    explicit ReleaseStore(CoreAccess& core, QObject* parent = nullptr);
    ~ReleaseStore() override;

    /// Made empty where core has said nothing yet.
    [[nodiscard]] ReleaseTableModel& model(const ContextId& context);
    [[nodiscard]] const ReleaseTableModel* find(const ContextId& context) const;
    [[nodiscard]] std::vector<ReleaseTableModel*> models() const;
    [[nodiscard]] int faults(const ContextId& context) const;
    [[nodiscard]] int allFaults() const;

    /// Who else deploys what, in every context, from now on.
    void setOwnerRules(OwnerRules owners, EnvironmentRules environments);
    [[nodiscard]] OwnerRules ownersOf(const ContextId& context, const ReleaseKey& key) const;

    /// What is marked in a context, in the order of the list; what the list does not show comes last, by name.
    [[nodiscard]] std::vector<MarkedRelease> marked(const ContextId& context) const;
    /// What the list shows of a context from top to bottom; nothing where it shows another one. Empty: there is none.
    using ShownRows = std::function<std::optional<std::vector<ReleaseKey>>(const ContextId& context)>;
    void setShownRows(ShownRows rows) { m_shownRows = std::move(rows); }

    /// The rows keep words; call it when the language has changed.
    void retranslate();

    /// Names of the releases of the context that is on screen, for the palette.
    /// @param navigation lives as long as the source is asked
    [[nodiscard]] CandidateSource candidates(const Navigation& navigation) const;

Q_SIGNALS:
    void modelAdded(const pilothouse::ContextId& context);
    void faultsChanged(const pilothouse::ContextId& context, int faults);
    void ownersChanged();

private:
    void refreshAges();

    CoreAccess& m_core;
    OwnerRules m_owners;
    EnvironmentRules m_environments;
    ShownRows m_shownRows;
    std::map<ContextId, std::unique_ptr<ReleaseTableModel>> m_models;
    QTimer m_minute;
};

} // namespace pilothouse::ui
