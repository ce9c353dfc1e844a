// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/contract/change_scene.h"

#include <QTest>

namespace pilothouse::contract {

/// A test whose functions are played with helm 3 and once more with helm 4.
class HelmRounds : public QObject {
    Q_OBJECT
protected:
    [[nodiscard]] virtual const ContractServer& server() const = 0;
    [[nodiscard]] static QString helm(); ///< of this round: the program's path

private Q_SLOTS:
    void initTestCase();
    void initTestCase_data();
};

/// The same with a release and its twin, new for every function, and a console in a staging place.
class TwinRounds : public HelmRounds {
    Q_OBJECT
protected:
    [[nodiscard]] const ContractServer& server() const final { return m_server; }
    [[nodiscard]] std::unique_ptr<Console> consoleIn(EnvironmentKind kind) const;

    ContractServer m_server;
    TestChart m_chart;
    std::unique_ptr<Twins> m_twins;
    std::unique_ptr<Console> m_console;

private Q_SLOTS:
    void init();
    void cleanup();
};

} // namespace pilothouse::contract
