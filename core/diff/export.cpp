// SPDX-License-Identifier: Apache-2.0
#include "core/base/plain_text.h"
#include "core/diff/manifest_diff.h"
#include "core/diff/patch_writer.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString title(const ObjectDiff& diff) {
    const ManifestKey& key = diff.key;
    const QString name = key.nameSpace.isEmpty() ? key.name : QString(key.nameSpace + u'/' + key.name);
    return escapeControls(key.kind.isEmpty() ? name : QString(key.kind + u' ' + name));
}

QString changeWord(const ObjectDiff& diff) {
    switch (diff.change) {
    case ObjectChange::Added:
        return u"added"_s;
    case ObjectChange::Removed:
        return u"removed"_s;
    case ObjectChange::Replaced:
        return u"replaced"_s;
    case ObjectChange::Changed:
        return diff.labelsOnly ? u"labels only"_s : u"changed"_s;
    case ObjectChange::Same:
        break;
    }
    return u"same"_s;
}

/// The hunks with everything a terminal would obey made visible (KC14); line ends are the file's business.
QByteArray shownHunks(const ObjectDiff& diff) {
    const auto readable = [](const QByteArray& text) {
        QByteArray plain = text;
        plain.replace("\r\n", "\n");
        return escapeControlsKeepLines(QString::fromUtf8(plain)).toUtf8();
    };
    const QByteArray from = readable(diff.fromText);
    const QByteArray to = readable(diff.toText);
    const auto fromLines = textLines(from);
    const auto toLines = textLines(to);
    QByteArray out;
    for (const Hunk& hunk : diff.lines.hunks) {
        appendHunk(out, hunk, fromLines, toLines);
    }
    return out;
}

/// Longer than every run of backticks within, or the text would end its own fence.
QByteArray fenceFor(const QByteArray& text) {
    qsizetype longest = 0;
    qsizetype run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QByteArray(std::max<qsizetype>(3, longest + 1), '`');
}

/// A name in running Markdown text: as code, backticks and pipes taken out.
QString code(QString text) {
    text.remove(u'`');
    return u'`' + escapeControls(text) + u'`';
}

QString riskList(const ObjectDiff& diff) {
    QStringList words;
    for (const Risk risk : diff.risks) {
        words += riskWord(risk);
    }
    return words.join(u", "_s);
}

QByteArray headlineMarkdown(const ManifestDiff& diff) {
    QString text;
    for (const HeadlineMove& move : diff.headline) {
        text += u"- %1 %2 → %3%4\n"_s.arg(
            code(move.service), code(move.from), code(move.to), move.labelsOnly ? u" (labels only)"_s : QString());
    }
    return text.isEmpty() ? QByteArray() : (text + u'\n').toUtf8();
}

QByteArray objectMarkdown(const ObjectDiff& diff) {
    QString text = u"### %1, %2\n\n"_s.arg(code(title(diff)), changeWord(diff));
    if (!diff.risks.empty()) {
        text += u"Risks: %1\n\n"_s.arg(riskList(diff));
    }
    if (!diff.secretKeys.empty()) {
        for (const ObjectDiff::SecretKey& key : diff.secretKeys) {
            const QString word = key.change == ObjectChange::Added ? u"added"_s
                : key.change == ObjectChange::Removed              ? u"removed"_s
                                                                   : u"changed"_s;
            text += u"- key %1 %2\n"_s.arg(code(key.key), word);
        }
        text += u'\n';
    }
    const QByteArray hunks = shownHunks(diff);
    const QByteArray fence = fenceFor(hunks);
    return text.toUtf8() + fence + "diff\n" + hunks + fence + "\n\n";
}

} // namespace

QByteArray toUnifiedText(const ManifestDiff& diff, const QString& fromName, const QString& toName) {
    QByteArray out;
    for (const ObjectDiff& object : diff.objects) {
        const QString name = title(object);
        const bool isAdded = object.change == ObjectChange::Added;
        const bool isRemoved = object.change == ObjectChange::Removed;
        out += "--- " + (isAdded ? QByteArray("/dev/null") : u"%1\t%2"_s.arg(name, escapeControls(fromName)).toUtf8())
            + '\n';
        out += "+++ " + (isRemoved ? QByteArray("/dev/null") : u"%1\t%2"_s.arg(name, escapeControls(toName)).toUtf8())
            + '\n';
        out += shownHunks(object);
    }
    return out;
}

QByteArray toMarkdown(const ManifestDiff& diff, const QString& fromName, const QString& toName) {
    QByteArray out = u"## %1 → %2\n\n"_s.arg(code(fromName), code(toName)).toUtf8() + headlineMarkdown(diff);
    // Objects with label changes only may have been left out, and are counted all the same.
    const auto differing = std::ranges::count(diff.objects, false, &ObjectDiff::labelsOnly);
    out += u"%1 changed, %2 labels only, %3 unchanged\n\n"_s.arg(differing)
               .arg(diff.labelsOnlyCount)
               .arg(diff.unchanged)
               .toUtf8();
    for (const ObjectDiff& object : diff.objects) {
        out += objectMarkdown(object);
    }
    return out;
}

} // namespace pilothouse
