// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/window_scene.h"

#include "app/pilothouse/change_wiring.h"
#include "core/session/environment_settings.h"
#include "core/settings/settings_store.h"
#include "ui/change/apply_bar.h"
#include "ui/shell/page_host.h"
#include "ui/widgets/code_view.h"
#include "ui/widgets/elided_label.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabBar>
#include <QTest>

#include <csignal>

namespace pilothouse::contract {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 400;

QString plain(QString text) {
    return text.remove(u'&');
}

QString cellsOf(const QAbstractItemView& view) {
    QString text;
    const QAbstractItemModel* model = view.model();
    const int rows = model ? std::min(model->rowCount(view.rootIndex()), kMostRows) : 0;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < model->columnCount(view.rootIndex()); ++column) {
            const QModelIndex index = model->index(row, column, view.rootIndex());
            for (const int role : {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole}) {
                text += index.data(role).toString() + u'\n';
            }
        }
    }
    return text;
}

QString textOf(const QWidget& widget) {
    QString text = widget.accessibleName() + u'\n' + widget.accessibleDescription() + u'\n' + widget.toolTip() + u'\n'
        + widget.windowTitle() + u'\n';
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        text += label->text();
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
        text += plain(button->text());
    } else if (const auto* line = qobject_cast<const QLineEdit*>(&widget)) {
        text += line->text() + u'\n' + line->placeholderText();
    } else if (const auto* editor = qobject_cast<const QPlainTextEdit*>(&widget)) {
        text += editor->toPlainText();
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget)) {
        text += cellsOf(*view);
    } else if (const auto* box = qobject_cast<const QComboBox*>(&widget)) {
        text += box->currentText();
    } else if (const auto* code = qobject_cast<const ui::CodeView*>(&widget)) {
        text += code->document().text();
    } else if (const auto* elided = qobject_cast<const ui::ElidedLabel*>(&widget)) {
        text += elided->text();
    }
    return text + u'\n';
}

} // namespace

WindowScene::WindowScene(Options options)
    : m_options(std::move(options)) {
    if (m_options.folder.isEmpty()) {
        m_options.folder = m_folder.path();
    }
    SettingsStore settings(folder() + u"/config/settings.json"_s);
    setEnvironmentRules(settings, m_options.rules);
    setOwnerRules(settings, m_options.owners);
    if (const auto kept = settings.flush(); !kept) {
        qFatal("settings: %s", qPrintable(describe(kept.error())));
    }
    OwnEnvironment::putHelmFirst(m_options.helm);
    open();
}

WindowScene::~WindowScene() = default;

void WindowScene::close() {
    m_app.reset();
}

void WindowScene::open() {
    m_app = std::make_unique<Application>(*qApp,
        AppOptions{.kubeconfig = m_options.kubeconfig,
            .context = ContextId(m_options.context),
            .configFolder = folder() + u"/config"_s,
            .language = u"en"_s,
            .measureFile = {},
            .tourFolder = {}});
    m_app->start();
    window().activateWindow();
    if (!QTest::qWaitForWindowActive(&window())) {
        qFatal("the window does not get active");
    }
    if (!waitFor([this] { return window().host().current().context == ContextId(m_options.context); })) {
        qFatal("the context is not opened");
    }
}

bool WindowScene::waitFor(const std::function<bool()>& isSo, std::chrono::milliseconds bound) {
    return QTest::qWaitFor(isSo, static_cast<int>(bound.count()));
}

bool WindowScene::isOnScreen(const QWidget* widget) const {
    return widget->isVisible() && widget->window() == &window();
}

QWidget* WindowScene::shown(const QString& name) const {
    for (QWidget* widget : window().findChildren<QWidget*>()) {
        if (isOnScreen(widget) && (widget->objectName() == name || widget->accessibleName() == name)) {
            return widget;
        }
    }
    return nullptr;
}

QAbstractButton* WindowScene::button(const QString& name) const {
    for (auto* found : window().findChildren<QAbstractButton*>()) {
        const bool isIt
            = found->objectName() == name || plain(found->text()) == name || found->accessibleName() == name;
        if (isIt && isOnScreen(found)) {
            return found;
        }
    }
    return nullptr;
}

