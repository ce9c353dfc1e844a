// SPDX-License-Identifier: Apache-2.0
#include "ui/compare/compare_words.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Compare)
};

QString orDash(const QString& text) {
    return text.isEmpty() ? u"–"_s : text;
}

} // namespace

VerdictLook verdictLook(const ServiceBuild& build) {
    const bool isGuess = build.evidence == BuildEvidence::Number;
    switch (build.verdict) {
    case BuildVerdict::Same:
        return {Tr::tr("same build"), u"circle-check"_s, ColorToken::Ok};
    case BuildVerdict::Newer:
        return {isGuess ? Tr::tr("newer?") : Tr::tr("newer"), u"arrow-up"_s, ColorToken::Accent};
    case BuildVerdict::Older:
        return {isGuess ? Tr::tr("older?") : Tr::tr("older"), u"arrow-down"_s, ColorToken::Warning};
    case BuildVerdict::Different:
        return build.evidence == BuildEvidence::Mixed
            ? VerdictLook{Tr::tr("chart and image disagree"), u"triangle-alert"_s, ColorToken::Warning}
            : VerdictLook{Tr::tr("different, order unknown"), u"arrow-left-right"_s, ColorToken::Accent};
    case BuildVerdict::OnlyFrom:
        return {Tr::tr("only in the first"), u"plus"_s, ColorToken::Accent};
    case BuildVerdict::OnlyTo:
        return {Tr::tr("only in the second"), u"minus"_s, ColorToken::Warning};
    case BuildVerdict::Unknown:
        break;
    }
    return {Tr::tr("not known"), u"circle-question-mark"_s, ColorToken::TextSecond};
}

QString evidenceText(const ServiceBuild& build) {
    switch (build.evidence) {
    case BuildEvidence::Commit:
        return build.verdict == BuildVerdict::Same
            ? Tr::tr("commit %1").arg(build.to.commit)
            : Tr::tr("commits %1 and %2").arg(build.from.commit, build.to.commit);
    case BuildEvidence::Digest:
        return Tr::tr("image digest");
    case BuildEvidence::Tag:
        return Tr::tr("image tag");
    case BuildEvidence::Number:
        return Tr::tr("numbers of image tags: a guess");
    case BuildEvidence::MovingTag:
        return Tr::tr("a tag that moves says nothing");
    case BuildEvidence::Name:
        return Tr::tr("images of other names");
    case BuildEvidence::Mixed:
        return Tr::tr("the chart says one thing, the image another");
    case BuildEvidence::History:
        return Tr::tr("the other one ran here before");
    case BuildEvidence::None:
        break;
    }
    return build.verdict == BuildVerdict::Unknown ? Tr::tr("neither names a commit") : QString();
}

QString summaryText(const ReleaseComparison& comparison) {
    const auto count = [&comparison](auto&& isWanted) {
        return static_cast<int>(std::ranges::count_if(comparison.builds, isWanted));
    };
    const int same = count([](const ServiceBuild& build) { return build.verdict == BuildVerdict::Same; });
    const int unknown = count([](const ServiceBuild& build) { return build.verdict == BuildVerdict::Unknown; });
    const int all = static_cast<int>(comparison.builds.size());
    QStringList parts;
    if (same == all) {
        parts += Tr::tr("Same build everywhere");
    } else if (const int different = all - same - unknown; different > 0) {
        //: %1 of %2 services
        parts += Tr::tr("%1 of %2 services are of another build").arg(different).arg(all);
    }
    if (unknown > 0) {
        parts += Tr::tr("%n not known", nullptr, unknown);
    }
    return parts.join(u" · "_s);
}

QString factsText(const ServiceBuild& build) {
    QStringList lines;
    for (const BuildFact& fact : build.facts) {
        const QString what = fact.source == BuildFact::Source::Chart ? Tr::tr("Chart")
            : fact.source == BuildFact::Source::ChartLabel           ? Tr::tr("Chart label")
                                                                     : fact.name;
        lines += what + u": "_s + orDash(fact.from) + u"  →  "_s + orDash(fact.to);
    }
    return escapeControlsKeepLines(lines.join(u'\n'));
}

QString chartText(const ProposedChart& chart, const ReleaseComparison& comparison) {
    const QString label = comparison.from.record->chart.label();
    switch (chart.by) {
    case ProposedChart::By::Unchanged:
        return Tr::tr("Both have chart %1").arg(label);
    case ProposedChart::By::Version:
        return Tr::tr("Chart %1 from %2").arg(label, chart.source.location);
    case ProposedChart::By::Place:
        return Tr::tr("Chart from %1").arg(chart.source.location);
    case ProposedChart::By::Rebuild:
        return Tr::tr("Chart %1, rebuilt from the record").arg(label);
    case ProposedChart::By::None:
        break;
    }
    return Tr::tr("Chart %1 has subcharts, which no record keeps: choose it on the next page").arg(label);
}

QString sideName(const ReleasePlace& side, const ReleasePlace& other, const Environment& environment) {
    if (side.context == other.context) {
        return side.release.nameSpace;
    }
    return environment.label.isEmpty() ? shortContextName(side.context.value()) : environment.label;
}

} // namespace pilothouse::ui
