// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/frame/page.h"
#include "ui/prepare/prepare_presenter.h"

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace pilothouse::ui {

class ConfirmField;
class Navigation;
class Notice;
class PrepareStepList;
class SegmentedControl;

/// A namespace made ready for a release: what is wanted, what that would do, and the button (U3).
class PreparePage final : public Page {
    Q_OBJECT
public:
    struct Services {
        PrepareGateway& gateway;
        const Contexts& contexts;
        const Clock& clock;
        Navigation& navigation;
    };
    explicit PreparePage(const Services& services, QWidget* parent = nullptr);
    ~PreparePage() override;
    Q_DISABLE_COPY_MOVE(PreparePage)

    void showPlace(const Place& place) override;
    [[nodiscard]] Crumbs breadcrumbs() const override;
    [[nodiscard]] QList<KeyGroup> keys() const override;
    [[nodiscard]] bool isSettled() const override;
    [[nodiscard]] PreparePresenter& presenter() { return m_presenter; }

private:
    void buildWish(QVBoxLayout& column);
    void buildLogin(QFormLayout& form);
    void buildEnd(QVBoxLayout& column);
    QLineEdit* addField(QFormLayout& form, const QString& label, const QString& name);
    void chooseFile();
    void onEdited();
    void refresh();
    void showLoginFields();
    /// Without the token: that is taken only to be sent.
    [[nodiscard]] PrepareWish typedWish() const;
    void look();

    Navigation& m_navigation;
    PreparePresenter m_presenter;
    ContextId m_context;
    QFormLayout* m_form = nullptr;
    QLineEdit* m_nameSpace = nullptr;
    QCheckBox* m_create = nullptr;
    QLineEdit* m_secret = nullptr;
    SegmentedControl* m_source = nullptr;
    QLineEdit* m_file = nullptr;
    QPushButton* m_choose = nullptr;
    QLineEdit* m_registry = nullptr;
    QLineEdit* m_user = nullptr;
    QLineEdit* m_token = nullptr;
    QCheckBox* m_replace = nullptr;
    QLineEdit* m_account = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_look = nullptr;
    Notice* m_notice = nullptr;
    PrepareStepList* m_steps = nullptr;
    ConfirmField* m_confirm = nullptr;
    QLabel* m_why = nullptr;
    QPushButton* m_open = nullptr;
    QPushButton* m_begin = nullptr;
};

} // namespace pilothouse::ui
