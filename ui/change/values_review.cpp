// SPDX-License-Identifier: Apache-2.0
#include "ui/change/values_review.h"

#include "core/base/plain_text.h"
#include "core/diff/tree_mask.h"
#include "core/helm/record_secrets.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ValuesReview)
};

/// What the release's Secrets hold is shown under no key, and in no finding.
void hideSecrets(ValuesReview& review, const KnownSecrets& known) {
    for (ValuesFinding& finding : review.findings) {
        finding.text = known.mask(finding.text);
        finding.message = known.mask(finding.message);
    }
    for (ValueRow& row : review.rows) {
        for (const auto& side : {std::cref(row.oldDefault), std::cref(row.mine), std::cref(row.newDefault)}) {
            const std::optional<YamlValue>& value = side.get();
            row.isSensitive = row.isSensitive || (value && hasVisibleSecret(*value, &known));
        }
    }
}
} // namespace

ValuesReviewPtr reviewValues(
    const QByteArray& values, const ReleaseRecordPtr& deployed, const RenderingPtr& rendering) {
    auto review = std::make_shared<ValuesReview>();
    const YamlValue oldDefaults = deployed ? deployed->chartValues : YamlValue();
    const YamlValue newDefaults = rendering ? rendering->chartValues : oldDefaults;
    const QByteArray schema = rendering ? rendering->schema : deployed ? deployed->schema : QByteArray();
    if (!schema.isEmpty()) {
        SchemaVerdict verdict = checkSchema(values, newDefaults, schema);
        review->findings = std::move(verdict.findings);
        review->notChecked = verdict.notChecked;
    }
    const auto surprises = typeSurprises(values);
    review->findings.insert(review->findings.end(), surprises.begin(), surprises.end());
    KnownSecrets known;
    if (deployed) {
        addSecretsOf(*deployed, known);
    }
    if (const auto mine = loadYaml(values, u"values"_s, {}, DuplicateKeys::KeepLast)) {
        review->rows = valuesTable(oldDefaults, *mine, newDefaults);
        known.addValues(*mine);
    }
    hideSecrets(*review, known);
    return review;
}

QString findingText(const ValuesFinding& finding) {
    const QString text = escapeControls(elideMiddle(finding.text, 60));
    if (finding.word == "Schema"_L1) {
        return Tr::tr("Schema: %1").arg(escapeControls(elideMiddle(finding.message, 300)));
    }
    if (finding.word == "Boolean"_L1) {
        return Tr::tr("“%1” is read as true or false. Quote it, if it is a text.").arg(text);
    }
    if (finding.word == "BooleanKey"_L1) {
        return Tr::tr("The key “%1” is read as true or false. Quote it.").arg(text);
    }
    if (finding.word == "Octal"_L1) {
        return Tr::tr("“%1” is read as an octal number. Quote it, if it is a text.").arg(text);
    }
    if (finding.word == "Exponent"_L1) {
        return Tr::tr("“%1” is read as a number with an exponent. Quote it, if it is a text.").arg(text);
    }
    if (finding.word == "TrailingZero"_L1) {
        return Tr::tr("“%1” loses its last zero. Quote it, if it is a version.").arg(text);
    }
    if (finding.word == "LongInteger"_L1) {
        return Tr::tr("“%1” is too long for a number: digits get lost. Quote it.").arg(text);
    }
    if (finding.word == "DuplicateKey"_L1) {
        return Tr::tr("The key “%1” is there twice: the last one counts, and some programs refuse it.").arg(text);
    }
    if (finding.word == "Tab"_L1) {
        return Tr::tr("A tab: YAML wants spaces here.");
    }
    return escapeControls(elideMiddle(finding.message, 300));
}

QString verdictText(ValueVerdict verdict) {
    switch (verdict) {
    case ValueVerdict::Unchanged:
        return Tr::tr("as before");
    case ValueVerdict::DefaultMoved:
        return Tr::tr("the default moves, and so does what is deployed");
    case ValueVerdict::DefaultMovedUnderOverride:
        return Tr::tr("the default moved, yours hides it");
    case ValueVerdict::DefaultVanished:
        return Tr::tr("the new chart has no such default");
    case ValueVerdict::KeyVanished:
        return Tr::tr("the new chart does not know it: yours may do nothing");
    case ValueVerdict::OverrideNowEqual:
        return Tr::tr("yours is the new default");
    case ValueVerdict::Overridden:
        return Tr::tr("yours, over the default");
    case ValueVerdict::OnlyMine:
        return Tr::tr("only yours");
    case ValueVerdict::Added:
        return Tr::tr("new in this chart");
    }
    return {};
}

ColorToken verdictTone(ValueVerdict verdict) {
    switch (verdict) {
    case ValueVerdict::DefaultMovedUnderOverride:
    case ValueVerdict::KeyVanished:
    case ValueVerdict::DefaultVanished:
        return ColorToken::Warning;
    case ValueVerdict::DefaultMoved:
    case ValueVerdict::Added:
        return ColorToken::Accent;
    default:
        return ColorToken::TextSecond;
    }
}

bool isNotable(ValueVerdict verdict) {
    switch (verdict) {
    case ValueVerdict::Unchanged:
    case ValueVerdict::Overridden:
    case ValueVerdict::OnlyMine:
        return false;
    default:
        return true;
    }
}

} // namespace pilothouse::ui
