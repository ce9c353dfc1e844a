// SPDX-License-Identifier: Apache-2.0
#include "core/helm/helm_arguments.h"

#include "core/base/redaction.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMaxReleaseName = 53; // helm: pkg/chart/common/util/validate_name.go, maxReleaseNameLen
constexpr int kMaxNamespace = 63;
constexpr int kMaxDescription = 256; // helm 4: rollback refuses more

std::unexpected<Error> refuse(const QString& subject, const QString& why, const QString& reason) {
    return fail(ErrorCode::Invalid, subject, why, reason);
}

/// One value of a flag that takes a list: helm reads it as one line of CSV.
QString listItem(QString value) {
    if (!value.contains(u',') && !value.contains(u'"')) {
        return value;
    }
    return u'"' + value.replace(u'"', u"\"\""_s) + u'"';
}

/// Free text on one line.
QString oneLine(const QString& text) {
    QString line;
    for (const QChar c : text.left(kMaxDescription)) {
        line += c.category() == QChar::Other_Control ? u' ' : c;
    }
    if (!line.isEmpty() && line.back().isHighSurrogate()) {
        line.chop(1);
    }
    return line.trimmed();
}

bool hasPassword(const QString& url) {
    // Also where QUrl would not read it: everything between `//` and `@` of the authority.
    static const QRegularExpression kUserInfo(u"^[a-z0-9+.-]+://[^/?#]*@"_s, QRegularExpression::CaseInsensitiveOption);
    return kUserInfo.match(url).hasMatch() || redactUrl(url).contains(kMask);
}

bool isChartReference(const QString& chart) {
    // Whitespace and controls are in no reference; anything else is kept from being a flag by `--`.
    static const QRegularExpression kControls(u"[\\x00-\\x1f\\x7f]"_s);
    if (chart.isEmpty() || chart.startsWith(u'-') || kControls.match(chart).hasMatch()) {
        return false;
    }
    // A relative path means another folder to helm, which runs in an empty one of its own.
    return !chart.startsWith(u'.') || QDir::isAbsolutePath(chart);
}

/// What a call is checked for before it is written down.
class CallCheck {
public:
    CallCheck(const HelmCall& call, const HelmProgram& helm)
        : m_call(call)
        , m_helm(helm) { }

