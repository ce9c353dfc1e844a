// SPDX-License-Identifier: Apache-2.0
#include "ui/change/chart_form.h"

#include "core/change/encrypted_values.h"
#include "core/diff/known_secrets.h"
#include "ui/change/change_presenter.h"
#include "ui/change/chart_row.h"
#include "ui/change/plan_words.h"
#include "ui/change/values_editor.h"
#include "ui/change/values_lines.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/empty_state.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kLargestValues = 16LL << 20;

/// `line 12` of helm's and the YAML readers' words: 0-based, -1 where they name none.
int lineIn(const QString& words) {
    static const QRegularExpression kLine(u"\\bline (\\d+)|values(?:\\.yaml)?:(\\d+)(?::\\d+)?"_s);
    const QRegularExpressionMatch match = kLine.match(words);
    if (!match.hasMatch()) {
        return -1;
    }
    return (match.captured(1).isEmpty() ? match.captured(2) : match.captured(1)).toInt() - 1;
}

} // namespace

ChartForm::ChartForm(ChangeKind kind, QWidget* parent)
    : ChangeForm(parent)
    , m_kind(kind)
    , m_chart(new ChartRow(this))
    , m_note(new ElidedLabel(QString(), TextStyle::Small, ColorToken::TextSecond, this))
    , m_secrets(new Chip(QString(), Chip::Kind::Toggle, this))
    , m_stack(new QStackedWidget(this))
    , m_editor(new ValuesEditor(this))
    , m_hidden(new EmptyState(this)) {
    m_stack->addWidget(m_editor);
    m_stack->addWidget(m_hidden);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (kind == ChangeKind::Install) {
        column->addWidget(buildNames());
    }
    column->addWidget(m_chart);
    column->addWidget(buildBar());
    column->addWidget(m_stack, 1);
    setFocusProxy(m_editor);
    connect(m_chart, &ChartRow::edited, this, &ChartForm::tell);
    connect(m_editor, &ValuesEditor::edited, this, &ChartForm::tell);
    connect(m_editor, &ValuesEditor::fileDropped, this, &ChartForm::takeFile);
    connect(m_editor, &ValuesEditor::hiddenCountChanged, this, &ChartForm::showHiding);
    connect(m_editor, &ValuesEditor::hidingChanged, this, &ChartForm::showHiding);
    connect(m_secrets, &QPushButton::clicked, this, [this] {
        m_editor->revealAtCursor();
        showHiding();
    });
    connect(m_hidden, &EmptyState::actionTriggered, this, [this] {
        m_editor->revealAll();
        m_stack->setCurrentWidget(m_editor);
        showHiding();
    });
}

void ChartForm::setOffers(ChartOffers* offers) {
    m_chart->setOffers(offers);
}

QWidget* ChartForm::buildNames() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(14, 10, 14, 0);
    row->setSpacing(8);
    m_name = new QLineEdit(box);
    m_name->setPlaceholderText(tr("name of the release"));
    m_name->setAccessibleName(tr("Name of the release"));
    m_name->setMaxLength(53); // helm's limit: Kubernetes names less what charts append
    m_nameSpace = new QLineEdit(box);
    m_nameSpace->setPlaceholderText(tr("namespace"));
    m_nameSpace->setAccessibleName(tr("Namespace"));
    m_nameSpace->setMaxLength(63);
    row->addWidget(m_name, 1);
    row->addWidget(m_nameSpace, 1);
    connect(m_name, &QLineEdit::textEdited, this, &ChartForm::tell);
    connect(m_nameSpace, &QLineEdit::textEdited, this, &ChartForm::tell);
    return box;
}

QWidget* ChartForm::buildBar() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(14, 2, 14, 6);
    row->setSpacing(8);
    m_note->setElide(Qt::ElideRight);
    auto* open = new QPushButton(Theme::of(this).icon(u"file-text"_s, ColorToken::Text), QString(), box);
    open->setToolTip(tr("Put a values file into the editor. It may be dropped there, too."));
    auto* back = new QPushButton(Theme::of(this).icon(u"undo-2"_s, ColorToken::Text), QString(), box);
    back->setToolTip(tr("Back to the values of the release as it is deployed."));
    back->setVisible(m_kind == ChangeKind::Upgrade);
    for (QPushButton* button : {open, back}) {
        setButtonLook(*button, ButtonLook::Quiet);
        button->setAutoDefault(false);
        button->setAccessibleName(button->toolTip());
    }
    row->addWidget(m_note, 1);
    row->addWidget(m_secrets);
    row->addWidget(back);
    row->addWidget(open);
    connect(open, &QPushButton::clicked, this, &ChartForm::openValues);
    connect(back, &QPushButton::clicked, this, [this] {
        m_valuesFile.clear();
        m_editor->setValues(m_deployed);
        showHiding();
        tell();
    });
    return box;
}

void ChartForm::tell() {
    if (!m_isLoading) {
        Q_EMIT edited();
    }
}

