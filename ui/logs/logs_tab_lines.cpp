// SPDX-License-Identifier: Apache-2.0
// What a LogsTab does with lines: filter, find, copy, save; and what stands where there are none.
#include "ui/logs/logs_tab.h"

#include "core/base/plain_text.h"
#include "ui/logs/log_export.h"
#include "ui/logs/log_view.h"
#include "ui/logs/log_words.h"
#include "ui/logs/logs_bar.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_field.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/progress_line.h"

#include <QClipboard>
#include <QDateTime>
#include <QFileDialog>
#include <QGuiApplication>
#include <QRegularExpression>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

void LogsTab::connectFinding() {
    connect(m_actions.filter, &QAction::triggered, this, &LogsTab::focusFilter);
    connect(m_actions.find, &QAction::triggered, this, &LogsTab::openFind);
    connect(m_actions.findNext, &QAction::triggered, this, [this] { find(LogSearch::Direction::Down); });
    connect(m_actions.findPrevious, &QAction::triggered, this, [this] { find(LogSearch::Direction::Up); });
    connect(m_actions.nextError, &QAction::triggered, this,
        [this] { m_presenter.findError(startOfFinding(LogSearch::Direction::Down), LogSearch::Direction::Down); });
    connect(m_actions.previousError, &QAction::triggered, this,
        [this] { m_presenter.findError(startOfFinding(LogSearch::Direction::Up), LogSearch::Direction::Up); });
    connect(m_actions.nextMark, &QAction::triggered, this, [this] { m_presenter.markNext(m_view->currentLine()); });
    connect(m_actions.mindCase, &QAction::toggled, this, [this] {
        applyFilter();
        search(m_find->needle());
    });
    connect(m_find, &FindBar::needleChanged, this, &LogsTab::search);
    connect(m_find, &FindBar::nextWanted, this, [this] { find(LogSearch::Direction::Down); });
    connect(m_find, &FindBar::previousWanted, this, [this] { find(LogSearch::Direction::Up); });
    connect(m_find, &FindBar::closed, this, &LogsTab::closeFind);
    connect(&m_bar->filter(), &QLineEdit::textChanged, &m_filterDelay, qOverload<>(&QTimer::start));
    connect(&m_bar->filter(), &FilterField::left, this, [this] {
        applyFilter();
        m_view->setFocus();
    });
}

void LogsTab::focusFilter() {
    m_bar->filter().setFocus(Qt::ShortcutFocusReason);
    m_bar->filter().selectAll();
}

bool LogsTab::escape() {
    if (m_find->isVisible()) {
        closeFind();
        return true;
    }
    if (m_view->hasSelection()) {
        m_view->clearSelection();
        return true;
    }
    if (!m_bar->filter().text().isEmpty()) {
        m_bar->filter().clear();
        applyFilter();
        return true;
    }
    return false;
}

void LogsTab::applyFilter() {
    m_filterDelay.stop();
    const Result<void> accepted = m_presenter.setFilterText(m_bar->filter().text(), m_actions.mindCase->isChecked());
    if (!accepted) {
        m_bar->filter().setToolTip(
            plainToolTip(tr("Not a regular expression yet: %1").arg(escapeControls(accepted.error().detail))));
    }
    presentEmpty();
}

void LogsTab::openFind() {
    m_find->open();
    m_find->adjustSize();
    m_find->move(std::max(4, m_view->viewport()->width() - m_find->width() - 14), 8);
    search(m_find->needle());
}

void LogsTab::closeFind() {
    m_find->hide();
    search(QString());
    m_view->setFocus();
}

void LogsTab::search(const QString& needle) {
    const Result<void> accepted = m_presenter.setSearch(needle, m_actions.mindCase->isChecked());
    if (!accepted) {
        m_find->setCounts(0, 0, false);
        return;
    }
    m_view->setMarked(m_presenter.search());
    if (!needle.isEmpty()) {
        // From the top of what is in sight, so that nothing jumps while one types.
        m_presenter.findFrom(m_view->linesInSight().first - 1, LogSearch::Direction::Down);
    }
}

qint64 LogsTab::startOfFinding(LogSearch::Direction direction) const {
    if (m_view->currentLine() >= 0) {
        return m_view->currentLine();
    }
    const auto [first, last] = m_view->linesInSight();
    return direction == LogSearch::Direction::Down ? first - 1 : last + 1;
}

void LogsTab::find(LogSearch::Direction direction) {
    m_presenter.findFrom(startOfFinding(direction), direction);
}

