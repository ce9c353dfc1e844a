// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/terminal_words.h"

#include "core/base/plain_text.h"
#include "ui/frame/environment_look.h"
#include "ui/widgets/error_text.h"

#include <QCoreApplication>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Terminal)
};

constexpr qsizetype kShownOfPaste = 60;

} // namespace

QString kindName(PodTools::Terminal::Kind kind) {
    switch (kind) {
    case PodTools::Terminal::Kind::Shell:
        return Tr::tr("Shell");
    case PodTools::Terminal::Kind::Attach:
        return Tr::tr("Attached");
    case PodTools::Terminal::Kind::Debug:
        return Tr::tr("Debug container");
    case PodTools::Terminal::Kind::NodeShell:
        return Tr::tr("Node shell");
    }
    return {};
}

QString terminalTitle(const PodTools::Terminal& target) {
    return escapeControls(target.pod) + u" · "_s + escapeControls(shortContextName(target.context.value()));
}

QString terminalName(const PodTools::Terminal& target) {
    if (target.kind == PodTools::Terminal::Kind::NodeShell) {
        return Tr::tr("%1 on node %2, context %3").arg(kindName(target.kind), target.pod, target.context.value());
    }
    return Tr::tr("%1 in pod %2, namespace %3, context %4")
        .arg(kindName(target.kind), target.pod, target.nameSpace, target.context.value());
}

QString endSentence(const ExecEnd& end) {
    if (end.exitCode) {
        return *end.exitCode == 0 ? Tr::tr("It ended well (exit status 0)")
                                  : Tr::tr("It ended with exit status %1").arg(*end.exitCode);
    }
    return end.error ? errorLine(*end.error) : Tr::tr("It was detached");
}

QString leftBehindSentence(const ContextId& context, const DebugPlace& place, const Error& error) {
    return Tr::tr("Pod %1 in namespace %2 of %3 was made for a terminal and could not be removed: %4. It ends by "
                  "itself within four hours.")
        .arg(escapeControls(place.pod), escapeControls(place.nameSpace), escapeControls(context.value()),
            errorLine(error));
}

QString reconnectDivider() {
    return u"── "_s + Tr::tr("connected again") + u" ──"_s;
}

QString pasteQuestion(const PasteFacts& facts, bool isProtected, const QString& environment) {
    QString first = escapeControls(facts.firstLine.left(kShownOfPaste));
    if (facts.firstLine.size() > kShownOfPaste || facts.lines > 1) {
        first += u"…"_s;
    }
    const QString what = facts.lines > 1 ? Tr::tr("Paste %n lines?", nullptr, facts.lines)
                                         : Tr::tr("Paste %n characters?", nullptr, static_cast<int>(facts.characters));
    QStringList parts{what, Tr::tr("It begins: %1").arg(first)};
    if (facts.removed > 0) {
        parts.append(Tr::tr("%n control characters are left out.", nullptr, facts.removed));
    }
    if (isProtected) {
        parts.append(Tr::tr("This is %1.").arg(environment));
    }
    return parts.join(u' ');
}

QString clipboardQuestion(const QString& text) {
    const QString begin = escapeControls(text.left(kShownOfPaste)) + (text.size() > kShownOfPaste ? u"…"_s : QString());
    return Tr::tr(
        "The program wants to put %n characters into the clipboard: %1", nullptr, static_cast<int>(text.size()))
        .arg(begin);
}

QString containerLine(const PodContainer& container) {
    QStringList parts{escapeControls(container.name), escapeControls(container.image)};
    if (container.kind == PodContainer::Kind::Init) {
        parts.append(Tr::tr("init"));
    } else if (container.kind == PodContainer::Kind::Ephemeral) {
        parts.append(Tr::tr("debug"));
    }
    if (!container.isRunning) {
        parts.append(container.state.isEmpty() ? Tr::tr("not running") : escapeControls(container.state));
    }
    return parts.join(u" · "_s);
}

QString lockedSentence(const PlaceMode& place, Mode needed) {
    const QString where = environmentName(place.environment.kind);
    if (needed == Mode::ChangesOpen) {
        return Tr::tr("%1 is locked here: this makes a pod, which needs changes open.").arg(where);
    }
    return Tr::tr("%1 is read-only here: a terminal needs troubleshooting mode.").arg(where);
}

} // namespace pilothouse::ui
