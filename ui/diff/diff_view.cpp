// SPDX-License-Identifier: Apache-2.0
#include "ui/diff/diff_view.h"

#include "ui/diff/diff_outline.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QSplitter>

namespace pilothouse::ui {

DiffView::DiffView(QWidget* parent)
    : QWidget(parent)
    , m_splitter(new QSplitter(this))
    , m_outline(new DiffOutline(this))
    , m_canvas(new DiffCanvas(this)) {
    m_splitter->addWidget(m_outline);
    m_splitter->addWidget(m_canvas);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->setSizes({m_outline->sizeHint().width(), 900});
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    setFocusProxy(m_canvas);
    connect(m_outline, &DiffOutline::entryChosen, this, [this](int entry) {
        m_canvas->goToEntry(entry);
        Q_EMIT currentEntryChanged(entry);
    });
    connect(m_outline, &DiffOutline::labelsToggled, this, [this] { setLabelsShown(!areLabelsShown()); });
    connect(m_canvas, &DiffCanvas::currentEntryChanged, this, [this](int entry) {
        m_outline->setCurrentEntry(entry);
        Q_EMIT currentEntryChanged(entry);
    });
    addKey(QKeySequence(Qt::Key_N), &DiffView::nextChange);
    addKey(QKeySequence(Qt::SHIFT | Qt::Key_N), &DiffView::previousChange);
    addKey(QKeySequence(Qt::Key_T), &DiffView::goToNextObject);
    addKey(QKeySequence(Qt::Key_Space), &DiffView::toggleSeen);
}

void DiffView::setOutlineWidth(int width) {
    m_splitter->setSizes({width, 900});
}

void DiffView::addKey(const QKeySequence& key, void (DiffView::*function)()) {
    auto* shortcut = new QShortcut(key, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, function);
}

void DiffView::setDiff(ReleaseDiffPtr diff) {
    m_diff = std::move(diff);
    std::vector<DiffEntry> entries = m_diff ? entriesOf(m_diff) : std::vector<DiffEntry>();
    m_outline->outline().setEntries(entries);
    m_canvas->setEntries(std::move(entries));
    m_outline->setCurrentEntry(m_canvas->currentEntry());
}

void DiffView::setLabelsShown(bool shown) {
    if (shown == areLabelsShown()) {
        return;
    }
    m_outline->outline().setLabelsShown(shown);
    m_canvas->setLabelsShown(shown);
    m_outline->setCurrentEntry(m_canvas->currentEntry());
    Q_EMIT labelsShownChanged(shown);
}

bool DiffView::areLabelsShown() const {
    return m_outline->outline().areLabelsShown();
}

int DiffView::labelsOnlyCount() const {
    return m_outline->outline().sectionSize(DiffSection::LabelsOnly);
}

int DiffView::currentEntry() const {
    const int chosen = m_outline->currentEntry();
    return chosen >= 0 ? chosen : m_canvas->currentEntry();
}

const DiffEntry* DiffView::entry(int number) const {
    const auto& entries = m_canvas->rows().entries();
    return number >= 0 && static_cast<size_t>(number) < entries.size() ? &entries[static_cast<size_t>(number)]
                                                                       : nullptr;
}

void DiffView::goToNextObject() {
    const int count = static_cast<int>(m_canvas->rows().entries().size());
    for (int entry = currentEntry() + 1; entry < count; ++entry) {
        if (m_canvas->rows().headerRow(entry) >= 0) {
            m_canvas->goToEntry(entry);
            return;
        }
    }
}

void DiffView::toggleSeen() {
    if (currentEntry() >= 0) {
        m_outline->outline().toggleSeen(currentEntry());
    }
}

} // namespace pilothouse::ui
