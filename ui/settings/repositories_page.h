// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_environment.h"
#include "core/helm/repository_login.h"
#include "core/session/repository_book.h"
#include "ui/frame/page.h"
#include "ui/frame/repository_reader.h"
#include "ui/theme/tokens.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace pilothouse::ui {

class DataTable;
class Notice;
class RepositoriesModel;
class RepositoryForm;

/// Chart repositories and OCI registries: how each is reached, who logs in, and a test of that.
class RepositoriesPage final : public Page {
    Q_OBJECT
public:
    struct Services {
        RepositoryBook& book;
        RepositoryReader& reader;
        EnvironmentVariables environment; ///< of this process: where helm's own files are
    };
    /// All services outlive the page.
    explicit RepositoriesPage(const Services& services, QWidget* parent = nullptr);
    ~RepositoriesPage() override;
    Q_DISABLE_COPY_MOVE(RepositoriesPage)

    /// Place::tab: URL of a chart or repository; what is set up for it is shown, else a new one is begun.
    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    [[nodiscard]] bool isSettled() const override { return !m_isBusy; }

    [[nodiscard]] RepositoryForm& form() const { return *m_form; }
    [[nodiscard]] QString said() const { return m_said; } ///< the last sentence under the form

private:
    void buildList(QVBoxLayout& column);
    void buildForm(QVBoxLayout& column);
    void showRepository(const QString& id);
    void beginNew(const QString& url);
    void save();
    void removeShown();
    void import();
    void testNow();
    void testWith(const Result<LoginPtr>& login);
    void say(ColorToken tone, const QString& sentence);
    void setBusy(bool isBusy);
    void refreshEmpty();

    Services m_services;
    RepositoriesModel* m_model;
    DataTable* m_table = nullptr;
    QLabel* m_empty = nullptr;
    RepositoryForm* m_form = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_test = nullptr;
    QPushButton* m_remove = nullptr;
    Notice* m_notice = nullptr;
    QString m_shown; ///< id; of a new one too
    QString m_said;
    bool m_isBusy = false;
    CallHandle m_testCall;
};

} // namespace pilothouse::ui
