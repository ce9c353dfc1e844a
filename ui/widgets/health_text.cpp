// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/health_text.h"

#include "core/base/plain_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

/// The sentences of core/kube/health.h and of the workload feed; a test keeps the two the same.
constexpr std::array kSentences = {
    QT_TRANSLATE_NOOP("HealthText", "%1/%2 ready"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are created"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are updated"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are available"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are ready"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are current"),
    QT_TRANSLATE_NOOP("HealthText", "%1 of %2 replicas are labelled"),
    QT_TRANSLATE_NOOP("HealthText", "%1 old replicas are still to go"),
    QT_TRANSLATE_NOOP("HealthText", "container %1 ended with exit code %2"),
    QT_TRANSLATE_NOOP("HealthText", "the new ReplicaSet is not available"),
    QT_TRANSLATE_NOOP("HealthText", "the Deployment is not available"),
    QT_TRANSLATE_NOOP("HealthText", "pods are replaced when they are deleted (OnDelete)"),
    QT_TRANSLATE_NOOP("HealthText", "the update revision is not the current one yet"),
    QT_TRANSLATE_NOOP("HealthText", "the controller has not seen it yet"),
    QT_TRANSLATE_NOOP("HealthText", "the controller has not said how many pods are wanted"),
    QT_TRANSLATE_NOOP("HealthText", "the job has not started"),
    QT_TRANSLATE_NOOP("HealthText", "the job is running"),
    QT_TRANSLATE_NOOP("HealthText", "the claim is %1"),
    QT_TRANSLATE_NOOP("HealthText", "the Service has no cluster IP yet"),
    QT_TRANSLATE_NOOP("HealthText", "the kind is not served yet"),
    QT_TRANSLATE_NOOP("HealthText", "the pod runs, but is not ready"),
    QT_TRANSLATE_NOOP("HealthText", "the pod has not started yet"),
};

struct Sentence {
    const char* source;
    QRegularExpression pattern;
};

/// `%1` stands for one word.
Sentence compiled(const char* source) {
    static const QRegularExpression kPlace(u"\\\\%\\d"_s); // as escape() writes it
    QString pattern = QRegularExpression::escape(QString::fromLatin1(source));
    pattern.replace(kPlace, u"(\\S{1,64})"_s);
    return {source, QRegularExpression(QRegularExpression::anchoredPattern(pattern))};
}

const std::vector<Sentence>& sentences() {
    static const std::vector<Sentence> kCompiled = [] {
        std::vector<Sentence> all;
        std::ranges::transform(kSentences, std::back_inserter(all), compiled);
        return all;
    }();
    return kCompiled;
}

} // namespace

QString healthText(const QString& message) {
    for (const Sentence& sentence : sentences()) {
        if (const auto match = sentence.pattern.match(message); match.hasMatch()) {
            const QString text = QCoreApplication::translate("HealthText", sentence.source);
            const auto place = [&match](int number) { return escapeControls(match.captured(number)); };
            return match.lastCapturedIndex() == 2 ? text.arg(place(1), place(2))
                : match.lastCapturedIndex() == 1  ? text.arg(place(1))
                                                  : text;
        }
    }
    return escapeControls(message);
}

} // namespace pilothouse::ui
