// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_page.h"

#include "ui/frame/contexts.h"
#include "ui/frame/environment_look.h"
#include "ui/settings/owner_rules_model.h"
#include "ui/settings/owner_rules_table.h"
#include "ui/settings/rules_model.h"
#include "ui/settings/tool_settings_form.h"
#include "ui/widgets/data_table.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidest = 760;

/// Edits an environment as a choice, not as a number.
class KindDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex&) const override {
        auto* box = new QComboBox(parent);
        for (const auto kind : {EnvironmentKind::Production, EnvironmentKind::Staging, EnvironmentKind::Playground}) {
            box->addItem(environmentName(kind), static_cast<int>(kind));
        }
        return box;
    }
    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        auto* box = static_cast<QComboBox*>(editor);
        box->setCurrentIndex(box->findData(index.data(Qt::EditRole)));
    }
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override {
        model->setData(index, static_cast<QComboBox*>(editor)->currentData(), Qt::EditRole);
    }
};

} // namespace

SettingsPage::SettingsPage(Theme& theme, Contexts& contexts, SettingsStore& store, QWidget* parent)
    : Page(parent)
    , m_theme(theme)
    , m_contexts(contexts)
    , m_preferences(store)
    , m_rules(new RulesModel(contexts.rules().rules(), this))
    , m_owners(new OwnerRulesModel(ownerRulesIn(store), this)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    outer->addWidget(scroll);
    auto* content = new QWidget(scroll);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(32, 28, 32, 32);
    column->setSpacing(10);
    addLook(*column);
    addEnvironments(*column);
    addOwners(*column);
    addRepositories(*column);
    addTools(*column, store);
    addAbout(*column);
    column->addStretch(1);
    scroll->setWidget(content);
}

void SettingsPage::showPlace(const Place&) {
    m_rules->setRules(m_contexts.rules().rules());
}

Crumbs SettingsPage::breadcrumbs() const {
    return {tr("Settings")};
}

QList<KeyGroup> SettingsPage::keys() const {
    return {{tr("Settings"), {{u"Tab"_s, tr("next choice")}}}};
}

void SettingsPage::addHeading(QVBoxLayout& column, const QString& title, const QString& detail) {
    auto* heading = new QLabel(title, this);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(m_theme.font(TextStyle::Title));
    column.addSpacing(8);
    column.addWidget(heading);
    if (detail.isEmpty()) {
        return;
    }
    auto* text = new QLabel(detail, this);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setMaximumWidth(kWidest);
    text->setForegroundRole(QPalette::PlaceholderText);
    column.addWidget(text);
}

QComboBox* SettingsPage::addChoice(QFormLayout& form, const QString& label,
    const QList<std::pair<QString, QVariant>>& choices, const QVariant& current) {
    auto* box = new QComboBox(this);
    for (const auto& [text, value] : choices) {
        box->addItem(text, value);
    }
    box->setCurrentIndex(qMax(0, box->findData(current)));
    box->setMinimumWidth(220);
    box->setAccessibleName(label);
    form.addRow(label, box);
    return box;
}

void SettingsPage::addLook(QVBoxLayout& column) {
    addHeading(column, tr("Look"), {});
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->setHorizontalSpacing(24);
    column.addLayout(form);
    using Choice = Theme::Choice;
    auto* theme = addChoice(*form, tr("Colours"),
        {{tr("As the system"), static_cast<int>(Choice::System)}, {tr("Light"), static_cast<int>(Choice::Light)},
            {tr("Dark"), static_cast<int>(Choice::Dark)}},
        static_cast<int>(m_preferences.themeChoice()));
    connect(theme, &QComboBox::currentIndexChanged, this, [this, theme] {
        const auto choice = static_cast<Choice>(theme->currentData().toInt());
        m_preferences.setThemeChoice(choice);
        m_theme.setChoice(choice);
    });
    auto* scale = addChoice(*form, tr("Size of text"),
        {{u"90 %"_s, 0.9}, {u"100 %"_s, 1.0}, {u"110 %"_s, 1.1}, {u"125 %"_s, 1.25}, {u"150 %"_s, 1.5}},
        m_preferences.textScale());
    connect(scale, &QComboBox::currentIndexChanged, this, [this, scale] {
        m_preferences.setTextScale(scale->currentData().toDouble());
        m_theme.setTextScale(m_preferences.textScale());
    });
    auto* language = addChoice(*form, tr("Language"),
        {{tr("As the system"), QString()}, {u"English"_s, u"en"_s}, {u"简体中文"_s, u"zh_CN"_s}},
        m_preferences.language());
    connect(language, &QComboBox::currentIndexChanged, this, [this, language] {
        m_preferences.setLanguage(language->currentData().toString());
        Q_EMIT languageChosen(language->currentData().toString());
    });
}

