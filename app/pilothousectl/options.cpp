// SPDX-License-Identifier: Apache-2.0
#include "app/pilothousectl/options.h"

#include <QCommandLineParser>

namespace pilothouse::ctl {

using namespace Qt::StringLiterals;

namespace {

void addOptions(QCommandLineParser& parser) {
    parser.addOptions({
        {u"kubeconfig"_s, u"Kubeconfig file to read."_s, u"file"_s},
        {u"context"_s, u"Context to use; there is no default."_s, u"name"_s},
        {{u"n"_s, u"namespace"_s}, u"Namespace; the context's own where it is left out."_s, u"name"_s},
        {u"with"_s, u"compare: the other context."_s, u"name"_s},
        {u"with-namespace"_s, u"compare: the namespace there."_s, u"name"_s},
        {{u"A"_s, u"all-namespaces"_s}, u"All namespaces."_s},
        {{u"a"_s, u"all"_s}, u"values: merged with the chart's defaults."_s},
        {u"revision"_s, u"values, manifest, notes, resources: revision; the newest where it is left out."_s,
            u"number"_s},
        {{u"o"_s, u"output"_s}, u"text, json or yaml; diff also patch."_s, u"format"_s, u"text"_s},
        {u"overwrite"_s, u"export: replace the file."_s},
        {u"show-secrets"_s, u"diff: do not hide values of Secrets."_s},
        {u"yes"_s, u"trust: agree. A change: carry it out (not where the place is protected)."_s},
    });
}

Result<Format> parseFormat(const QString& word, const QString& command) {
    if (word == "text"_L1 || word == "table"_L1) {
        return Format::Text;
    }
    if (word == "json"_L1) {
        return Format::Json;
    }
    if (word == "yaml"_L1) {
        return Format::Yaml;
    }
    const bool isDiff = command == "diff"_L1 || command == "plan"_L1;
    if (isDiff && word == "patch"_L1) {
        return Format::Patch;
    }
    return fail(ErrorCode::Invalid, u"--output "_s + word,
        isDiff ? u"it must be text, json, yaml or patch"_s : u"it must be text, json or yaml"_s);
}

Result<Revision> parseRevision(const QString& word) {
    bool isNumber = false;
    const int value = word.toInt(&isNumber);
    if (!isNumber || value < 1) {
        return fail(ErrorCode::Invalid, u"revision "_s + word, u"it must be a number from 1"_s);
    }
    return Revision{value};
}

bool isToolCommand(const QString& command) {
    return command == "exec"_L1 || command == "attach"_L1 || command == "debug"_L1;
}

} // namespace

QString usage() {
    return uR"(pilothousectl: reads and changes Helm releases and Kubernetes objects without a window.

  contexts                         contexts of the kubeconfig files, their environment and problems
  whoami                           who the server says you are
  trust [--yes]                    agree to the credential plugin a context runs
  namespaces                       namespaces that can be read
  releases [-A]                    releases, as helm list names them, and more
  history RELEASE                  revisions, oldest first
  values RELEASE [-a]              values, as helm get values
  manifest RELEASE                 manifest, as helm get manifest
  notes RELEASE                    notes, as helm get notes
  resources RELEASE                objects of a release as they are now, with health
  diff RELEASE REV1 REV2           what changed; exits 0 same, 2 different, 1 error
                                   (-o patch: exact and unmasked, for patch(1): values of Secrets are in it)
  diff RELEASE --live              the cluster against the newest record
  diff RELEASE --chart REF [-f F]  what an upgrade would change
  compare RELEASE --with CONTEXT [--with-namespace NS]
                                   the same release in another environment: builds, values, manifests;
                                   exits 0 same build and nothing differs, 2 different, 1 error

  export RELEASE FILE              the record of a revision into a file only you can read (--overwrite: replace it)
  show FILE [values|manifest|notes]
                                   such a file without any cluster

  plan upgrade|install|rollback|uninstall …
                                   the plan, its difference and what was checked; exits 0 same, 2 different, 1 error
  upgrade RELEASE [CHART] [-f F]   without CHART: the record's own; without -f: the values it has
  upgrade-all RELEASE… [--chart REF]
                                   several, in this order, each with the values it has; stops at the first failure
                                   (protected: --confirm CONTEXT/COUNT)
  install RELEASE CHART [-f F] [--create-namespace]
  rollback RELEASE REVISION
  uninstall RELEASE [--keep-history]
  test RELEASE                     helm test, with what its pods wrote
                                   each: exits 0 done, 1 refused or failed; Ctrl-C cancels
  prepare NAMESPACE [--create] [--pull-secret NAME --docker-config F | --registry R --username U --token-file F]
          [--service-account SA]   what a release needs before it comes; without --yes or with --dry-run: the plan

  scale KIND/NAME… --replicas N
  restart KIND/NAME…               a new rollout of a Deployment, StatefulSet or DaemonSet
  delete KIND/NAME… [--cascade background|foreground|orphan]
                                   with what goes along; this very object, not another one of its name
  cordon NODE…   uncordon NODE…
  drain NODE… [--force] [--delete-emptydir-data] [--timeout 5m]
                                   cordons, then evicts as budgets allow; Ctrl-C stops, what is evicted is told
  apply -f FILE…                   YAML of anything: made or changed (-f -: standard input; --force-conflicts)
                                   each: tried on the server and shown first; what takes more along than itself, and
                                   every protected place, wants --confirm; --dry-run exits 0 same, 2 different

  logs POD|deploy/NAME|release/NAME [-c C] [--follow] [--since 5m] [--tail N] [--timestamps] [--previous] [--grep RE]
                                   bytes as the containers wrote them; several pods with a prefix; what happened to
                                   the stream goes to standard error
  exec [-it] POD [-c C] -- CMD…    runs CMD in a container; exits with its exit code
  attach [-it] POD [-c C]          what runs already
  debug POD [--image I] [-c C] [--own-pod] [-- CMD…]
                                   a container to look around with, in the pod or (--own-pod) beside it
  port-forward POD|svc/NAME|deploy/NAME [LOCAL:]REMOTE…
                                   on 127.0.0.1 and ::1, until Ctrl-C
                                   (each: --reason TEXT where the place is protected)

  helm                             which helm is used, which there are, what it gets to see
  audit                            what was done, newest first; 1 where a line was changed

  A change is carried out with --yes; where the place is protected, with --reason TEXT --confirm CONTEXT/RELEASE.
  --timeout 5m  --wait[=watcher|legacy|hookOnly]  --wait-for-jobs  --rollback-on-failure (--atomic)  --cleanup-on-fail
  --history-max N  --no-hooks  --skip-crds  --take-ownership  --server-side[=true|false|auto]  --force-conflicts
  --version V  --repo URL  --dry-run  --diff-base record|live|predicted
  --repo-user U --repo-password-file F  --repo-ca-file F  --repo-proxy URL   for --repo URL and --chart oci://…
  -f F: also files encrypted by sops, opened by helm-secrets (secrets://F: always)

  --kubeconfig FILE  --context NAME  -n NAMESPACE  -A  -o text|json|yaml  --revision N
)"_s;
}

Result<Options> parseOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    addChangeFlags(parser);
    addPrepareFlags(parser);
    addLogFlags(parser);
    addToolFlags(parser);
    addObjectFlags(parser);
    // What stands after two dashes is another program's: none of its words is ours.
    const qsizetype dashes = arguments.indexOf(u"--"_s);
    const QStringList theirs = dashes < 0 ? QStringList() : arguments.sliced(dashes + 1);
    if (!parser.parse(completeFlags(dashes < 0 ? arguments : arguments.first(dashes)))) {
        return fail(ErrorCode::Invalid, u"command line"_s, parser.errorText());
    }
    Options options;
    options.arguments = parser.positionalArguments();
    if (!options.arguments.isEmpty()) {
        options.command = options.arguments.takeFirst();
    }
    const auto format = parseFormat(parser.value(u"output"_s), options.command);
    if (!format) {
        return std::unexpected(format.error());
    }
    options.format = *format;
    if (parser.isSet(u"revision"_s)) {
        const auto revision = parseRevision(parser.value(u"revision"_s));
        if (!revision) {
            return std::unexpected(revision.error());
        }
        options.revision = *revision;
    }
    auto change = readChangeFlags(parser);
    if (!change) {
        return std::unexpected(change.error());
    }
    options.change = std::move(*change);
    options.prepare = readPrepareFlags(parser);
    auto log = readLogFlags(parser);
    if (!log) {
        return std::unexpected(log.error());
    }
    options.log = std::move(*log);
    options.tool = readToolFlags(parser);
    auto object = readObjectFlags(parser);
    if (!object) {
        return std::unexpected(object.error());
    }
    options.object = *object;
    (isToolCommand(options.command) ? options.tool.command : options.arguments) += theirs;
    options.replaceFile = parser.isSet(u"overwrite"_s);
    options.kubeconfig = parser.value(u"kubeconfig"_s);
    options.context = ContextId(parser.value(u"context"_s));
    options.nameSpace = parser.value(u"namespace"_s);
    options.with = ContextId(parser.value(u"with"_s));
    options.withNamespace = parser.value(u"with-namespace"_s);
    options.allNamespaces = parser.isSet(u"all-namespaces"_s);
    options.allValues = parser.isSet(u"all"_s);
    options.showSecrets = parser.isSet(u"show-secrets"_s);
    options.yes = parser.isSet(u"yes"_s);
    return options;
}

} // namespace pilothouse::ctl
