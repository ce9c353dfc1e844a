// SPDX-License-Identifier: Apache-2.0
// Draws the diff in both schemes into FOLDER/diff-*.png, to be looked at by people: diff_gallery FOLDER.
// Run it with QT_SCALE_FACTOR=2 for the pictures of a dense screen.
#include "tests/ui/diff/sample_release.h"

#include "ui/diff/diff_bar.h"
#include "ui/diff/diff_outline.h"
#include "ui/diff/diff_view.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace pilothouse;
using namespace pilothouse::ui;

namespace {

std::vector<RecordMeta> revisions() {
    std::vector<RecordMeta> all;
    for (int number = 1384; number > 1374; --number) {
        RecordMeta meta;
        meta.revision = static_cast<Revision>(number);
        meta.statusText = number == 1384 ? u"deployed"_s : number == 1383 ? u"failed"_s : u"superseded"_s;
        meta.modified = QDateTime::currentDateTimeUtc().addSecs((number - 1385) * 86400LL);
        all.push_back(meta);
    }
    return all;
}

struct Page {
    explicit Page(const ReleaseDiffPtr& diff)
        : bar(new DiffBar(&root))
        , view(new DiffView(&root)) {
        auto* layout = new QVBoxLayout(&root);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(bar);
        layout->addWidget(view, 1);
        bar->setRevisions(revisions(), static_cast<Revision>(1382), static_cast<Revision>(1384));
        bar->setDiff(diff);
        view->setDiff(diff);
        bar->setLabelsOnlyCount(view->labelsOnlyCount());
        bar->actions().sideBySide->setChecked(true);
    }
    QWidget root;
    DiffBar* bar;
    DiffView* view;
};

void shoot(Theme& theme, Theme::Choice choice, const QString& path) {
    theme.setChoice(choice);
    const auto diff = compareRecords(sample::record(false), sample::record(true), {});
    Page page(diff);
    page.root.resize(1280, 800);
    page.root.show();
    QCoreApplication::processEvents();
    page.view->canvas().goToNextChange();
    QCoreApplication::processEvents();
    page.root.grab().save(path + u"-wide.png"_s);
    page.view->toggleSeen();
    page.view->setLabelsShown(true);
    page.view->goToNextObject();
    page.root.resize(846, 520);
    QCoreApplication::processEvents();
    page.bar->actions().sideBySide->setChecked(page.view->canvas().isSideBySide());
    QCoreApplication::processEvents();
    page.root.grab().save(path + u"-narrow.png"_s);
    theme.setTextScale(1.4);
    page.root.resize(1280, 800);
    QCoreApplication::processEvents();
    page.root.grab().save(path + u"-large.png"_s);
    theme.setTextScale(1.0);
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    Theme theme(app);
    const QString folder = app.arguments().value(1, u"."_s);
    shoot(theme, Theme::Choice::Dark, folder + u"/diff-dark"_s);
    shoot(theme, Theme::Choice::Light, folder + u"/diff-light"_s);
    return 0;
}