bool WindowScene::press(const QString& name) const {
    const bool canBe = waitFor([&] {
        const QAbstractButton* found = button(name);
        return found && found->isEnabled();
    });
    if (!canBe) {
        qWarning("no button \"%s\" can be pressed", qPrintable(name));
        return false;
    }
    QTest::mouseClick(button(name), Qt::LeftButton);
    return true;
}

void WindowScene::key(int key, Qt::KeyboardModifiers modifiers) const {
    QWidget* at = QApplication::focusWidget();
    QTest::keyClick(at ? at : &window(), static_cast<Qt::Key>(key), modifiers);
}

bool WindowScene::type(const QString& field, const QString& text) const {
    if (!waitFor([&] { return shown(field) && shown(field)->isEnabled(); })) {
        qWarning("no field \"%s\" can be typed into", qPrintable(field));
        return false;
    }
    QWidget* at = shown(field);
    at->setFocus(Qt::MouseFocusReason);
    QTest::keyClick(at, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(at, Qt::Key_Delete);
    const QStringList lines = text.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (i > 0) {
            QTest::keyClick(at, Qt::Key_Return);
        }
        QTest::keyClicks(at, lines[i]);
    }
    return true;
}

bool WindowScene::tab(const QString& title) const {
    for (auto* bar : window().findChildren<QTabBar*>()) {
        for (int i = 0; isOnScreen(bar) && i < bar->count(); ++i) {
            if (plain(bar->tabText(i)) == title) {
                QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(i).center());
                return bar->currentIndex() == i;
            }
        }
    }
    qWarning("no tab \"%s\"", qPrintable(title));
    return false;
}

bool WindowScene::choose(const QString& comboBox, const QString& item) const {
    auto* box = qobject_cast<QComboBox*>(shown(comboBox));
    const int wanted = box ? box->findText(item) : -1;
    if (wanted < 0) {
        qWarning("no \"%s\" in \"%s\"", qPrintable(item), qPrintable(comboBox));
        return false;
    }
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int i = 0; i < box->count() && box->currentIndex() != wanted; ++i) {
        QTest::keyClick(box, Qt::Key_Down);
    }
    return box->currentIndex() == wanted;
}

bool WindowScene::chooseFile(const QString& path) const {
    QFileDialog* dialog = nullptr;
    const bool isOpen = waitFor([&] {
        const auto dialogs = window().findChildren<QFileDialog*>();
        const auto found = std::ranges::find_if(dialogs, &QWidget::isVisible);
        dialog = found == dialogs.end() ? nullptr : *found;
        return dialog != nullptr;
    });
    auto* name = isOpen ? dialog->findChild<QLineEdit*>(u"fileNameEdit"_s) : nullptr;
    if (!name) {
        qWarning("no file dialog is open");
        return false;
    }
    const QPointer<QFileDialog> open(dialog);
    name->setFocus();
    name->setText(path); // pasted: the dialog completes what is typed
    QTest::keyClick(name, Qt::Key_Return);
    return waitFor([&] { return !open || !open->isVisible(); });
}

bool WindowScene::command(const QString& words) const {
    if (!window().isActiveWindow()) { // a dialog was closed, say
        window().activateWindow();
        if (!QTest::qWaitForWindowActive(&window())) {
            return false;
        }
    }
    QTest::keyClick(&window(), Qt::Key_K, Qt::ControlModifier);
    QWidget* box = QApplication::focusWidget();
    if (!box || !qobject_cast<QLineEdit*>(box)) {
        qWarning("the palette does not open");
        return false;
    }
    QTest::keyClicks(box, words);
    QTest::keyClick(box, Qt::Key_Return);
    return true;
}

ui::ChangeSheet* WindowScene::sheet() const {
    const ui::ChangePage* page = m_app->changes().page();
    return page && isOnScreen(page) ? page->sheet() : nullptr;
}

RunStatusPtr WindowScene::run() const {
    return sheet() ? sheet()->presenter().run() : nullptr;
}

