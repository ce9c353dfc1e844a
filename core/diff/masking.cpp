// SPDX-License-Identifier: Apache-2.0
#include "core/diff/masking.h"

#include "core/base/redaction.h"
#include "core/diff/mask_scanner.h"
#include "core/diff/normaliser.h"
#include "core/diff/tree_mask.h"
#include "core/yaml/document_splitter.h"

#include <QHash>
#include <QMap>

#include <algorithm>
#include <set>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const YamlValue kNone;

const YamlValue& treeOf(const MaskSide& side) {
    return side.tree ? *side.tree : kNone;
}

/// Comment lines on top, `# Source:` among them, which a tree doesn't keep.
QByteArray leadingComments(QByteArrayView text) {
    QByteArray comments;
    for (const QByteArrayView line : textLines(text)) {
        if (!line.startsWith("# Source:")) {
            break;
        }
        comments += line;
    }
    return comments;
}

/// A document nobody could read: everything from `data` on is hidden, or everything.
MaskedText hideFromData(QByteArrayView text) {
    MaskedText masked;
    const auto lines = textLines(text);
    const auto isData = [](QByteArrayView line) {
        return line.contains("data\":") || line.contains("Data\":") || line.contains("data:") || line.contains("Data:");
    };
    // `metadata:` on a line of its own is no data; in flow style everything may be on that line.
    const auto isMetadataOnly = [](QByteArrayView line) { return line.trimmed() == "metadata:"; };
    auto at = std::ranges::find_if(lines, [&](QByteArrayView line) { return isData(line) && !isMetadataOnly(line); });
    if (at == lines.end()) {
        at = lines.begin();
    }
    const qsizetype kept = at == lines.end() ? 0 : at->data() - text.data();
    masked.text = scanAndMask(text.first(kept)).text + kMask.toUtf8();
    masked.hidden.push_back({"data", text.sliced(kept).toByteArray(), masked.text.size()});
    masked.text += '\n';
    return masked;
}

bool mentionsSecret(QByteArrayView text) {
    return text.contains("Secret");
}

QByteArray comparable(const QByteArray& hidden) {
    QByteArray value = hidden.trimmed();
    const bool isQuoted
        = value.size() > 1 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
    return isQuoted ? value.sliced(1, value.size() - 2) : value;
}

/// Which of @p to's hidden values differ from their counterparts. Same count: in order. Otherwise a value that @p from
/// has somewhere under the same keys is the same one, moved; the others take the place of what is left.
void markGroup(
    std::vector<const HiddenValue*> from, const std::vector<const HiddenValue*>& to, std::set<qsizetype>& marks) {
    if (from.size() == to.size()) {
        for (size_t i = 0; i < to.size(); ++i) {
            if (comparable(from[i]->value) != comparable(to[i]->value)) {
                marks.insert(to[i]->lineEnd);
            }
        }
        return;
    }
    QHash<QByteArray, int> known;
    for (const HiddenValue* value : from) {
        ++known[comparable(value->value)];
    }
    for (const HiddenValue* value : to) {
        int& left = known[comparable(value->value)];
        if (left > 0) {
            --left;
        } else {
            marks.insert(value->lineEnd);
        }
    }
}

/// Marks changed values at the ends of their lines.
void markChanged(const MaskedText& from, MaskedText& to) {
    QMap<QByteArray, std::pair<std::vector<const HiddenValue*>, std::vector<const HiddenValue*>>> groups;
    for (const HiddenValue& value : from.hidden) {
        groups[value.identity].first.push_back(&value);
    }
    for (const HiddenValue& value : to.hidden) {
        groups[value.identity].second.push_back(&value);
    }
    std::set<qsizetype> marks;
    for (const auto& [before, after] : std::as_const(groups)) {
        if (!before.empty()) {
            markGroup(before, after, marks);
        }
    }
    QByteArray marked;
    qsizetype copied = 0;
    for (const qsizetype mark : marks) {
        marked += QByteArrayView(to.text).sliced(copied, mark - copied);
        marked += "  # changed";
        copied = mark;
    }
    to.text = marked + QByteArrayView(to.text).sliced(copied);
}

