// SPDX-License-Identifier: Apache-2.0
#include "ui/releases/notes_tab.h"

#include "core/helm/record_secrets.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/empty_state.h"

#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

NotesTab::NotesTab(QWidget* parent)
    : ReleaseTabWidget(parent)
    , m_text(new CodeView(this))
    , m_empty(new EmptyState(this)) {
    m_text->setLineNumbers(false);
    m_empty->display(EmptyState::Kind::Empty, tr("This revision has no notes."));
    m_empty->setIconName(u"file-text"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_empty, 1);
    setFocusProxy(m_text);
    clear();
}

void NotesTab::showRevision(const ContextId& /*context*/, const ReleaseKey& /*release*/, Revision /*revision*/,
    Revision /*compareWith*/, const ReleaseRecordPtr& record) {
    if (!record)
        return;
    const bool hasNotes = !record->notes.trimmed().isEmpty();
    m_text->setVisible(hasNotes);
    m_empty->setVisible(!hasNotes);
    const QString shown = maskedNotes(*record);
    if (shown != m_text->document().text())
        m_text->setText(shown, CodeKind::Plain);
}

void NotesTab::clear() {
    m_text->setText({}, CodeKind::Plain);
    m_text->hide();
    m_empty->hide();
}

void NotesTab::openFind() {
    m_text->openFind();
}

} // namespace pilothouse::ui
