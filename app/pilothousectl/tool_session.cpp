// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/tool_session.h"

#include "core/change/change_places.h"
#include "core/session/kubectl_way.h"

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

ToolSession::ToolSession(Workspace& workspace, const Options& options)
    : m_workspace(workspace)
    , m_options(options)
    , m_desk(workspace, placesHere())
    , m_audit(workspace, m_desk.audit(), placesHere().stateFolder + u"/identities.json"_s) { }

Result<ClusterSession*> ToolSession::session() const {
    return m_workspace.session(m_options.context);
}

ExecSession::KubectlFinder ToolSession::kubectlFinder() const {
    return [workspace = &m_workspace, context = m_options.context] {
        return findKubectlWay(*workspace, context, placesHere().environment);
    };
}

/// A protected place asks for a reason; what makes an object there, for the name too.
Result<void> ToolSession::openPlace(const ToolUse& use) const {
    const auto session = this->session();
    if (!session) {
        return std::unexpected(session.error());
    }
    ModeKeeper& modes = (*session)->modes();
    if (!modes.table().isProtected(use.nameSpace)) {
        return {};
    }
    const bool makesObject = use.kind == ToolUse::Kind::DebugPod || use.kind == ToolUse::Kind::NodeShell;
    const QString confirmation = use.context.value() + u'/' + use.target;
    const bool isConfirmed = !makesObject || m_options.change.confirm == confirmation;
    if (use.reason.trimmed().isEmpty() || !isConfirmed) {
        const QString more = makesObject ? QString(u" --confirm "_s + confirmation) : QString();
        return fail(ErrorCode::Invalid, u"%1 %2"_s.arg(toolVerb(use.kind), use.target),
            u"nothing was done; this place is protected: add --reason TEXT%1"_s.arg(more), u"NotConfirmed"_s);
    }
    const Mode mode = makesObject ? Mode::ChangesOpen : Mode::Troubleshooting;
    return modes.choose(use.nameSpace, mode, use.reason, ModeKeeper::kLongest);
}

Result<std::unique_ptr<ToolRecord>> ToolSession::begin(const ToolUse& use) {
    if (auto opened = openPlace(use); !opened) {
        return std::unexpected(std::move(opened.error()));
    }
    return m_audit.begin(use);
}

} // namespace pilothouse::ctl
