// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSpinBox>

#include <chrono>

namespace pilothouse::ui {

/// A time as helm writes it: `5m`, `90s`, `1h30m`; a bare number is minutes. The steps are whole minutes, below one
/// minute ten seconds.
class DurationBox final : public QSpinBox {
    Q_OBJECT
public:
    explicit DurationBox(QWidget* parent = nullptr);

    void setDuration(std::chrono::seconds duration);
    [[nodiscard]] std::chrono::seconds duration() const { return std::chrono::seconds(value()); }

    void stepBy(int steps) override;

protected:
    [[nodiscard]] QString textFromValue(int seconds) const override;
    [[nodiscard]] int valueFromText(const QString& text) const override;
    QValidator::State validate(QString& text, int& position) const override;
};

} // namespace pilothouse::ui
