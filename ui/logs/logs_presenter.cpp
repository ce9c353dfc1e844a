// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/logs_presenter.h"

#include "ui/logs/kubectl_command.h"
#include "ui/logs/log_marks.h"

#include <QDateTime>

#include <algorithm>

namespace pilothouse::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 250ms;
constexpr qint64 kTailLines = 1000;
constexpr int kSample = 200; // lines looked at for columns
constexpr int kNsInMs = 1'000'000;

constexpr quint32 bitOf(LogLevel level) {
    return 1U << static_cast<unsigned>(level);
}
constexpr quint32 kFaults = bitOf(LogLevel::Error) | bitOf(LogLevel::Fatal);
constexpr quint32 kAllLevels = (1U << kLogLevelCount) - 1;

} // namespace

LogsPresenter::LogsPresenter(LogsParts parts, PodTools::Logs what, QObject* parent)
    : QObject(parent)
    , m_what(std::move(what))
    , m_gateway(std::move(parts.gateway))
    , m_memory(parts.settings)
    , m_store(std::move(parts.store))
    , m_filter(m_store, parts.pool)
    , m_search(m_store, parts.pool)
    , m_counter(m_store, parts.pool)
    , m_errors(m_store, parts.pool)
    , m_habits(m_memory.habits(m_what.context, m_what.scope))
    , m_isPrevious(m_what.previous) {
    if (!m_what.container.isEmpty()) {
        m_habits.containers = {{m_what.container}, false, true};
    }
    m_before = m_habits.containers;
    connectParts();
}

LogsPresenter::~LogsPresenter() {
    m_gateway->stop();
}

void LogsPresenter::connectParts() {
    connect(m_gateway.get(), &LogsGateway::batch, this, &LogsPresenter::take);
    connect(m_gateway.get(), &LogsGateway::statusChanged, this, [this](const LogFollowStatus& status) {
        m_status = status;
        Q_EMIT statusChanged();
    });
    connect(&m_store, &LogStore::dropped, this, [this](qint64 first) {
        m_histogram.forgetBelow(first);
        std::erase_if(m_marks, [first](qint64 line) { return line < first; });
    });
    connect(&m_store, &LogStore::spillFailed, this, &LogsPresenter::troubled);
    connect(&m_store, &LogStore::caughtUp, this, &LogsPresenter::giveBack);
    connect(&m_filter, &LogFilter::troubled, this, &LogsPresenter::troubled);
    connect(&m_filter, &LogFilter::progressChanged, this, &LogsPresenter::countsChanged);
    for (LogSearch* search : {&m_search, &m_errors}) {
        connect(search, &LogSearch::found, this, [this](const LogHit& hit) { Q_EMIT lineWanted(hit.line, hit.start); });
        connect(search, &LogSearch::notFound, this, &LogsPresenter::notFound);
        connect(search, &LogSearch::troubled, this, &LogsPresenter::troubled);
    }
    connect(&m_counter, &LogSearch::counted, this, &LogsPresenter::searchCounted);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &LogsPresenter::tick);
}

LogRequest LogsPresenter::request() const {
    LogRequest request;
    request.scope = m_what.scope;
    request.containers = m_habits.containers.names;
    request.withInit = m_habits.containers.withInit;
    request.withEphemeral = m_habits.containers.withEphemeral;
    request.previous = m_isPrevious;
    request.follow = !m_isPrevious;
    switch (m_preset) {
    case SincePreset::Tail:
        request.tail = kTailLines;
        break;
    case SincePreset::Head:
        break;
    case SincePreset::Minute:
        request.since = 60s;
        break;
    case SincePreset::Minutes5:
        request.since = 300s;
        break;
    case SincePreset::Minutes15:
        request.since = 900s;
        break;
    case SincePreset::Minutes30:
        request.since = 1800s;
        break;
    case SincePreset::Hour:
        request.since = 3600s;
        break;
    }
    return request;
}

QString LogsPresenter::command() const {
    return kubectlLogsCommand(m_what.context, request());
}

void LogsPresenter::reload() {
    clear();
    m_untold = 0; // of the reading before
    m_status = {};
    m_suggested.clear();
    m_widths.clear();
    m_isAtRest = false;
    m_gateway->start(request());
    m_sinceTick.start();
    m_tick.start();
    Q_EMIT restarted();
    Q_EMIT statusChanged();
}

void LogsPresenter::setPreset(SincePreset preset) {
    m_preset = preset;
    reload();
}

void LogsPresenter::setPrevious(bool isPrevious) {
    if (isPrevious != m_isPrevious) {
        m_isPrevious = isPrevious;
        reload();
    }
}