/// The scanner reads lines; the tree knows. Only a document that has something to hide is loaded again.
bool scanMissedSomething(const MaskSide& side, const MaskedText& masked) {
    if (!side.tree || !hasVisibleSecret(*side.tree, side.known)) {
        return false;
    }
    const Result<YamlValue> reloaded = loadYaml(masked.text, u"masked text"_s, {}, DuplicateKeys::KeepLast);
    return !reloaded || hasVisibleSecret(*reloaded, side.known);
}

QByteArray writtenAnew(const MaskSide& side, const MaskSide& other) {
    return leadingComments(side.text) + maskedYaml(treeOf(side), treeOf(other), side.isSecret, side.known);
}

MaskedText scanned(const MaskSide& side) {
    const bool mayBeSecret = side.isSecret || mentionsSecret(side.text);
    return !side.tree && mayBeSecret ? hideFromData(side.text) : scanAndMask(side.text, side.known);
}

} // namespace

MaskedPair maskPair(const MaskSide& from, const MaskSide& to) {
    const bool areReadable = (from.text.isEmpty() || from.tree) && (to.text.isEmpty() || to.tree);
    if (areReadable && (from.isSecret || to.isSecret)) {
        return {from.tree ? writtenAnew(from, {}) : QByteArray(), to.tree ? writtenAnew(to, from) : QByteArray()};
    }
    const MaskedText a = scanned(from);
    MaskedText b = scanned(to);
    if (areReadable && (scanMissedSomething(from, a) || scanMissedSomething(to, b))) {
        return {from.tree ? writtenAnew(from, {}) : QByteArray(), to.tree ? writtenAnew(to, from) : QByteArray()};
    }
    markChanged(a, b);
    return {a.text, b.text};
}

std::vector<ObjectDiff::SecretKey> compareSecretKeys(const YamlValue& from, const YamlValue& to) {
    QMap<QString, std::pair<const YamlValue*, const YamlValue*>> keys;
    const YamlValue before = foldSecret(from);
    const YamlValue after = foldSecret(to);
    for (const auto& [key, value] : before[u"data"].entries()) {
        keys[key].first = &value;
    }
    for (const auto& [key, value] : after[u"data"].entries()) {
        keys[key].second = &value;
    }
    std::vector<ObjectDiff::SecretKey> changed;
    for (auto it = keys.cbegin(); it != keys.cend(); ++it) {
        const auto [a, b] = it.value();
        if (!a || !b) {
            changed.push_back({it.key(), a ? ObjectChange::Removed : ObjectChange::Added});
        } else if (a->text() != b->text()) {
            changed.push_back({it.key(), ObjectChange::Changed});
        }
    }
    return changed;
}

QByteArray maskManifest(const QByteArray& manifest) {
    return maskManifest(manifest, {}).text;
}

MaskedManifest maskManifest(const QByteArray& manifest, const QString& shown) {
    QStringList hidden;
    QByteArray masked;
    qsizetype copied = 0;
    for (const DocumentSpan& span : splitDocuments(manifest)) {
        masked += QByteArrayView(manifest).sliced(copied, span.begin - copied);
        copied = span.end;
        const QByteArrayView text = QByteArrayView(manifest).sliced(span.begin, span.end - span.begin);
        // Each is loaded, however little it looks like a Secret: only the tree says for sure.
        const Result<YamlValue> loaded = loadYaml(text.toByteArray(), u"manifest"_s, {}, DuplicateKeys::KeepLast);
        const bool isSecret = loaded && holdsSecret(*loaded);
        const QByteArray safe = maskPair({}, {text, loaded ? &*loaded : nullptr, isSecret}).to;
        bool isShown = false;
        if (safe != text && loaded) {
            hidden += (*loaded)[u"kind"].text() + u' ' + (*loaded)[u"metadata"][u"name"].text();
            isShown = hidden.last() == shown;
        }
        masked += isShown ? text : QByteArrayView(safe);
    }
    return {masked + QByteArrayView(manifest).sliced(copied), hidden};
}

} // namespace pilothouse
