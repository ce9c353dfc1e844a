// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/repositories_page.h"

#include "core/helm/helm_logins.h"
#include "ui/frame/repository_words.h"
#include "ui/settings/repositories_model.h"
#include "ui/settings/repository_form.h"
#include "ui/theme/button_look.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;
using Kept = RepositoryBook::Kept;

namespace {

constexpr int kWidest = 900;
constexpr int kTableHeight = 180;

} // namespace

RepositoriesPage::RepositoriesPage(const Services& services, QWidget* parent)
    : Page(parent)
    , m_services(services)
    , m_model(new RepositoriesModel(services.book, this)) {
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
    buildList(*column);
    buildForm(*column);
    column->addStretch(1);
    scroll->setWidget(content);
    connect(&m_services.book, &RepositoryBook::changed, this, &RepositoriesPage::refreshEmpty);
    // The page may go before the keychain has answered.
    m_services.book.askKeychain([page = QPointer<RepositoriesPage>(this)](const Result<bool>& isThere) {
        if (page) {
            page->m_form->setKeychain(isThere.value_or(false));
        }
    });
    refreshEmpty();
    beginNew({});
}

RepositoriesPage::~RepositoriesPage() = default;

void RepositoriesPage::buildList(QVBoxLayout& column) {
    const Theme& theme = Theme::of(this);
    auto* title = new QLabel(tr("Repositories"), this);
    title->setFont(theme.font(TextStyle::Title));
    column.addWidget(title);
    auto* detail = new QLabel(tr("Where charts come from: how each is reached and who logs in. A chart whose address "
                                 "fits is pulled this way; for all others helm’s own settings go on serving."),
        this);
    detail->setTextFormat(Qt::PlainText);
    detail->setWordWrap(true);
    detail->setMaximumWidth(theme.scaled(kWidest));
    detail->setForegroundRole(QPalette::PlaceholderText);
    column.addWidget(detail);
    m_table = new DataTable(this);
    m_table->setSource(m_model);
    m_table->sortByColumn(RepositoriesModel::Name, Qt::AscendingOrder);
    m_table->setMaximumWidth(theme.scaled(kWidest));
    m_table->setFixedHeight(theme.scaled(kTableHeight));
    m_table->setAccessibleName(tr("Repositories"));
    column.addWidget(m_table);
    m_empty = new QLabel(tr("None is set up yet. Add one below, or take over those helm knows."), this);
    m_empty->setTextFormat(Qt::PlainText);
    column.addWidget(m_empty);
    auto* row = new QHBoxLayout;
    auto* add = new QPushButton(theme.icon(u"plus"_s), tr("Add a repository"), this);
    add->setObjectName(u"add"_s);
    auto* take = new QPushButton(theme.icon(u"download"_s), tr("Take over helm’s own"), this);
    take->setObjectName(u"import"_s);
    take->setToolTip(tr("Reads what “helm repo add” and “helm registry login” have left. helm’s files stay as they "
                        "are; passwords are taken over without being shown."));
    for (QPushButton* button : {add, take}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    column.addLayout(row);
    connect(m_table, &DataTable::currentUidChanged, this, &RepositoriesPage::showRepository);
    connect(add, &QPushButton::clicked, this, [this] {
        beginNew({});
        m_form->focusName();
    });
    connect(take, &QPushButton::clicked, this, &RepositoriesPage::import);
}

void RepositoriesPage::buildForm(QVBoxLayout& column) {
    const Theme& theme = Theme::of(this);
    column.addSpacing(8);
    m_form = new RepositoryForm(this);
    column.addWidget(m_form);
    auto* row = new QHBoxLayout;
    m_save = new QPushButton(theme.icon(u"save"_s), tr("Keep"), this);
    m_save->setObjectName(u"save"_s);
    setButtonLook(*m_save, ButtonLook::Filled);
    m_test = new QPushButton(theme.icon(u"plug"_s), tr("Test the connection"), this);
    m_test->setObjectName(u"test"_s);
    m_remove = new QPushButton(theme.icon(u"trash-2"_s), tr("Remove"), this);
    m_remove->setObjectName(u"remove"_s);
    for (QPushButton* button : {m_save, m_test, m_remove}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    column.addLayout(row);
    m_notice = new Notice(this);
    m_notice->setMaximumWidth(theme.scaled(kWidest));
    column.addWidget(m_notice);
    connect(m_save, &QPushButton::clicked, this, &RepositoriesPage::save);
    connect(m_test, &QPushButton::clicked, this, &RepositoriesPage::testNow);
    connect(m_remove, &QPushButton::clicked, this, &RepositoriesPage::removeShown);
    connect(m_form, &RepositoryForm::edited, this, [this] {
        m_testCall = {}; // of an older text
        setBusy(false);
        m_notice->clear();
        m_said.clear();
    });
}

void RepositoriesPage::refreshEmpty() {
    m_empty->setVisible(m_services.book.all().empty());
    m_remove->setEnabled(m_services.book.find(m_shown) != nullptr);
}

void RepositoriesPage::showRepository(const QString& id) {
    const Repository* repository = m_services.book.find(id);
    if (!repository || id == m_shown) {
        return;
    }
    m_shown = id;
    m_form->setRepository(*repository);
    m_notice->clear();
    refreshEmpty();
}

void RepositoriesPage::beginNew(const QString& url) {
    Repository fresh;
    fresh.id = RepositoryBook::newId();
    fresh.url = url;
    m_shown = fresh.id;
    m_table->clearSelection();
    m_table->setCurrentIndex({});
    m_form->setRepository(fresh);
    m_notice->clear();
    refreshEmpty();
}

void RepositoriesPage::say(ColorToken tone, const QString& sentence) {
    m_said = sentence;
    m_notice->tell(tone, sentence);
}

void RepositoriesPage::setBusy(bool isBusy) {
    m_isBusy = isBusy;
    m_test->setEnabled(!isBusy);
    m_save->setEnabled(!isBusy);
    Q_EMIT settledChanged();
}

void RepositoriesPage::save() {
    Repository typed = m_form->repository();
    if (typed.name.isEmpty()) {
        typed.name = QUrl(typed.url).host();
    }
    setBusy(true);
    m_services.book.put(
        typed, m_form->password(), [page = QPointer<RepositoriesPage>(this), typed](const Result<Kept>& kept) {
            if (!page) {
                return;
            }
            page->setBusy(false);
            if (!kept) {
                page->say(ColorToken::Failed, repositoryErrorText(kept.error()));
                return;
            }
            page->m_form->clearPassword();
            if (const Repository* stored = page->m_services.book.find(typed.id); stored && page->m_shown == typed.id) {
                page->m_form->setRepository(*stored);
            }
            page->m_table->selectUid(typed.id);
            page->refreshEmpty();
            page->say(*kept == Kept::InMemoryOnly ? ColorToken::Warning : ColorToken::Ok,
                *kept == Kept::InMemoryOnly
                    ? tr("Kept, but the system’s keychain would not take the password: it is in memory until the "
                         "program ends, and must be typed again then.")
                    : *kept == Kept::InKeychain ? tr("Kept; the password is in the system’s keychain.")
                    : *kept == Kept::InMemory   ? tr("Kept; the password is in memory until the program ends.")
                                                : tr("Kept."));
        });
}

void RepositoriesPage::removeShown() {
    const QString id = m_shown;
    beginNew({});
    m_services.book.remove(id);
    say(ColorToken::Ok, tr("Removed, with its password. helm’s own files are as they were."));
}

void RepositoriesPage::import() {
    auto known = readHelmLogins(m_services.environment);
    if (!known) {
        say(ColorToken::Failed, errorLine(known.error()));
        return;
    }
    setBusy(true);
    m_services.book.import(std::move(*known), [page = QPointer<RepositoriesPage>(this)](const Result<int>& taken) {
        if (!page) {
            return;
        }
        page->setBusy(false);
        page->say(ColorToken::Ok,
            taken.value_or(0) == 0 ? tr("helm knows none that is not here already.")
                                   : tr("%n taken over from helm.", nullptr, *taken));
    });
}

/// Tests what stands in the fields; a password that is kept serves where none was typed and host and user are the same.
void RepositoriesPage::testNow() {
    const Repository typed = m_form->repository();
    if (const auto checked = checkRepository(typed); !checked) {
        say(ColorToken::Failed, repositoryErrorText(checked.error()));
        return;
    }
    auto login = std::make_shared<RepositoryLogin>();
    login->url = typed.url;
    login->user = typed.user;
    login->password = m_form->password();
    login->caFile = typed.caFile;
    login->certFile = typed.certFile;
    login->keyFile = typed.keyFile;
    login->proxy = typed.proxy;
    login->skipTlsVerify = typed.skipTlsVerify;
    setBusy(true);
    say(ColorToken::Accent, tr("Asking %1 …").arg(QUrl(typed.url).host()));
    const Repository* kept = m_services.book.find(typed.id);
    const bool isSameHost = kept && QUrl(kept->url).authority() == QUrl(typed.url).authority()
        && QUrl(kept->url).scheme() == QUrl(typed.url).scheme() && kept->user == typed.user;
    if (login->password || !isSameHost || kept->keep == Repository::Keep::Nothing) {
        testWith(LoginPtr(login));
        return;
    }
    m_services.book.login(typed.id, [page = QPointer<RepositoriesPage>(this), login](const Result<LoginPtr>& stored) {
        if (!page) {
            return;
        }
        if (stored) {
            login->password = (*stored)->password;
        }
        page->testWith(stored ? Result<LoginPtr>(login) : std::unexpected(stored.error()));
    });
}

void RepositoriesPage::testWith(const Result<LoginPtr>& login) {
    const auto tell = [this](const Result<RepositoryFinding>& finding) {
        setBusy(false);
        if (finding) {
            say(finding->movedTo.isEmpty() ? ColorToken::Ok : ColorToken::Warning, findingText(*finding));
        } else {
            say(ColorToken::Failed, repositoryErrorText(finding.error()));
        }
    };
    if (!login) {
        tell(std::unexpected(login.error()));
        return;
    }
    m_testCall = m_services.reader.test(*login, tell);
}

void RepositoriesPage::showPlace(const Place& place) {
    const Repository* repository = place.tab.isEmpty() ? nullptr : m_services.book.forUrl(place.tab);
    if (repository) {
        m_table->selectUid(repository->id);
        showRepository(repository->id);
    } else if (place.tab.contains("://"_L1)) {
        // Of a chart in a registry: logins are for its host.
        const QUrl url(place.tab);
        beginNew(url.scheme() == "oci"_L1 ? u"oci://"_s + url.authority() : place.tab);
    }
    Q_EMIT breadcrumbsChanged();
}

Crumbs RepositoriesPage::breadcrumbs() const {
    return {Crumb(tr("Settings")), Crumb(tr("Repositories"))};
}

QList<KeyGroup> RepositoriesPage::keys() const {
    return {{tr("Repositories"), {{u"Tab"_s, tr("next field")}}}};
}

} // namespace pilothouse::ui
