// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/release_store.h"

#include "ui/frame/core_access.h"
#include "ui/frame/navigation.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ReleaseStore::ReleaseStore(CoreAccess& core, QObject* parent)
    : QObject(parent)
    , m_core(core) {
    connect(&core, &CoreAccess::releasesChanged, this,
        [this](const ContextId& id, const std::shared_ptr<const ReleaseDelta>& delta) { model(id).apply(*delta); });
    connect(&core, &CoreAccess::sessionClosed, this, [this](const ContextId& id) { model(id).clear(); });
    m_minute.setInterval(30s); // "3 min" is never more than half a minute late
    connect(&m_minute, &QTimer::timeout, this, &ReleaseStore::refreshAges);
    m_minute.start();
}

ReleaseStore::~ReleaseStore() = default;

ReleaseTableModel& ReleaseStore::model(const ContextId& context) {
    std::unique_ptr<ReleaseTableModel>& kept = m_models[context];
    if (!kept) {
        kept = std::make_unique<ReleaseTableModel>(context, m_core.clock());
        kept->setOwnerRules(m_owners, m_environments);
        connect(kept.get(), &ReleaseTableModel::faultsChanged, this,
            [this, context](int faults) { Q_EMIT faultsChanged(context, faults); });
        Q_EMIT modelAdded(context);
    }
    return *kept;
}

const ReleaseTableModel* ReleaseStore::find(const ContextId& context) const {
    const auto found = m_models.find(context);
    return found == m_models.end() ? nullptr : found->second.get();
}

std::vector<ReleaseTableModel*> ReleaseStore::models() const {
    std::vector<ReleaseTableModel*> all;
    for (const auto& [context, model] : m_models)
        all.push_back(model.get());
    return all;
}

int ReleaseStore::faults(const ContextId& context) const {
    const ReleaseTableModel* model = find(context);
    return model ? model->faults() : 0;
}

int ReleaseStore::allFaults() const {
    int sum = 0;
    for (const auto& [context, model] : m_models)
        sum += model->faults();
    return sum;
}

void ReleaseStore::refreshAges() {
    for (const auto& [context, model] : m_models)
        model->refreshAges();
}

void ReleaseStore::setOwnerRules(OwnerRules owners, EnvironmentRules environments) {
    m_owners = std::move(owners);
    m_environments = std::move(environments);
    for (const auto& [context, model] : m_models)
        model->setOwnerRules(m_owners, m_environments);
    Q_EMIT ownersChanged();
}

OwnerRules ReleaseStore::ownersOf(const ContextId& context, const ReleaseKey& key) const {
    return ownerRulesFor(m_owners, context, key, m_environments.environmentOf(context.value(), key.nameSpace).kind);
}

std::vector<MarkedRelease> ReleaseStore::marked(const ContextId& context) const {
    const ReleaseTableModel* model = find(context);
    if (!model)
        return {};
    QSet<ReleaseKey> rest = model->marked();
    std::vector<MarkedRelease> all;
    const auto shown = m_shownRows ? m_shownRows(context) : std::nullopt;
    for (const ReleaseKey& key : shown.value_or(std::vector<ReleaseKey>())) {
        if (rest.remove(key))
            all.push_back({key, false});
    }
    std::vector<ReleaseKey> others(rest.begin(), rest.end());
    std::ranges::sort(others, {}, [](const ReleaseKey& key) { return std::pair(key.nameSpace, key.name); });
    for (const ReleaseKey& key : others)
        all.push_back({key, shown.has_value()});
    return all;
}

void ReleaseStore::retranslate() {
    for (const auto& [context, model] : m_models)
        model->retranslate();
}

CandidateSource ReleaseStore::candidates(const Navigation& navigation) const {
    return [this, &navigation] {
        std::vector<Candidate> names;
        const ReleaseTableModel* model = find(navigation.current().context);
        for (int row = 0; model && row < model->rowCount(); ++row) {
            const ReleaseKey& key = model->at(row).newest.key;
            names.push_back({key.name, tr("release in %1").arg(key.nameSpace), u"package"_s,
                u":rel "_s + key.nameSpace + u'/' + key.name});
        }
        return names;
    };
}

} // namespace pilothouse::ui
