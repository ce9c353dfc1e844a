// SPDX-License-Identifier: Apache-2.0
// A table of pods that change all the time, as the window shows it: 5,000 rows, 50 changes a second, told ten times a
// second. Prints the longest time the event loop did not turn, and the share of a core it took.
#include "tests/bench/pulse.h"
#include "ui/resources/object_table_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"

#include <QApplication>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <cstdlib>

using namespace pilothouse;
using namespace pilothouse::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPods = 5000;
constexpr int kChangesPerTell = 5; // ten times a second: 50 a second
constexpr size_t kRowsPerDelta = 500;

ObjectTable::Row podRow(int number, int round) {
    const QString state = (number + round) % 17 == 0 ? u"CrashLoopBackOff"_s : u"Running"_s;
    return {.uid = Uid(u"uid-%1"_s.arg(number)),
        .nameSpace = u"team-%1"_s.arg(number % 40),
        .name = u"service-%1-7f9c%2-x%3"_s.arg(number % 300).arg(number % 97).arg(number),
        .created = QDateTime::currentDateTimeUtc().addSecs(-number),
        .cells = {u"service"_s, u"%1/2"_s.arg((number + round) % 3), state, u"%1 (5m ago)"_s.arg(round), u"12m"_s,
            u"10.0.%1.%2"_s.arg(number / 250).arg(number % 250), u"node-%1"_s.arg(number % 20)}};
}

TableDelta firstDelta() {
    TableDelta delta;
    delta.isAnew = true;
    for (const auto& name : {"Name", "Ready", "Status", "Restarts", "Age", "IP", "Node"}) {
        delta.columns.push_back(
            {.name = QString::fromLatin1(name), .type = u"string"_s, .format = {}, .description = {}, .priority = 0});
    }
    return delta;
}

} // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const Theme theme(app);
    ObjectTableModel model;
    DataTable table;
    table.resize(1280, 800);
    table.setSource(&model);
    table.show();
    model.setNamespaceShown(true);
    QTextStream out(stdout);
    Pulse pulse;

    pulse.begin();
    model.apply(firstDelta());
    table.sortByColumn(0, Qt::AscendingOrder);
    for (int from = 0; from < kPods; from += static_cast<int>(kRowsPerDelta)) {
        TableDelta delta;
        for (int i = from; i < from + static_cast<int>(kRowsPerDelta); ++i) {
            delta.upserted.push_back(podRow(i, 0));
        }
        model.apply(delta);
        spin(100ms);
    }
    out << "filling with " << kPods << " rows: longest stall " << pulse.longest() << " ms\n";
    table.selectUid(u"uid-2500"_s);
    spin(500ms);

    int round = 0;
    QTimer changes;
    changes.setInterval(100ms);
    QObject::connect(&changes, &QTimer::timeout, &model, [&model, &round] {
        ++round;
        TableDelta delta;
        for (int i = 0; i < kChangesPerTell; ++i) {
            delta.upserted.push_back(podRow((round * 37 + i * 991) % kPods, round));
        }
        model.apply(delta);
    });
    QTimer ages;
    ages.setInterval(5s);
    QObject::connect(&ages, &QTimer::timeout, &model, [&model, &table] {
        model.setNow(QDateTime::currentDateTimeUtc());
        table.viewport()->update();
    });
    pulse.begin();
    changes.start();
    ages.start();
    spin(2s);
    pulse.end(); // its own millisecond ticks are no part of the CPU figure
    const qint64 stall = pulse.longest();
    const double before = cpuSeconds();
    const int seconds = argc > 1 ? std::atoi(argv[1]) : 20;
    spin(std::chrono::seconds(seconds));
    const double share = (cpuSeconds() - before) / seconds;
    pulse.begin();
    spin(10s);
    out << "50 changes a second over " << kPods << " rows: longest stall " << std::max(stall, pulse.longest())
        << " ms, " << QString::number(share * 100, 'f', 1) << " % of a core, selection "
        << (table.currentUid() == "uid-2500"_L1 ? "kept" : "LOST") << '\n';
    return 0;
}
