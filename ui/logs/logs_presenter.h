// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/worker_pool.h"
#include "core/logs/log_filter.h"
#include "core/logs/log_text.h"
#include "ui/frame/pod_tools.h"
#include "ui/logs/log_actions.h"
#include "ui/logs/log_histogram.h"
#include "ui/logs/logs_gateway.h"
#include "ui/logs/logs_memory.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace pilothouse::ui {

/// What a log tab needs. The pool and the settings outlive it.
struct LogsParts {
    std::unique_ptr<LogsGateway> gateway;
    WorkerPool& pool;
    SettingsStore* settings = nullptr;
    LogStore::Options store;
};

/// Decides for a log tab: what is read and from when, what is hidden, what is found, what is remembered. It holds the
/// lines; the view shows them. Thread: GUI; judging and searching are on the pool.
class LogsPresenter final : public QObject {
    Q_OBJECT
public:
    LogsPresenter(LogsParts parts, PodTools::Logs what, QObject* parent = nullptr);
    ~LogsPresenter() override;
    Q_DISABLE_COPY_MOVE(LogsPresenter)

    [[nodiscard]] const PodTools::Logs& what() const { return m_what; }
    [[nodiscard]] LogStore& store() { return m_store; }
    [[nodiscard]] LogFilter& filter() { return m_filter; }
    [[nodiscard]] const LogFilter& filter() const { return m_filter; }
    [[nodiscard]] const LogHistogram& histogram() const { return m_histogram; }
    [[nodiscard]] const LogFollowStatus& status() const { return m_status; }
    [[nodiscard]] LogRequest request() const;
    /// The kubectl command this stands for.
    [[nodiscard]] QString command() const;

    /// Reads (again), with what is chosen now; the lines held are forgotten.
    void reload();
    void setPreset(SincePreset preset);
    [[nodiscard]] SincePreset preset() const { return m_preset; }
    void setPrevious(bool isPrevious);
    [[nodiscard]] bool isPrevious() const { return m_isPrevious; }
    void chooseContainers(const ContainerChoice& choice);
    [[nodiscard]] const ContainerChoice& containers() const { return m_habits.containers; }
    /// All there are; again: as before.
    void toggleAllContainers();

    void clear();
    /// A line across the log, now.
    void mark();
    void markNext(qint64 from);

    /// @param typed as readPattern reads it. Errors: Invalid (a regex that can't be read); the filter stays.
    [[nodiscard]] Result<void> setFilterText(const QString& typed, bool mindsCase);
    void setLevelHidden(LogLevel level, bool isHidden);
    void setHiddenLevels(quint32 levels);
    [[nodiscard]] quint32 hiddenLevels() const { return m_filter.spec().hiddenLevels; }
    void setHiddenSources(std::vector<quint16> sources);
    [[nodiscard]] const std::vector<quint16>& hiddenSources() const { return m_filter.spec().hiddenSources; }
    [[nodiscard]] bool isFiltering() const;
    void showEverything();

    /// What is marked from now on; the hits are counted. Errors: Invalid.
    [[nodiscard]] Result<void> setSearch(const QString& typed, bool mindsCase);
    [[nodiscard]] const LogPattern& search() const { return m_pattern; }
    void findFrom(qint64 line, LogSearch::Direction direction);
    void findError(qint64 line, LogSearch::Direction direction);

    void setColumnsShown(bool areShown);
    [[nodiscard]] bool areColumnsShown() const { return m_habits.hasColumns; }
    /// Names of the columns shown now, none when they are not.
    [[nodiscard]] QStringList columns() const;
    /// Characters each of them takes in a sample of the lines, with a gap.
    [[nodiscard]] const QList<int>& columnWidths() const { return m_widths; }
    /// Every field seen in a sample of the lines, for choosing.
    [[nodiscard]] QStringList knownFields() const;
    void chooseColumns(const QStringList& names);

    /// Lines a second, over the last second.
    [[nodiscard]] double rate() const { return m_rate; }
    [[nodiscard]] bool isAtRest() const { return m_isAtRest; }

Q_SIGNALS:
    void statusChanged();
    /// Lines, levels, rate: told four times a second at most.
    void countsChanged();
    void filterChanged();
    void columnsChanged();
    void restarted();
    /// Something was found: go there.
    void lineWanted(qint64 line, qsizetype startByte);
    void notFound();
    void searchCounted(qint64 lines, bool isComplete);
    /// Told once each: the file can't be written, an expression ran away.
    void troubled(const pilothouse::Error& error);

private:
    void connectParts();
    void take(const LogBatchPtr& batch);
    void giveBack();
    void count(qint64 firstNew, qint64 end);
    void setSpec(LogFilterSpec spec);
    void countMatches();
    void remember();
    void tick();
    void suggestColumns();
    void measureColumns(const std::vector<LogFields>& lines);
    [[nodiscard]] std::vector<LogFields> sample() const;

    PodTools::Logs m_what;
    std::unique_ptr<LogsGateway> m_gateway;
    LogsMemory m_memory;
    LogStore m_store;
    LogFilter m_filter;
    LogSearch m_search;
    LogSearch m_counter;
    LogSearch m_errors;
    LogHistogram m_histogram;
    LogFollowStatus m_status;
    LogHabits m_habits;
    ContainerChoice m_before; ///< what toggleAllContainers goes back to
    LogPattern m_pattern;
    QStringList m_suggested;
    QList<int> m_widths; ///< of columns()
    std::vector<qint64> m_marks;
    SincePreset m_preset = SincePreset::Tail;
    bool m_isPrevious = false;
    bool m_isAtRest = false;
    QTimer m_tick;
    QElapsedTimer m_sinceTick;
    qint64 m_newLines = 0;
    qint64 m_untold = 0; ///< bytes taken that the gateway was not told of yet
    double m_rate = 0;
};

} // namespace pilothouse::ui
