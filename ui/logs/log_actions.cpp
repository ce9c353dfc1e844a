// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_actions.h"

#include "ui/widgets/key_filter.h"

#include <QActionGroup>
#include <QKeyEvent>

namespace pilothouse::ui {

using namespace Qt::StringLiterals;

namespace {

enum Group { Since, View, Finding, Rest, GroupCount };

} // namespace

QString sincePresetWord(SincePreset preset) {
    switch (preset) {
    case SincePreset::Tail:
        //: how far back a log begins: with its last lines
        return LogActions::tr("Tail");
    case SincePreset::Head:
        //: how far back a log begins: with its first line
        return LogActions::tr("From the start");
    case SincePreset::Minute:
        return LogActions::tr("1 min");
    case SincePreset::Minutes5:
        return LogActions::tr("5 min");
    case SincePreset::Minutes15:
        return LogActions::tr("15 min");
    case SincePreset::Minutes30:
        return LogActions::tr("30 min");
    case SincePreset::Hour:
        return LogActions::tr("1 h");
    }
    return {};
}

LogActions::LogActions(QObject* parent)
    : QObject(parent)
    , m_group(new QActionGroup(this)) {
    for (int i = 0; i < kSincePresetCount; ++i) {
        const auto preset = static_cast<SincePreset>(i);
        QAction* action = makeToggle(sincePresetWord(preset), QString::number(i), Since);
        action->setData(i);
        m_group->addAction(action);
        presets.at(static_cast<std::size_t>(i)) = action;
    }
    presets.front()->setToolTip(tr("The last 1,000 lines of each container, then what comes (0)"));
    presets.front()->setChecked(true);
    makeView();
    makeFinding();
    makeRest();
}

void LogActions::makeView() {
    follow = makeToggle(tr("Follow"), u"s"_s, View, tr("Keep the newest line in sight"));
    follow->setChecked(true);
    timestamps = makeToggle(tr("Time"), u"t"_s, View, tr("The server's time of each line"));
    timestamps->setChecked(true);
    localTime = makeToggle(tr("Local time"), u"z"_s, View, tr("Time here instead of UTC"));
    localTime->setChecked(true);
    wrap = makeToggle(tr("Wrap"), u"w"_s, View, tr("Long lines over several rows"));
    columns = makeToggle(tr("Columns"), u"j"_s, View, tr("JSON and logfmt as columns; remembered for this workload"));
    fullScreen = make(tr("Full screen"), u"f"_s, View, tr("The log alone, over the whole window, or back"));
    previous
        = makeToggle(tr("Previous container"), u"p"_s, View, tr("What the container wrote before its last restart"));
    allContainers
        = make(tr("All containers"), u"a"_s, View, tr("Also init, sidecar and ephemeral containers; again: as before"));
    chooseContainers
        = make(tr("Containers…"), u"o"_s, View, tr("Which containers are read; remembered for this workload"));
    choosePods = make(tr("Pods…"), u"Shift+O"_s, View, tr("Which pods are shown"));
    chooseColumns = make(tr("Choose columns…"), u"Shift+J"_s, View, tr("Which fields are columns; remembered"));
}

void LogActions::makeFinding() {
    filter = make(tr("Filter…"), u"/"_s, Finding, tr("Hide lines: text, /regex/, !not"));
    find = make(tr("Find…"), u"Ctrl+F"_s, Finding, tr("Mark text without hiding anything"));
    findNext = make(tr("Next match"), u"n"_s, Finding);
    findPrevious = make(tr("Previous match"), u"Shift+N"_s, Finding);
    mindCase = makeToggle(tr("Mind case"), u"i"_s, Finding, tr("Capitals count also where none is typed"));
    nextError = make(tr("Next error"), u"e"_s, Finding);
    previousError = make(tr("Previous error"), u"Shift+E"_s, Finding);
    nextMark = make(tr("Next mark line"), u"Shift+M"_s, Finding);
}

void LogActions::makeRest() {
    expand = make(tr("Unfold or fold the line"), u"Enter"_s, Rest, tr("The whole line; JSON set out"));
    mark = make(tr("Draw a mark line"), u"m"_s, Rest, tr("A line across the log, now, to see what came after"));
    clear = make(tr("Clear"), u"Shift+C"_s, Rest, tr("Forget the lines held so far; following goes on"));
    copy = make(tr("Copy"), u"c"_s, Rest, tr("The selection; without one, the current line"));
    maskSecrets = makeToggle(tr("Mask secrets in copies"), {}, Rest,
        tr("Values that look like passwords, tokens and keys are copied and saved as ••••••"));
    maskSecrets->setChecked(true);
    saveShown
        = make(tr("Save what is shown…"), u"Ctrl+S"_s, Rest, tr("The lines that pass the filter, as they are shown"));
    saveRaw = make(
        tr("Save raw bytes…"), u"Ctrl+Shift+S"_s, Rest, tr("Every line held, byte for byte as the server sent it"));
    command = make(tr("Show the command"), u"k"_s, Rest, tr("The kubectl command this log stands for"));
    reload = make(tr("Read again"), u"F5"_s, Rest);
}

QAction* LogActions::make(const QString& text, const QString& key, int group, const QString& toolTip) {
    auto* action = new QAction(text, this);
    const QString told = toolTip.isEmpty() ? text : toolTip;
    action->setToolTip(key.isEmpty() ? told : u"%1 (%2)"_s.arg(told, key));
    if (key.isEmpty()) {
        return action;
    }
    // Only told in menus: the keys are the tab's, so that they never compete with those of the window.
    action->setIconText(text);
    action->setText(text + u'\t' + key);
    Bound bound{action, {}, {}, group};
    if (key.size() == 1) {
        bound.typed = key;
    } else if (key.startsWith(u"Shift+") && key.size() == 7) {
        bound.typed = key.last(1).toUpper();
    } else if (key == u"Enter") {
        bound.combination = QKeyCombination(Qt::Key_Return);
    } else {
        bound.combination = QKeySequence(key, QKeySequence::PortableText)[0];
    }
    m_bound.append(bound);
    return action;
}

QAction* LogActions::makeToggle(const QString& text, const QString& key, int group, const QString& toolTip) {
    QAction* action = make(text, key, group, toolTip);
    action->setCheckable(true);
    return action;
}

QAction* LogActions::actionFor(const QKeyEvent& event) const {
    const Qt::KeyboardModifiers held = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    const bool isPlain = (held & ~Qt::ShiftModifier) == Qt::NoModifier;
    const QString typed = isPlain && event.text().size() == 1 ? QString(halfWidth(event.text().front())) : QString();
    const int key = event.key() == Qt::Key_Enter ? Qt::Key_Return : event.key();
    for (const Bound& bound : m_bound) {
        const bool isIt = bound.typed.isEmpty() ? bound.combination == QKeyCombination(held, static_cast<Qt::Key>(key))
                                                : bound.typed == typed;
        if (isIt && bound.action->isEnabled()) {
            return bound.action;
        }
    }
    return nullptr;
}

QList<KeyGroup> LogActions::keys() const {
    QList<KeyGroup> groups(GroupCount);
    groups[Since].title = tr("How far back");
    groups[View].title = tr("View of the log");
    groups[Finding].title = tr("Filter and find");
    groups[Rest].title = tr("Lines");
    for (const Bound& bound : m_bound) {
        const QString key = bound.action->text().section(u'\t', 1);
        groups[bound.group].hints.append({key, bound.action->iconText().remove(u'…')});
    }
    groups[View].hints.append({u"Home End"_s, tr("Oldest and newest line")});
    groups[Rest].hints.append({u"Shift+Up Shift+Down"_s, tr("Select lines")});
    return groups;
}

SincePreset LogActions::preset() const {
    return static_cast<SincePreset>(m_group->checkedAction()->data().toInt());
}

void LogActions::setPreset(SincePreset preset) {
    presets.at(static_cast<std::size_t>(preset))->setChecked(true);
}

} // namespace pilothouse::ui
