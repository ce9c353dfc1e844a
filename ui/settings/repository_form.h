// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/secret_store.h"
#include "core/helm/repository.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace pilothouse::ui {

/// The fields of one repository. A password that is kept is never shown: the field is for a new one.
class RepositoryForm final : public QWidget {
    Q_OBJECT
public:
    explicit RepositoryForm(QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(RepositoryForm)

    void setRepository(const Repository& repository);
    /// As typed; not checked.
    [[nodiscard]] Repository repository() const;
    /// What was typed; null: nothing, the one that is kept stays.
    [[nodiscard]] SecretPtr password() const;
    void clearPassword();
    /// False: the keychain can't be chosen, and it is said why.
    void setKeychain(bool isThere);
    void focusName();

Q_SIGNALS:
    void edited();

private:
    QLineEdit* addField(const QString& label, const QString& name);
    QLineEdit* addFile(const QString& label, const QString& name);
    void buildLogin();
    void choose(QLineEdit* field);
    void refresh();

    Repository m_repository;
    QFormLayout* m_form;
    QLineEdit* m_name;
    QLineEdit* m_url;
    QLineEdit* m_user = nullptr;
    QLineEdit* m_password = nullptr;
    QComboBox* m_keep = nullptr;
    QLabel* m_keepNote = nullptr;
    QLineEdit* m_caFile = nullptr;
    QLineEdit* m_certFile = nullptr;
    QLineEdit* m_keyFile = nullptr;
    QLineEdit* m_proxy = nullptr;
    QCheckBox* m_skipTls = nullptr;
    QLabel* m_warning = nullptr;
    bool m_hasKeychain = true;
};

} // namespace pilothouse::ui
