// SPDX-License-Identifier: Apache-2.0
#include "core/diff/tree_mask.h"

#include "core/base/redaction.h"
#include "core/diff/bounded_emit.h"
#include "core/diff/known_secrets.h"
#include "core/diff/mask_scanner.h"
#include "core/diff/sensitive_fields.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

// Plain words for the emitter, made into the mask afterwards: it would quote the mask itself.
constexpr auto kKept = "pilothouse-masked-value-kept"_L1;
constexpr auto kChanged = "pilothouse-masked-value-changed"_L1;
constexpr qsizetype kShortest = 6; ///< shorter values are found everywhere by chance

/// The key that says what a map's `value` is: `name` or `key` of an env variable.
QString valueName(const YamlValue& map) {
    return map[u"name"].isScalar() ? map[u"name"].text() : map[u"key"].text();
}

bool isHiddenEntry(const YamlValue& map, const QString& key, const YamlValue& value) {
    const QString judged = key == u"value"_s ? valueName(map) : key;
    return value.isScalar() && isHiddenKey(judged) && canBeSecret(value.text());
}

class TreeMasker {
public:
    TreeMasker(bool isSecret, const KnownSecrets* known)
        : m_isSecret(isSecret)
        , m_known(known) { }
    void collect(const YamlValue& value, bool isHidden, int depth);
    [[nodiscard]] YamlValue mask(
        const YamlValue& value, const YamlValue& other, bool isHidden, int depth, const QString& path = {});
    void show(const QString& path) { m_shown = path; }
    [[nodiscard]] QStringList takeHidden() { return std::move(m_hidden); }

private:
    /// Secrets may stand within a List.
    [[nodiscard]] bool isSecretData(const YamlValue& map, const QString& key, int depth) const {
        const bool isSecret = (m_isSecret && depth == 0) || map[u"kind"].text() == u"Secret"_s;
        return (isSecret && (key == u"data"_s || key == u"stringData"_s))
            || (map[u"kind"].text() == u"SecretList"_s && key == u"items"_s);
    }
    [[nodiscard]] YamlValue maskScalar(const YamlValue& value, const YamlValue& other, bool isHidden) const;
    [[nodiscard]] YamlValue note(const YamlValue& value, YamlValue masked, const QString& path);

    bool m_isSecret;
    const KnownSecrets* m_known;
    QSet<QString> m_values; ///< what is hidden, to find copies of it
    QStringList m_hidden; ///< where
    QString m_shown; ///< the one place that is not
};

void TreeMasker::collect(const YamlValue& value, bool isHidden, int depth) {
    if (isHidden && value.isScalar() && value.text().size() >= kShortest) {
        m_values.insert(value.text());
    }
    for (const auto& [key, entry] : value.entries()) {
        collect(entry, isHidden || isSecretData(value, key, depth) || isHiddenEntry(value, key, entry), depth + 1);
    }
    for (const YamlValue& item : value.items()) {
        collect(item, isHidden, depth + 1);
    }
}

YamlValue TreeMasker::maskScalar(const YamlValue& value, const YamlValue& other, bool isHidden) const {
    if (isHidden || m_values.contains(value.text()) || (m_known && m_known->contains(value.text()))) {
        const bool isSame = other.isNull() || (other.isScalar() && other.text() == value.text());
        return YamlValue::string(isSame ? kKept : kChanged);
    }
    const MaskedText masked = scanAndMask(value.text().toUtf8());
    return masked.hidden.empty() ? value : YamlValue::string(QString::fromUtf8(masked.text));
}

YamlValue TreeMasker::note(const YamlValue& value, YamlValue masked, const QString& path) {
    if (masked == value) {
        return masked;
    }
    m_hidden += path;
    return path == m_shown && !path.isEmpty() ? value : std::move(masked);
}

YamlValue TreeMasker::mask(
    const YamlValue& value, const YamlValue& other, bool isHidden, int depth, const QString& path) {
    if (value.isMap()) {
        YamlValue::Map entries;
        for (const auto& [key, entry] : value.entries()) {
            const bool isHiddenHere = isHidden || isSecretData(value, key, depth) || isHiddenEntry(value, key, entry);
            entries.emplace_back(
                key, mask(entry, other[key], isHiddenHere, depth + 1, path.isEmpty() ? key : path + u'.' + key));
        }
        return YamlValue(std::move(entries));
    }
    if (value.isSequence()) {
        YamlValue::Sequence items;
        for (size_t i = 0; i < value.items().size(); ++i) {
            const bool hasOther = i < other.items().size();
            items.push_back(mask(value.items()[i], hasOther ? other.items()[i] : YamlValue(), isHidden, depth + 1,
                u"%1[%2]"_s.arg(path).arg(i)));
        }
        return YamlValue(std::move(items));
    }
    return value.isScalar() ? note(value, maskScalar(value, other, isHidden), path) : value;
}

QByteArray textOf(const YamlValue& masked) {
    const std::optional<QByteArray> text = emitBounded(masked);
    if (!text) {
        return kMask.toUtf8() + '\n';
    }
    QByteArray shown = *text;
    shown.replace(kKept.data(), kMask.toUtf8());
    shown.replace(kChanged.data(), QByteArray(kMask.toUtf8() + "  # changed"));
    return shown;
}

} // namespace

QByteArray maskedYaml(const YamlValue& tree, const YamlValue& other, bool isSecret, const KnownSecrets* known) {
    TreeMasker masker(isSecret, known);
    masker.collect(tree, false, 0);
    return textOf(masker.mask(tree, other, false, 0));
}

MaskedTree maskTree(const YamlValue& tree, const KnownSecrets* known, const QString& shown) {
    TreeMasker masker(false, known);
    masker.collect(tree, false, 0);
    masker.show(shown);
    MaskedTree masked;
    masked.text = textOf(masker.mask(tree, YamlValue(), false, 0));
    masked.hidden = masker.takeHidden();
    return masked;
}

bool holdsSecret(const YamlValue& tree) {
    const QString kind = tree[u"kind"].text();
    return kind == u"Secret"_s || kind == u"SecretList"_s || std::ranges::any_of(tree[u"items"].items(), holdsSecret);
}

bool hasVisibleSecret(const YamlValue& tree, const KnownSecrets* known) {
    for (const auto& [key, entry] : tree.entries()) {
        const bool isVisible = isHiddenEntry(tree, key, entry) && !entry.text().contains(kMask);
        if (isVisible || hasVisibleSecret(entry, known)) {
            return true;
        }
    }
    for (const YamlValue& item : tree.items()) {
        if (hasVisibleSecret(item, known)) {
            return true;
        }
    }
    return tree.isScalar() && (isSensitiveValue(tree.text()) || (known && known->contains(tree.text())));
}

} // namespace pilothouse
