// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/helm_rounds.h"

namespace pilothouse::contract {

using namespace Qt::StringLiterals;

void HelmRounds::initTestCase() {
    QVERIFY2(server().problem().isEmpty(), qPrintable(server().problem()));
    if (qEnvironmentVariable("PILOTHOUSE_HELM3").isEmpty() || qEnvironmentVariable("PILOTHOUSE_HELM4").isEmpty()) {
        QSKIP("needs PILOTHOUSE_HELM3 and PILOTHOUSE_HELM4");
    }
}

void HelmRounds::initTestCase_data() {
    QTest::addColumn<QString>("program");
    QTest::newRow("helm 3") << qEnvironmentVariable("PILOTHOUSE_HELM3");
    QTest::newRow("helm 4") << qEnvironmentVariable("PILOTHOUSE_HELM4");
}

QString HelmRounds::helm() {
    QFETCH_GLOBAL(QString, program);
    return program;
}

std::unique_ptr<Console> TwinRounds::consoleIn(EnvironmentKind kind) const {
    return std::make_unique<Console>(Console::Options{.kubeconfig = m_server.kubeconfig(),
        .helm = helm(),
        .rules = rulesHere(m_server.context(), kind),
        .environment = {}});
}

void TwinRounds::init() {
    m_twins = std::make_unique<Twins>(m_server, helm(), m_chart);
    m_console = consoleIn(EnvironmentKind::Staging);
}

void TwinRounds::cleanup() {
    m_console.reset();
}

} // namespace pilothouse::contract
