// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/change/change_request.h"
#include "core/helm/helm_program.h"

#include <QScrollArea>

#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace pilothouse::ui {

class DurationBox;

/// helm's options in words, those that its verb has; what only helm 4 knows is off with helm 3, and says so.
class OptionsForm final : public QScrollArea {
    Q_OBJECT
public:
    explicit OptionsForm(ChangeKind kind, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(OptionsForm)

    void fill(const ChangeOptions& options, const QString& reason);
    [[nodiscard]] ChangeOptions options() const;
    [[nodiscard]] QString reason() const;
    /// @param major of the helm that would be used; 0: not known
    void setHelmMajor(int major);
    /// @param pinned path of the one in use; empty: found by itself
    void setHelms(const std::vector<HelmProgram>& helms, const QString& current);

Q_SIGNALS:
    void edited();
    /// Empty: none pinned.
    void helmChosen(const QString& path);

private:
    void build();
    void addChecks(QFormLayout& form);
    QCheckBox* addCheck(QFormLayout& form, const QString& text, const QString& meaning, bool isOffered);

    ChangeKind m_kind;
    bool m_isFilling = false;
    QLineEdit* m_reason;
    DurationBox* m_timeout;
    QComboBox* m_wait;
    QSpinBox* m_history;
    QComboBox* m_method;
    QComboBox* m_helm;
    QCheckBox* m_rollback = nullptr;
    QCheckBox* m_jobs = nullptr;
    QCheckBox* m_hooks = nullptr;
    QCheckBox* m_force = nullptr;
    QCheckBox* m_ownership = nullptr;
    QCheckBox* m_cleanup = nullptr;
    QCheckBox* m_crds = nullptr;
    QCheckBox* m_createNamespace = nullptr;
    ChangeOptions m_rest; ///< what this verb has no field for
};

} // namespace pilothouse::ui
