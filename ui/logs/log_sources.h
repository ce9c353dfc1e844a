// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/logs/log_store.h"

#include <QHash>
#include <QSet>
#include <QString>

#include <vector>

namespace pilothouse::ui {

/// The containers a log comes from, as they are named beside its lines: the pod, and the container where its pod has
/// several. A pod keeps its number, and with it its colour, as long as the log is open.
class LogSources {
public:
    /// @return true where something changed
    bool refresh(const LogStore& store);
    void clear();

    /// Cut in the middle where it is long. @param source an id the store knows
    [[nodiscard]] QString label(quint16 source) const;
    /// `pod/container`, whole.
    [[nodiscard]] QString name(quint16 source) const;
    [[nodiscard]] int number(quint16 source) const;
    [[nodiscard]] Revision revision(quint16 source) const;
    /// Characters of the longest label.
    [[nodiscard]] int width() const { return m_width; }
    /// One container of one pod: nobody needs to be told which.
    [[nodiscard]] bool isSingle() const { return m_pods.size() < 2 && m_containers.size() < 2; }
    [[nodiscard]] bool hasRevisions() const { return m_hasRevisions; }
    /// Of the pods, in the order they joined.
    [[nodiscard]] const std::vector<QString>& pods() const { return m_pods; }
    [[nodiscard]] std::vector<quint16> sourcesOf(const QString& pod) const;
    [[nodiscard]] int podNumber(const QString& pod) const { return m_podNumbers.value(pod, 0); }

private:
    struct Known {
        QString label;
        QString pod;
        QString container;
        Revision revision = Revision::None;
    };
    void relabel();

    QHash<quint16, Known> m_known;
    std::vector<QString> m_pods;
    QHash<QString, int> m_podNumbers;
    QSet<QString> m_containers;
    int m_width = 0;
    bool m_hasRevisions = false;
};

} // namespace pilothouse::ui
