// SPDX-License-Identifier: Apache-2.0
#include "core/config/kubeconfig.h"

#include "core/config/kubeconfig_file.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

/// Puts files together: the first to name an entry wins wholly (protocol: client-go merge.go).
class Merger {
public:
    void add(KubeconfigFile file, const QString& path) {
        for (ClusterEntry& cluster : file.clusters) {
            const QString name = cluster.name;
            addNamed(m_merged.clusters, name, std::move(cluster), u"cluster"_s, path);
        }
        for (UserEntry& user : file.users) {
            const QString name = user.name;
            addNamed(m_merged.users, name, std::move(user), u"user"_s, path);
        }
        for (ContextEntry& context : file.contexts) {
            const ContextEntry* const first = m_merged.context(context.id);
            if (first) {
                addDuplicate(u"context"_s, context.id.value(), first->file, path);
            } else {
                m_merged.contexts.push_back(std::move(context));
            }
        }
        if (m_merged.currentContext.isEmpty()) {
            m_merged.currentContext = file.currentContext;
        }
    }
    void addProblem(const Error& problem) { m_merged.problems.push_back(problem); }

    Kubeconfig take(const QStringList& files) {
        for (ContextEntry& context : m_merged.contexts) {
            context.problem = problemOfContext(context);
        }
        m_merged.files = files;
        return std::move(m_merged);
    }

private:
    template <typename Entry>
    void addNamed(
        QHash<QString, Entry>& entries, const QString& name, Entry entry, const QString& kind, const QString& path) {
        const auto first = entries.constFind(name);
        if (first != entries.cend()) {
            addDuplicate(kind, name, first->file, path);
        } else {
            entries.insert(name, std::move(entry));
        }
    }
    void addDuplicate(const QString& kind, const QString& name, const QString& firstFile, const QString& path) {
        const QString detail = u"defined in %1 and again in %2; the first counts"_s.arg(firstFile, path);
        addProblem(fail(ErrorCode::Conflict, u"%1 \"%2\""_s.arg(kind, name), detail, u"DuplicateName"_s).error());
    }

    [[nodiscard]] std::optional<Error> problemOfContext(const ContextEntry& context) const {
        static const QRegularExpression kLabel(u"^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$"_s);
        const QString subject = u"context \"%1\""_s.arg(context.id.value());
        const auto problem = [&subject](ErrorCode code, const QString& why, const QString& reason) {
            return std::optional(fail(code, subject, why, reason).error());
        };
        if (context.id.isEmpty()) {
            return problem(ErrorCode::Invalid, u"the context has no name"_s, u"NoName"_s);
        }
        const auto cluster = m_merged.clusters.constFind(context.cluster);
        if (context.cluster.isEmpty() || cluster == m_merged.clusters.cend()) {
            return problem(
                ErrorCode::NotFound, u"no file defines its cluster \"%1\""_s.arg(context.cluster), u"MissingCluster"_s);
        }
        const auto user = m_merged.users.constFind(context.user);
        if (context.user.isEmpty() || user == m_merged.users.cend()) {
            return problem(
                ErrorCode::NotFound, u"no file defines its user \"%1\""_s.arg(context.user), u"MissingUser"_s);
        }
        if (!context.nameSpace.isEmpty() && !kLabel.match(context.nameSpace).hasMatch()) {
            return problem(ErrorCode::Invalid, u"\"%1\" is no namespace name"_s.arg(context.nameSpace.left(200)),
                u"BadNamespace"_s);
        }
        return cluster->problem ? cluster->problem : user->problem;
    }

    Kubeconfig m_merged;
};

} // namespace

const ContextEntry* Kubeconfig::context(const ContextId& id) const {
    const auto found = std::ranges::find(contexts, id, &ContextEntry::id);
    return found == contexts.end() ? nullptr : &*found;
}

KubeconfigSource KubeconfigSource::fromEnvironment(const QString& explicitPath) {
    if (!explicitPath.isEmpty()) {
        return {.files = {QDir::current().absoluteFilePath(explicitPath)}, .isExplicit = true};
    }
    QStringList files;
    for (const QString& path : qEnvironmentVariable("KUBECONFIG").split(QDir::listSeparator(), Qt::SkipEmptyParts)) {
        const QString absolute = QDir::current().absoluteFilePath(path);
        if (!files.contains(absolute)) {
            files += absolute;
        }
    }
    if (files.isEmpty()) {
        files += QDir::home().absoluteFilePath(u".kube/config"_s);
    }
    return {.files = files, .isExplicit = false};
}

Kubeconfig loadKubeconfig(const KubeconfigSource& source) {
    Merger merger;
    for (const QString& path : source.files) {
        Result<KubeconfigFile> file = readKubeconfigFile(path);
        if (file) {
            merger.add(std::move(*file), path);
        } else if (source.isExplicit || file.error().code != ErrorCode::NotFound) {
            merger.addProblem(file.error());
        }
    }
    return merger.take(source.files);
}

} // namespace pilothouse
