// SPDX-License-Identifier: Apache-2.0
#include "core/change/tool_audit.h"

#include "core/base/redaction.h"
#include "core/change/cluster_identity.h"
#include "core/kube/exec_session.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;
using Kind = ToolUse::Kind;

namespace {

constexpr qsizetype kMaxWords = 64;
constexpr qsizetype kMaxWord = 512;

Reach reachOf(Kind kind) {
    return kind == Kind::DebugPod || kind == Kind::NodeShell ? Reach::Change : Reach::Troubleshoot;
}

QString flagName(QStringView word) {
    while (word.startsWith(u'-')) {
        word = word.sliced(1);
    }
    return word.toString();
}

/// `KEY=value` and `--flag=value`, and addresses with a password in them.
QString maskedWord(const QString& word) {
    const qsizetype equals = word.indexOf(u'=');
    if (equals > 0 && isSensitiveKey(flagName(QStringView(word).first(equals)))) {
        return word.first(equals + 1) + kMask;
    }
    if (isSensitiveValue(word)) {
        return kMask.toString();
    }
    return word.contains("://"_L1) ? redactUrl(word) : word;
}

/// Flag and value may be two words of one script or two arguments.
QStringList maskedWords(const QStringList& words) {
    QStringList masked;
    bool isValueNext = false;
    for (const QString& word : words) {
        masked.append(isValueNext && !word.startsWith(u'-') ? kMask.toString() : maskedWord(word));
        isValueNext = word.startsWith(u'-') && !word.contains(u'=') && isSensitiveKey(flagName(word));
    }
    return masked;
}

void put(QJsonObject& object, const QString& key, const QString& text) {
    if (!text.isEmpty()) {
        object.insert(key, text);
    }
}

} // namespace

QString toolVerb(Kind kind) {
    switch (kind) {
    case Kind::Exec:
        return u"exec"_s;
    case Kind::Attach:
        return u"attach"_s;
    case Kind::PortForward:
        return u"port-forward"_s;
    case Kind::DebugContainer:
        return u"debug container"_s;
    case Kind::DebugPod:
        return u"debug pod"_s;
    case Kind::NodeShell:
        return u"node shell"_s;
    }
    return {};
}

QStringList maskedCommand(const QStringList& command) {
    QStringList scripts;
    for (const QString& argument : command.first(std::min(command.size(), kMaxWords))) {
        const bool isScript = argument.contains(u' ');
        scripts.append((isScript ? maskedWords(argument.split(u' ')).join(u' ') : argument).left(kMaxWord));
    }
    return maskedWords(scripts);
}

ToolRecord::ToolRecord(AuditLog& audit, AuditEntry outcome)
    : m_audit(audit)
    , m_outcome(std::move(outcome)) { }

ToolRecord::~ToolRecord() {
    close(u"Unknown"_s, {{u"why"_s, u"the program stopped before it ended"_s}});
}

void ToolRecord::close(const QString& outcome, const QJsonObject& more) {
    if (std::exchange(m_isClosed, true)) {
        return;
    }
    m_outcome.outcome = outcome;
    for (auto it = more.constBegin(); it != more.constEnd(); ++it) {
        m_outcome.more.insert(it.key(), it.value());
    }
    (void)m_audit.append(m_outcome); // it is done already; the intent stands in the audit
}

void ToolRecord::close(const ExecEnd& end) {
    if (end.error) {
        close(u"Failed"_s, {{u"why"_s, describe(*end.error)}});
    } else if (end.exitCode) {
        close(u"Ended"_s, {{u"exitCode"_s, *end.exitCode}});
    } else {
        close(u"Detached"_s);
    }
}

ToolAudit::ToolAudit(Workspace& workspace, AuditLog& audit, QString identities)
    : m_workspace(workspace)
    , m_audit(audit)
    , m_identities(std::move(identities)) { }

AuditEntry ToolAudit::entryOf(const ToolUse& use) const {
    AuditEntry entry;
    entry.time = m_workspace.clock().wallNow();
    entry.operation = QUuid::createUuid().toString(QUuid::WithoutBraces);
    entry.context = use.context.value();
    entry.verb = toolVerb(use.kind);
    entry.nameSpace = use.nameSpace;
    entry.reason = use.reason;
    if (const auto known = IdentityMemory(m_identities).known(use.context)) {
        entry.clusterUid = known->clusterUid;
        entry.clusterUser = known->user;
    }
    if (const ClusterSession* const session = m_workspace.findSession(use.context);
        session && !session->status().user.isEmpty()) {
        entry.clusterUser = session->status().user;
    }
    put(entry.more, u"target"_s, use.target);
    put(entry.more, u"container"_s, use.container);
    put(entry.more, u"image"_s, use.image);
    put(entry.more, u"ports"_s, use.ports);
    if (!use.command.isEmpty()) {
        entry.more.insert(u"argv"_s, QJsonArray::fromStringList(maskedCommand(use.command)));
    }
    return entry;
}

Result<std::unique_ptr<ToolRecord>> ToolAudit::begin(const ToolUse& use) {
    const ClusterSession* const session = m_workspace.findSession(use.context);
    const QString subject = u"%1 %2 in namespace %3"_s.arg(toolVerb(use.kind), use.target, use.nameSpace);
    if (!session) {
        return fail(ErrorCode::NotFound, subject, u"the context is not connected"_s, u"NoSession"_s);
    }
    AuditEntry entry = entryOf(use);
    // Whoever is root on a node is root in every namespace that runs there: it takes the context's own mode, too.
    const QStringView where = use.kind == Kind::NodeShell ? QStringView() : QStringView(use.nameSpace);
    if (auto allowed = session->modes().allow(reachOf(use.kind), where, subject); !allowed) {
        entry.step = AuditEntry::Step::Refused;
        entry.outcome = allowed.error().reason;
        (void)m_audit.append(entry); // nothing was begun
        return std::unexpected(std::move(allowed.error()));
    }
    entry.step = AuditEntry::Step::Intent;
    if (auto written = m_audit.append(entry); !written) {
        return std::unexpected(std::move(written.error()));
    }
    entry.step = AuditEntry::Step::Outcome;
    return std::make_unique<ToolRecord>(m_audit, std::move(entry));
}

} // namespace pilothouse