void LogsTab::presentEmpty() {
    const bool isEmpty = m_presenter.filter().rowCount() == 0;
    m_empty->setVisible(isEmpty);
    if (!isEmpty) {
        return;
    }
    m_empty->raise();
    using enum LogFollowStatus::State;
    using Kind = EmptyState::Kind;
    const LogFollowStatus& status = m_presenter.status();
    m_emptyAction = [this] { m_presenter.reload(); };
    if (m_presenter.store().count() > 0) {
        m_empty->display(m_presenter.filter().isComplete() ? Kind::Empty : Kind::Loading,
            m_presenter.filter().isComplete() ? tr("No line passes the filter.") : tr("Filtering…"),
            tr("%1 lines are held.").arg(countWords(m_presenter.store().count())), tr("Show all lines"));
        m_empty->setIconName(m_presenter.filter().isComplete() ? u"list-filter"_s : u"loader"_s);
        m_emptyAction = [this] {
            m_bar->filter().clear();
            m_filterDelay.stop();
            m_presenter.showEverything();
        };
        return;
    }
    const auto offerStart = [this] {
        m_actions.setPreset(SincePreset::Head);
        m_presenter.setPreset(SincePreset::Head);
    };
    const QString scope = escapeControls(podScopeText(m_presenter.what().scope));
    const bool canGoBack = m_presenter.preset() != SincePreset::Head;
    switch (status.state) {
    case Failed:
        m_empty->showError(status.error.value_or(Error{}));
        return;
    case Looking:
        m_empty->display(Kind::Loading, tr("Looking for pods of %1…").arg(scope),
            status.error ? tr("%1 · trying again").arg(escapeControls(errorLine(*status.error))) : QString());
        return;
    case Empty:
        m_empty->display(Kind::Empty, tr("No pod of %1 is there now.").arg(scope),
            tr("Pods that start join by themselves."), tr("Look again"));
        m_empty->setIconName(u"boxes"_s);
        return;
    case Done:
    case Streaming:
        m_empty->display(Kind::Empty,
            m_presenter.isPrevious() ? tr("The previous containers wrote nothing.") : tr("Nothing was written yet."),
            status.state == Streaming ? tr("New lines come by themselves.") : QString(),
            canGoBack ? tr("Read from the start") : tr("Read again"));
        m_empty->setIconName(u"scroll-text"_s);
        if (canGoBack) {
            m_emptyAction = offerStart;
        }
        return;
    }
}

void LogsTab::copy() {
    const bool isMasked = m_actions.maskSecrets->isChecked();
    const auto [from, to] = m_view->selection();
    const LogStore& store = m_presenter.store();
    if (m_view->hasSelection() && from.line == to.line) {
        const QString text = m_view->rows().row(from.line)->text;
        QString part
            = isMasked ? maskedPart(text, from.column, to.column) : text.mid(from.column, to.column - from.column);
        QGuiApplication::clipboard()->setText(part.replace(QChar::LineSeparator, u'\n'));
        return;
    }
    qint64 first = from.line;
    qint64 last = to.line;
    if (!m_view->hasSelection()) {
        first = last = m_view->currentLine();
    }
    if (first < store.first() || last >= store.end()) {
        m_notice->tell(
            ColorToken::Accent, tr("Nothing is selected: choose lines with the mouse or Shift+Up and Shift+Down."));
        return;
    }
    LogExport::Options options;
    options.look = m_view->look();
    options.masksSecrets = isMasked;
    options.part = {first, last};
    auto work = std::make_unique<LogExport>(m_presenter.store(), m_presenter.filter(), m_view->sources(), options);
    connect(work.get(), &LogExport::collected, this, [this](const QString& text, qint64 lines, bool isCut) {
        m_progress->finish();
        QGuiApplication::clipboard()->setText(text);
        if (isCut) {
            m_notice->tell(ColorToken::Warning,
                tr("Only the first %1 lines were copied (64 MiB). Save them instead.").arg(countWords(lines)));
        }
    });
    LogExport* copying = work.get();
    startExport(std::move(work));
    copying->collect();
}

void LogsTab::startExport(std::unique_ptr<LogExport> work) {
    m_export = std::move(work);
    connect(m_export.get(), &LogExport::progressed, m_progress, &ProgressLine::setProgress);
    connect(m_export.get(), &LogExport::failed, this, [this](const Error& error) {
        m_progress->finish();
        m_notice->tellError(error);
    });
    connect(m_progress, &ProgressLine::cancelled, m_export.get(), [this] {
        m_export->cancel();
        m_progress->finish();
    });
    m_progress->start(tr("Writing lines"));
}

void LogsTab::save(bool isRaw) {
    static const QRegularExpression unsafe(u"[^A-Za-z0-9._-]+"_s);
    const QString name = podScopeText(m_presenter.what().scope).replace(unsafe, u"-"_s)
        + QDateTime::currentDateTime().toString(u"-yyyyMMdd-HHmmss"_s) + (isRaw ? u".raw.log"_s : u".log"_s);
    auto* dialog = new QFileDialog(this, isRaw ? tr("Save raw bytes") : tr("Save what is shown"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, isRaw](const QString& file) { startSaving(isRaw, file); });
    dialog->open();
}

void LogsTab::startSaving(bool isRaw, const QString& file) {
    LogExport::Options options;
    options.form = isRaw ? LogExport::Form::Raw : LogExport::Form::Shown;
    options.isFiltered = !isRaw;
    options.look = m_view->look();
    options.masksSecrets = m_actions.maskSecrets->isChecked();
    auto work = std::make_unique<LogExport>(m_presenter.store(), m_presenter.filter(), m_view->sources(), options);
    connect(work.get(), &LogExport::saved, this, [this](const QString& name, qint64 lines) {
        m_progress->finish();
        m_notice->tell(ColorToken::Ok, tr("%1 lines saved to %2.").arg(countWords(lines), escapeControls(name)));
    });
    LogExport* saving = work.get();
    startExport(std::move(work));
    saving->saveTo(file);
}

void LogsTab::showCommand() {
    m_command->tell(ColorToken::Accent, m_presenter.command(), tr("Copy"));
}

} // namespace pilothouse::ui
