// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QComboBox;
class QFormLayout;

namespace pilothouse {
class SettingsStore;
}

namespace pilothouse::ui {

/// What can be chosen for logs and for terminals: two forms, one below the other. Every choice is kept at once; what
/// an open tab can take over, it takes over at once, the rest holds for the next one and says so.
class LogSettingsForm final : public QWidget {
    Q_OBJECT
public:
    explicit LogSettingsForm(SettingsStore& store, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(LogSettingsForm)

private:
    void addSizes(QFormLayout& form);
    void addLook(QFormLayout& form);

    SettingsStore& m_store;
};

class TerminalSettingsForm final : public QWidget {
    Q_OBJECT
public:
    explicit TerminalSettingsForm(SettingsStore& store, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(TerminalSettingsForm)

private:
    void addSizes(QFormLayout& form);
    void addClipboard(QFormLayout& form);

    SettingsStore& m_store;
};

} // namespace pilothouse::ui