void ChartForm::showHiding() {
    const bool isWhole = m_editor->hiding() != ValuesText::Hiding::Placeholders;
    m_stack->setCurrentWidget(isWhole ? static_cast<QWidget*>(m_hidden) : m_editor);
    if (m_editor->hiding() == ValuesText::Hiding::Whole) {
        m_hidden->setIconName(u"eye-off"_s);
        m_hidden->display(EmptyState::Kind::Empty, tr("These values hold secrets that can't be hidden one by one."),
            tr("They are sent as they are. To edit them, all of them have to be shown."), tr("Show and edit values"));
    } else if (isWhole) {
        m_hidden->display(EmptyState::Kind::Failed, tr("These values are no UTF-8 text."),
            tr("They would be sent as they are; edit them elsewhere."));
    }
    const int hidden = m_editor->hiddenCount();
    m_secrets->setVisible(!isWhole && hidden > 0);
    m_secrets->setIconName(u"eye-off"_s);
    m_secrets->setChecked(false);
    m_secrets->setText(tr("%n value(s) hidden", nullptr, hidden));
    m_secrets->setToolTip(tr("Sensitive values stay as they are. Put the cursor on one and press here to show it."));
    m_secrets->updateGeometry();
}

void ChartForm::openValues() {
    auto* dialog = new QFileDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Values (*.yaml *.yml *.json)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &ChartForm::takeFile);
    dialog->open();
}

void ChartForm::takeFile(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() > kLargestValues) {
        Q_EMIT failed(Error{.code = ErrorCode::Io,
            .subject = path,
            .detail = file.isOpen() ? u"larger than 16 MiB"_s : file.errorString(),
            .reason = {},
            .retryAfter = {}});
        return;
    }
    const QByteArray bytes = file.readAll();
    if (isEncryptedValues(bytes)) {
        Q_EMIT encryptedFileGiven(QFileInfo(path).absoluteFilePath());
        return;
    }
    takeDecrypted(file.fileName(), bytes);
}

void ChartForm::takeDecrypted(const QString& path, const QByteArray& values) {
    m_valuesFile = path;
    m_editor->setValues(values);
    showHiding();
    tell();
}

void ChartForm::load(const ChangePresenter& presenter) {
    m_isLoading = true;
    const ChangeRequest& request = presenter.request();
    if (m_name) {
        m_name->setText(request.release.name);
        m_nameSpace->setText(request.release.nameSpace);
    }
    m_chart->setRecord(presenter.deployed());
    learnSecrets(presenter.deployed());
    m_chart->setSource(request.chart);
    m_valuesFile = request.valuesFile;
    m_editor->setValues(request.values);
    m_isLoading = false;
    m_deployed.clear();
    refresh(presenter);
    showHiding();
}

/// helm-secrets leaves decrypted values in the record: what its Secrets hold is hidden under any key.
void ChartForm::learnSecrets(const ReleaseRecordPtr& record) {
    auto known = std::make_shared<KnownSecrets>();
    if (record) {
        known->addManifest(record->manifest);
    }
    m_editor->setKnownSecrets(known);
}

Result<void> ChartForm::write(ChangeRequest& request) const {
    if (m_name) {
        request.release.name = m_name->text().trimmed();
        request.release.nameSpace = m_nameSpace->text().trimmed();
    }
    request.chart = m_chart->source();
    const Result<QByteArray> values = m_editor->values();
    if (!values) {
        return std::unexpected(values.error());
    }
    request.values = *values;
    request.valuesFile = m_valuesFile;
    return {};
}

void ChartForm::refresh(const ChangePresenter& presenter) {
    if (const QByteArray deployed = presenter.deployedValues(); deployed != m_deployed && presenter.isLoaded()) {
        m_deployed = deployed;
        m_editor->setDeployed(deployed);
    }
    const int changed = m_editor->changedLines();
    m_note->setText(m_kind == ChangeKind::Install ? tr("Values given on top of the chart's own")
            : changed == 0                        ? tr("Values as deployed")
                                                  : tr("%n line(s) differ from the deployed values", nullptr, changed));
    QList<ValuesEditor::Issue> issues;
    if (const auto& error = presenter.renderError()) {
        if (const int line = lineIn(error->subject + u' ' + error->detail); line >= 0) {
            issues.append({line, renderErrorText(*error), ColorToken::Failed});
        }
    }
    if (const ValuesReviewPtr& review = presenter.review()) {
        for (const ValuesFinding& finding : review->findings) {
            if (finding.line > 0) {
                issues.append({finding.line - 1, findingText(finding),
                    finding.word == "Schema"_L1 ? ColorToken::Failed : ColorToken::Warning});
            }
        }
    }
    m_editor->setIssues(issues);
    if (const ValuesReviewPtr& review = presenter.review(); review && review.get() != m_reviewed) {
        m_reviewed = review.get();
        m_editor->setDefaults(defaultsBeside(presenter.request().values, *review));
    }
}

void ChartForm::openFind() {
    m_editor->openFind();
}

void ChartForm::focusFirst() {
    if (m_name && m_name->text().isEmpty()) {
        m_name->setFocus();
    } else {
        m_editor->setFocus();
    }
}

} // namespace pilothouse::ui