QString WindowScene::everyText() const {
    QString text;
    for (const QWidget* top : QApplication::topLevelWidgets()) {
        if (!top->isVisible()) {
            continue;
        }
        text += textOf(*top);
        for (const QWidget* widget : top->findChildren<QWidget*>()) {
            text += widget->isVisible() ? textOf(*widget) : QString();
        }
    }
    return text;
}

bool WindowScene::openChange(
    const QString& verb, const QString& nameSpace, const QString& release, const QString& more) const {
    const QString page = u"change:"_s + verb;
    QElapsedTimer asked;
    const bool isOpen = waitFor([&] {
        const ui::Place now = window().host().current();
        if (now.page == page && now.release && now.release->name == release && now.release->nameSpace == nameSpace) {
            return true;
        }
        // The list may not know the release yet: the palette says so, and is asked again.
        if (!asked.isValid() || asked.elapsed() > 300) {
            asked.start();
            (void)command(u":%1 %2/%3 %4"_s.arg(verb, nameSpace, release, more).trimmed());
        }
        return false;
    });
    return isOpen && waitFor([this] { return sheet() != nullptr; });
}

bool WindowScene::openInstall() const {
    return command(u":install"_s) && waitFor([this] {
        return sheet() && sheet()->presenter().subject().kind == ChangeKind::Install && sheet()->presenter().isLoaded();
    });
}

bool WindowScene::settle() const {
    // A pause in typing starts it: right after the last key nothing seems to be under way.
    return waitFor([this] { return sheet() && sheet()->isSettled(); });
}

bool WindowScene::apply(const QString& typed) const {
    if (!settle() || (!typed.isEmpty() && !type(u"confirm"_s, typed))) {
        return false;
    }
    if (!press(u"apply"_s)) {
        qWarning(
            "it can't be applied: %s", qPrintable(sheet() ? sheet()->applyBar().applyButton().toolTip() : QString()));
        return false;
    }
    return waitFor([this] { return run() || (sheet() && sheet()->presenter().beginError()); }) && run();
}

RunStatusPtr WindowScene::end() const {
    const bool hasEnded
        = waitFor([this] { return run() && run()->phase == RunStatus::Phase::Ended; }, std::chrono::seconds(60));
    return hasEnded ? run() : nullptr;
}

bool killHelmOf(const QString& nameSpace) {
    for (const QString& entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/"_s + entry + u"/cmdline"_s);
        if (entry.toInt() <= 1 || !file.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QList<QByteArray> words = file.readAll().split('\0');
        if (words.first().endsWith("helm") && words.contains("--namespace=" + nameSpace.toUtf8())) {
            return ::kill(entry.toInt(), SIGKILL) == 0;
        }
    }
    return false;
}

RecordingHelm::RecordingHelm(const QString& real) {
    QFile script(path());
    const QByteArray text
        = u"#!/bin/sh\nprintf '%s ' \"$@\" >> '%1'\necho >> '%1'\nexec '%2' \"$@\"\n"_s.arg(log(), real).toUtf8();
    if (!script.open(QIODevice::WriteOnly) || script.write(text) != text.size()
        || !script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)) {
        qFatal("cannot write the recording helm");
    }
}

QStringList RecordingHelm::all() const {
    QFile file(log());
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                          : QStringList();
}

QStringList RecordingHelm::mutating() const {
    static const QRegularExpression kVerbs(u"^(?:-\\S+ )*(?:install|upgrade|rollback|uninstall|delete|test) "_s);
    return all().filter(kVerbs);
}

void RecordingHelm::clear() const {
    QFile::remove(log());
}

OwnEnvironment::OwnEnvironment() {
    for (const char* name : {"KUBECONFIG", "KUBERC", "HELM_NAMESPACE", "HELM_KUBECONTEXT", "HELM_DRIVER"}) {
        qunsetenv(name);
    }
    qputenv("HOME", m_home.path().toUtf8());
    for (const char* name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
        qputenv(name, m_home.filePath(QString::fromLatin1(name).toLower()).toUtf8());
    }
}

OwnEnvironment::~OwnEnvironment() = default;

void OwnEnvironment::putHelmFirst(const QString& helm) {
    qputenv("PATH", QByteArray(QFileInfo(helm).path().toUtf8() + ":/usr/bin:/bin"));
}

} // namespace pilothouse::contract