void SettingsPage::addEnvironments(QVBoxLayout& column) {
    addHeading(column, tr("Environments"),
        tr("A rule names a context, and a namespace in it, by a whole word (prd is in eks_prd-app, not in product) or "
           "with * for any text. "
           "The first rule that fits decides. Words such as prod, stg and dev are known without a rule; what nothing "
           "names is treated as carefully as production."));
    auto* table = new DataTable(this);
    table->setSource(m_rules);
    table->setItemDelegateForColumn(RulesModel::Kind, new KindDelegate(table));
    table->setEditTriggers(
        QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    table->setMaximumWidth(kWidest);
    table->setFixedHeight(190);
    table->setAccessibleName(tr("Rules for environments"));
    column.addWidget(table);
    auto* row = new QHBoxLayout;
    auto* add = new QPushButton(m_theme.icon(u"plus"_s), tr("Add a rule"), this);
    auto* remove = new QPushButton(m_theme.icon(u"trash-2"_s), tr("Remove"), this);
    row->addWidget(add);
    row->addWidget(remove);
    row->addStretch(1);
    column.addLayout(row);
    connect(add, &QPushButton::clicked, m_rules, &RulesModel::add);
    connect(remove, &QPushButton::clicked, this, [this, table] { m_rules->remove(table->currentSourceRow()); });
    connect(m_rules, &RulesModel::edited, this, [this] { Q_EMIT rulesChosen(m_rules->rules()); });
}

void SettingsPage::addOwners(QVBoxLayout& column) {
    addHeading(column, tr("Who else deploys"),
        tr("A pipeline or a Git repository can’t be seen in a cluster: name it here, for the releases it deploys. "
           "Their "
           "rows are marked, and every plan for one of them says that the next run brings its own version back. "
           "Patterns are those of environments; an empty one fits everything."));
    auto* table = new OwnerRulesTable(*m_owners, this);
    table->setMaximumWidth(kWidest);
    column.addWidget(table);
    connect(m_owners, &OwnerRulesModel::edited, this, [this] { Q_EMIT ownersChosen(m_owners->rules()); });
}

void SettingsPage::addTools(QVBoxLayout& column, SettingsStore& store) {
    addHeading(column, tr("Logs"), {});
    column.addWidget(new LogSettingsForm(store, this));
    addHeading(column, tr("Terminals"), {});
    column.addWidget(new TerminalSettingsForm(store, this));
}

void SettingsPage::addRepositories(QVBoxLayout& column) {
    addHeading(column, tr("Repositories"),
        tr("Chart repositories and OCI registries: addresses, logins, certificates and proxies."));
    auto* open = new QPushButton(m_theme.icon(u"library"_s), tr("Repositories and logins…"), this);
    open->setObjectName(u"repositories"_s);
    auto* row = new QHBoxLayout;
    row->addWidget(open);
    row->addStretch(1);
    column.addLayout(row);
    connect(open, &QPushButton::clicked, this, &SettingsPage::repositoriesWanted);
}

void SettingsPage::addAbout(QVBoxLayout& column) {
    addHeading(column, tr("About"),
        tr("Pilothouse %1. Apache License 2.0. It talks to the API servers in your kubeconfig and to nobody else: no "
           "telemetry, no update check.")
            .arg(QStringLiteral(PILOTHOUSE_VERSION)));
    auto* libraries = new QLabel(
        tr("With Qt, curl, yaml-cpp, simdjson, libgit2, KSyntaxHighlighting, QtKeychain, libfyaml, OpenSSL and "
           "zlib; fonts Inter and JetBrains Mono, icons Lucide. Their licences are in NOTICE."),
        this);
    libraries->setTextFormat(Qt::PlainText);
    libraries->setWordWrap(true);
    libraries->setMaximumWidth(kWidest);
    libraries->setForegroundRole(QPalette::PlaceholderText);
    column.addWidget(libraries);
}

} // namespace pilothouse::ui
