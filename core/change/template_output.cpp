// SPDX-License-Identifier: Apache-2.0
#include "core/change/template_output.h"

#include "core/diff/object_header.h"
#include "core/yaml/document_splitter.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView kHookKey("helm.sh/hook");
constexpr int kHelm4 = 4;

QStringList words(const QString& text) {
    QStringList out;
    for (const QString& word : text.split(u',', Qt::SkipEmptyParts)) {
        out += word.trimmed();
    }
    return out;
}

/// The document without helm's `# Source:` line.
QByteArrayView withoutSource(QByteArrayView document) {
    if (!document.startsWith("# Source:")) {
        return document;
    }
    const qsizetype newline = document.indexOf('\n');
    return newline < 0 ? QByteArrayView() : document.sliced(newline + 1);
}

/// Where the line `---` begins that stands before a document.
qsizetype separatorBefore(QByteArrayView text, qsizetype begin) {
    return begin == 0 ? 0 : text.first(begin - 1).lastIndexOf('\n') + 1;
}

std::optional<Hook> readHook(QByteArrayView document, int helmMajor, QStringList& problems) {
    if (!document.contains(kHookKey)) {
        return {};
    }
    const QString source = scanSource(document);
    const auto tree = loadYaml(document.toByteArray(), source, {}, DuplicateKeys::KeepLast);
    if (!tree) {
        problems += source;
        return {};
    }
    const YamlValue& annotations = tree->at({u"metadata", u"annotations"});
    const QStringList events = words(annotations[u"helm.sh/hook"].text());
    if (events.isEmpty()) {
        return {};
    }
    Hook hook;
    hook.name = tree->at({u"metadata", u"name"}).text();
    hook.kind = (*tree)[u"kind"].text();
    hook.path = source;
    hook.events = events;
    hook.weight = annotations[u"helm.sh/hook-weight"].text().toInt();
    hook.deletePolicies = words(annotations[u"helm.sh/hook-delete-policy"].text());
    QByteArrayView text = withoutSource(document);
    if (text.endsWith('\n')) {
        text.chop(1); // printed behind every hook, in no record
    }
    hook.manifest = text.toByteArray();
    if (helmMajor < kHelm4) {
        hook.manifest = hook.manifest.trimmed();
    }
    return hook;
}

} // namespace

TemplateOutput splitTemplateOutput(const QByteArray& output, int helmMajor) {
    TemplateOutput result;
    const QByteArrayView text(output);
    qsizetype kept = 0; // up to here everything is in the manifest or in a hook
    const auto keep = [&](qsizetype end) {
        // As it stands, documents of comments only too: they are in the record.
        result.manifest += text.sliced(kept, std::max(kept, end) - kept);
    };
    for (const DocumentSpan& span : splitDocuments(text)) {
        const QByteArrayView document = text.sliced(span.begin, span.end - span.begin);
        if (auto hook = readHook(document, helmMajor, result.problems)) {
            result.hooks.push_back(std::move(*hook));
            keep(separatorBefore(text, span.begin));
            kept = span.end;
        }
    }
    keep(text.size());
    if (!result.manifest.isEmpty() && !result.manifest.endsWith('\n')) {
        result.manifest += '\n';
    }
    if (helmMajor >= kHelm4 && !result.manifest.isEmpty() && !result.manifest.endsWith("\n\n")) {
        result.manifest += '\n'; // the last document's own, trimmed off by `helm template` only
    }
    return result;
}

} // namespace pilothouse
