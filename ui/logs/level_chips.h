// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/logs/log_histogram.h"

#include <QWidget>

#include <array>

namespace pilothouse::ui {

/// Counts of errors, warnings and the rest as buttons: a click hides that level, a click with Ctrl shows it alone.
class LevelChips final : public QWidget {
    Q_OBJECT
public:
    explicit LevelChips(QWidget* parent = nullptr);
    ~LevelChips() override;
    Q_DISABLE_COPY_MOVE(LevelChips)

    void setCounts(const LogHistogram& histogram);
    /// @param levels bit by LogLevel
    void setHidden(quint32 levels);

Q_SIGNALS:
    void hiddenWanted(quint32 levels);

private:
    class LevelChip;
    void toggle(std::size_t chip, bool isAlone);

    static constexpr std::size_t kChips = 5;
    std::array<LevelChip*, kChips> m_chips{};
    quint32 m_hidden = 0;
};

} // namespace pilothouse::ui
