// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_finder.h"

#include <QRegularExpression>

#include <array>
#include <tuple>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Oldest helm 3 that renders against a cluster: `template --dry-run=server` came with 3.13.
constexpr int kOldestMinorOf3 = 13;

struct Version {
    int major = 0;
    int minor = 0;
    int patch = 0;
    friend auto operator<=>(const Version&, const Version&) = default;
};

/// Versions from @p from on and below @p fixed can be attacked (HE2). Source: the advisories of helm/helm.
struct Advisory {
    QLatin1StringView cve;
    Version from;
    Version fixed;
};

constexpr std::array kAdvisories{
    Advisory{"CVE-2024-26147"_L1, {3, 0, 0}, {3, 14, 2}}, // plugin.yaml without a name: panic
    Advisory{"CVE-2025-32386"_L1, {3, 0, 0}, {3, 17, 3}}, // chart archive that expands without bound
    Advisory{"CVE-2025-32387"_L1, {3, 0, 0}, {3, 17, 3}}, // schema that recurses without bound
    Advisory{"CVE-2025-53547"_L1, {3, 0, 0}, {3, 17, 4}}, // Chart.lock as a link: code of the chart is run
    Advisory{"CVE-2025-53547"_L1, {3, 18, 0}, {3, 18, 4}},
    Advisory{"CVE-2025-55198"_L1, {3, 0, 0}, {3, 18, 5}}, // index or Chart.yaml with nulls: panic
    Advisory{"CVE-2025-55199"_L1, {3, 0, 0}, {3, 18, 5}}, // schema that reads a device
    Advisory{"CVE-2026-35204"_L1, {4, 0, 0}, {4, 1, 4}}, // plugin that writes anywhere
    Advisory{"CVE-2026-35205"_L1, {4, 0, 0}, {4, 1, 4}}, // plugin without a signature is let by
    Advisory{"CVE-2026-35206"_L1, {3, 0, 0}, {3, 20, 2}}, // chart that unpacks outside its folder
    Advisory{"CVE-2026-35206"_L1, {4, 0, 0}, {4, 1, 4}},
};

std::optional<Error> problemOf(const QString& path, const Version& version, const QString& printed) {
    const auto invalid = [&path](const QString& why, const QString& reason) {
        return fail(ErrorCode::Invalid, path, why, reason).error();
    };
    if (version.major < 3) {
        return invalid(u"is helm %1: helm 3 or 4 is needed"_s.arg(printed), u"Helm2"_s);
    }
    if (version.major == 3 && version.minor < kOldestMinorOf3) {
        return invalid(u"is helm %1: 3.%2 or later is needed"_s.arg(printed).arg(kOldestMinorOf3), u"HelmTooOld"_s);
    }
    if (version.major > 4) {
        return invalid(u"is helm %1, which came after this program"_s.arg(printed), u"UnknownHelm"_s);
    }
    return std::nullopt;
}

} // namespace

HelmProgram helmFromVersion(const QString& path, const QString& printed) {
    // Builds made with `go install` leave the last part out.
    static const QRegularExpression kVersion(u"^v?(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?([-+][0-9A-Za-z.+-]*)?$"_s);
    HelmProgram program;
    program.path = path;
    const QString text = printed.trimmed();
    const auto match = kVersion.match(text.left(100));
    if (!match.hasMatch()) {
        program.problem
            = fail(ErrorCode::Invalid, path, u"does not answer as helm does when asked for its version"_s, u"NotHelm"_s)
                  .error();
        return program;
    }
    const bool knowsPatch = match.hasCaptured(3);
    // An unknown patch counts as the last one: a warning that may be wrong is not heeded when it is right.
    const Version version{match.capturedView(1).toInt(), match.capturedView(2).toInt(),
        knowsPatch ? match.capturedView(3).toInt() : 9999};
    program.major = version.major;
    program.minor = version.minor;
    program.version = text;
    program.problem = problemOf(path, version, text);
    for (const Advisory& advisory : kAdvisories) {
        if (version >= advisory.from && version < advisory.fixed) {
            program.warnings += u"KnownVulnerable:"_s + advisory.cve;
        }
    }
    return program;
}

} // namespace pilothouse
