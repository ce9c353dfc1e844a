// SPDX-License-Identifier: Apache-2.0
#include "core/change/desk_private.h"

#include <QFile>
#include <QJsonDocument>
#include <QSaveFile>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString subjectOf(const ContextId& context) {
    return u"context \"%1\""_s.arg(context.value());
}

Error outdated(const ContextId& context) {
    return fail(ErrorCode::Conflict, subjectOf(context), u"it means another server, user or credentials now"_s,
        u"PlanOutdated"_s)
        .error();
}

} // namespace

Result<ChangeDesk::Private::Connection> ChangeDesk::Private::connectionOf(const ContextId& context) {
    const QByteArray now = kubeconfigFingerprint(m_workspace.kubeconfig(), context);
    const auto known = m_connections.constFind(context);
    if (known != m_connections.constEnd() && known->fingerprint == now) {
        return *known;
    }
    auto made = m_workspace.makeSession(context);
    if (!made) {
        return std::unexpected(made.error());
    }
    Connection connection{.session = std::move(*made), .fingerprint = now};
    m_connections.insert(context, connection);
    return connection;
}

Result<std::shared_ptr<ClusterSession>> ChangeDesk::Private::connectionFor(const Rendering& rendering) {
    const auto connection = connectionOf(rendering.request.context);
    if (!connection) {
        return std::unexpected(connection.error());
    }
    if (connection->fingerprint != rendering.kubeconfig.fingerprint) { // KC10
        return std::unexpected(outdated(rendering.request.context));
    }
    return connection->session;
}

Task<Result<PinnedKubeconfig>> ChangeDesk::Private::pin(ContextId context) {
    const ExecTrust* trust = &m_workspace.trust();
    co_return co_await m_workspace.pool().run(
        [kubeconfig = m_workspace.kubeconfig(), context, trust] { return pinKubeconfig(kubeconfig, context, *trust); });
}

// --- Who is behind a context (NS3)

std::optional<Error> ChangeDesk::Private::noteIdentity(const ContextId& context, const ClusterIdentity& identity) {
    auto lock = m_identities.check(context, identity);
    if (ClusterSession* session = m_workspace.findSession(context)) {
        session->modes().setLock(lock);
    }
    return lock;
}

Task<void> ChangeDesk::Private::checkIdentity(ContextId context) {
    const auto connection = connectionOf(context);
    if (!connection) {
        co_return;
    }
    const auto identity = co_await readIdentity(&connection->session->client());
    if (identity) {
        noteIdentity(context, *identity);
    }
}

/// A session that comes (back) to life may have another cluster at its other end.
void ChangeDesk::Private::onStatus(const ContextId& context, const ConnectionStatus& status) {
    const bool isLive = status.state == ConnectionStatus::State::Live;
    if (!isLive) {
        m_live.remove(context);
        return;
    }
    if (m_live.contains(context)) {
        return;
    }
    m_live.insert(context);
    m_scope.launch(checkIdentity(context));
    for (const auto& [id, run] : m_runs) {
        if (run->facts().context == context && run->status()->outcome == RunStatus::Outcome::Unknown) {
            if (const auto connection = connectionOf(context)) {
                run->askAgain(connection->session);
            }
        }
    }
}

Task<Result<void>> ChangeDesk::acceptIdentity(ContextId context) {
    const auto connection = d->connectionOf(context);
    if (!connection) {
        co_return std::unexpected(connection.error());
    }
    const auto identity = co_await readIdentity(&connection->session->client());
    if (!identity) {
        co_return std::unexpected(identity.error());
    }
    AuditEntry entry;
    entry.step = AuditEntry::Step::Mode;
    entry.context = context.value();
    entry.clusterUid = identity->clusterUid;
    entry.clusterUser = identity->user;
    entry.verb = u"accept identity"_s;
    if (auto written = d->m_audit.append(entry); !written) {
        co_return written;
    }
    if (auto kept = d->m_identities.accept(context, *identity); !kept) {
        co_return kept;
    }
    d->noteIdentity(context, *identity);
    co_return Result<void>();
}

void ChangeDesk::noteShown(const ContextId& context, const ReleaseKey& release, const QString& what) {
    AuditEntry entry;
    entry.step = AuditEntry::Step::Shown;
    entry.context = context.value();
    entry.nameSpace = release.nameSpace;
    entry.release = release.name;
    entry.verb = u"show secrets"_s;
    entry.reason = what;
    (void)d->m_audit.append(entry); // it is on the screen already; a change could not do without
}

// --- Opened and locked places go into the audit

namespace {

bool isSameChoice(const ModeChoice& a, const ModeChoice& b) {
    return a.nameSpace == b.nameSpace && a.mode == b.mode && a.reason == b.reason && a.until == b.until;
}

} // namespace

void ChangeDesk::Private::onModes(const ContextId& context, const ModeTable& table) {
    const ModeTable before = m_modes.value(context);
    m_modes.insert(context, table);
    const auto write = [&](const ModeChoice& choice, const QString& verb) {
        AuditEntry entry;
        entry.step = AuditEntry::Step::Mode;
        entry.context = context.value();
        entry.nameSpace = choice.nameSpace;
        entry.verb = verb;
        entry.reason = choice.reason;
        (void)m_audit.append(entry); // the mode is in force already; the intent of a change can't do without
    };
    const auto has = [](const std::vector<ModeChoice>& choices, const ModeChoice& wanted) {
        return std::ranges::any_of(
            choices, [&wanted](const ModeChoice& choice) { return isSameChoice(choice, wanted); });
    };
    for (const ModeChoice& choice : table.choices) {
        if (!has(before.choices, choice)) {
            write(choice, u"choose "_s + modeWord(choice.mode));
        }
    }
    for (const ModeChoice& choice : before.choices) {
        const bool isChosenAnew = std::ranges::contains(table.choices, choice.nameSpace, &ModeChoice::nameSpace);
        if (!isChosenAnew) {
            write(choice, u"end of "_s + modeWord(choice.mode));
        }
    }
}

// --- Pinned helms

void ChangeDesk::Private::readPins() {
    QFile file(m_places.stateFolder + u"/helm.json"_s);
    if (!file.open(QIODevice::ReadOnly)) {
        return;
    }
    constexpr qint64 kMaxFile = 1024LL * 1024;
    const QJsonObject pins = QJsonDocument::fromJson(file.read(kMaxFile)).object();
    for (auto it = pins.begin(); it != pins.end(); ++it) {
        m_pins.insert(ContextId(it.key()), it.value().toString());
    }
}

Result<void> ChangeDesk::Private::savePins() const {
    QJsonObject pins;
    for (auto it = m_pins.begin(); it != m_pins.end(); ++it) {
        pins.insert(it.key().value(), it.value());
    }
    QSaveFile file(m_places.stateFolder + u"/helm.json"_s);
    const QByteArray text = QJsonDocument(pins).toJson();
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(text) == text.size() && file.commit();
    return isWritten ? Result<void>() : fail(ErrorCode::Io, file.fileName(), file.errorString());
}

} // namespace pilothouse
