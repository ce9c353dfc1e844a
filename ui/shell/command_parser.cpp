// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/command_parser.h"

#include <algorithm>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

QString withHalfWidthSigns(QStringView text) {
    QString out = text.trimmed().toString();
    out.replace(u'：', u':').replace(u'／', u'/').replace(u'　', u' ');
    return out;
}

Command::Verb verbOf(const QString& word) {
    static const QStringList kContext = {u"ctx"_s, u"context"_s, u"contexts"_s, u"use"_s};
    static const QStringList kNamespace = {u"ns"_s, u"namespace"_s, u"namespaces"_s};
    static const QStringList kRelease = {u"rel"_s, u"release"_s, u"releases"_s, u"helm"_s};
    static const QStringList kGo = {u"settings"_s, u"trace"_s, u"http"_s, u"faults"_s, u"wrong"_s, u"quit"_s, u"q"_s,
        u"help"_s, u"audit"_s, u"forwards"_s, u"pf"_s, u"mode"_s, u"lock"_s, u"unlock"_s, u"prepare"_s,
        u"upgrade-marked"_s, u"repositories"_s, u"repos"_s};
    static const QStringList kChange
        = {u"upgrade"_s, u"rollback"_s, u"uninstall"_s, u"install"_s, u"test"_s, u"compare"_s};
    if (kContext.contains(word)) {
        return Command::Verb::Context;
    }
    if (kNamespace.contains(word)) {
        return Command::Verb::Namespace;
    }
    if (kRelease.contains(word)) {
        return Command::Verb::Release;
    }
    if (kChange.contains(word)) {
        return Command::Verb::Change;
    }
    return kGo.contains(word) ? Command::Verb::Go : Command::Verb::Kind;
}

bool hasLettersInOrder(const QString& text, const QString& letters) {
    qsizetype at = 0;
    for (const QChar letter : letters) {
        at = text.indexOf(letter, at);
        if (at < 0) {
            return false;
        }
        ++at;
    }
    return true;
}

int rankOf(const Candidate& candidate, const QString& needle) {
    const QString title = candidate.title.toLower();
    if (title.startsWith(needle)) {
        return 0;
    }
    const qsizetype at = title.indexOf(needle);
    if (at > 0) {
        return title[at - 1].isLetterOrNumber() ? 2 : 1;
    }
    if (candidate.detail.toLower().contains(needle)) {
        return 3;
    }
    return hasLettersInOrder(title, needle) ? 4 : -1;
}

} // namespace

Command parseCommand(QStringView text) {
    QString line = withHalfWidthSigns(text);
    if (line.startsWith(u':')) {
        line = line.sliced(1).trimmed();
    }
    Command command;
    if (const qsizetype slash = line.indexOf(u" /"); slash >= 0) {
        command.filter = line.sliced(slash + 2);
        line = line.first(slash);
    }
    const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) {
        return command;
    }
    command.verb = verbOf(words[0].toLower());
    const bool namesItself = command.verb == Command::Verb::Kind || command.verb == Command::Verb::Go;
    command.word = namesItself ? words[0].toLower() : words.value(1);
    if (command.verb == Command::Verb::Change) {
        command.action = words[0].toLower();
        command.revision = words.value(2).toInt();
    }
    if (command.verb == Command::Verb::Kind) {
        command.nameSpace = words.value(1);
    }
    return command;
}

std::vector<Candidate> bestMatches(const std::vector<Candidate>& candidates, QStringView text, size_t most) {
    QString needle = withHalfWidthSigns(text).toLower();
    if (needle.startsWith(u':')) {
        needle = needle.sliced(1).trimmed();
    }
    std::vector<std::pair<int, const Candidate*>> ranked;
    for (const Candidate& candidate : candidates) {
        const int rank = needle.isEmpty() ? 0 : rankOf(candidate, needle);
        if (rank >= 0) {
            ranked.emplace_back(rank, &candidate);
        }
    }
    std::ranges::stable_sort(ranked, {}, [](const auto& entry) { return entry.first; });
    std::vector<Candidate> best;
    for (const auto& [rank, candidate] : ranked) {
        if (best.size() == most) {
            break;
        }
        best.push_back(*candidate);
    }
    return best;
}

} // namespace pilothouse::ui
