// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/helm/helm_process.h"
#include "core/helm/helm_reading.h"
#include "tests/unit/config/kubeconfig_files.h"

#include <QByteArray>

namespace pilothouse {

/// A place that is always in one mode.
class FixedGate final : public ModeGate {
public:
    explicit FixedGate(Mode mode)
        : m_mode(mode) { }
    [[nodiscard]] Mode modeOf(QStringView /*nameSpace*/) const override { return m_mode; }

private:
    Mode m_mode;
};

inline const QByteArray kCanaryToken = "canary-token-7f3a91";
inline const QByteArray kCanaryValue = "canary-value-c04e11";

/// Waits in a script until the test makes @p file; 20 s at most, so that nothing is left behind.
inline QByteArray waitFor(const QString& file) {
    return "n=0; while [ ! -e '" + file.toUtf8() + "' ] && [ $n -lt 400 ]; do sleep 0.05; n=$((n+1)); done\n";
}

/// A shell script in the place of helm, and what is needed to run it.
struct FakeHelm {
    explicit FakeHelm(const QByteArray& body, int major = 4) {
        helm.path = folder.script(QStringLiteral("helm"), body);
        helm.major = major;
        helm.minor = 22;
        helm.version = QStringLiteral("v%1.22.0").arg(major);
        own = {{QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin")}};
    }

    [[nodiscard]] static HelmCall upgrade() {
        HelmCall call;
        call.verb = HelmVerb::Upgrade;
        call.release = QStringLiteral("payment");
        call.nameSpace = QStringLiteral("shop");
        call.context = QStringLiteral("eks_stg-app");
        call.chart = QStringLiteral("/charts/payment");
        return call;
    }
    [[nodiscard]] QString root() const { return folder.path(QStringLiteral("state/operations")); }
    [[nodiscard]] static QString supervisor() {
        return qEnvironmentVariable("PILOTHOUSE_BIN") + QStringLiteral("/pilothouse-supervisor");
    }
    [[nodiscard]] static std::shared_ptr<const Secret> kubeconfig() {
        return std::make_shared<const Secret>(QByteArray("token: " + kCanaryToken));
    }

    [[nodiscard]] HelmStart start(const QString& id = QStringLiteral("op-1")) const {
        const auto made = HelmFolder::create(root(), id);
        if (!made) {
            qFatal("%s", qPrintable(describe(made.error())));
        }
        HelmStart start;
        start.folder = *made;
        start.helm = helm;
        start.call = upgrade();
        start.kubeconfig = kubeconfig();
        start.values = "password: " + kCanaryValue;
        start.environment = helmEnvironment(own);
        start.supervisor = supervisor();
        return start;
    }
    [[nodiscard]] HelmReading reading(HelmVerb verb) const {
        HelmReading reading;
        reading.helm = helm;
        reading.call = upgrade();
        reading.call.verb = verb;
        reading.kubeconfig = kubeconfig();
        reading.values = "password: " + kCanaryValue;
        reading.environment = helmEnvironment(own);
        reading.root = root();
        return reading;
    }

    TestFolder folder;
    HelmProgram helm;
    EnvironmentVariables own;
};

} // namespace pilothouse
