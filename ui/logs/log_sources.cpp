// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_sources.h"

#include "core/base/plain_text.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
constexpr int kLongest = 34; // characters of a label
}

bool LogSources::refresh(const LogStore& store) {
    bool isChanged = false;
    for (const LogSource& source : store.sources()) {
        Known& known = m_known[source.id];
        if (known.pod == source.pod && known.container == source.container && known.revision == source.revision) {
            continue;
        }
        isChanged = true;
        known = {{}, source.pod, source.container, source.revision};
        m_containers.insert(source.container);
        m_hasRevisions = m_hasRevisions || source.revision != Revision::None;
        if (!m_podNumbers.contains(source.pod)) {
            m_podNumbers.insert(source.pod, static_cast<int>(m_pods.size()));
            m_pods.push_back(source.pod);
        }
    }
    if (isChanged) {
        relabel();
    }
    return isChanged;
}

void LogSources::relabel() {
    m_width = 0;
    QHash<QString, QSet<QString>> containers;
    for (const Known& known : std::as_const(m_known)) {
        containers[known.pod].insert(known.container);
    }
    for (Known& known : m_known) {
        // Of one pod only its containers are told apart.
        QString label = escapeControls(m_pods.size() == 1 ? known.container : known.pod);
        if (m_pods.size() > 1 && containers.value(known.pod).size() > 1) {
            label += u'/' + escapeControls(known.container);
        }
        known.label = elideMiddle(label, kLongest);
        m_width = std::max(m_width, static_cast<int>(known.label.size()));
    }
}

void LogSources::clear() {
    *this = LogSources();
}

QString LogSources::label(quint16 source) const {
    return m_known.value(source).label;
}

QString LogSources::name(quint16 source) const {
    const auto known = m_known.constFind(source);
    return known == m_known.constEnd() ? QString()
                                       : escapeControls(known->pod) + u'/' + escapeControls(known->container);
}

int LogSources::number(quint16 source) const {
    const auto known = m_known.constFind(source);
    return known == m_known.constEnd() ? 0 : podNumber(known->pod);
}

Revision LogSources::revision(quint16 source) const {
    const auto known = m_known.constFind(source);
    return known == m_known.constEnd() ? Revision::None : known->revision;
}

std::vector<quint16> LogSources::sourcesOf(const QString& pod) const {
    std::vector<quint16> ids;
    for (auto known = m_known.constBegin(); known != m_known.constEnd(); ++known) {
        if (known->pod == pod) {
            ids.push_back(known.key());
        }
    }
    std::ranges::sort(ids);
    return ids;
}

} // namespace pilothouse::ui