void LogsPresenter::chooseContainers(const ContainerChoice& choice) {
    if (choice == m_habits.containers) {
        return;
    }
    m_habits.containers = choice;
    remember();
    m_gateway->choose(choice.names, choice.withInit, choice.withEphemeral);
    Q_EMIT statusChanged();
}

void LogsPresenter::toggleAllContainers() {
    const ContainerChoice all{{}, true, true};
    if (m_habits.containers == all) {
        chooseContainers(m_before == all ? ContainerChoice() : m_before);
    } else {
        m_before = m_habits.containers;
        chooseContainers(all);
    }
}

void LogsPresenter::remember() {
    m_memory.remember(m_what.context, m_what.scope, m_habits);
}

void LogsPresenter::take(const LogBatchPtr& batch) {
    const qint64 before = m_store.end();
    m_store.append(batch);
    count(before, m_store.end());
    qint64 line = before;
    for (const LogLine& meta : batch->lines) {
        if (!meta.isNotice && !meta.continues) {
            m_histogram.add(line, meta.stamp, meta.level);
        }
        ++line;
    }
    m_isAtRest = false;
    m_untold += batch->bytes.size();
    if (!m_store.isBehind()) {
        giveBack();
    }
}

/// Room for more: core stops reading when it does not hear this, so a slow disk slows the reading, never the window.
void LogsPresenter::giveBack() {
    if (const qint64 bytes = std::exchange(m_untold, 0); bytes > 0) {
        m_gateway->taken(bytes);
    }
}

void LogsPresenter::count(qint64 firstNew, qint64 end) {
    m_newLines += end - firstNew;
    if (!m_tick.isActive()) {
        m_sinceTick.start();
        m_tick.start();
    }
}

/// Four times a second while lines come; a quiet log costs nothing.
void LogsPresenter::tick() {
    const auto passed = static_cast<double>(std::max<qint64>(1, m_sinceTick.restart()));
    const double now = static_cast<double>(m_newLines) * 1000.0 / passed;
    m_rate = m_rate * 0.6 + now * 0.4;
    const bool wasQuiet = m_newLines == 0;
    m_newLines = 0;
    if (wasQuiet && m_rate < 1) {
        m_rate = 0;
        m_tick.stop();
        m_isAtRest = true;
    }
    if (m_habits.hasColumns && m_widths.isEmpty()) {
        suggestColumns();
    }
    Q_EMIT countsChanged();
}

void LogsPresenter::clear() {
    m_search.cancel();
    m_counter.cancel();
    m_errors.cancel();
    m_histogram.clear();
    m_marks.clear();
    m_store.clear();
    m_newLines = 0;
    m_rate = 0;
    Q_EMIT countsChanged();
    if (!m_pattern.text.isEmpty()) {
        countMatches();
    }
}

void LogsPresenter::mark() {
    LogNotice notice;
    notice.kind = LogNotice::Kind::Mark;
    m_marks.push_back(m_store.end());
    m_store.appendNotice(notice, QDateTime::currentMSecsSinceEpoch() * kNsInMs);
    Q_EMIT countsChanged();
}

void LogsPresenter::markNext(qint64 from) {
    if (m_marks.empty()) {
        Q_EMIT notFound();
        return;
    }
    const auto next = std::ranges::upper_bound(m_marks, from);
    Q_EMIT lineWanted(next == m_marks.end() ? m_marks.front() : *next, 0);
}

void LogsPresenter::setSpec(LogFilterSpec spec) {
    // Only a pattern can be refused, and this one was accepted before.
    (void)m_filter.setSpec(std::move(spec));
    countMatches();
    Q_EMIT filterChanged();
}

Result<void> LogsPresenter::setFilterText(const QString& typed, bool mindsCase) {
    LogFilterSpec spec = m_filter.spec();
    spec.pattern = readPattern(typed, mindsCase);
    if (spec.pattern.text.isEmpty()) {
        spec.pattern = {};
    }
    if (spec == m_filter.spec()) {
        return {};
    }
    const Result<void> accepted = m_filter.setSpec(std::move(spec));
    if (accepted) {
        countMatches();
        Q_EMIT filterChanged();
    }
    return accepted;
}

void LogsPresenter::setLevelHidden(LogLevel level, bool isHidden) {
    const quint32 before = hiddenLevels();
    setHiddenLevels(isHidden ? before | bitOf(level) : before & ~bitOf(level));
}