    [[nodiscard]] std::optional<Error> problem() const {
        for (const auto& check : {target(), chart(), options()}) {
            if (!check) {
                return check.error();
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool asksCluster() const { return isMutating(m_call.verb) || m_call.verb == HelmVerb::Template; }
    [[nodiscard]] bool takesChart() const {
        switch (m_call.verb) {
        case HelmVerb::Version:
        case HelmVerb::Rollback:
        case HelmVerb::Uninstall:
        case HelmVerb::Test:
        case HelmVerb::SecretsDecrypt:
            return false;
        default:
            return true;
        }
    }

    [[nodiscard]] Result<void> target() const {
        static const QRegularExpression kNamespace(u"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\\z"_s);
        if (!asksCluster()) {
            return {};
        }
        if (!isReleaseName(m_call.release)) {
            return refuse(m_call.release.left(kMaxNamespace),
                u"is no name of a release: lower case letters, digits, - and ., %1 at most"_s.arg(kMaxReleaseName),
                u"BadName"_s);
        }
        if (m_call.nameSpace.size() > kMaxNamespace || !kNamespace.match(m_call.nameSpace).hasMatch()) {
            return refuse(m_call.nameSpace.left(kMaxNamespace), u"is no name of a namespace"_s, u"BadName"_s);
        }
        if (m_call.context.isEmpty()) {
            return refuse(m_call.release, u"no context is given"_s, u"NoContext"_s);
        }
        if (m_call.verb == HelmVerb::Rollback && m_call.revision < 1) {
            return refuse(m_call.release, u"no revision is given to go back to"_s, u"BadName"_s);
        }
        return {};
    }

    [[nodiscard]] Result<void> chart() const {
        if (m_call.verb == HelmVerb::SecretsDecrypt && !QDir::isAbsolutePath(m_call.valuesFile)) {
            return refuse(m_call.valuesFile.left(200), u"is no absolute path"_s, u"BadFile"_s);
        }
        if (!takesChart()) {
            return {};
        }
        if (hasPassword(m_call.chart) || hasPassword(m_call.repoUrl)) {
            return refuse(redactUrl(m_call.repoUrl.isEmpty() ? m_call.chart : m_call.repoUrl),
                u"holds a password, which every user of this machine could read: log in to the repository instead"_s,
                u"SecretInArguments"_s);
        }
        if (!isChartReference(m_call.chart)) {
            return refuse(m_call.chart.left(200), u"is no path, URL or name of a chart"_s, u"BadChart"_s);
        }
        const bool mustBeFolder = m_call.verb == HelmVerb::DependencyBuild || m_call.verb == HelmVerb::Lint;
        if (mustBeFolder && !QDir::isAbsolutePath(m_call.chart)) {
            return refuse(m_call.chart.left(200), u"is no absolute path"_s, u"BadChart"_s);
        }
        return {};
    }

    [[nodiscard]] Result<void> options() const {
        const bool wantsServerSide = m_call.apply == HelmApply::ServerSide || m_call.forceConflicts;
        if (wantsServerSide && isMutating(m_call.verb) && m_helm.major < 4) {
            return refuse(m_helm.version, u"can't apply on the server's side: helm 4 can"_s, u"NeedsHelm4"_s);
        }
        if (m_call.takeOwnership && m_helm.major == 3 && m_helm.minor < 17) {
            return refuse(m_helm.version, u"has no --take-ownership: helm 3.17 has"_s, u"HelmTooOld"_s);
        }
        return {};
    }

    const HelmCall& m_call;
    const HelmProgram& m_helm;
};

/// Writes the flags of one call.
class ArgumentWriter {
public:
    ArgumentWriter(const HelmCall& call, int major)
        : m_call(call)
        , m_isV4(major >= 4) { }

    [[nodiscard]] QStringList write() {
        m_out = helmVerbWord(m_call.verb).split(u' ');
        writeFlags();
        if (m_call.verb != HelmVerb::SecretsDecrypt) { // the plugin takes "--" for a file; its path begins with a slash
            m_out += u"--"_s;
        }
        m_out += positional();
        return std::move(m_out);
    }

private:
    void flag(const QString& name) { m_out += u"--"_s + name; }
    void flag(const QString& name, const QString& value) { m_out += u"--"_s + name + u'=' + value; }
    void flagIf(bool isSet, const QString& name) {
        if (isSet) {
            flag(name);
        }
    }
    void textIf(const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            flag(name, value);
        }
    }

    void writeFlags() {
        switch (m_call.verb) {
        case HelmVerb::Version:
            flag(u"template"_s, u"{{.Version}}"_s);
            break;
        case HelmVerb::Template:
            place();
            chartOrigin();
            values();
            preview();
            break;
        case HelmVerb::ShowChart:
        case HelmVerb::ShowValues:
        case HelmVerb::ShowCrds:
            chartOrigin();
            break;
        case HelmVerb::Pull:
            chartOrigin();
            textIf(u"destination"_s, m_call.destination);
            textIf(u"ca-file"_s, m_call.caFile);
            textIf(u"cert-file"_s, m_call.certFile);
            textIf(u"key-file"_s, m_call.keyFile);
            flagIf(m_call.skipTlsVerify, u"insecure-skip-tls-verify"_s);
            break;
        case HelmVerb::Lint:
            textIf(u"namespace"_s, m_call.nameSpace);
            values();
            break;
        case HelmVerb::DependencyBuild:
        case HelmVerb::RepoUpdate:
        case HelmVerb::SecretsDecrypt:
            break;
        case HelmVerb::Install:
        case HelmVerb::Upgrade:
            place();
            chartOrigin();
            values();
            installOrUpgrade();
            break;
        case HelmVerb::Rollback:
            rollback();
            break;
        case HelmVerb::Uninstall:
            uninstall();
            break;
        case HelmVerb::Test:
            place();
            timeout();
            flagIf(m_call.showTestLogs, u"logs"_s);
            break;
        }
    }

    [[nodiscard]] QStringList positional() const {
        switch (m_call.verb) {
        case HelmVerb::Version:
            return {};
        case HelmVerb::Rollback:
            return {m_call.release, QString::number(m_call.revision)};
        case HelmVerb::Uninstall:
        case HelmVerb::Test:
            return {m_call.release};
        case HelmVerb::Template:
        case HelmVerb::Install:
        case HelmVerb::Upgrade:
            return {m_call.release, m_call.chart};
        case HelmVerb::SecretsDecrypt:
            return {m_call.valuesFile};
        default:
            return {m_call.chart};
        }
    }

    void place() {
        textIf(u"kubeconfig"_s, m_call.kubeconfig);
        flag(u"kube-context"_s, m_call.context);
        flag(u"namespace"_s, m_call.nameSpace);
    }
    void chartOrigin() {
        textIf(u"repo"_s, m_call.repoUrl);
        textIf(u"version"_s, m_call.chartVersion);
    }
    void values() {
        if (!m_call.valuesFile.isEmpty()) {
            flag(u"values"_s, listItem(m_call.valuesFile));
        }
    }
    void timeout() { flag(u"timeout"_s, QString::number(m_call.timeout.count()) + u's'); }
    void hooks() { flagIf(!m_call.runHooks, u"no-hooks"_s); }
    void description() { textIf(u"description"_s, oneLine(m_call.description)); }

    /// Asks the cluster what it can do and what `lookup` finds, and changes nothing. helm 3 asks for its versions only
    /// with --validate, and for lookup only with --dry-run=server (tried with 3.22). CRDs are left out as in an
    /// upgrade.
    void preview() {
        flagIf(m_call.isUpgrade, u"is-upgrade"_s);
        flag(u"dry-run"_s, u"server"_s);
        flagIf(!m_isV4, u"validate"_s);
        flagIf(m_call.takeOwnership, u"take-ownership"_s);
        flagIf(m_call.skipCrds, u"skip-crds"_s);
    }

    void wait() {
        HelmWait kind = m_call.wait;
        if (m_call.rollbackOnFailure && kind == HelmWait::HooksOnly) {
            kind = HelmWait::Watcher; // helm waits then in any case (protocol: 3.6)
        }
        if (m_isV4) {
            const QString words[]{u"hookOnly"_s, u"watcher"_s, u"legacy"_s};
            flag(u"wait"_s, words[static_cast<int>(kind)]);
        } else {
            flagIf(kind != HelmWait::HooksOnly, u"wait"_s);
        }
        const bool canWaitForJobs = m_call.verb != HelmVerb::Uninstall && kind != HelmWait::HooksOnly;
        flagIf(m_call.waitForJobs && canWaitForJobs, u"wait-for-jobs"_s);
    }

    void applyMethod() {
        if (!m_isV4) {
            return;
        }
        if (m_call.apply != HelmApply::Auto) {
            flag(u"server-side"_s, m_call.apply == HelmApply::ServerSide ? u"true"_s : u"false"_s);
        }
        flagIf(m_call.forceConflicts, u"force-conflicts"_s);
    }

    void installOrUpgrade() {
        timeout();
        wait();
        flagIf(m_call.rollbackOnFailure, m_isV4 ? u"rollback-on-failure"_s : u"atomic"_s);
        hooks();
        applyMethod();
        flagIf(m_call.takeOwnership, u"take-ownership"_s);
        flagIf(m_call.skipCrds, u"skip-crds"_s);
        description();
        if (m_call.verb == HelmVerb::Install) {
            flagIf(m_call.createNamespace, u"create-namespace"_s);
        } else {
            // The file has all values: what the newest record says must not be mixed in (protocol: 3.3, CH4).
            flag(u"reset-values"_s);
            flag(u"history-max"_s, QString::number(m_call.historyMax));
            flagIf(m_call.cleanupOnFail, u"cleanup-on-fail"_s);
        }
    }

    void rollback() {
        place();
        timeout();
        wait();
        hooks();
        applyMethod();
        flag(u"history-max"_s, QString::number(m_call.historyMax));
        flagIf(m_call.cleanupOnFail, u"cleanup-on-fail"_s);
        if (m_isV4) {
            description();
        }
    }

    void uninstall() {
        place();
        timeout();
        wait();
        hooks();
        flagIf(m_call.keepHistory, u"keep-history"_s);
        description();
    }

    const HelmCall& m_call;
    bool m_isV4;
    QStringList m_out;
};

} // namespace

bool isReleaseName(QStringView name) {
    static const QRegularExpression kName(u"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\\z"_s);
    return name.size() <= kMaxReleaseName && kName.matchView(name).hasMatch();
}

Result<QStringList> helmArguments(const HelmCall& call, const HelmProgram& helm) {
    if (auto problem = CallCheck(call, helm).problem()) {
        return std::unexpected(std::move(*problem));
    }
    return ArgumentWriter(call, helm.major).write();
}

Result<QStringList> displayCommand(HelmCall call, const HelmProgram& helm, const QString& valuesName) {
    call.kubeconfig.clear();
    if (!call.valuesFile.isEmpty()) {
        call.valuesFile = valuesName;
    }
    Result<QStringList> arguments = helmArguments(call, helm);
    if (arguments) {
        arguments->prepend(u"helm"_s);
    }
    return arguments;
}

QString shellLine(const QStringList& command) {
    static const QRegularExpression kPlain(u"^[A-Za-z0-9_@%+=:,./-]+\\z"_s);
    QStringList words;
    for (QString word : command) {
        words += kPlain.match(word).hasMatch() ? word : u'\'' + word.replace(u'\'', u"'\\''"_s) + u'\'';
    }
    return words.join(u' ');
}

} // namespace pilothouse