void LogsPresenter::setHiddenLevels(quint32 levels) {
    LogFilterSpec spec = m_filter.spec();
    if (spec.hiddenLevels != levels) {
        spec.hiddenLevels = levels;
        setSpec(std::move(spec));
    }
}

void LogsPresenter::setHiddenSources(std::vector<quint16> sources) {
    LogFilterSpec spec = m_filter.spec();
    std::ranges::sort(sources);
    if (spec.hiddenSources != sources) {
        spec.hiddenSources = std::move(sources);
        setSpec(std::move(spec));
    }
}

bool LogsPresenter::isFiltering() const {
    return m_filter.spec() != LogFilterSpec();
}

void LogsPresenter::showEverything() {
    setSpec({});
}

Result<void> LogsPresenter::setSearch(const QString& typed, bool mindsCase) {
    LogPattern pattern = readPattern(typed, mindsCase);
    pattern.isInverse = false;
    m_search.cancel();
    m_pattern = pattern;
    if (pattern.text.isEmpty()) {
        m_counter.cancel();
        return {};
    }
    return m_counter.count(m_pattern, m_filter.spec());
}

void LogsPresenter::countMatches() {
    if (!m_pattern.text.isEmpty()) {
        (void)m_counter.count(m_pattern, m_filter.spec()); // it was readable when it was typed
    }
}

void LogsPresenter::findFrom(qint64 line, LogSearch::Direction direction) {
    if (!m_pattern.text.isEmpty()) {
        (void)m_search.find(m_pattern, line, direction, m_filter.spec());
    }
}

void LogsPresenter::findError(qint64 line, LogSearch::Direction direction) {
    LogFilterSpec spec = m_filter.spec();
    spec.hiddenLevels |= kAllLevels & ~kFaults;
    (void)m_errors.find({}, line, direction, std::move(spec)); // every line of those levels
}

std::vector<LogFields> LogsPresenter::sample() const {
    std::vector<LogFields> sample;
    const qint64 first = std::max(m_store.first(), m_store.end() - 2 * static_cast<qint64>(kSample));
    for (qint64 line = m_store.end() - 1; line >= first && sample.size() < kSample; --line) {
        const LogStore::Line held = m_store.line(line);
        if (!held.meta.isNotice && held.bytes.size() < 64 * 1024) {
            sample.push_back(logFieldsOf(held.bytes));
        }
    }
    return sample;
}

/// What columns() are to be, and how wide, from the newest lines.
void LogsPresenter::suggestColumns() {
    const std::vector<LogFields> lines = sample();
    if (m_habits.columns.isEmpty()) {
        m_suggested = suggestedColumns(lines);
        // The message is the longest, and the only one that needs no end.
        for (const QString& name : {QStringLiteral("msg"), QStringLiteral("message")}) {
            if (const auto at = m_suggested.indexOf(name); at >= 0) {
                m_suggested.move(at, m_suggested.size() - 1);
            }
        }
    }
    measureColumns(lines);
    if (!m_widths.isEmpty()) {
        Q_EMIT columnsChanged();
    }
}

void LogsPresenter::measureColumns(const std::vector<LogFields>& lines) {
    constexpr qsizetype kGap = 2;
    m_widths.clear();
    if (lines.empty()) {
        return;
    }
    const QStringList names = columns();
    for (const QString& name : names) {
        qsizetype widest = name.size();
        for (const LogFields& fields : lines) {
            widest = std::max(widest, fields.value(name).size());
        }
        m_widths.append(static_cast<int>(std::min<qsizetype>(widest, 100) + kGap));
    }
}

void LogsPresenter::setColumnsShown(bool areShown) {
    if (areShown == m_habits.hasColumns) {
        return;
    }
    m_habits.hasColumns = areShown;
    remember();
    if (areShown) {
        suggestColumns();
    }
    Q_EMIT columnsChanged();
}

QStringList LogsPresenter::columns() const {
    if (!m_habits.hasColumns) {
        return {};
    }
    return m_habits.columns.isEmpty() ? m_suggested : m_habits.columns;
}

QStringList LogsPresenter::knownFields() const {
    QStringList names = columns();
    for (const LogFields& fields : sample()) {
        for (const LogFields::Field& field : fields.fields) {
            if (!names.contains(field.name) && names.size() < 60) {
                names.append(field.name);
            }
        }
    }
    return names;
}

void LogsPresenter::chooseColumns(const QStringList& names) {
    m_habits.columns = names;
    m_habits.hasColumns = true;
    remember();
    suggestColumns();
    Q_EMIT columnsChanged();
}

} // namespace pilothouse::ui
